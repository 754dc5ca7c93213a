"""The carved walrus, with its hats."""

from ee376a.story.drawing import group, line, shape
from ee376a.story.palette import Light, mix
from ee376a.story.paths import Point, box, oval

_BODY = (
    "M-128 0C-142-70-112-168-70-214C-78-296 66-306 74-226C108-182 142-112 166-46"
    "C188-40 214-22 216 0Z"
)


def sun_hat(
    light: Light, at: Point, size: float, rotate: float = 0, ribbon: str = "#e2493b"
) -> str:
    """Draw a straw hat 120 wide at size 1, by the middle of its brim."""
    on = light.on
    art = shape(oval(0, 0, 60, 15), on("#e9c877")) + shape(
        "M-33-2C-32-44 32-44 33-2Q0 9-33-2Z", on("#f3d991")
    )
    art += shape("M-34-4Q0 9 34-4L33-15Q0-3-33-15Z", on(ribbon))
    art += line("M-54 3Q0 19 54 3M-26-24Q0-16 26-24", on("#c79d4e"), 2, 0.7)
    return group(art, at=at, scale=size, rotate=rotate)


def sailor_cap(light: Light, at: Point, size: float, rotate: float = 0) -> str:
    """Draw a sailor's cap 96 wide at size 1, by the middle of its band."""
    on = light.on
    art = shape("M-46-10C-60-44 60-44 46-10Z", on("#fbf6e8"))
    art += shape("M4-34C40-34 54-26 46-10H10Z", on(mix("#fbf6e8", light.shade, 0.2)))
    art += shape(box(-42, -14, 84, 20, 6), on("#2b4a86")) + shape(oval(0, -38, 9), on("#e2493b"))
    art += line("M40 0q14 16 8 36M38 2q4 20-6 34", on("#2b4a86"), 5)
    return group(art, at=at, scale=size, rotate=rotate)


def walrus(
    light: Light,
    at: Point,
    height: float,
    *,
    hats: bool = True,
    rotate: float = 0,
) -> str:
    """Set the wooden walrus on its foot at a point; it looks to the left.

    Parameters
    ----------
    light
        The hour.
    at
        The middle of its foot.
    height
        Without the cap; it is about 1.2 times as wide.
    hats
        Whether the sailor's cap and two sun hats hang on it.
    rotate
        Tipped by so many degrees, clockwise.
    """
    on = light.on
    wood = "#94806f"
    dark, pale = on(mix(wood, light.shade, 0.34)), on(mix(wood, "#fff3d6", 0.26))
    art = shape(oval(30, 2, 196, 15), light.shade, opacity=0.3)
    art += shape(_BODY, on(wood))
    art += shape(
        (
            "M52-254C78-246 76-232 74-226C108-182 142-112 166-46C188-40 214-22"
            " 216 0H70C120-50 96-170 52-254Z"
        ),
        dark,
    )
    # the grain that the knife followed
    art += line(
        "M-104-40C-108-100-84-160-52-196M-80-24C-88-92-60-150-34-182M-50-16C-60-80-34-130-12-160"
        "M10-14C4-60 16-96 26-130M44-14C46-50 52-90 50-128",
        dark,
        3,
        0.45,
    )
    art += shape(
        "M-128 0C-168-8-186-18-182-26C-160-44-118-44-94-22Q-84-4-92 0Z",
        on(mix(wood, light.shade, 0.12)),
    )
    art += shape("M30 0C6-14 10-40 44-46C80-40 104-18 96 0Z", pale)
    art += line("M-166-22q26-12 50 2M52-10q4-18 16-22M72-8q2-14 8-18", dark, 3, 0.6)
    # head: muzzle, tusks, rope moustache
    tusks = (
        "M-40-198C-48-160-44-130-30-112C-24-134-22-166-20-196ZM4-196C2-160"
        " 8-132 24-112C30-140 28-172 26-198Z"
    )
    art += shape(tusks, on("#fbefcf"))
    art += line("M-30-186q-4 30 0 54M16-184q0 30 8 52", on("#d8c39a"), 3, 0.8)
    art += shape(oval(-30, -218, 36, 27) + oval(20, -218, 36, 27), pale)
    rope = "".join(
        f"M{x} {-222 + abs(k - 2) * 2}q{(k - 2) * 6} 18 {(k - 2) * 9} 34"
        for k, x in enumerate((-52, -38, -26))
    )
    rope += "".join(
        f"M{x} {-222 + abs(k) * 2}q{k * 6} 18 {k * 9} 34" for k, x in enumerate((10, 24, 40))
    )
    art += line(rope, on("#d9b679"), 8) + line(
        rope, on("#8c6238"), 2, 0.7, 'stroke-dasharray="2 7"'
    )
    art += shape(oval(-5, -236, 17, 11), on("#3b2d33"))
    art += shape(oval(-36, -256, 8, 9) + oval(32, -256, 8, 9), on("#2b1f2b"))
    art += shape(oval(-38, -259, 2.6) + oval(30, -259, 2.6), on("#fff6e0"))
    art += line("M-50-270q12-9 24-2M20-272q12-7 24 2", dark, 5)
    if hats:
        art += sailor_cap(light, (0, -284), 1.05, -6)
        art += sun_hat(light, (112, -148), 0.92, 62) + sun_hat(
            light, (-38, -116), 0.72, -12, "#2f74c4"
        )
    return group(art, at=at, scale=height / 286, rotate=rotate)
