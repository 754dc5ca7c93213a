"""The ledger of a journey: what each hand-over takes, gives and costs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import fill

import numpy as np

from ee376a.dna import sequencing, strands
from ee376a.journey import budget
from ee376a.journey.parcel import prior
from ee376a.journey.travel import Journey
from ee376a.medical.similarity import psnr
from ee376a.panopticon.protection import CHECK, CODEWORD

__all__ = ["Stage", "ledger", "table"]


@dataclass(frozen=True)
class Stage:
    """One hand-over.

    Attributes
    ----------
    name : str
        What is done.
    bits_in, bits_out : int
        How many bits are handed to it, and how many it hands on.
    bound : float, optional
        The least number of bits that would do in the place of `bits_out`, by a theorem or a model.
    by : str
        Whose bound that is.
    event : str
        What was added, what was harmed, what was mended.

    Examples
    --------
    >>> stage = Stage("copy thrice", 100, 300, 100, "no noise", "each bit three times")
    >>> stage.added, stage.over
    (200, 3.0)
    """

    name: str
    bits_in: int
    bits_out: int
    bound: float | None
    by: str
    event: str

    @property
    def added(self) -> int:
        """Bits that were added, negative where they were taken away."""
        return self.bits_out - self.bits_in

    @property
    def over(self) -> float | None:
        """How many times the bound is handed on; none without a bound."""
        return self.bits_out / self.bound if self.bound else None


def ledger(j: Journey) -> tuple[Stage, ...]:
    """Account for every hand-over of a journey.

    Parameters
    ----------
    j : Journey

    Returns
    -------
    tuple of Stage
        In the order of the way; `table` writes it.

    Examples
    --------
    >>> from ee376a.journey.travel import travel
    >>> stages = ledger(travel("Hoo!", np.zeros((16, 16), np.uint8), np.random.default_rng(1)))
    >>> [(stage.name, stage.bits_in, stage.bits_out) for stage in stages[2:4]]
    [('pack', 392, 568), ('write strands', 568, 4320)]
    """
    known = prior()
    text, parcel = j.message.encode(), 8 * len(j.parcel)
    raw, pixels = 8 * len(text), 8 * j.picture.size
    files = 8 * len(j.text_file), 8 * len(j.picture_file)
    stored = 2 * sum(len(strand) for strand in j.strands)
    read_bits = 2 * sum(len(read) for read in j.reads)
    best = budget.base_bound(sequencing.profile(j.route.sequencer), j.route.coverage)
    lossy = "nothing lost"
    if not np.array_equal(j.picture, j.seen):
        lossy = f"lossy, {psnr(j.picture, j.seen):.1f} dB PSNR"
    parity = CODEWORD - CHECK - len(j.letters)
    sent, harm = len(j.letters) + CHECK, j.harm
    painted = budget.SYMBOL * CODEWORD
    needed = budget.painting_bound(sent, harm.wrong, harm.hidden)
    whole = 8 * j.photo.size
    pieces = strands.SCHEMES[j.route.scheme].pieces(len(j.parcel))
    return (
        Stage(
            "compress text", raw, files[0], budget.model_bits(text, known), "the model's surprise",
            f"{len(text)} bytes; letter by letter: entropy {budget.order0_bits(text):,.0f} bits, "
            f"Huffman's names {budget.huffman_bits(text):,}",
        ),
        Stage(
            "compress picture", pixels, files[1], budget.order0_bits(j.picture.tobytes()),
            "grey values alone", f"{j.picture.shape[1]} x {j.picture.shape[0]} pixels; {lossy}",
        ),
        Stage(
            "pack", sum(files), parcel, sum(files), "the files",
            "names, lengths and checksums",
        ),
        Stage(
            "write strands", parcel, stored, 2 * parcel / best, "capacity ceiling",
            f"{len(j.strands)} strands of {len(j.strands[0])} bases: {pieces} carry, "
            f"{len(j.strands) - pieces} stand by; {parcel / (stored / 2):.2f} bits a base",
        ),
        Stage(
            "sequence", stored, read_bits, None, "",
            f"{len(j.reads)} reads; {harm.substituted:,} bases wrong, {harm.inserted:,} "
            f"slipped in, {harm.deleted:,} lost; {harm.unread} strands never read",
        ),
        Stage(
            "recover", read_bits, 8 * len(j.recovered), parcel, "the parcel",
            "every error put right" if j.recovered == j.parcel else "DIFFERENT",
        ),
        Stage(
            "unpack", 8 * len(j.recovered), raw + pixels, raw + pixels, "what was sent",
            "the text exactly" if j.text == j.message else "DIFFERENT",
        ),
        Stage(
            "paint", raw, painted, needed, "Singleton for this harm",
            f"{len(j.letters)} letters, {CHECK} check, {parity} parity: "
            f"up to {parity // 2} wrong or {parity} hidden",
        ),
        Stage(
            "photograph", painted, whole, None, "",
            f"{harm.wrong} letters wrong, {harm.hidden} doubtful, of {CODEWORD}",
        ),
        Stage(
            "read", whole, 8 * len(j.read.encode()), raw, "the message",
            "the same message" if j.read == j.message else "DIFFERENT",
        ),
    )  # fmt: skip


def table(stages: Sequence[Stage]) -> str:
    """Write the ledger as a table of plain text.

    Parameters
    ----------
    stages : sequence of Stage

    Returns
    -------
    str
        A line of numbers for each stage, and below it what happened and whose the bound is.

    Examples
    --------
    >>> print(table([Stage("copy thrice", 100, 300, 100, "no noise", "each bit three times")]))
    hand-over            bits in   bits out       added    bound
    copy thrice              100        300        +200      100
        each bit three times; bound: no noise
    """
    rows = [f"{'hand-over':17}{'bits in':>11}{'bits out':>11}{'added':>12}{'bound':>9}"]
    for stage in stages:
        bound = "-" if stage.bound is None else f"{stage.bound:,.0f}"
        numbers = f"{stage.bits_in:>11,}{stage.bits_out:>11,}{stage.added:>+12,}{bound:>9}"
        words = f"{stage.event}; bound: {stage.by}" if stage.by else stage.event
        rows.append(f"{stage.name:17}{numbers}")
        rows.append(fill(words, 62, initial_indent="    ", subsequent_indent="    "))
    return "\n".join(rows)
