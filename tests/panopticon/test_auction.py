"""The auction: who may say what, which contract comes of it, and what it is worth."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ee376a.panopticon.auction import (
    PAR,
    Auction,
    Call,
    Contract,
    best_bid,
    expected_score,
    score,
)


def said(*calls: Call, players: int = 2) -> Auction:
    auction = Auction(players)
    for call in calls:
        auction = auction.after(call)
    return auction


def test_bids_go_down() -> None:
    assert said().legal == (*range(1, PAR + 1), "pass")
    assert said(5).legal == (1, 2, 3, 4, "double", "pass")
    assert said(1).legal == ("double", "pass")


def test_doubles_are_for_the_other_side() -> None:
    assert "double" not in said().legal
    assert "redouble" in said(5, "double").legal
    assert not {"double", "redouble"} & set(said(5, "double", "redouble").legal)
    four = said(5, "pass", players=4)
    assert "double" not in four.legal  # the bidder's partner
    assert "double" in four.after("pass").legal
    assert "redouble" in said(5, "double", "pass", "pass", players=4).legal


def test_partner_of_the_doubler_may_not_redouble() -> None:
    assert "redouble" not in said(5, "double", "pass", players=4).after("pass").after("pass").legal
    assert said(5, "pass", "pass", "double", players=4).legal[-2:] == ("redouble", "pass")
    assert "redouble" not in said(5, "double", 4, players=4).legal


@pytest.mark.parametrize(
    ("calls", "players", "contract"),
    [
        ((9, "pass"), 2, Contract(9, 0, 1)),
        ((9, 8, "pass"), 2, Contract(8, 1, 1)),
        (("pass", 7, "double", "pass"), 2, Contract(7, 1, 2)),
        ((7, "double", "redouble", "pass"), 2, Contract(7, 0, 4)),
        ((7, "double", 6, "pass"), 2, Contract(6, 0, 1)),  # a new bid wipes the double out
        ((9, "pass", "pass", 8, "pass", "pass", "pass"), 4, Contract(8, 3, 1)),
        (("pass", "pass", "pass", 4, "double", "pass", "pass", "redouble", *["pass"] * 3), 4,
         Contract(4, 3, 4)),
    ],
)  # fmt: skip
def test_contracts(calls: tuple[Call, ...], players: int, contract: Contract) -> None:
    assert said(*calls, players=players).contract == contract
    assert said(*calls[:-1], players=players).contract is None


def test_nobody_bids() -> None:
    silent = said("pass", "pass")
    assert silent.over
    assert silent.contract is None
    assert not said("pass", "pass", "pass", players=4).over


def test_illegal_calls_are_refused_with_what_is_allowed() -> None:
    with pytest.raises(ValueError, match="call must be one of 1 to 4, double, pass, got 5"):
        said(5, 5)
    with pytest.raises(ValueError, match="one of double, pass, got 1"):
        said(1, 1)
    with pytest.raises(ValueError, match="none: the auction is over, got pass"):
        said(5, "pass", "pass")
    with pytest.raises(ValueError, match="players must be 2 or 4, got 3"):
        Auction(3)


@settings(deadline=None)
@given(st.data(), st.sampled_from([2, 4]))
def test_every_auction_ends_and_the_lowest_bid_wins(data: st.DataObject, players: int) -> None:
    auction = Auction(players)
    while not auction.over:
        auction = auction.after(data.draw(st.sampled_from(auction.legal)))
    bids = [call for call in auction.calls if isinstance(call, int)]
    assert bids == sorted(set(bids), reverse=True)
    if auction.contract is None:
        assert auction.calls == ("pass",) * players
    else:
        assert auction.contract.squares == min(bids)
        assert auction.calls[-(players - 1) :] == ("pass",) * (players - 1)


def test_points_of_contracts() -> None:
    plain = Contract(9, 0, 1)
    assert [score(plain, needed, 64) for needed in (7, 9, 10, 12)] == [50, 40, -20, -60]
    assert score(Contract(6, 0, 1), 6, 64) == 70  # at the bound: no slam
    assert score(Contract(5, 0, 1), 5, 64) == 80 + 50
    assert score(Contract(5, 0, 1), 5, 16) == 80  # from 16 clues, four squares are the bound
    with pytest.raises(ValueError, match="needed must be at least 0, got -1"):
        score(plain, -1, 64)


@settings(deadline=None)
@given(st.integers(1, PAR), st.integers(0, 64), st.sampled_from([2, 4]))
def test_stakes_multiply(squares: int, needed: int, stakes: int) -> None:
    once = score(Contract(squares, 0, 1), needed, 64)
    assert score(Contract(squares, 0, stakes), needed, 64) == stakes * once
    assert (once > 0) == (needed <= squares)


@settings(deadline=None)
@given(st.dictionaries(st.integers(0, 20), st.integers(1, 9), min_size=1))
def test_best_bid_is_best(needed: dict[int, int]) -> None:
    best = expected_score(best_bid(needed, 64), needed, 64)
    assert best == max(expected_score(squares, needed, 64) for squares in range(1, PAR + 1))


def test_expectation_is_the_mean_over_cases() -> None:
    assert expected_score(8, {8: 2, 9: 1}, 64) == Fraction(2 * 50 - 20, 3)
    with pytest.raises(ValueError, match=r"needed must have at least one case, got \{\}"):
        expected_score(8, {}, 64)
