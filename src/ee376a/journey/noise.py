"""What noise did on the way: the sequencer's errors, and the letters that a photograph spoilt."""

from __future__ import annotations

from dataclasses import dataclass, field, fields

import numpy as np
import numpy.typing as npt

from ee376a.dna.channel import IDSChannel, Passage
from ee376a.panopticon.explaining import explain
from ee376a.panopticon.geometry import CANVAS
from ee376a.panopticon.painting import Painting
from ee376a.panopticon.photo import Photo, camera
from ee376a.panopticon.pose import Pose
from ee376a.panopticon.protection import CODEWORD
from ee376a.panopticon.reading import DOUBTFUL, doubts

__all__ = ["Harm", "Witness", "harmed"]

Symbols = npt.NDArray[np.uint8]


@dataclass(frozen=True)
class Witness(IDSChannel):
    """A channel that remembers what it did."""

    log: list[tuple[Symbols, Passage]] = field(default_factory=list, compare=False)

    @classmethod
    def of(cls, channel: IDSChannel) -> Witness:
        """Give a witness of a channel like this one.

        Parameters
        ----------
        channel : IDSChannel

        Returns
        -------
        Witness
        """
        return cls(**{part.name: getattr(channel, part.name) for part in fields(channel)})

    def transmit(self, sent: npt.ArrayLike, rng: np.random.Generator) -> Symbols:
        """Send symbols through the channel as `IDSChannel.transmit` does, and note what happened.

        Parameters
        ----------
        sent : array_like of int, shape (n,)
        rng : numpy.random.Generator

        Returns
        -------
        ndarray of uint8, shape (m,)
        """
        passage = self.trace(sent, rng)
        self.log.append((np.asarray(sent, np.uint8), passage))
        return passage.received

    @property
    def errors(self) -> tuple[int, int, int]:
        """How many bases were substituted, inserted and deleted.

        Examples
        --------
        >>> witness = Witness.of(IDSChannel(p_del=0.5, alphabet=4))
        >>> witness.transmit([0, 1, 2, 3], np.random.default_rng(1)).tolist(), witness.errors
        ([0, 1, 3], (0, 0, 1))
        """
        counts = np.zeros(3, np.int64)
        for sent, passage in self.log:
            ends = np.cumsum(np.diff(passage.drift) + 1)
            wrong = passage.received[ends[passage.copied] - 1] != sent[passage.copied]
            arrived = int(passage.copied.sum())
            counts += [int(wrong.sum()), passage.received.size - arrived, sent.size - arrived]
        substituted, inserted, deleted = counts.tolist()
        return substituted, inserted, deleted


@dataclass(frozen=True)
class Harm:
    """What noise did on the way.

    Attributes
    ----------
    substituted, inserted, deleted : int
        Bases, in all reads.
    unread : int
        Strands of which there is no read.
    wrong, hidden : int
        Letters of the painting, of 506, that a reader of the photograph takes for others, and those
        that it knows not to trust.
    """

    substituted: int
    inserted: int
    deleted: int
    unread: int
    wrong: int
    hidden: int


def harmed(painting: Painting, seen: Symbols, photo: Photo, scene: int) -> tuple[int, int]:
    """Count the letters that a photograph spoilt, as they look to the reader at first.

    Parameters
    ----------
    painting : Painting
        A robust one.
    seen : ndarray of uint8, shape (height, width, 3)
        Its photograph.
    photo : Photo
        What that is like.
    scene : int
        The seed of the generator that took it.

    Returns
    -------
    wrong, hidden : int
        Letters that are wrong and not doubted, and those doubted, right or wrong.

    Examples
    --------
    A photograph in which a tenth of the painting is hidden:

    >>> from ee376a.panopticon.painting import paint
    >>> from ee376a.panopticon.photo import photograph
    >>> painting = paint("Hoo!", robust=True)
    >>> photo = Photo(size=400, symbol=(330, 280), occlusion=0.1)
    >>> seen = photograph(painting.pixels(330), photo, np.random.default_rng(5))
    >>> wrong, hidden = harmed(painting, seen, photo, scene=5)
    >>> 0 <= wrong < 20 < hidden < 100
    True
    """
    truth = camera(photo, np.random.default_rng(scene)) @ np.diag([1 / CANVAS[0], 1 / CANVAS[1], 1])
    pose = Pose(truth, photo.lens, (seen.shape[1], seen.shape[0]))
    first = next(explain(seen, pose, robust=True))
    digits = first.unmixed.digits[-len(painting.digits) :]
    wrong = (digits != painting.digits)[: 3 * CODEWORD].reshape(-1, 3).any(axis=1)
    doubted = doubts(first) > DOUBTFUL
    return int((wrong & ~doubted).sum()), int(doubted.sum())
