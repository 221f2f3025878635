"""The values that the engine takes and gives: frozen, without Qt, NumPy or Pillow.

Imported before the window is painted, so nothing here imports anything heavy.
"""

from __future__ import annotations

from picseek.engine.types.browsing import (
    MonthRun,
    PictureMarks,
    PicturePlace,
    Timeline,
)
from picseek.engine.types.files import (
    BinnedFile,
    BinReport,
    ExportFormat,
    ExportOptions,
    ExportReport,
    FileCounts,
    FileFailure,
    FilesDone,
    Notes,
    OnFilesDone,
    RestoreReport,
)
from picseek.engine.types.indexing import (
    AwaitingAnswers,
    IndexEvent,
    IndexReport,
    IndexRequest,
    OnIndexEvent,
    PicturesChanged,
    Problem,
    ProblemCode,
    Progress,
    SecondLookReport,
    Stage,
)
from picseek.engine.types.library import (
    FolderNode,
    FolderRow,
    LibraryStatus,
    OtherSet,
    SavedSearch,
)
from picseek.engine.types.models import (
    DEFAULT_MODEL,
    ModelInfo,
)
from picseek.engine.types.pictures import (
    CameraDetails,
    DateSource,
    PictureDetails,
    PictureFacts,
    PictureRow,
    Rendering,
)
from picseek.engine.types.search import (
    Explanation,
    Hit,
    MatchBox,
    Query,
    SearchResult,
    SeenThing,
)
from picseek.engine.types.sending import (
    SEND_NOTHING,
    UNASKED_PICTURES,
    ConsentPrompt,
    KeySource,
    Permit,
    Quote,
    SendLimits,
    SentRow,
    ServiceOptions,
)

__all__ = [
    "DEFAULT_MODEL",
    "SEND_NOTHING",
    "UNASKED_PICTURES",
    "AwaitingAnswers",
    "BinReport",
    "BinnedFile",
    "CameraDetails",
    "ConsentPrompt",
    "DateSource",
    "Explanation",
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
    "IndexRequest",
    "KeySource",
    "LibraryStatus",
    "MatchBox",
    "ModelInfo",
    "MonthRun",
    "Notes",
    "OnFilesDone",
    "OnIndexEvent",
    "OtherSet",
    "Permit",
    "PictureDetails",
    "PictureFacts",
    "PictureMarks",
    "PicturePlace",
    "PictureRow",
    "PicturesChanged",
    "Problem",
    "ProblemCode",
    "Progress",
    "Query",
    "Quote",
    "Rendering",
    "RestoreReport",
    "SavedSearch",
    "SearchResult",
    "SecondLookReport",
    "SeenThing",
    "SendLimits",
    "SentRow",
    "ServiceOptions",
    "Stage",
    "Timeline",
]
