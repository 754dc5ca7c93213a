"""The costumes of the two children."""

from ee376a.story.costume_claude import C_HAIR, C_SKIN, CLAUDE, ROBBED
from ee376a.story.costume_shannon import S_HAIR, S_SKIN, SHANNON
from ee376a.story.dressing import Costume

__all__ = ["CLAUDE", "C_HAIR", "C_SKIN", "ROBBED", "SHANNON", "S_HAIR", "S_SKIN", "Costume"]
