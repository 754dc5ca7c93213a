"""One message's journey: compressed, stored in DNA, read, painted, photographed, read again."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ee376a.dna import sequencing, strands
from ee376a.journey.noise import Harm, Witness, harmed
from ee376a.journey.parcel import SENT, from_letters, pack, prior, to_letters, unpack
from ee376a.medical import codec as images
from ee376a.panopticon.painting import Painting, paint
from ee376a.panopticon.photo import Photo, photograph
from ee376a.panopticon.reading import read
from ee376a.prequential import codec

__all__ = ["MESSAGE", "Journey", "Route", "picture", "travel"]

Picture = npt.NDArray[np.uint8]
Symbols = npt.NDArray[np.uint8]

#: A sentence of the children's story, about noise.
MESSAGE = "And when he sang, a hoo could come out as a hee, or a hee could come out as a hoo."

_SNAPSHOT = Photo(
    tilt=40, occlusion=0.04, light=3, cast=0.2, blur=1.5, noise=4, jpeg=60, background="clutter"
)


def picture(width: int = 96) -> Picture:
    """Give the picture of the story's page about noise: a gull on a string.

    Parameters
    ----------
    width : int
        In pixels.

    Returns
    -------
    ndarray of uint8, shape (height, width)

    Examples
    --------
    >>> picture(64).shape
    (55, 64)
    """
    from ee376a.story.pixels import pixels

    return pixels(SENT, width)


@dataclass(frozen=True)
class Route:
    """By which codes a message travels, and through which noise.

    Attributes
    ----------
    quality : int, optional
        Of the picture's codec, 0 to 100; without any loss when not given. With loss it is a codec
        for cells, which it was taught; other pictures suffer.
    scheme : str
        A key of `ee376a.dna.strands.SCHEMES`.
    sequencer : str
        As for `ee376a.dna.sequencing.profile`.
    coverage : float
        Reads a strand, on average.
    photo : Photo
        What the photograph of the painting is like.

    Raises
    ------
    ValueError
        If there is no such scheme.
    """

    quality: int | None = None
    scheme: str = "robust"
    sequencer: str = "nanopore"
    coverage: float = 8
    photo: Photo = _SNAPSHOT

    def __post_init__(self) -> None:
        if self.scheme not in strands.SCHEMES:
            allowed = " or ".join(strands.SCHEMES)
            raise ValueError(f"scheme: {self.scheme!r} given, {allowed} allowed")


@dataclass(frozen=True)
class Journey:
    """All that was handed over, from the message typed to the message read.

    Attributes
    ----------
    route : Route
    message, picture
        As sent.
    text_file, picture_file, parcel : bytes
        The two files, and the container with both.
    strands, reads : list of array of uint8
        0 to 3 for A, C, G and T.
    recovered : bytes
        The parcel, out of the reads.
    text, seen
        The message and the picture after their codecs.
    letters : str
        What is painted.
    painting : Painting
    photo : array of uint8, shape (height, width, 3)
    read : str
        The message, out of the photograph.
    harm : Harm
    """

    route: Route
    message: str
    picture: Picture
    text_file: bytes
    picture_file: bytes
    parcel: bytes
    strands: list[Symbols]
    reads: list[Symbols]
    recovered: bytes
    text: str
    seen: Picture
    letters: str
    painting: Painting
    photo: Picture
    read: str
    harm: Harm

    @property
    def exact(self) -> bool:
        """Whether the message and both files came through without any difference.

        Examples
        --------
        Of a journey that lost one sound when the painting was read:

        >>> lost = dict.fromkeys(Journey.__dataclass_fields__) | {"message": "hoo", "text": "hoo"}
        >>> Journey(**lost | {"read": "hoo"}).exact, Journey(**lost | {"read": "hee"}).exact
        (True, False)
        """
        return self.recovered == self.parcel and self.text == self.message == self.read


def travel(
    message: str, picture: Picture, rng: np.random.Generator, route: Route | None = None
) -> Journey:
    """Send a message and a picture on the whole way.

    Parameters
    ----------
    message : str
        At least one character, at most what a painting holds (`ee376a.journey.parcel.to_letters`).
    picture : ndarray of uint8, shape (height, width)
        Grey.
    rng : numpy.random.Generator
        For the sequencer and the photograph.
    route : Route, optional
        The usual one when not given.

    Returns
    -------
    Journey
        It says itself whether it is `exact`.

    Raises
    ------
    ValueError
        If the message is empty or too long. `LostStrands` if too few strands were read,
        `UnreadablePainting` if the photograph is too bad.

    Examples
    --------
    >>> made = travel("Hoo!", np.zeros((16, 16), np.uint8), np.random.default_rng(1))
    >>> made.exact, made.read
    (True, 'Hoo!')
    """
    route = route or Route()
    known = prior()
    letters = to_letters(message, known)  # before anything else: it says what cannot be sent
    text_file = codec.encode(message.encode(), "cm", known)
    picture_file = images.encode([picture], route.quality)
    parcel = pack(text_file, picture_file)

    made = strands.encode(parcel, strands.SCHEMES[route.scheme])
    sequencer = Witness.of(sequencing.profile(route.sequencer))
    reads = sequencing.sequence(made, sequencer, route.coverage, rng)
    recovered = sequencing.recover(reads)
    text_again, picture_again = unpack(recovered)
    text = codec.decode(text_again, known).decode()
    (seen,) = images.decode(picture_again)

    painting = paint(to_letters(text, known), robust=True)
    scene = int(rng.integers(1 << 32))
    photo = photograph(painting.pixels(), route.photo, np.random.default_rng(scene))
    last = from_letters(read(photo), known)
    unread = len(made) - len({sent.tobytes() for sent, _ in sequencer.log})
    harm = Harm(*sequencer.errors, unread, *harmed(painting, photo, route.photo, scene))
    return Journey(
        route, message, picture, text_file, picture_file, parcel, made, reads, recovered,
        text, seen, letters, painting, photo, last, harm,
    )  # fmt: skip
