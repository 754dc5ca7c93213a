"""The sheets to cut: their claims, and that they are there."""

from __future__ import annotations

from io import BytesIO

import pytest

from ee376a.entropy.critters import answers
from ee376a.entropy.questions import Board
from ee376a.story.activities import SWEETS, activities
from ee376a.story.typesetting import PAPERS

pypdf = pytest.importorskip("pypdf", reason="pypdf is not installed: the sheets are NOT checked")


@pytest.mark.usefixtures("typst")
@pytest.mark.parametrize("paper", list(PAPERS))
def test_five_sheets(paper: str) -> None:
    reader = pypdf.PdfReader(BytesIO(activities(paper)))
    assert len(reader.pages) == 5
    sweets = reader.pages[1].extract_text()
    assert f"Here are {sum(SWEETS.values())} sweets" in sweets
    assert "The best names take 28" in " ".join(sweets.split())
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]


def test_four_questions_are_enough_for_sixteen_critters() -> None:
    assert Board(answers()).mean_questions() == 4
