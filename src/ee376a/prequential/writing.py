"""Text by machines that foresee letters: each letter is drawn by lot, with the chances foreseen."""

from __future__ import annotations

import numpy as np
from numba import njit

from ee376a import datasets
from ee376a.experiments import Experiment, Scalar
from ee376a.prequential import network
from ee376a.prequential.backpropagation import advance
from ee376a.prequential.direct import attend
from ee376a.prequential.direct import read as read_direct
from ee376a.prequential.models import LEARN, MODELS
from ee376a.prequential.predictors import Predictor

__all__ = ["AGES", "babble", "experiment", "go_on", "read", "text_of", "trial"]

#: After how many bytes of the novel the network is asked to go on by itself.
AGES = (1000, 10_000, 100_000, 152_089)
_LENGTH = 240
# Chances to this power: what is likely becomes likelier, and a young network less wild.
_SHARPNESS = 1.4


def babble(predictor: Predictor, text: str, length: int, rng: np.random.Generator) -> str:
    """Let a predictor read a text, then go on by itself.

    Parameters
    ----------
    predictor : Predictor
        Of an alphabet of as many symbols as the text has different letters.
    text : str
    length : int
        How many letters it writes. It learns from them, too.
    rng : numpy.random.Generator
        Draws the lots.

    Returns
    -------
    str
        What it wrote.

    Raises
    ------
    ValueError
        If the predictor has another alphabet.

    Examples
    --------
    >>> from ee376a.prequential.predictors import Backoff
    >>> babble(Backoff(3, 2), "abcabcabcabcabcabcabc", 6, np.random.default_rng(1))
    'abcabc'
    """
    letters = sorted(set(text))
    if predictor.alphabet != len(letters):
        raise ValueError(
            f"predictor: an alphabet of {predictor.alphabet} given, {len(letters)} needed"
        )
    for letter in text:
        predictor.update(letters.index(letter))
    written = []
    for _ in range(length):
        symbol = int(rng.choice(len(letters), p=np.asarray(predictor.probabilities())))
        predictor.update(symbol)
        written.append(letters[symbol])
    return "".join(written)


def read(text: bytes) -> network.State:
    """Give the online network after it read a text.

    Parameters
    ----------
    text : bytes

    Returns
    -------
    ee376a.prequential.network.State

    Examples
    --------
    >>> state = read(b"tick tock " * 9)
    >>> chr(network.probabilities(state).argmax())
    't'
    """
    state, nothing = network.new_state(), np.zeros(0, np.uint8)
    MODELS["lstm"].run(
        state, np.zeros(3, np.int64), nothing, np.frombuffer(text, np.uint8).copy(), LEARN
    )
    return state


@njit(cache=True, error_model="numpy")
def _hear(state, byte):  # type: ignore[no-untyped-def]
    """Take a byte in as read, and learn nothing from it."""
    if state.place[3]:
        advance(state.recurrent, byte)
    read_direct(state.direct, byte)
    attend(state.direct)


def go_on(state: network.State, length: int, rng: np.random.Generator) -> bytes:
    """Let the network go on from where it stopped reading, learning nothing from itself.

    Parameters
    ----------
    state : ee376a.prequential.network.State
        Changed: it has heard what it wrote.
    length : int
        How many bytes it writes.
    rng : numpy.random.Generator
        Draws the lots, with chances to the power of 1.4.

    Returns
    -------
    bytes

    Examples
    --------
    >>> go_on(read(b"tick tock " * 20), 10, np.random.default_rng(1))
    b'tick tock '
    """
    written = bytearray()
    for _ in range(length):
        chances = network.probabilities(state) ** _SHARPNESS
        byte = int(np.searchsorted(np.cumsum(chances), rng.random() * chances.sum()))
        _hear(state, min(byte, 255))
        written.append(min(byte, 255))
    return bytes(written)


def trial(rng: np.random.Generator, age: int) -> dict[str, int]:
    """Let the network go on after the first bytes of Alice's Adventures in Wonderland.

    Parameters
    ----------
    rng : numpy.random.Generator
        Draws the letters.
    age : int
        How many bytes it reads before.

    Returns
    -------
    dict
        The 240 bytes that it wrote, by their places: ``"000"`` to ``"239"``.

    Raises
    ------
    DatasetError
        If the dataset is not to be had, see `ee376a.datasets.fetch`.

    Examples
    --------
    With the dataset ``text``:

    >>> written = trial(np.random.default_rng(1), 100)
    >>> len(written), text_of({place: [byte] for place, byte in written.items()}).split()[:3]
    (240, ['LewisNBURES', 'IN', 'LNNDEisLLE:^E'])
    """
    text = (datasets.fetch("text") / "alice29.txt").read_bytes()
    written = go_on(read(text[:age]), _LENGTH, rng)
    return {f"{place:03d}": byte for place, byte in enumerate(written)}


def text_of(records: dict[str, list[int | float]]) -> str:
    """Give the text of what `trial` gave, as a published point keeps it.

    Examples
    --------
    >>> text_of({"000": [111], "001": [104]})
    'oh'
    """
    written = bytes(int(records[place][0]) for place in sorted(records))
    return written.decode("latin-1").replace("\r\n", "\n")


def experiment() -> Experiment:
    """Give what the network writes at several ages.

    Returns
    -------
    Experiment

    Examples
    --------
    >>> [point["age"] for point in experiment().points]
    [1000, 10000, 100000, 152089]
    """
    points: list[dict[str, Scalar]] = [{"age": age} for age in AGES]
    return Experiment(
        "prequential-writing",
        "What the online network writes after so many bytes of a novel, byte by byte",
        trial,
        points,
        seed=376_405,
        trials=1,
    )
