import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ee376a.story import puppet
from ee376a.story.costumes import CLAUDE, SHANNON

BUILDS = [SHANNON.build, CLAUDE.build]
SMALL = st.floats(-90, 90)


@pytest.mark.parametrize("build", BUILDS)
@pytest.mark.parametrize("name", puppet.POSES)
def test_nobody_sinks_into_the_ground(build: puppet.Build, name: str) -> None:
    how = puppet.pose(name)
    frame = puppet.joints(build, how)
    spots = [frame.hip, *frame.near_leg, *frame.far_leg]
    assert max(y for _, y in spots) <= -how.lift
    assert frame.neck[1] < frame.hip[1]


@pytest.mark.parametrize("build", BUILDS)
def test_limbs_keep_their_length(build: puppet.Build) -> None:
    frame = puppet.joints(build, puppet.pose("run"))
    for limb, parts in ((frame.near_arm, build.arm), (frame.far_leg, build.leg)):
        assert [math.dist(limb[k], limb[k + 1]) for k in (0, 1)] == pytest.approx(parts)


@given(SMALL, SMALL, st.sampled_from([-1, 1]))
def test_a_hand_gets_where_it_can(x: float, y: float, out: int) -> None:
    assume(math.hypot(x, y) > 12)
    upper, lower = puppet.reach((0, 0), (x, y), (70, 60), out)
    end = puppet.step(puppet.step((0, 0), upper, 70), lower, 60)
    assert math.dist(end, (x, y)) == pytest.approx(0, abs=1e-6)


def test_a_hand_stretches_towards_what_is_too_far() -> None:
    upper, lower = puppet.reach((0, 0), (500, 0), (10, 10), 1)
    assert (upper, lower) == pytest.approx((90, 90))


def test_elbows_hang_down() -> None:
    upper, _ = puppet.reach((0, 0), (60, 0), (40, 40), 1)
    assert puppet.step((0, 0), upper, 40)[1] > 0


def test_what_is_unknown_is_named() -> None:
    with pytest.raises(ValueError, match="'swim'"):
        puppet.pose("swim")
    with pytest.raises(ValueError, match="'claw'"):
        puppet.hand("claw", (0, 0), 0, "#ffffff", 10)


def test_an_empty_hand_can_be_hidden() -> None:
    assert puppet.hand("none", (0, 0), 0, "#ffffff", 10, "prop") == ""
    assert "prop" in puppet.hand("fist", (0, 0), 0, "#ffffff", 10, "prop")
