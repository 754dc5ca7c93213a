"""The people of the story: Shannon, Claude and their pet, as puppets that pages pose."""

from dataclasses import dataclass, replace
from typing import Any

from ee376a.story.costumes import CLAUDE, ROBBED, SHANNON, Costume
from ee376a.story.drawing import group, shape
from ee376a.story.faces import MOODS
from ee376a.story.paths import Point, oval
from ee376a.story.puppet import POSES, Pose, hand, joints, pose, reach

__all__ = ["MOODS", "POSES", "Figure", "claude", "figure", "pose", "shannon"]


@dataclass(frozen=True)
class Figure:
    """A drawn figure and where its parts are on the page."""

    art: str
    head: Point
    near_hand: Point
    far_hand: Point


def figure(
    who: Costume,
    how: str | Pose = "stand",
    mood: str = "calm",
    at: Point = (0, 0),
    height: float = 400,
    flip: bool = False,
    look: Point = (0.45, 0.05),
    back: bool = False,
    near_to: Point | None = None,
    far_to: Point | None = None,
    near_prop: str = "",
    far_prop: str = "",
    shadow: bool = True,
) -> Figure:
    """Draw somebody in a costume.

    Parameters
    ----------
    who
        Build, head and clothes.
    how
        A name of ``POSES``, or a pose of its own made with ``pose``.
    mood
        A name of ``MOODS``.
    at
        Where the feet stand on the page.
    height
        From the feet to the top of the head, were they to stand straight.
    flip
        Whether they face left.
    look
        Where the face is turned: -1 to 1 across (1 is the way they face) and down.
    back
        Whether they are seen from behind.
    near_to, far_to
        Points of the page that the hands go to, instead of where the pose has them.
    near_prop, far_prop
        Drawings in the hands: ``(0, 0)`` is in the palm, down is the way the arm points,
        in units of the costume.
    shadow
        Whether they throw one on the ground.
    """
    act = how if isinstance(how, Pose) else pose(how)
    build, scale, sign = who.build, height / who.height, -1 if flip else 1

    def inside(p: Point) -> Point:
        return (p[0] - at[0]) / scale * sign, (p[1] - at[1]) / scale

    def outside(p: Point) -> Point:
        return at[0] + p[0] * scale * sign, at[1] + p[1] * scale

    frame = joints(build, act)
    near_arm, far_arm = act.near_arm, act.far_arm
    # a palm lies a hand's length beyond the wrist
    parts = (build.arm[0], build.arm[1] + who.hand * 0.6)
    if near_to:
        near_arm = reach(frame.near_arm[0], inside(near_to), parts, -1)
    if far_to:
        far_arm = reach(frame.far_arm[0], inside(far_to), parts, 1)
    act = replace(act, near_arm=near_arm, far_arm=far_arm)
    frame = joints(build, act)
    hands = [
        hand(kind, arm[2], bend[1], who.skin, who.hand, prop)
        for kind, arm, bend, prop in (
            (act.near_hand, frame.near_arm, near_arm, near_prop),
            (act.far_hand, frame.far_arm, far_arm, far_prop),
        )
    ]
    head = group(who.head(mood, look, back), at=frame.neck, rotate=act.lean * 0.35 + act.nod)
    body = who.body(frame, back, hands[0], hands[1], head)
    if shadow:
        feet = [frame.near_leg[2][0], frame.far_leg[2][0], 0.0]
        middle, wide = (min(feet) + max(feet)) / 2 + 8, (max(feet) - min(feet)) / 2 + 52
        fade = 0.22 - 0.1 * (act.lift > 0)
        body = shape(oval(middle, 0, wide, 13), "#24133d", opacity=fade) + body
    grip = [(arm[2][0], arm[2][1]) for arm in (frame.near_arm, frame.far_arm)]
    top = (frame.neck[0], frame.neck[1] - build.head[1])
    art = group(body, at=at, scale=scale, flip=flip)
    return Figure(art, outside(top), outside(grip[0]), outside(grip[1]))


def shannon(
    how: str | Pose = "stand",
    mood: str = "calm",
    at: Point = (0, 0),
    height: float = 400,
    **more: Any,
) -> Figure:
    """Draw Shannon, eleven: dark puffs of hair, a mustard raincoat, a pencil behind her ear.

    The parameters are those of ``figure``.
    """
    return figure(SHANNON, how, mood, at, height, **more)


def claude(
    how: str | Pose = "stand",
    mood: str = "calm",
    at: Point = (0, 0),
    height: float = 310,
    goggles: bool = True,
    **more: Any,
) -> Figure:
    """Draw Claude, eight: a copper tuft, goggles, dungarees with many pockets.

    Without ``goggles`` he has been robbed of them. The other parameters are those of
    ``figure``.
    """
    return figure(CLAUDE if goggles else ROBBED, how, mood, at, height, **more)
