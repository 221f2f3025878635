"""A small library in memory, with the real one's signatures, for tests of the window."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PIL import Image

from picseek.engine.browsing.pictures import Pictures
from picseek.engine.browsing.timelines import Browsing
from picseek.engine.cancel import CancelToken, JobControl
from picseek.engine.decoding.frames import FrameReader, FrameTask
from picseek.engine.decoding.rendering import RenderTask, render
from picseek.engine.errors import EngineError, LibraryLocked, ModelError, PictureError, UsageError
from picseek.engine.filesystem.volumes import system_volumes
from picseek.engine.library import Library
from picseek.engine.models.speed import Speeds
from picseek.engine.recovery import DailyBackups
from picseek.engine.search.explaining import Explainer
from picseek.engine.sending.quote import Counted
from picseek.engine.store import PictureFile
from picseek.engine.types import (
    ANY_FILE,
    CameraDetails,
    ConsentPrompt,
    Explanation,
    FolderRow,
    Frame,
    Hit,
    IndexReport,
    IndexRequest,
    LibraryStatus,
    Located,
    ModelInfo,
    MonthRun,
    OnIndexEvent,
    Permit,
    PictureBadges,
    PictureDetails,
    PictureFacts,
    PictureLocation,
    PictureRow,
    PicturesChanged,
    Problem,
    ProblemCode,
    Progress,
    Query,
    Quote,
    Rendering,
    SearchResult,
    SecondLookReport,
    SendLimits,
    SentRow,
    ShownFiles,
    Stage,
    Timeline,
)
from picseek.engine.types.models import Renewal
from tests.support.ui.fake_absences import FakeAbsences
from tests.support.ui.fake_files import fake_files
from tests.support.ui.fake_local import FakeLocal
from tests.support.ui.fake_models import FakeModels
from tests.support.ui.fake_options import FakeOptions, FakeStorage
from tests.support.ui.fake_second_look import FakeSecondLook
from tests.support.ui.fake_sending import FAR, FakeOutgoing, FakeService, FakeSettings
from tests.support.ui.fake_sidebar import FakeSidebar
from tests.support.ui.gate import Gate

if TYPE_CHECKING:
    from picseek.engine.store import Store

UNKNOWN = frozenset({"wedding", "zyzzyva"})
"""Words that the fake model does not know."""


class FakeLibrary(Library):
    """Finds pictures by words of their file names. A file named ``broken...`` is a problem.

    Attributes:
        asked: All queries, in order.
        partly: Whether only near matches are found.
        runs: What `index` was called with: folders, and whether to retry.
        sends: The limits of each run that sent something.
        search_gate, index_gate, quote_gate: Hold each search, each indexed file, each count.
        note: What a run waits for.
        unsent: Why an example is not sent, or ``""``.
        outside: So many pictures lie outside the folders, and links lead to them.
        far: What leaves it.
        choice: Which models there are.
        set_options: What is set.
        disk_use: What it takes up.
        fails: Raised by the next search or run.
        reasons: Why pictures were found.
        closer: What is to be looked at once more.
        again: What is to be indexed again.
        absent: What is not here now.
        closed: Whether it was closed.
    """

    def __init__(self, path: Path, *, writable: bool = True) -> None:
        self._where = path
        self._may_write = writable
        self._chosen: list[Path] = []
        self._pictures: list[PictureRow] = []
        self._problems: dict[Path, Problem] = {}
        self._lost = False
        self.partly = False
        self.asked: list[Query] = []
        self.full_runs = 0
        self.runs: list[tuple[tuple[Path, ...], bool]] = []
        self.search_gate = Gate()
        self.index_gate = Gate()
        self.quote_gate = Gate()
        self.sends: list[SendLimits] = []
        self.waiting: set[Path] = set()
        self.outside = 0
        self.wait = self.notice = ""
        self.unsent = ""
        self.closer = FakeSecondLook()
        self.again: Renewal | None = None
        self.far = FakeOutgoing()
        self.outgoing = self.far
        self.local: FakeLocal = FakeLocal(self._where / "models")
        self.choice = FakeModels(self.local)
        self.speeds = Speeds(FakeSettings(), self.local.times_slower)
        self.sidebar: FakeSidebar = FakeSidebar(self._files_known, lambda: list(self._problems))
        self.set_options = FakeOptions(lambda: self._chosen, lambda: self._pictures)
        self.options = self.set_options
        self.disk_use = FakeStorage()
        self.storage = self.disk_use
        self.backups = DailyBackups(None, path)  # type: ignore[arg-type]  # never makes one
        self.service = FakeService(lambda: self.choice.keyring)
        self._model = "builtin"
        self.fails: Exception | None = None
        self.closed = False
        self.pictures: FakePictures = FakePictures(self)
        self.reasons = FakeExplainer()
        self.explainer = self.reasons
        self.fake_browsing = FakeBrowsing(self)
        self.browsing = self.fake_browsing
        self.files = fake_files(self, lambda: self._may_write)
        self.absent = FakeAbsences(lambda: self._may_write)
        self.absences = self.absent

    # For tests

    def put(self, *files: Path) -> None:
        """Index these at once."""
        for file in files:
            self._take(file)

    def remember(self, *folders: Path) -> None:
        """Have these folders, as if chosen before."""
        self._chosen.extend(folders)

    def drop_picture(self, file: Path) -> None:
        """Lose a picture."""
        self._pictures = [row for row in self._pictures if row.path != file]

    def lose(self, *files: Path) -> None:
        """Have files deleted by another program; the next run finds out."""
        for file in files:
            file.unlink()
            self.drop_picture(file)
        self._lost = bool(files)

    def all_rows(self) -> list[PictureRow]:
        """Everything that is in it."""
        return self._pictures

    def put_row(self, row: PictureRow) -> None:
        """Have this picture."""
        self._pictures = sorted([*self._pictures, row], key=lambda each: each.id)

    def id_of(self, name: str) -> int:
        """The id of a picture by its file's name."""
        return next(row.id for row in self._pictures if row.path.name == name)

    def be_read_only(self) -> None:
        """Have another program write to it."""
        self._may_write = False

    # The real one's signatures

    @property
    def path(self) -> Path:
        return self._where

    @property
    def writable(self) -> bool:
        return self._may_write

    def close(self) -> None:
        self.closed = True

    def folders(self) -> list[FolderRow]:
        return [
            FolderRow(
                root,
                sum(row.path.is_relative_to(root) for row in self._pictures),
                sum(path.is_relative_to(root) for path in self._problems),
                root.is_dir(),
            )
            for root in sorted(self._chosen)
        ]

    def add_folder(self, folder: Path) -> None:
        if not self._may_write:
            raise LibraryLocked("This library is open for finding only.")
        if not folder.is_dir():
            raise UsageError(f"The folder {folder} doesn't exist.")
        if folder not in self._chosen:
            self._chosen.append(folder)

    def remove_folder(self, folder: Path) -> None:
        self._chosen.remove(folder)
        self._pictures = [row for row in self._pictures if not row.path.is_relative_to(folder)]

    def run_index(
        self,
        request: IndexRequest,
        *,
        agreed: bool = False,
        job: JobControl | None = None,
        on_event: OnIndexEvent | None = None,
    ) -> IndexReport:
        job, folders = job or JobControl(), request.folders
        permit = request.permit or Permit(request.model or self._model, request.limits)
        model, limits, agreed = permit.model, permit.limits, agreed or bool(permit.host)
        report = on_event or (lambda _event: None)
        self.runs.append((folders, request.retry_failed))
        self.full_runs += request.full
        self._fail_if_wanted()
        remote = model == FAR
        files = self._files(folders)
        known = {row.path for row in self._pictures} - self.waiting
        indexed = waiting = 0
        stopped = ""
        report(Progress(0, None))
        if self._lost:
            self._lost = False
            report(PicturesChanged())
        for done, file in enumerate(files, 1):
            if file not in known:
                if remote and indexed >= self.far.most(model, limits, agreed=agreed):
                    assert limits.read_on, "the window always reads on"
                    if limits.pictures != 0:
                        stopped = "Stopped at the limit: the others are not indexed yet."
                    waiting += self._record(file)
                    report(PicturesChanged())
                    continue
                if self.wait or self.notice:
                    report(Progress(done - 1, len(files), indexed, 0, self.wait, self.notice))
                self.index_gate.wait(job)
                if remote and not indexed:
                    self.sends.append(limits)
                indexed += file in self.waiting or self._take(file)
                self.waiting.discard(file)
                if remote:
                    self.far.note_sent(file)
                report(PicturesChanged())
            job.wait_while_paused()
            report(Progress(done, len(files), indexed, len(self._problems), self.wait, self.notice))
        if remote and self.far.needs:
            raise ModelError(self.far.needs)
        failed = tuple(self._problems.values())
        unchanged = len(files) - indexed - waiting
        outside = self.outside if remote and not self.sent_outside(permit) else 0
        return IndexReport(
            model, indexed, unchanged, 0, failed, 0.1, stopped, waiting + outside, outside=outside
        )

    @staticmethod
    def sent_outside(permit: Permit) -> bool:
        """Whether a run may send what lies outside the folders."""
        return permit.quote is not None and permit.quote.with_outside

    def renewal(self) -> Renewal | None:
        return self.again

    def second_looks_left(self) -> int:
        return self.closer.left

    def second_look(
        self,
        *,
        model: str = "",
        job: JobControl | None = None,
        on_event: OnIndexEvent | None = None,
    ) -> SecondLookReport:
        return self.closer.run(job or JobControl(), on_event or (lambda _event: None))

    def _record(self, file: Path) -> bool:
        """Take a picture that may not be sent; whether it is one."""
        taken = file in self.waiting or self._take(file)
        if taken:
            self.waiting.add(file)
        return taken

    def _files(self, folders: Sequence[Path]) -> list[Path]:
        return sorted(file for root in folders or self._chosen for file in root.rglob("*.*"))

    def quote(
        self,
        model: str = "",
        folders: Sequence[Path] = (),
        *,
        retry_failed: bool = False,
        token: CancelToken | None = None,
    ) -> Quote:
        model = model or self._model
        return self.far.quote(model, self._counted(folders, token or CancelToken()))

    def permission(
        self, request: IndexRequest, token: CancelToken, on_counting: Callable[[], None]
    ) -> Permit | ConsentPrompt:
        request = replace(request, model=request.model or self._model)

        def count() -> Counted:
            on_counting()
            return self._counted(request.folders, token)

        return self.far.permission(
            request, count=count, described=lambda: self._is_described(request.model)
        )

    def _counted(self, folders: Sequence[Path], token: CancelToken) -> Counted:
        self.quote_gate.wait(token)
        known = {row.path for row in self._pictures} - self.waiting
        return Counted(sum(file not in known for file in self._files(folders)), self.outside)

    def sent(self, limit: int = 1000) -> list[SentRow]:
        self._fail_if_wanted()
        return self.far.sent(limit)

    def problems(self) -> list[Problem]:
        return list(self._problems.values())

    def search(self, query: Query, token: CancelToken | None = None) -> SearchResult:
        self.asked.append(query)
        self.search_gate.wait(token or CancelToken())
        self._fail_if_wanted()
        words = query.text.lower().split()
        unknown = tuple(word for word in words if word in UNKNOWN)
        hits = [
            Hit(row, 1.0)
            for row in self._pictures
            if all(word in row.path.name.lower() for word in words) and _is_in(row, query.folder)
        ]
        found = tuple(hits[: query.limit])
        note = self.choice.note
        unsent = bool(query.like and self.unsent) and not query.send_examples
        if unsent:
            note = self.unsent
        return SearchResult(
            query,
            "builtin",
            found,
            unknown,
            0.02,
            note,
            unsent,
            near=len(found) if self.partly else 0,
            unsent_examples=(f"hash of {query.like[0]}",) if unsent else (),
        )

    def browse(self, folder: Path | None = None) -> array[int]:
        found = (row.id for row in reversed(self._pictures) if _is_in(row, folder))
        return array("q", found)

    def rows(self, ids: Sequence[int], shown: ShownFiles = ANY_FILE) -> list[PictureRow]:
        known = {row.id: row for row in self._pictures}
        return [self._shown(known[each], shown) for each in ids if each in known]

    def _shown(self, row: PictureRow, shown: ShownFiles) -> PictureRow:
        places = (row.path, *self.fake_browsing.also_at.get(row.id, ()))
        matched = shown.files.get(row.id, row.path)
        inside = (path for path in places if shown.folder and path.is_relative_to(shown.folder))
        return replace(row, path=matched if row.id in shown.files else next(inside, row.path))

    def thumbnail(self, picture_id: int) -> Path:
        for row in self.rows([picture_id]):
            return row.path
        raise PictureError(ProblemCode.VANISHED, "The picture is gone.")

    def models(self) -> list[ModelInfo]:
        return self.choice.listing(len(self._pictures), self._model)

    def use_model(self, model: str) -> None:
        self._model = self.choice.checked(model)

    def reconnect(self) -> None:
        self.choice.reconnect()

    def test_model(self, model: str = "", token: CancelToken | None = None) -> None:
        self.choice.test(model, token or CancelToken())

    @property
    def current_model(self) -> str:
        return self._model

    @property
    def remote_model(self) -> str:
        remote = [info.id for info in self.models() if info.remote]
        return self._model if self._model in remote else next(iter(remote), "")

    def status(self) -> LibraryStatus:
        count = len(self._pictures)
        folders = tuple(self.folders())
        return LibraryStatus(
            self._where,
            folders,
            count,
            count,
            len(self._problems),
            {info.id: info.vectors for info in self.choice.infos(count, self._model)},
        )

    def _files_known(self) -> list[Path]:
        return [row.path for row in self._pictures]

    def _fail_if_wanted(self) -> None:
        if self.fails is not None:
            error, self.fails = self.fails, None
            raise error

    def _take(self, file: Path) -> bool:
        if file.name.startswith("broken"):
            self._problems[file] = Problem(
                file, Stage.DECODE, ProblemCode.DAMAGED, "The file is damaged: it ends too early."
            )
            return False
        stat = file.stat()
        with Image.open(file) as picture:
            facts = PictureFacts(*picture.size, "JPEG")
        number = 1 + max((row.id for row in self._pictures), default=0)
        row = PictureRow(number, file, file, stat.st_size, stat.st_mtime, facts)

        self._pictures = [*self._pictures, row]
        return True


