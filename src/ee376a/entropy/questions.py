"""Twenty Questions: what an answer tells, the best tree of questions, and the best player.

References
----------
C. E. Shannon, "A Mathematical Theory of Communication", Bell System Technical Journal 27, 1948.
When any question may be asked, the best tree is Huffman's (`ee376a.entropy.huffman`); when only
some may be, it is found by trying all (M. R. Garey, "Optimal Binary Identification Procedures",
SIAM Journal on Applied Mathematics 23, 1972). The game in class: T. Bell, I. H. Witten and M.
Fellows, "Twenty Guesses", *Computer Science Unplugged*, activity 5.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import log2
from typing import NamedTuple, TypeAlias

from ee376a.entropy.huffman import codewords, mean_length, tree
from ee376a.entropy.surprise import Weight, chances

__all__ = [
    "Board",
    "Step",
    "bits_gained",
    "halving",
    "one_by_one",
    "questions_on_average",
    "questions_to_be_sure",
]

#: The cards that are left, as a number with a one at each: card ``k`` counts ``2 ** k``.
Left: TypeAlias = int


def questions_to_be_sure(things: int) -> int:
    """Count the yes/no questions that find any of so many things, halving what is left.

    Parameters
    ----------
    things : int
        How many, one or more.

    Returns
    -------
    int
        The least ``n`` for which ``2 ** n`` is at least `things`.

    Raises
    ------
    ValueError
        If there is nothing to find.

    Examples
    --------
    >>> [questions_to_be_sure(things) for things in (1, 2, 8, 9, 16, 1_000_000)]
    [0, 1, 3, 4, 4, 20]
    """
    if things < 1:
        raise ValueError(f"things: {things} given, one or more needed")
    return (things - 1).bit_length()


def halving(things: int) -> list[int]:
    """Count what may still be left after each question that halves, at worst.

    Parameters
    ----------
    things : int
        How many there are at first, one or more.

    Returns
    -------
    list of int
        From `things` down to 1.

    Raises
    ------
    ValueError
        If there is nothing to find.

    Examples
    --------
    >>> halving(16), halving(20)
    ([16, 8, 4, 2, 1], [20, 10, 5, 3, 2, 1])
    """
    left = [things]
    for _ in range(questions_to_be_sure(things)):
        left.append((left[-1] + 1) // 2)
    return left


def bits_gained(yes: int, no: int, answer: bool) -> float:
    """Tell what an answer was worth: the surprise at it.

    Parameters
    ----------
    yes, no : int
        How many of the things that are left the answer would be yes and no for.
    answer : bool
        What was answered.

    Returns
    -------
    float
        In bits: 1 for an even split, little for the answer that was to be expected.

    Raises
    ------
    ValueError
        If the answer fits nothing.

    Examples
    --------
    >>> bits_gained(8, 8, True), bits_gained(1, 15, True)
    (1.0, 4.0)
    >>> round(bits_gained(1, 15, False), 2)
    0.09
    """
    fitting = yes if answer else no
    if min(yes, no) < 0 or not fitting:
        raise ValueError(f"yes, no: {yes} and {no} given, the answer {answer} must fit something")
    return log2(Fraction(yes + no, fitting))


def questions_on_average(weights: Mapping[str, Weight]) -> Fraction:
    """Count the questions of the best tree, on average, when any question may be asked.

    Parameters
    ----------
    weights : mapping
        Thing to how often it is the one, zero or more.

    Returns
    -------
    Fraction
        Exact; the entropy or a little more, and less than the entropy plus one.

    Raises
    ------
    ValueError
        As `ee376a.entropy.surprise.chances`.

    Examples
    --------
    >>> questions_on_average({"cherry": 8, "lemon": 4, "mint": 2, "plum": 2})
    Fraction(7, 4)
    >>> questions_on_average(dict.fromkeys("abcdefgh", 1))
    Fraction(3, 1)
    """
    return mean_length(weights, codewords(tree(weights)))


def one_by_one(weights: Mapping[str, Weight]) -> Fraction:
    """Count the questions, on average, of "is it the first? is it the second?" and so on.

    The likeliest is asked for first, and the last need not be asked for.

    Parameters
    ----------
    weights : mapping
        Thing to how often it is the one, zero or more.

    Returns
    -------
    Fraction
        Exact.

    Raises
    ------
    ValueError
        As `ee376a.entropy.surprise.chances`.

    Examples
    --------
    >>> one_by_one(dict.fromkeys("abcdefgh", 1))
    Fraction(35, 8)
    >>> one_by_one({"cherry": 8, "lemon": 4, "mint": 2, "plum": 2})
    Fraction(7, 4)
    """
    odds = sorted(chances(weights).values(), reverse=True)
    last = len(odds) - 1
    return sum((p * min(k + 1, last) for k, p in enumerate(odds)), Fraction(0))


class Step(NamedTuple):
    """A question that was asked, and what came of it."""

    question: int
    answer: bool
    left: list[int]


class Board:
    """Cards, and the questions that may be asked about them: the best player's view.

    Parameters
    ----------
    answers : sequence of sequences of bool
        One row a question, one column a card: is the answer yes? No two cards may have all
        answers the same. The search is exhaustive, so keep to about 16 cards.

    Raises
    ------
    ValueError
        If rows differ in length, or two cards cannot be told apart.

    Examples
    --------
    Four cards; horns, spots, a hat:

    >>> board = Board([[1, 1, 0, 0], [1, 0, 1, 0], [0, 0, 0, 1]])
    >>> board.best(), str(board.mean_questions())
    (0, '2')
    >>> [tuple(step) for step in board.play(2)]
    [(0, False, [2, 3]), (1, True, [2])]
    """

    def __init__(self, answers: Sequence[Sequence[bool | int]]) -> None:
        widths = {len(row) for row in answers}
        if len(widths) != 1:
            raise ValueError(f"answers: rows of {sorted(widths)} cards given, one length needed")
        cards = list(zip(*answers, strict=True))
        if len({tuple(map(bool, card)) for card in cards}) < len(cards):
            raise ValueError("answers: two cards have the same answers to all questions")
        self.cards = len(cards)
        self._yes: list[Left] = [sum(1 << k for k, yes in enumerate(row) if yes) for row in answers]
        self._found: dict[Left, tuple[int, int]] = {}

    def best(self, left: Sequence[int] | None = None) -> int | None:
        """Name the question that a perfect player asks.

        Parameters
        ----------
        left : sequence of int, optional
            The cards that are left; all when not given.

        Returns
        -------
        int or None
            The question's row, the first of equally good ones; None when one card is left.

        Raises
        ------
        ValueError
            If no card is left, or there is no such card.

        Examples
        --------
        >>> board = Board([[1, 1, 0, 0], [1, 0, 1, 0]])
        >>> board.best(), board.best([0, 1]), board.best([3])
        (0, 1, None)
        """
        chosen = self._left(left)
        return None if chosen & (chosen - 1) == 0 else self._search(chosen)[1]

    def mean_questions(self, left: Sequence[int] | None = None) -> Fraction:
        """Count the questions that a perfect player needs, on average over equally likely cards.

        Parameters
        ----------
        left : sequence of int, optional
            The cards that are left; all when not given.

        Returns
        -------
        Fraction
            Exact.

        Raises
        ------
        ValueError
            If no card is left, or there is no such card.

        Examples
        --------
        >>> str(Board([[1, 0, 0], [0, 1, 0]]).mean_questions())
        '5/3'
        """
        chosen = self._left(left)
        return Fraction(self._search(chosen)[0], chosen.bit_count())

    def play(self, card: int) -> list[Step]:
        """Let the perfect player find a card.

        Parameters
        ----------
        card : int
            The card, from 0.

        Returns
        -------
        list of Step
            The questions, the answers, and the cards left after each.

        Raises
        ------
        ValueError
            If there is no such card.

        Examples
        --------
        >>> board = Board([[1, 1, 0, 0], [1, 0, 1, 0]])
        >>> [step.left for step in board.play(2)]
        [[2, 3], [2]]
        """
        hidden, left = self._left([card]), self._left(None)
        steps = []
        while left != hidden:
            question = self._search(left)[1]
            answer = bool(self._yes[question] & hidden)
            left &= self._yes[question] if answer else ~self._yes[question]
            steps.append(Step(question, answer, [k for k in range(self.cards) if left >> k & 1]))
        return steps

    def _left(self, left: Sequence[int] | None) -> Left:
        cards = range(self.cards) if left is None else left
        for card in cards:
            if not 0 <= card < self.cards:
                raise ValueError(f"left: card {card} given, 0 to {self.cards - 1} allowed")
        if not cards:
            raise ValueError("left: none given, at least one card needed")
        return sum(1 << card for card in set(cards))

    def _search(self, left: Left) -> tuple[int, int]:
        """Give the fewest questions, summed over the cards left, and the first of them."""
        if left & (left - 1) == 0:
            return 0, -1
        if left not in self._found:
            totals = []
            for question, yes in enumerate(self._yes):
                if left & yes and left & ~yes:
                    rest = self._search(left & yes)[0] + self._search(left & ~yes)[0]
                    totals.append((rest + left.bit_count(), question))
            self._found[left] = min(totals)
        return self._found[left]
