"""Volumes by label, for tests that may not mount anything."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path


class LabelledVolumes:
    """Folders, with their subfolders, that are said to lie on a volume of their own.

    Attributes:
        labels: By folder; a test changes them as drives come and go.
    """

    def __init__(self, labels: Mapping[Path, str]) -> None:
        self.labels = dict(labels)

    def volume_of(self, path: str, status: os.stat_result) -> str:
        above = [folder for folder in self.labels if Path(path).is_relative_to(folder)]
        if not above:
            raise OSError("no such volume")
        return self.labels[max(above, key=lambda folder: len(folder.parts))]
