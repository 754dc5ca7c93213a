"""``ee376a medical``: pictures to a file and back, and what cannot be."""

import numpy as np
import pytest
from PIL import Image
from typer.testing import CliRunner

from ee376a.cli import app

runner = CliRunner()


def ee376a(*arguments):
    return runner.invoke(app, ["medical", *map(str, arguments)])


@pytest.fixture
def pictures(tmp_path):
    made = []
    for number, side in enumerate((20, 33)):
        slope = np.add.outer(np.arange(side), 2 * np.arange(side)).astype(np.uint8)
        made.append(tmp_path / f"{number}.png")
        Image.fromarray(slope).save(made[-1])
    return made


def test_one_picture_there_and_back(pictures, tmp_path):
    result = ee376a("encode", pictures[0], tmp_path / "a.eei", "--lossless")
    assert result.exit_code == 0
    assert result.stdout.startswith("400 pixels to ")
    assert ee376a("decode", tmp_path / "a.eei", tmp_path / "again.png").exit_code == 0
    with Image.open(tmp_path / "again.png") as again, Image.open(pictures[0]) as picture:
        assert (np.asarray(again) == np.asarray(picture)).all()
    assert ee376a("info", tmp_path / "a.eei").stdout.startswith("1: 20 x 20, lossless, ")


def test_several_pictures_need_a_folder(pictures, tmp_path):
    assert ee376a("encode", *pictures, tmp_path / "a.eei", "--quality", 80).exit_code == 0
    assert ee376a("decode", tmp_path / "a.eei", tmp_path / "folder").exit_code == 0
    for number, side in ((1, 20), (2, 33)):
        with Image.open(tmp_path / "folder" / f"000{number}.png") as picture:
            assert picture.size == (side, side)
    result = ee376a("decode", tmp_path / "a.eei", pictures[0])
    assert result.exit_code == 1
    assert "a folder needed for 2 pictures" in result.stderr
    assert "quality 80" in ee376a("info", tmp_path / "a.eei").stdout


def test_the_quality_is_paid_for(pictures, tmp_path):
    sizes = []
    for quality in (5, 95):
        ee376a("encode", pictures[1], tmp_path / "a.eei", "--quality", quality)
        sizes.append((tmp_path / "a.eei").stat().st_size)
    assert sizes[0] < sizes[1]


def test_a_palette_or_channels_of_greys_are_grey(pictures, tmp_path):
    for mode in ("P", "RGB"):
        with Image.open(pictures[0]) as grey:
            grey.convert(mode).save(tmp_path / f"{mode}.png")
        result = ee376a("encode", tmp_path / f"{mode}.png", tmp_path / f"{mode}.eei", "--lossless")
        assert result.exit_code == 0, result.stderr
    assert (tmp_path / "P.eei").read_bytes() == (tmp_path / "RGB.eei").read_bytes()


@pytest.mark.parametrize(
    ("make", "what"),
    [
        (lambda path: Image.new("RGB", (8, 8), (1, 2, 3)).save(path), "only 8-bit grey"),
        (lambda path: Image.fromarray(np.zeros((8, 8), np.uint16)).save(path), "only 8-bit grey"),
        (lambda path: path.write_bytes(b"no picture"), "not a picture of a known format"),
        (lambda path: path.unlink(missing_ok=True), "No such file"),
    ],
)
def test_other_inputs_are_told(make, what, tmp_path):
    make(tmp_path / "in.png")
    result = ee376a("encode", tmp_path / "in.png", tmp_path / "a.eei")
    assert result.exit_code == 1
    assert what in result.stderr
    assert not (tmp_path / "a.eei").exists()


def test_no_picture_is_written_over(pictures, tmp_path):
    before = pictures[1].read_bytes()
    result = ee376a("encode", *pictures)  # the file to be written was forgotten
    assert result.exit_code == 1
    assert "1.png is a picture; name the file to be written last" in result.stderr
    assert pictures[1].read_bytes() == before


def test_a_file_can_be_made_anew(pictures, tmp_path):
    for _ in range(2):
        assert ee376a("encode", pictures[0], tmp_path / "a.eei").exit_code == 0


def test_only_files_that_keep_every_pixel_are_written(pictures, tmp_path):
    ee376a("encode", pictures[0], tmp_path / "a.eei", "--lossless")
    for name in ("a", "a.jpg", "a.eei"):
        result = ee376a("decode", tmp_path / "a.eei", tmp_path / name)
        assert result.exit_code == 1
        assert "a name with .png, .tif, .tiff, .bmp, .pgm allowed" in result.stderr
    assert sorted(tmp_path.iterdir()) == [*pictures, tmp_path / "a.eei"]
    for name in ("a.tif", "a.PNG", "a.bmp", "a.pgm"):
        assert ee376a("decode", tmp_path / "a.eei", tmp_path / name).exit_code == 0
        with Image.open(tmp_path / name) as again, Image.open(pictures[0]) as picture:
            assert (np.asarray(again) == np.asarray(picture)).all()


def test_pipes(pictures, tmp_path):
    def pipe(*arguments, data):
        result = runner.invoke(app, ["medical", *arguments], input=data)
        assert (result.exit_code, result.stderr) == (0, "")
        return result.stdout_bytes

    coded = pipe("encode", "-", "-", "--lossless", data=pictures[0].read_bytes())
    assert pipe("info", "-", data=coded).startswith(b"1: 20 x 20, lossless, ")
    (tmp_path / "again.png").write_bytes(pipe("decode", "-", "-", data=coded))
    with Image.open(tmp_path / "again.png") as again, Image.open(pictures[0]) as picture:
        assert (np.asarray(again) == np.asarray(picture)).all()
    ee376a("encode", *pictures, tmp_path / "two.eei")
    assert "a folder needed for 2" in ee376a("decode", tmp_path / "two.eei", "-").stderr


def test_too_many_pixels_are_told(pictures, tmp_path, monkeypatch):
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 100)
    result = ee376a("encode", pictures[0], tmp_path / "a.eei")
    assert result.exit_code == 1
    assert "0.png: Image size (400 pixels) exceeds limit" in result.stderr


def test_wrong_words_and_damaged_files_are_told(pictures, tmp_path):
    assert "no picture given" in ee376a("encode", tmp_path / "a.eei").stderr
    wrong = ee376a("encode", pictures[0], tmp_path / "a.eei", "--effort", "quick")
    assert "fast or slow allowed" in wrong.stderr
    assert "0 to 100" in ee376a("encode", pictures[0], tmp_path / "a.eei", "--quality", 101).stderr
    both = ("--lossless", "--quality", 80)
    wrong = ee376a("encode", pictures[0], tmp_path / "a.eei", *both)
    assert "quality: given with lossless" in wrong.stderr
    (tmp_path / "bad.eei").write_bytes(b"\xee\x37\x6a\x01\x40")
    result = ee376a("decode", tmp_path / "bad.eei", tmp_path / "x.png")
    assert result.exit_code == 1
    assert "cut" in result.stderr
