from __future__ import annotations

import io
import subprocess
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from training.ingest import decoded, ingest, squashed
from training.sources import SOURCES, Source


def test_a_panorama_is_cut_and_a_page_is_squashed() -> None:
    panorama = Image.new("RGB", (1000, 100), (255, 0, 0))
    panorama.paste((0, 255, 0), (410, 0, 590, 100))
    assert squashed(panorama)[:, :, 1].min() == 255
    assert squashed(Image.new("RGB", (70, 100), (9, 9, 9))).shape == (64, 64, 3)


def test_what_is_transparent_is_white() -> None:
    file = io.BytesIO()
    Image.new("RGBA", (32, 32), (0, 0, 0, 0)).save(file, "PNG")
    assert np.asarray(decoded(file.getvalue())).min() == 255


def test_tiny_pictures_are_refused() -> None:
    file = io.BytesIO()
    Image.new("RGB", (8, 8)).save(file, "PNG")
    with pytest.raises(ValueError, match="too small"):
        decoded(file.getvalue())


def test_pictures_are_read_from_all_of_a_repositorys_history(tmp_path: Path) -> None:
    repository = tmp_path / "repository"
    repository.mkdir()

    def git(*words: str) -> None:
        who = ("-c", "user.name=A", "-c", "user.email=a@example.org")
        subprocess.run(
            ["git", "-C", str(repository), *who, *words], check=True, capture_output=True
        )

    git("init", "-q")
    (repository / "dogs").mkdir()
    Image.new("RGB", (90, 70), (200, 30, 30)).save(repository / "dogs" / "one.png")
    (repository / "dogs" / "broken.png").write_bytes(b"nothing")
    git("add", ".")
    git("commit", "-qm", "pictures")
    (repository / "dogs" / "one.png").unlink()
    git("commit", "-qam", "gone")
    source = Source("pets", "someone/pets", r"\.png$", r"^(\w+)/")
    assert ingest(source, repository / ".git", tmp_path) == 1
    assert np.load(tmp_path / "pets.npy").shape == (1, 64, 64, 3)
    assert (tmp_path / "pets.paths.txt").read_text() == "dogs/one.png"


def test_every_source_tells_its_terms() -> None:
    assert len({source.name for source in SOURCES}) == len(SOURCES)
    assert all(source.what and source.terms for source in SOURCES)