def _is_in(row: PictureRow, folder: Path | None) -> bool:
    return folder is None or row.path.is_relative_to(folder)


class FakeBrowsing(Browsing):
    """Order, months and places of a fake library's pictures.

    Attributes:
        troubles: What is wrong with files, by their paths.
        top: Reports this many pictures first, if there are more.
        gate: Holds up all pictures once the first were reported.
    """

    def __init__(self, library: FakeLibrary) -> None:
        self._library = library
        self.top = 1000
        self.gate = Gate()
        self.troubles: dict[Path, str] = {}
        self.also_at: dict[int, list[Path]] = {}

    def months(self, ids: Sequence[int]) -> list[MonthRun]:
        found: list[MonthRun] = []
        for start, row in enumerate(self._library.rows(ids)):
            when = row.facts.taken_at or datetime.fromtimestamp(row.modified_at)
            if not found or (found[-1].year, found[-1].month) != (when.year, when.month):
                found.append(MonthRun(start, when.year, when.month))
        return found

    def timelines(
        self, folder: Path | None = None, token: CancelToken | None = None
    ) -> Iterator[Timeline]:
        ids = self._library.browse(folder)
        if len(ids) > self.top:
            yield self._timeline(ids[: self.top], whole=False)
            self.gate.wait(token or CancelToken())
        yield self._timeline(ids, whole=True)

    def _timeline(self, ids: array[int], *, whole: bool) -> Timeline:
        facts = (row.facts for row in self._library.rows(ids))
        shapes = (each.width * 256 // each.height for each in facts)
        return Timeline(ids, array("q", accumulate(shapes, initial=0)), self.months(ids), whole)

    def locations(self, picture_id: int) -> list[PictureLocation]:
        paths = [row.path for row in self._library.rows([picture_id])]
        return [
            PictureLocation(path, path.exists())
            for path in paths + self.also_at.get(picture_id, [])
        ]

    def badges(self, ids: Sequence[int]) -> list[PictureBadges]:
        return [
            PictureBadges(row.id, row.path.exists(), self.troubles.get(row.path, ""))
            for row in self._library.rows(ids)
        ]


class FakeFilesOf:
    """What `Pictures` asks a store for: the rows and files of a fake library."""

    def __init__(self, library: FakeLibrary) -> None:
        self.rows = library.rows
        self.pictures = self.files = self

    def of_pictures(self, ids: Sequence[int]) -> list[PictureFile]:
        return [PictureFile(row.id, row.path, row.size, 0, 0, b"") for row in self.rows(ids)]


class FakePictures(Pictures):
    """Renders in this process; its files are those of the fake library.

    Attributes:
        gate: Holds each rendering by the engine, and each file that is looked for.
        read: Ids whose details were read, in order.
    """

    def __init__(self, library: FakeLibrary) -> None:
        self._library = library
        self._store = cast("Store", FakeFilesOf(library))
        self._volumes = system_volumes()
        self._frames = FrameReader()
        self.gate = Gate()
        self.read: list[int] = []
        self.details_of = CameraDetails(camera="Acme One", iso=200)

    def locations(self, picture_id: int) -> list[Path]:
        return [row.path for row in self._library.rows([picture_id])]

    def file_of(self, picture_id: int, shown: ShownFiles = ANY_FILE) -> Path:
        self.gate.wait(CancelToken())
        return super().file_of(picture_id, shown)

    def rendering(self, path: Path, short_side: int, token: CancelToken | None = None) -> Rendering:
        return render(RenderTask(str(path), short_side))

    def frame(
        self, path: Path, short_side: int, token: CancelToken | None = None, *, first: bool = False
    ) -> Frame:
        return self._frames(FrameTask(str(path), short_side, first))

    def details(
        self,
        picture_id: int,
        token: CancelToken | None = None,
        shown: ShownFiles = ANY_FILE,
        language: str = "en",
    ) -> PictureDetails:
        self.read.append(picture_id)
        path = self.file_of(picture_id, shown)
        return PictureDetails(path, tuple(self.locations(picture_id)), self.details_of)

    def close(self) -> None:
        pass


class FakeExplainer(Explainer):
    """Explains every picture alike.

    Attributes:
        gate: Holds each answer.
        asked: What was asked: picture, query, model, and whether for the place.
        languages: The languages of names that were asked for.
        answer: What is said where the place is asked for.
        fails: Raised instead.
    """

    def __init__(self) -> None:
        self.gate = Gate()
        self.asked: list[tuple[int, str, str, bool]] = []
        self.languages: list[str] = []
        self.answer = Explanation(located=Located.NOWHERE)
        self.fails: Exception | None = None

    def explain(
        self,
        picture_id: int,
        text: str,
        model: str,
        token: CancelToken | None = None,
        *,
        locate: bool = True,
        language: str = "en",
    ) -> Explanation:
        self.asked.append((picture_id, text, model, locate))
        self.languages.append(language)
        self.gate.wait(token or CancelToken())
        if self.fails is not None:
            raise self.fails
        if locate:
            return self.answer
        return Explanation(seen=self.answer.seen, located=Located.NOT_LOOKED)

    def close(self) -> None:
        pass


class FakeDisk:
    """Opens fake libraries, or fails to. Give its `open` to a window as opener.

    Attributes:
        library: What is opened; the same one again after each failure.
        fails: Raised by the next tries to open, in this order.
        tries: Whether each try wanted to write.
    """

    def __init__(self, path: Path) -> None:
        self.library = FakeLibrary(path)
        self.fails: list[EngineError] = []
        self.tries: list[bool] = []

    def open(self, path: Path, writable: bool) -> Library:
        """Open the library."""
        self.tries.append(writable)
        if self.fails:
            raise self.fails.pop(0)
        if not writable:
            self.library.be_read_only()
        return self.library


def draw_pictures(folder: Path, *names: str) -> list[Path]:
    """Draw small pictures, each in a colour of its own.

    Returns:
        Their files; one named ``broken...`` is no picture.
    """
    folder.mkdir(parents=True, exist_ok=True)
    files = [folder / name for name in names]
    for number, file in enumerate(files):
        if file.name.startswith("broken"):
            file.write_bytes(b"\xff\xd8 not a picture")
        else:
            colour = (40 * number % 256, 90, 200 - 30 * number % 200)
            Image.new("RGB", (64, 48), colour).save(file)
    return files
