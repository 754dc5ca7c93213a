"""The auction of InfoPictionary: contracts like those of Bridge, in squares.

The players see the same card, but their partners do not. A bid is a number of squares and says:
from so many squares my side will name the clue. Each bid must be lower than the one before; a
player may also pass, double the other side's bid or redouble what the other side has doubled. When
everybody else has passed, the last bid is the contract.

The score of a contract, once it is known how many squares the guesser needed:

- *made* (needed at most the squares bid): 10 points for each square by which the bid is below 13,
  5 for each square saved beyond that, and 50 for a *slam*, a bid below log2 of the deck;
- *down*: 20 points to the other side for each square needed beyond the bid;
- all of it twice if doubled, four times if redoubled.

The original's rules are not published: the calls are those of the Laws of Bridge, turned to count
down, and the points are this book's. Players sit in turn and sides alternate, so that with four
players 0 and 2 are partners.

Examples
--------
>>> auction = Auction()
>>> for call in (9, 8, "double", "pass"):
...     auction = auction.after(call)
>>> auction.contract
Contract(squares=8, declarer=1, stakes=2)
>>> score(auction.contract, needed=7, deck=64)
110
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, TypeAlias

from ee376a.panopticon.deck import bound

__all__ = ["PAR", "Auction", "Call", "Contract", "best_bid", "expected_score", "score"]

PAR = 12
"""The highest bid: from so many squares in random places, about nine clues in ten are named."""

Call: TypeAlias = int | Literal["pass", "double", "redouble"]
"""What a player may say: a number of squares, or one of three words."""


@dataclass(frozen=True)
class Contract:
    """What the auction's winner has promised.

    Attributes
    ----------
    squares : int
        From so many squares the declarer's side names the clue.
    declarer : int
        The player who draws.
    stakes : int
        1, or 2 when doubled, or 4 when redoubled.
    """

    squares: int
    declarer: int
    stakes: int


@dataclass(frozen=True)
class Auction:
    """An auction so far. It never changes: :meth:`after` gives the next one.

    Attributes
    ----------
    players : int
        2, or 4 in two sides.
    calls : tuple of Call
        What was said, from the first player on.

    Raises
    ------
    ValueError
        When there are not 2 or 4 players.
    """

    players: int = 2
    calls: tuple[Call, ...] = ()

    def __post_init__(self) -> None:
        if self.players not in (2, 4):
            raise ValueError(f"players must be 2 or 4, got {self.players}")

    @property
    def turn(self) -> int:
        """The player whose turn it is, from 0.

        Examples
        --------
        >>> Auction(4, (30, "pass")).turn
        2
        """
        return len(self.calls) % self.players

    @property
    def over(self) -> bool:
        """Whether all others have passed after a bid, or everybody has passed.

        Examples
        --------
        >>> Auction(2, (30, "pass")).over, Auction(2, ("pass",)).over
        (True, False)
        """
        silent = self.players - 1 if any(call != "pass" for call in self.calls) else self.players
        return len(self.calls) >= silent and set(self.calls[len(self.calls) - silent :]) == {"pass"}

    @property
    def legal(self) -> tuple[Call, ...]:
        """The calls that the player at turn may make, lower bids first; none when it is over.

        Examples
        --------
        >>> Auction(2, (2,)).legal
        (1, 'double', 'pass')
        """
        if self.over:
            return ()
        calls: list[Call] = list(range(1, self._bid()[1]))
        said = [(turn, call) for turn, call in enumerate(self.calls) if call != "pass"]
        if said and (len(self.calls) - said[-1][0]) % 2:  # the other side spoke last
            if isinstance(said[-1][1], int):
                calls.append("double")
            elif said[-1][1] == "double":
                calls.append("redouble")
        return (*calls, "pass")

    @property
    def contract(self) -> Contract | None:
        """The contract, or None while the auction runs or when everybody passed.

        Examples
        --------
        >>> Auction(2, (12, "double", "pass")).contract
        Contract(squares=12, declarer=0, stakes=2)
        """
        turn, squares = self._bid()
        if not self.over or squares > PAR:
            return None
        said = self.calls[turn:]
        stakes = 4 if "redouble" in said else 2 if "double" in said else 1
        return Contract(squares, turn % self.players, stakes)

    def after(self, call: Call) -> Auction:
        """Give the auction with one call more.

        Parameters
        ----------
        call : Call
            What the player at turn says.

        Returns
        -------
        Auction
            The auction after it.

        Raises
        ------
        ValueError
            When the call is not legal.

        Examples
        --------
        >>> Auction().after(9).after(9)
        Traceback (most recent call last):
        ...
        ValueError: call must be one of 1 to 8, double, pass, got 9
        """
        if call not in self.legal:
            words = [str(word) for word in self.legal if isinstance(word, str)]
            lower = self._bid()[1] - 1
            bids = [f"1 to {lower}"] if lower and words else []
            allowed = ", ".join(bids + words) or "none: the auction is over"
            raise ValueError(f"call must be one of {allowed}, got {call}")
        return Auction(self.players, (*self.calls, call))

    def _bid(self) -> tuple[int, int]:
        bids = [(turn, call) for turn, call in enumerate(self.calls) if isinstance(call, int)]
        return bids[-1] if bids else (0, PAR + 1)


def score(contract: Contract, needed: int, deck: int) -> int:
    """Score a contract by the rules above.

    Parameters
    ----------
    contract : Contract
        What was promised.
    needed : int
        The squares after which the guesser named the clue, at least 0.
    deck : int
        Number of clues in the deck.

    Returns
    -------
    int
        Points for the declarer's side; below 0, points for the other side.

    Raises
    ------
    ValueError
        When `needed` is negative, or the deck is empty.

    Examples
    --------
    >>> score(Contract(squares=9, declarer=0, stakes=1), needed=7, deck=64)
    50
    >>> score(Contract(squares=4, declarer=0, stakes=1), needed=4, deck=64)
    140
    >>> score(Contract(squares=4, declarer=0, stakes=2), needed=6, deck=64)
    -80
    """
    if needed < 0:
        raise ValueError(f"needed must be at least 0, got {needed}")
    slam = 50 if contract.squares < bound(deck) else 0
    saved = contract.squares - needed
    points = 10 * (PAR + 1 - contract.squares) + 5 * saved + slam if saved >= 0 else 20 * saved
    return contract.stakes * points


def expected_score(squares: int, needed: Mapping[int, int], deck: int) -> Fraction:
    """Average the score of an undoubled contract over what the guesser may need.

    Parameters
    ----------
    squares : int
        The bid.
    needed : mapping of int to int
        How many of the equally likely cases need so many squares.
    deck : int
        Number of clues in the deck.

    Returns
    -------
    Fraction
        Points, exact.

    Raises
    ------
    ValueError
        When there is no case.

    Examples
    --------
    >>> expected_score(6, {6: 1, 7: 1}, 64)
    Fraction(25, 1)
    """
    cases = sum(needed.values())
    if cases < 1:
        raise ValueError(f"needed must have at least one case, got {dict(needed)}")
    contract = Contract(squares, declarer=0, stakes=1)
    return Fraction(sum(n * score(contract, need, deck) for need, n in needed.items()), cases)


def best_bid(needed: Mapping[int, int], deck: int) -> int:
    """Find the bid with the highest expected score; of equals, the highest bid.

    Parameters
    ----------
    needed : mapping of int to int
        How many of the equally likely cases need so many squares.
    deck : int
        Number of clues in the deck.

    Returns
    -------
    int
        Squares, 1 to :data:`PAR`.

    Raises
    ------
    ValueError
        When there is no case.

    Examples
    --------
    >>> best_bid({6: 63, 7: 1}, 64), best_bid({6: 1, 7: 1}, 64), best_bid({5: 1, 12: 1}, 64)
    (6, 7, 12)
    """
    return max(range(PAR, 0, -1), key=lambda squares: expected_score(squares, needed, deck))
