"""The experiment on real reads: how many of them it takes to read the poem."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import product

import numpy as np
import numpy.typing as npt

from ee376a.datasets import fetch
from ee376a.dna.alignment import Alignment, ReadModel, align
from ee376a.dna.bases import bases_to_symbols
from ee376a.dna.nanopore import Archive
from ee376a.dna.placement import Reference
from ee376a.dna.source import MarkovSource
from ee376a.experiments import Experiment

__all__ = [
    "alignment",
    "archive",
    "english",
    "error_rates",
    "experiment",
    "information",
    "poem",
    "pool",
    "reads",
    "reads_experiment",
    "reads_trial",
    "recover",
    "trial",
]

_READS = "Watermark_alignment_result_output.txt"
_NOVELS = ("emma", "persuasion", "pride-and-prejudice", "sense-and-sensibility")


@cache
def archive() -> Archive:
    """Load what the reader of the plasmid knows beforehand.

    Returns
    -------
    Archive

    Raises
    ------
    DatasetError
        If the dataset is not to be had, see `ee376a.datasets.fetch`.

    Examples
    --------
    With the dataset ``nanopore-duplex``:

    >>> archive().code, len(archive().head), len(archive().tail)
    (LDPCCode(n=64800, k=16200), 4570, 6269)
    """
    return Archive.load(fetch("nanopore-duplex"))


@cache
def poem() -> bytes:
    """Load what was stored, to compare with.

    Returns
    -------
    bytes

    Raises
    ------
    DatasetError
        If the dataset is not to be had, see `ee376a.datasets.fetch`.

    Examples
    --------
    With the dataset ``nanopore-duplex``:

    >>> poem().splitlines()[0], len(poem())
    (b'Dreams  Rabindranath Tagore', 2025)
    """
    return (fetch("nanopore-duplex") / "Dreams.txt").read_bytes()


@cache
def reads() -> tuple[npt.NDArray[np.uint8], ...]:
    """Load the 800 reads, and leave where the file says that they belong.

    Returns
    -------
    tuple of array of uint8
        0 to 3 for A, C, G and T.

    Raises
    ------
    DatasetError
        If the dataset is not to be had, see `ee376a.datasets.fetch`.

    Examples
    --------
    With the dataset ``nanopore-duplex``:

    >>> len(reads()), max(map(len, reads()))
    (800, 45723)
    """
    lines = (fetch("nanopore-duplex") / _READS).read_text(encoding="ascii").split()
    return tuple(bases_to_symbols(line) for line in lines if not line.isdigit())


@cache
def english() -> MarkovSource:
    """Learn from Jane Austen's novels which letter follows which.

    Returns
    -------
    MarkovSource

    Raises
    ------
    DatasetError
        If the dataset is not to be had, see `ee376a.datasets.fetch`.

    Examples
    --------
    With the dataset ``text``:

    >>> round(english().bits_per_byte(b"It is a truth universally acknowledged"), 2)
    3.93
    """
    folder = fetch("text")
    return MarkovSource.learn(b"".join((folder / f"{novel}.txt").read_bytes() for novel in _NOVELS))


@cache
def alignment(read: int) -> Alignment | None:
    """Align one of the reads, once.

    Parameters
    ----------
    read : int
        Which of `reads`.

    Returns
    -------
    Alignment or None
        None for a read that lies nowhere.

    Examples
    --------
    With the dataset ``nanopore-duplex``:

    >>> found = alignment(0)
    >>> found.placement.backwards, f"{found.right:.0f} of {len(found.read)} bases right"
    (False, '1516 of 1536 bases right')
    """
    return archive().align(reads()[read])


@cache
def pool(name: str) -> tuple[int, ...]:
    """Give the reads that are drawn from.

    Parameters
    ----------
    name : {"all", "payload"}
        All of them, or those that are found to lie, in part at least, on the payload.

    Returns
    -------
    tuple of int
        Which of `reads`.

    Raises
    ------
    ValueError
        If the name is none of these.

    Examples
    --------
    With the dataset ``nanopore-duplex``:

    >>> len(pool("all"))
    800
    """
    if name == "all":
        return tuple(range(len(reads())))
    if name != "payload":
        raise ValueError(f"name: {name!r} given, 'all' or 'payload' allowed")
    found = ((read, alignment(read)) for read in range(len(reads())))
    return tuple(read for read, it in found if it is not None and len(archive().payload(it)))


@cache
def _known() -> Reference:
    """Give the plasmid as it is known once the poem is read."""
    sure = np.eye(4)[archive().encode(poem())]
    return Reference(0.9999 * sure + 0.0001 / 4)


def error_rates(chosen: Sequence[int]) -> dict[str, float]:
    """Measure the errors of some of the reads, against the plasmid that stores the poem.

    Parameters
    ----------
    chosen : sequence of int
        Which of `reads`; those that lie nowhere are left out.

    Returns
    -------
    dict
        `substitutions`, `insertions` and `deletions` a base of the plasmid, and `placed`, how many
        reads that was.

    Examples
    --------
    With the dataset ``nanopore-duplex``:

    >>> {name: round(rate, 3) for name, rate in error_rates(range(4)).items()}
    {'substitutions': 0.005, 'insertions': 0.008, 'deletions': 0.012, 'placed': 4}
    """
    totals, placed = np.zeros(4), 0
    for read in chosen:
        placement = _known().place(reads()[read])
        if placement is not None:
            found = align(reads()[read], _known().prior, placement, ReadModel())
            totals += [found.wrong, found.inserted, found.deleted, found.right]
            placed += 1
    wrong, inserted, deleted, _ = totals / max(1.0, totals[0] + totals[2] + totals[3])
    return {
        "substitutions": float(wrong),
        "insertions": float(inserted),
        "deletions": float(deleted),
        "placed": placed,
    }


def information(chosen: Sequence[int]) -> float:
    """Measure what some of the reads say of the bases of the payload that they cover.

    Parameters
    ----------
    chosen : sequence of int
        Which of `reads`; those that lie nowhere say nothing and are left out.

    Returns
    -------
    float
        Bits a base, 2 at the most: 2 and the mean log2 of the probability of the base that is
        there, if all four were equally likely before.

    Examples
    --------
    With the dataset ``nanopore-duplex``:

    >>> round(information(range(6)), 2)
    1.73
    """
    tube = archive()
    plasmid, start = tube.encode(poem()), len(tube.head)
    said = [np.zeros(0)]
    for one in filter(None, map(alignment, chosen)):
        inside = (one.places >= start) & (one.places < start + tube.watermark.size // 2)
        chances = np.exp(one.evidence[inside])
        true = chances[np.arange(len(chances)), plasmid[one.places[inside]]]
        said.append(2 + np.log2(true / chances.sum(axis=1)))
    return float(np.concatenate(said).mean())


def reads_trial(rng: np.random.Generator, *, reads: int) -> dict[str, float]:  # noqa: ARG001
    """Measure the first reads: see `error_rates` and `information`.

    Parameters
    ----------
    rng : numpy.random.Generator
        Not used: nothing is drawn.
    reads : int
        How many.

    Returns
    -------
    dict
        As of `error_rates`, and `information`; six digits of each rate.

    Examples
    --------
    With the dataset ``nanopore-duplex``:

    >>> found = reads_trial(np.random.default_rng(0), reads=4)
    >>> found["placed"], found["substitutions"] < found["deletions"]
    (4, True)
    """
    found = error_rates(range(reads)) | {"information": information(range(reads))}
    # The last digits of a float are not the same on every machine.
    return {name: round(value, 6) for name, value in found.items()}


def recover(chosen: Sequence[int], *, prior: str) -> dict[str, int | float]:
    """Read the poem from some of the reads and compare it with what was stored.

    Parameters
    ----------
    chosen : sequence of int
        Which of `reads`.
    prior : {"none", "english"}
        What the reader knows of the message.

    Returns
    -------
    dict
        `recovered`, 1 or 0: every byte is right. `wrong`: the decoder was satisfied with something
        else. `possible`: more than a quarter of the payload was covered, without which no decoder
        of a code of rate 1/4 can do it if it knows nothing of the message. `covered`: how much of
        it was.

    Raises
    ------
    ValueError
        If the prior is none of these.

    Examples
    --------
    With the dataset ``nanopore-duplex``:

    >>> longest = max(pool("all"), key=lambda read: len(reads()[read]))
    >>> recover([longest], prior="none")
    {'recovered': 1, 'wrong': 0, 'possible': 1, 'covered': 0.8624}
    """
    if prior not in ("none", "english"):
        raise ValueError(f"prior: {prior!r} given, 'none' or 'english' allowed")
    found = [it for it in map(alignment, chosen) if it is not None]
    result = archive().decode(found, source=english() if prior == "english" else None)
    right = result.message == poem()
    return {
        "recovered": int(right),
        "wrong": int(result.satisfied and not right),
        "possible": int(result.covered > archive().code.rate),
        "covered": round(result.covered, 4),
    }


def trial(
    rng: np.random.Generator, *, count: int, drawn_from: str, prior: str
) -> dict[str, int | float]:
    """Draw some reads and read the poem from them; see `recover`.

    Parameters
    ----------
    rng : numpy.random.Generator
        Draws the reads.
    count : int
        How many.
    drawn_from : {"all", "payload"}
        See `pool`.
    prior : {"none", "english"}

    Returns
    -------
    dict
        As of `recover`.

    Examples
    --------
    With the dataset ``nanopore-duplex``:

    >>> trial(np.random.default_rng(1), count=4, drawn_from="all", prior="none")
    {'recovered': 1, 'wrong': 0, 'possible': 1, 'covered': 0.2815}
    """
    chosen = rng.choice(pool(drawn_from), count, replace=False)
    return recover([int(read) for read in chosen], prior=prior)


def experiment() -> Experiment:
    """Give the experiment ``dna-poem``: recovery against the number of reads.

    Returns
    -------
    Experiment

    Examples
    --------
    >>> len(experiment().points), experiment().points[-1]
    (20, {'count': 10, 'drawn_from': 'all', 'prior': 'english'})
    """
    return Experiment(
        name="dna-poem",
        description="A poem from a few real nanopore reads: recovery against their number",
        trial=trial,
        points=[
            {"count": count, "drawn_from": drawn_from, "prior": prior}
            for drawn_from, prior, count in product(
                ("payload", "all"), ("none", "english"), (3, 4, 5, 7, 10)
            )
        ],
        seed=3,
        trials=100,
        outcome="recovered",
        keep=True,
    )


def reads_experiment() -> Experiment:
    """Give the experiment ``dna-reads``: how often a base is read wrongly.

    Returns
    -------
    Experiment

    Examples
    --------
    >>> reads_experiment().points
    [{'reads': 40}, {'reads': 800}]
    """
    return Experiment(
        name="dna-reads",
        description="Errors of the nanopore reads: of forty, and of all",
        trial=reads_trial,
        points=[{"reads": 40}, {"reads": 800}],
        seed=3,
        trials=1,
    )
