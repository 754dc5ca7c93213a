import xml.etree.ElementTree as ET

import numpy as np

from ee376a.story import drawing as d
from ee376a.story.paths import box, oval

SVG = "{http://www.w3.org/2000/svg}"


def whole(*layers: str) -> ET.Element:
    return ET.fromstring(d.picture("p7", (100, 80), "A & B", "It is <so>.", *layers))


def test_a_picture_tells_what_it_is() -> None:
    root = whole(d.shape(box(0, 0, 9, 9), "#ff0000"))
    assert root.get("viewBox") == "0 0 100 80"
    title, desc = root[0], root[1]
    assert (title.text, desc.text) == ("A & B", "It is <so>.")
    assert root.get("aria-labelledby") == f"{title.get('id')} {desc.get('id')}" == "p7-t p7-d"


def test_one_gradient_serves_all_who_use_it() -> None:
    fill = d.linear(90, "#000000", "#ffffff/.4")
    root = whole(d.shape(box(0, 0, 9, 9), fill), d.shape(box(0, 9, 9, 9), fill))
    (gradient,) = root.iter(f"{SVG}linearGradient")
    assert [path.get("fill") for path in root.iter(f"{SVG}path")] == [
        f"url(#{gradient.get('id')})"
    ] * 2
    assert gradient[1].attrib == {"offset": "1", "stop-color": "#ffffff", "stop-opacity": ".4"}


def test_a_clip_becomes_a_definition() -> None:
    root = whole(d.group(d.shape(box(0, 0, 9, 9), "#ff0000"), clip=oval(5, 5, 3)))
    (clip,) = root.iter(f"{SVG}clipPath")
    assert clip[0].get("d") == oval(5, 5, 3)
    assert any(part.get("clip-path") == f"url(#{clip.get('id')})" for part in root.iter(f"{SVG}g"))


def test_a_stamp_is_stored_once_and_may_hold_another() -> None:
    leaf = d.shape(oval(0, 0, 3), d.radial("#00ff00", "#008800"))
    twig = d.stamps(leaf, [(0, 0, 1, 0), (5, 0, 0.5, 30)])
    root = whole(d.stamps(twig, [(10, 10, 1, 0), (20, 20, 1, 0), (30, 30, 2, 45)]), twig)
    names = {part.get("id") for part in root.iter() if part.get("id")}
    assert all(name.startswith("p7-") for name in names)
    uses = [use.get("href")[1:] for use in root.iter(f"{SVG}use")]
    assert set(uses) <= names
    assert len(uses) == 3 + 2 + 2
    assert sum(path.get("d") == oval(0, 0, 3) for path in root.iter(f"{SVG}path")) == 1


def test_a_group_without_a_move_is_no_group() -> None:
    assert d.group("<a/>", "<b/>") == "<a/><b/>"
    moved = d.group("", at=(3, 4), rotate=30, scale=2, flip=True, opacity=0.5)
    assert moved == ('<g transform="translate(3 4)rotate(30)scale(-2 2)" opacity="0.5"></g>')


def test_a_cutout_has_its_shadow_first() -> None:
    art = d.cutout(box(0, 0, 9, 9), "#ff0000", 6)
    assert art.count("<path") == 3
    assert art.rindex("#1d1230") < art.index("#ff0000")


def test_texture_stays_in_its_box() -> None:
    rng = np.random.default_rng(3)
    dots = d.specks((10, 20, 30, 40), 50, "#ffffff", rng)
    places = [tuple(map(float, spot.split("h")[0].replace("-", " -").split()))
              for spot in dots.split('d="M')[1].split('"')[0].split("M")]  # fmt: skip
    assert len(places) == 50
    assert all(10 <= x <= 40 and 20 <= y <= 60 for x, y in places)
