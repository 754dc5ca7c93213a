"""The places of the story, drawn for any hour."""

from dataclasses import dataclass

__all__ = ["Place"]


@dataclass(frozen=True)
class Place:
    """A place as two layers.

    Parameters
    ----------
    back
        What is behind the people.
    front
        What is before them, with the grain of the paper.
    """

    back: str
    front: str
