"""What scripts import from `picseek.engine.types`."""

from __future__ import annotations

from picseek.engine import types

NAMES = {
    "AbsentFolder",
    "BinReport",
    "BinnedFile",
    "CameraDetails",
    "ExportFormat",
    "ExportOptions",
    "ExportReport",
    "FileCounts",
    "FileFailure",
    "FilesDone",
    "FolderNode",
    "FolderRow",
    "Hit",
    "IndexEvent",
    "IndexReport",
    "LibraryStatus",
    "ModelInfo",
    "MonthRun",
    "Notes",
    "OnFilesDone",
    "OnIndexEvent",
    "PictureDetails",
    "PictureFacts",
    "PictureBadges",
    "PictureLocation",
    "PictureRow",
    "PicturesChanged",
    "Problem",
    "ProblemCode",
    "Progress",
    "Query",
    "Quote",
    "Rendering",
    "RestoreReport",
    "SEND_NOTHING",
    "SavedSearch",
    "SearchResult",
    "SendLimits",
    "SentRow",
    "ServiceOptions",
    "UNASKED_DOLLARS",
    "UNASKED_PICTURES",
    "Permit",
    "ConsentPrompt",
    "ShownFiles",
    "Stage",
    "Timeline",
}


def test_every_name_can_be_imported() -> None:
    assert set(dir(types)) >= NAMES
