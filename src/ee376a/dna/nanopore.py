"""A poem in a plasmid, read from a few real nanopore reads.

The poem was coded, synthesised and sequenced by Qi Ge and others at Tianjin University. Its bits
are the message of the DVB-S2 code of rate 1/4 (64,800 bits); a permutation spreads them; each four
become five, few of them ones; the 81,000 bits so made are added to a watermark; and two by two,
one of the first half and one of the second, they are the 40,500 bases of the plasmid's payload. Who
knows the watermark knows about what to expect at each place, and so where a read belongs.

References
----------
Q. Ge, R. Qin, S. Liu, Q. Guo, C. Han and W. Chen, "Pragmatic soft-decision data readout of encoded
large DNA", Briefings in Bioinformatics 26 (2025).
M. C. Davey and D. J. C. MacKay, "Reliable communication over channels with insertions, deletions,
and substitutions", IEEE Trans. Inf. Theory 47 (2001), 687-698 (the watermark).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ee376a.dna.alignment import Alignment, ReadModel, align
from ee376a.dna.bases import bases_to_symbols
from ee376a.dna.ldpc import LDPCCode
from ee376a.dna.matrixfiles import read_pchk
from ee376a.dna.placement import Reference
from ee376a.dna.source import MarkovSource
from ee376a.dna.sparse import bases, beliefs, demap, expected, likelihoods

__all__ = ["Archive", "Recovery"]

Floats = npt.NDArray[np.float64]
Bits = npt.NDArray[np.uint8]
Bases = npt.NDArray[np.uint8]

_SURE = 0.999  # of the bases around the payload
# A round that does not make the bits surer by so much has come to a standstill.
_PROGRESS = 1.001
_PATIENCE = 3
# Beliefs of a base are not let nearer to 0.
_DOUBT = 1e-6


@dataclass(frozen=True)
class Recovery:
    """What came of reading the poem.

    Attributes
    ----------
    message : bytes
        Of which the bits are the likeliest.
    satisfied : bool
        Whether all checks of the code hold; if so it is, all but surely, what was stored.
    rounds : int
        How often the code's decoder was asked.
    covered : float
        Part of the payload that some read lies on.
    """

    message: bytes
    satisfied: bool
    rounds: int
    covered: float


@dataclass(frozen=True, eq=False)
class Archive:
    """What the reader of the plasmid knows beforehand.

    Attributes
    ----------
    code : LDPCCode
        Of length ``n``, a multiple of 8.
    permutation : array of int, shape (n,)
        Bit ``i`` of the stream is bit ``permutation[i]`` of the codeword.
    watermark : array of 0 and 1, shape (5 / 4 * n,)
    head, tail : array of uint8
        The known bases before and after the payload, of ``5 / 8 * n`` bases; the whole is a circle.

    Examples
    --------
    Twelve bytes in 440 bases, and a read of 250 of them that lacks one:

    >>> from ee376a.dna.matrices import peg
    >>> rng = np.random.default_rng(1)
    >>> watermark = rng.integers(0, 2, 480, dtype=np.uint8)
    >>> head, tail = rng.integers(0, 4, (2, 100), dtype=np.uint8)
    >>> archive = Archive(LDPCCode(peg(384, 288, rng)), rng.permutation(384), watermark, head, tail)
    >>> plasmid = archive.encode(b"Not so easy.")
    >>> found = archive.decode([archive.align(np.delete(plasmid[60:310], 120))])
    >>> len(plasmid), found.message, found.satisfied, round(found.covered, 2)
    (440, b'Not so easy.', True, 0.88)
    """

    code: LDPCCode
    permutation: npt.NDArray[np.int64]
    watermark: Bits
    head: Bases
    tail: Bases

    @classmethod
    def load(cls, folder: Path) -> Archive:
        """Read the files of the dataset ``nanopore-duplex``.

        Parameters
        ----------
        folder : Path
            Such as `ee376a.datasets.fetch` gives.

        Returns
        -------
        Archive
        """
        return cls(
            LDPCCode(read_pchk(folder / "dvb_s2_r025.pchk")),
            np.fromfile(folder / "permutation64800", dtype="<i4").astype(np.int64),
            np.fromfile(folder / "SequenceLengthALL_FILE001R025", dtype="<i4").astype(np.uint8),
            _bases(folder / "Plasmid-A-head.txt"),
            _bases(folder / "Plasmid-A-tail.txt"),
        )

    def encode(self, message: bytes) -> Bases:
        """Give the plasmid that stores a message.

        Parameters
        ----------
        message : bytes
            ``k / 8`` of them.

        Returns
        -------
        array of uint8
            0 to 3 for A, C, G and T: head, payload and tail.
        """
        codeword = self.code.encode(np.unpackbits(np.frombuffer(message, dtype=np.uint8)))
        payload = bases(codeword[self.permutation], self.watermark)
        return np.concatenate([self.head, payload, self.tail])

    @cached_property
    def reference(self) -> Reference:
        """The plasmid as far as it is known without a read."""
        known = np.concatenate([self.head, self.tail])
        sure = np.where(np.arange(4) == known[:, None], _SURE, (1 - _SURE) / 3)
        begin = len(self.head)
        payload = expected(self.watermark)
        return Reference(np.concatenate([sure[:begin], payload, sure[begin:]]))

    def align(self, read: Bases) -> Alignment | None:
        """Say what a read tells of the plasmid, with error rates found from the read itself.

        Parameters
        ----------
        read : array of uint8, shape (bases,)
            0 to 3 for A, C, G and T; of either strand.

        Returns
        -------
        Alignment or None
            None for a read that lies nowhere.
        """
        placement = self.reference.place(read)
        if placement is None:
            return None
        prior = self.reference.prior
        model = align(read, prior, placement, ReadModel()).model
        return align(read, prior, placement, model)

    def payload(self, alignment: Alignment) -> npt.NDArray[np.int64]:
        """Give the places of the payload that a read lies on, from 0."""
        return alignment.places[self._inside(alignment)] - len(self.head)

    def decode(
        self,
        alignments: Iterable[Alignment],
        *,
        source: MarkovSource | None = None,
        rounds: int = 16,
        iterations: int = 150,
    ) -> Recovery:
        """Read the message from what some reads tell.

        The reads' likelihoods multiply; five bases at a time are turned into the likelihoods of
        the eight bits in them; the code's decoder follows. What it finds out goes back to the five
        bases, to the source if there is one, and to the alignment of each read, which is weighed
        anew by what the code and the other reads say: round after round.

        Parameters
        ----------
        alignments : iterable of Alignment
            Independent reads.
        source : MarkovSource, optional
            What is known of the message besides.
        rounds : int
            At the most.
        iterations : int
            Of the code's decoder in each round. On the edge of what it can do it needs many.

        Returns
        -------
        Recovery
        """
        reads = list(alignments)
        evidence = self._evidence(reads)
        covered = float((np.ptp(evidence, axis=1) > 0).mean())
        place = self.code.message_positions
        back = np.zeros(self.code.n)  # what the code says of the bits of the stream
        prior = np.zeros(self.code.n)  # what the source says of the bits of the codeword
        channel = np.zeros(self.code.n)
        surest, stuck = 0.0, 0
        for done in range(1, rounds + 1):  # noqa: B007 - asked for after the loop
            pairs = likelihoods(evidence, self.watermark)
            channel[self.permutation] = demap(pairs, back)
            found = self.code.decode(channel + prior, iterations=iterations)
            sure = float(np.minimum(np.abs(found.llr), 20).mean())
            surest, stuck = max(surest, sure), 0 if sure > _PROGRESS * surest else stuck + 1
            if found.satisfied or stuck == _PATIENCE:
                break
            back = (found.llr - channel)[self.permutation]
            if source is not None:
                prior[place] = source.extrinsic((found.llr - prior)[place])
            reads = self._realign(reads, beliefs(pairs, back, self.watermark))
            evidence = self._evidence(reads)
        message = np.packbits(self.code.message(found.bits)).tobytes()
        return Recovery(message, bool(found.satisfied), done, covered)

    def _inside(self, alignment: Alignment) -> npt.NDArray[np.bool_]:
        """Say which of the places of a read are of the payload."""
        places = alignment.places - len(self.head)
        return (places >= 0) & (places < len(self.watermark) // 2)

    def _evidence(self, alignments: Iterable[Alignment]) -> Floats:
        """Multiply what reads say of the payload, shape (bases, 4), logarithms."""
        evidence = np.zeros((len(self.watermark) // 2, 4))
        for alignment in alignments:
            np.add.at(
                evidence, self.payload(alignment), alignment.evidence[self._inside(alignment)]
            )
        return evidence

    def _realign(self, alignments: Sequence[Alignment], beliefs: Floats) -> list[Alignment]:
        """Weigh each read's alignments anew, by the beliefs less what the read itself said."""
        log_beliefs = np.log(np.maximum(beliefs, _DOUBT))
        prior, begin = self.reference.prior.copy(), len(self.head)
        again = []
        for alignment in alignments:
            others = log_beliefs - self._evidence([alignment])
            others = np.exp(others - others.max(axis=1, keepdims=True)) + _DOUBT
            prior[begin : begin + len(others)] = others / others.sum(axis=1, keepdims=True)
            again.append(align(alignment.read, prior, alignment.placement, alignment.model))
        return again


def _bases(path: Path) -> Bases:
    return bases_to_symbols(path.read_text(encoding="ascii").strip())
