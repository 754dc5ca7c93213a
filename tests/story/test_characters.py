import math
import xml.etree.ElementTree as ET

import pytest

from ee376a.story.characters import MOODS, POSES, Figure, claude, pose, shannon
from ee376a.story.drawing import picture
from ee376a.story.faces import face
from ee376a.story.grownups import PEOPLE, grownup


def drawn(figure: Figure) -> str:
    svg = picture("f", (100, 100), "t", "d", figure.art)
    ET.fromstring(svg)
    return figure.art


@pytest.mark.parametrize("who", [shannon, claude])
def test_every_pose_and_every_mood_is_another_drawing(who) -> None:
    assert len({drawn(who(name)) for name in POSES}) == len(POSES) >= 6
    assert len({drawn(who("stand", mood)) for mood in MOODS} | {""}) - 1 >= len(MOODS) - 1 >= 6


@pytest.mark.parametrize("who", PEOPLE)
def test_grownups_stand_and_turn(who: str) -> None:
    assert drawn(grownup(who)) != drawn(grownup(who, back=True))
    assert grownup(who).art == grownup(who).art


def test_a_figure_stands_where_it_is_put() -> None:
    here, there = shannon(at=(0, 0)), shannon(at=(300, 50), height=200)
    assert there.head[0] - 300 == pytest.approx((here.head[0]) / 2)
    assert there.head[1] - 50 == pytest.approx(here.head[1] / 2)
    assert shannon(at=(0, 0), flip=True).far_hand[0] == pytest.approx(-here.far_hand[0])


def test_a_head_is_large_as_a_child_has_it() -> None:
    figure = shannon(at=(0, 0), height=400)
    assert 3 < 400 / (2 * 60) < 4
    assert -360 < figure.head[1] < -300


@pytest.mark.parametrize("flip", [False, True])
def test_hands_go_where_they_are_sent(flip: bool) -> None:
    target = (560.0, 560.0) if not flip else (440.0, 560.0)
    figure = shannon("stand", at=(500, 800), flip=flip, far_to=target)
    # what is sent is the palm, a little beyond the wrist
    assert math.dist(figure.far_hand, target) < 20


def test_claude_is_robbed_of_his_goggles() -> None:
    assert len(claude(goggles=False).art) < len(claude().art)
    assert claude(back=True, goggles=False).art != claude(back=True).art


def test_held_things_are_drawn() -> None:
    assert "<i/>" in claude(near_prop="<i/>").art
    assert "<i/>" in shannon(pose("hold", far_over=True), far_prop="<i/>").art


def test_arms_change_their_order() -> None:
    under, over = (shannon(pose("hold", far_over=front)).art for front in (False, True))
    assert under != over


def test_what_is_unknown_is_named() -> None:
    with pytest.raises(ValueError, match="'bored'"):
        face("bored", (0, 0), (50, 50), "#aa8866", "#332211")
    with pytest.raises(ValueError, match="'uncle'"):
        grownup("uncle")
