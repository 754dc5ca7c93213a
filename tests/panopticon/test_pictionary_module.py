"""The game in the page reckons as the package does: its functions under node, beside Python's."""

from __future__ import annotations

from functools import partial

import numpy as np
from undernode import answers

from ee376a.panopticon.auction import PAR, Auction, Contract, score
from ee376a.panopticon.deck import PICTURES
from ee376a.panopticon.pictionary import play, posterior
from ee376a.panopticon.places import fixed_order
from ee376a.widgets import Pictionary

run = partial(answers, "pictionary")
DECK = PICTURES.reshape(64, 64)


def test_state_is_the_deck_of_the_package() -> None:
    state = Pictionary().state()
    drawn = np.array([[int(square) for square in picture] for picture in state["pictures"]])
    np.testing.assert_array_equal(drawn, DECK)
    assert state["order"] == list(fixed_order(DECK))
    assert state["par"] == PAR


def test_posterior_and_bits() -> None:
    rng = np.random.default_rng(7)
    pictures = Pictionary().state()["pictures"]
    cases = []
    for flip in (0.0, 0.1, 0.25):
        for shown in (0, 1, 4, 9, 20):
            squares = rng.permutation(64)[:shown]
            colours = DECK[rng.integers(64), squares] ^ (rng.random(shown) < flip)
            cases.append((squares.tolist(), colours.tolist(), flip))
    found = run([("posterior", [pictures, *case]) for case in cases])
    exact = [posterior(DECK, *case) for case in cases]
    np.testing.assert_allclose(found, exact, atol=1e-12)
    bits = run([("bitsKnown", [chances]) for chances in found])
    left = [-(chances[chances > 0] * np.log2(chances[chances > 0])).sum() for chances in exact]
    np.testing.assert_allclose(bits, 6 - np.array(left), atol=1e-9)


def test_squares_needed_by_the_rivals_plan() -> None:
    state = Pictionary().state()
    found = run([("needed", [state["pictures"], clue, state["order"]]) for clue in range(64)])
    games = play(DECK, range(64), fixed_order(DECK), np.random.default_rng(0))
    assert found == games.needed(1).tolist()


def test_auctions_and_scores() -> None:
    rng = np.random.default_rng(8)
    auctions = []
    for _ in range(200):
        auction = Auction()
        while not auction.over:
            auctions.append(auction)
            auction = auction.after(auction.legal[rng.integers(len(auction.legal))])
        auctions.append(auction)
    assert run([("legal", [a.calls, PAR]) for a in auctions]) == [list(a.legal) for a in auctions]
    over = [auction for auction in auctions if auction.over]
    found = run([("contract", [auction.calls]) for auction in over])
    assert found == [a.contract and vars(a.contract) for a in over]
    contracts = [
        (Contract(squares, 0, stakes), needed)
        for squares in (1, 5, 6, 12) for stakes in (1, 2, 4) for needed in (1, 5, 6, 13)
    ]  # fmt: skip
    found = run([("score", [vars(c), needed, 64, PAR]) for c, needed in contracts])
    assert found == [score(c, needed, 64) for c, needed in contracts]


def test_rival_keeps_its_word() -> None:
    rng = np.random.default_rng(9)
    cases = []
    for _ in range(300):
        auction, need = Auction(), int(rng.integers(5, 10))
        while not auction.over:
            auction = auction.after(auction.legal[rng.integers(len(auction.legal))])
            if not auction.over and auction.turn == 1:
                cases.append((auction, need))
    said = run([("rivalCall", [auction.calls, PAR, need]) for auction, need in cases])
    for (auction, need), call in zip(cases, said, strict=True):
        assert call in auction.legal
        if isinstance(call, int):
            assert call >= need
