"""The sample pictures: varied, real files of many formats, and never over the user's files."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageOps
from pillow_heif import register_heif_opener

from picseek.demo import draw_samples
from picseek.demo.catalog import SAMPLES, Sample
from picseek.demo.files import encode, write

ORIENTATION, EXIF_IFD, TAKEN, MODEL = 0x112, 0x8769, 0x9003, 0x110


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All samples, drawn once."""
    register_heif_opener()
    folder = tmp_path_factory.mktemp("demo")
    draw_samples(folder)
    return folder


def sample_named(path: str) -> Sample:
    return next(sample for sample in SAMPLES if sample.path == path)


def test_every_sample_is_a_picture_of_the_promised_size(demo: Path) -> None:
    for sample in SAMPLES:
        with Image.open(demo / sample.path) as picture:
            upright = ImageOps.exif_transpose(picture)
            assert upright.size == sample.size, sample.path
            pixels = np.asarray(upright.convert("RGB")).reshape(-1, 3)
            assert pixels.std(axis=0).max() > 3, f"{sample.path} is blank"


def test_they_are_many_and_small_enough_to_try(demo: Path) -> None:
    files = [path for path in demo.rglob("*") if path.is_file()]
    assert len(files) == len(SAMPLES) >= 80
    assert sum(path.stat().st_size for path in files) < 25e6


def test_formats_sizes_and_folders_vary(demo: Path) -> None:
    formats: Counter[str | None] = Counter()
    for sample in SAMPLES:
        with Image.open(demo / sample.path) as picture:
            formats[picture.format] += 1
    assert set(formats) == {"JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF", "AVIF", "HEIF"}
    sides = [side for sample in SAMPLES for side in sample.size]
    assert (min(sides), max(sides)) == (64, 3000)
    assert any(width >= 4 * height for width, height in (sample.size for sample in SAMPLES))
    assert len({Path(sample.path).parent for sample in SAMPLES}) > 10


def test_all_eight_orientations_look_upright(demo: Path) -> None:
    turned = {sample.turned: sample for sample in SAMPLES if any(sample.camera)}
    assert set(turned) == set(range(1, 9))
    for orientation, sample in turned.items():
        with Image.open(demo / sample.path) as picture:
            assert picture.getexif()[ORIENTATION] == orientation
            upright = np.asarray(ImageOps.exif_transpose(picture).convert("L"), dtype=float)
        plain = demo.with_name(f"plain-{orientation}")
        with Image.open(write(replace(sample, turned=1), plain)) as picture:
            expected = np.asarray(picture.convert("L"), dtype=float)
        assert np.abs(upright - expected).mean() < 4, sample.path


def test_dates_and_cameras_are_in_the_exif_of_every_format(demo: Path) -> None:
    years = set()
    for sample in (sample for sample in SAMPLES if any(sample.camera)):
        with Image.open(demo / sample.path) as picture:
            exif = picture.getexif()
        taken = datetime.strptime(exif.get_ifd(EXIF_IFD)[TAKEN], "%Y:%m:%d %H:%M:%S")
        assert taken == datetime.fromisoformat(sample.when), sample.path
        assert exif[MODEL] == sample.camera[1]
        years.add(taken.year)
    assert {2015, 2019, 2026} <= years
    march = [sample for sample in SAMPLES if sample.when.startswith("2019-03")]
    assert len(march) >= 5


def test_a_screenshot_has_no_exif(demo: Path) -> None:
    with Image.open(demo / "Charts" / "market share.png") as picture:
        assert not picture.getexif()


def test_old_prints_are_grey_or_brown(demo: Path) -> None:
    with Image.open(demo / "Old album" / "portrait.jpg") as picture:
        assert picture.mode == "L"
    with Image.open(demo / "Old album" / "barn 1958.tif") as picture:
        red, _green, blue = np.asarray(picture.convert("RGB")).reshape(-1, 3).mean(axis=0)
    assert red > blue + 20


def test_one_file_is_an_exact_copy_of_another(demo: Path) -> None:
    copy = demo / "Backup" / "IMG_2041 (copy).jpg"
    original = demo / "Holidays" / "2019 Iceland" / "IMG_2041.jpg"
    assert copy.read_bytes() == original.read_bytes()


@pytest.mark.parametrize("suffix", ["avif", "bmp", "gif", "heic", "jpg", "png", "tif", "webp"])
def test_a_sample_is_the_same_file_each_time(suffix: str) -> None:
    sample = replace(sample_named("Food/pizza.webp"), path=f"a.{suffix}", size=(120, 90))
    assert encode(sample) == encode(sample)


def test_a_second_call_touches_nothing_but_draws_what_is_missing(demo: Path) -> None:
    lost = demo / "Icons" / "heart.png"
    content = lost.read_bytes()
    lost.unlink()
    before = {path: path.stat().st_mtime_ns for path in demo.rglob("*.*")}
    steps: list[tuple[int, int]] = []
    paths = draw_samples(demo, lambda done, total: steps.append((done, total)))
    assert lost.read_bytes() == content
    assert {path: path.stat().st_mtime_ns for path in before} == before
    assert paths == [demo / sample.path for sample in SAMPLES]
    assert steps == [(done, len(SAMPLES)) for done in range(1, len(SAMPLES) + 1)]


def test_a_file_of_the_user_is_never_overwritten(tmp_path: Path) -> None:
    own = tmp_path / "Icons" / "heart.png"
    own.parent.mkdir()
    own.write_text("my own")
    assert write(sample_named("Icons/heart.png"), tmp_path) == own
    assert own.read_text() == "my own"


def test_an_unfinished_file_is_never_taken_for_a_sample(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, content: bytes) -> None:
        path.open("wb").close()
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_bytes", full)
        with pytest.raises(OSError, match="No space left"):
            write(sample_named("Icons/heart.png"), tmp_path)
    assert not (tmp_path / "Icons" / "heart.png").exists()
    with Image.open(write(sample_named("Icons/heart.png"), tmp_path)) as picture:
        picture.load()
    assert [path.name for path in (tmp_path / "Icons").iterdir()] == ["heart.png"]
