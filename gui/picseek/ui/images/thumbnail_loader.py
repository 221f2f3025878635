"""A cache of thumbnails as pixmaps, decoded on background threads.

A cache miss does not block: it starts decoding, and `ready` reports the result.
"""

from __future__ import annotations

import logging
import threading
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColorSpace, QImage, QImageReader, QPixmap

from picseek.engine.cancel import CancelToken
from picseek.engine.errors import Cancelled, EngineError, PictureError
from picseek.engine.types import PictureRow, ProblemCode, Rendering
from picseek.ui.images.decoding import decode
from picseek.ui.images.image_format import set_format
from picseek.ui.images.size import Size
from picseek.ui.images.thumbnail_queue import ThumbnailRequest, ThumbnailRequests

_log = logging.getLogger(__name__)

Render = Callable[[Path, int, CancelToken], Rendering]
"""Decodes originals, given the shorter side in pixels; see `Pictures.rendering`."""

DEFAULT_BUDGET = 96 * 2**20

_BYTES_PER_PIXEL = 4
_SCREENS = 3
_MAX_ENLARGEMENT = 1.2
"""Thumbnails enlarged by more than this look blurred."""

_SRGB = QColorSpace(QColorSpace.NamedColorSpace.SRgb)
_JOIN_SECONDS = 10.0


class _CacheEntry(NamedTuple):
    pixmap: QPixmap
    side: int
    size: int
    final: bool


@dataclass(frozen=True, slots=True)
class _Decoded:
    """The result of a thread: an image, or None if the picture is broken.

    Attributes:
        bug: An unexpected exception, to be raised on the GUI thread.
        final: Whether the image is sharp; else the original will be decoded as well.
        pixels: The image's buffer, if the image does not own its memory.
    """

    request: ThumbnailRequest
    image: QImage | None
    bug: Exception | None = None
    final: bool = True
    pixels: bytes = b""


def decode_no_originals(path: Path, _short_side: int, _token: CancelToken) -> Rendering:
    """The default `Render`, which decodes no originals.

    Raises:
        PictureError: Always.
    """
    raise PictureError(ProblemCode.UNSUPPORTED, f"Qt does not read {path}.")


class ThumbnailLoader(QObject):
    """Loads thumbnails of the wanted size. To be used on the GUI thread only.

    Signals:
        ready: The id of a picture whose pixmap was loaded, or that turned out to be broken.
    """

    ready = Signal(object)
    _delivered = Signal()

    def __init__(
        self,
        make: Callable[[int], Path],
        parent: QObject | None = None,
        threads: int = 2,
        budget_bytes: int = DEFAULT_BUDGET,
        render: Render = decode_no_originals,
    ) -> None:
        """The threads start with the first request.

        Args:
            make: Creates a missing thumbnail and returns its path. Called on the loader's
                threads; may raise EngineError.
            threads: Number of threads.
            parent: The owner.
            budget_bytes: Maximum size of the cache.
            render: Decodes originals. Called on the loader's threads; may raise EngineError or
                Cancelled.
        """
        super().__init__(parent)
        self._make = make
        self._render = render
        self._control = CancelToken()
        self._budget = budget_bytes
        self._requests = ThumbnailRequests(threads)
        self._pixmaps: OrderedDict[int, _CacheEntry] = OrderedDict()
        self._bytes = 0
        self._needed_bytes = 0
        self._side = 0
        self._broken: set[int] = set()
        self._closed = False
        self._cached_only = False
        self._results: deque[_Decoded] = deque()
        self._announced = False
        self._threads = [
            threading.Thread(target=self._work, name=f"picseek-thumbnails-{n}", daemon=True)
            for n in range(threads)
        ]
        self._delivered.connect(self._process_results, Qt.ConnectionType.QueuedConnection)

    def pixmap(self, row: PictureRow, side: int) -> QPixmap | None:
        """Return a thumbnail, or None until it is loaded and `ready` is emitted.

        Args:
            row: The picture.
            side: Wanted length of the longer edge in device pixels. A pixmap of another size is
                returned while the right one is being decoded.
        """
        self._side = side
        cached = self._pixmaps.get(row.id)
        if cached is not None:
            self._pixmaps.move_to_end(row.id)
        if not (self._cached_only or _fits(cached, side) or row.id in self._broken):
            self._request(_request_of(row, side))
        return cached.pixmap if cached else None

    def prefetch(self, row: PictureRow, side: int) -> None:
        """Load a thumbnail with lower priority than by `pixmap`."""
        cached = self._pixmaps.get(row.id)
        if not _fits(cached, side) and row.id not in self._broken:
            self._request(_request_of(row, side), behind=True)

    def is_broken(self, picture_id: int) -> bool:
        """Whether a picture has no thumbnail, and none can be made."""
        return picture_id in self._broken

    @Slot(object)
    def set_wanted(self, picture_ids: frozenset[int]) -> None:
        """Drop waiting requests for all other pictures.

        Three times the memory for these pictures may exceed the budget.
        """
        self._requests.drop_all_but(picture_ids)
        self._needed_bytes = _SCREENS * len(picture_ids) * self._side**2 * _BYTES_PER_PIXEL
        self._evict()

    @Slot(bool)
    def set_cached_only(self, cached_only: bool) -> None:
        """Let `pixmap` return cached thumbnails only, while scrolling fast."""
        self._cached_only = cached_only

    @Slot(bool)
    def set_paused(self, paused: bool) -> None:
        """Start no further thumbnails while a window paints.

        Painting releases the GIL in hundreds of calls, and would wait for it each time: a frame
        would take twice as long.
        """
        if paused:
            self._requests.pause()
        else:
            self._requests.resume()

    def close(self) -> None:
        """Stop and join the threads; no signals are emitted afterwards."""
        self._closed = True
        self._control.cancel()
        self._requests.close()
        for thread in self._threads:
            if thread.ident is None:
                continue
            thread.join(_JOIN_SECONDS)
            if thread.is_alive():
                _log.error("thread %s did not stop in time", thread.name)
        self._pixmaps.clear()
        self._bytes = 0

    def _request(self, request: ThumbnailRequest, *, behind: bool = False) -> None:
        if self._closed:
            return
        for thread in self._threads:
            if thread.ident is None:
                thread.start()
        self._requests.add(request, behind=behind)

    @Slot()
    def _process_results(self) -> None:
        """Process all results of the threads in one event, and so with one repaint."""
        self._announced = False  # first, so that no later result is missed
        bug: Exception | None = None
        while self._results and not self._closed:
            decoded = self._results.popleft()
            self._process(decoded)
            bug = bug or decoded.bug
        if bug is not None:
            raise bug

    def _process(self, decoded: _Decoded) -> None:
        request, picture_id = decoded.request, decoded.request.picture_id
        cached = self._pixmaps.get(picture_id)
        if request.sharp and decoded.image is None:
            if cached is not None:  # there is no sharper one
                self._pixmaps[picture_id] = cached._replace(final=True)
            return
        if decoded.image is None:
            self._broken.add(picture_id)
        elif decoded.final or not _fits(cached, request.side):
            self._store(decoded, QPixmap.fromImage(decoded.image))
        self.ready.emit(picture_id)

    def _store(self, decoded: _Decoded, pixmap: QPixmap) -> None:
        picture_id, side = decoded.request.picture_id, decoded.request.side
        old = self._pixmaps.pop(picture_id, None)
        size = pixmap.width() * pixmap.height() * _BYTES_PER_PIXEL
        self._bytes += size - (old.size if old else 0)
        self._pixmaps[picture_id] = _CacheEntry(pixmap, side, size, decoded.final)
        self._evict()

    def _evict(self) -> None:
        limit = max(self._budget, self._needed_bytes)
        while self._bytes > limit and len(self._pixmaps) > 1:
            self._bytes -= self._pixmaps.popitem(last=False)[1].size

    # On the loader's threads

    def _work(self) -> None:
        while (request := self._requests.take()) is not None:
            try:
                decoded = self._decode(request)
            except Exception as error:  # noqa: BLE001 - end of the thread: raised by `_process_results`
                decoded = _Decoded(request, None, error)
            finally:
                self._requests.done(request)
            if decoded is not None:
                self._deliver(decoded)
                if not decoded.final:  # after this one, so that the sharp one replaces it
                    self._requests.add_slow(replace(request, missing=False, sharp=True))

    def _decode(self, request: ThumbnailRequest) -> _Decoded | None:
        """Read the thumbnail; None if it must be created first."""
        if request.sharp:
            return self._decode_original(request)
        if not request.missing:
            found = _read(request.file, request.side)
            if found is None:
                self._requests.add_slow(replace(request, missing=True))
                return None
            return _decoded(request, found)
        try:
            found = _read(self._make(request.picture_id), request.side)
        except (EngineError, Cancelled) as error:
            _log.info("no thumbnail of picture %d: %s", request.picture_id, error)
            found = None
        return _decoded(request, found) if found else _Decoded(request, None)

    def _decode_original(self, request: ThumbnailRequest) -> _Decoded:
        if request.original is None:
            return _Decoded(request, None)
        width, height = request.full
        share = min(1.0, request.side / max(width, height))
        wanted = Size(max(1, round(width * share)), max(1, round(height * share)))
        try:
            drawn = decode(
                request.original, wanted, lambda path, side: self._render(path, side, self._control)
            )
        except (EngineError, Cancelled) as error:
            _log.info("picture %d stays blurred: %s", request.picture_id, error)
            return _Decoded(request, None)
        return _Decoded(request, drawn.image, pixels=drawn.pixels)

    def _deliver(self, decoded: _Decoded) -> None:
        self._results.append(decoded)
        if self._announced:
            return
        self._announced = True
        try:
            self._delivered.emit()
        except RuntimeError:
            # The window was destroyed without `close`.
            self._requests.close()


class _Read(NamedTuple):
    """An image, and the length of the longer edge in its file, in pixels."""

    image: QImage
    longest: int


def _read(file: Path, side: int) -> _Read | None:
    try:
        content = file.read_bytes()  # Qt cannot open a path that is not Unicode
    except OSError:
        return None
    buffer = QByteArray(content)  # QBuffer does not own it
    source = QBuffer(buffer)
    source.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(source)
    try:
        return _read_by(reader, side) if set_format(reader, content) else None
    finally:
        # Python may destroy the device first, which some readers need in their destructor.
        reader.setDevice(None)  # type: ignore[arg-type]


def _read_by(reader: QImageReader, side: int) -> _Read | None:
    reader.setAutoTransform(True)
    size = reader.size()
    if not size.isValid():
        return None
    # Scaled in `read`, which releases the GIL; `QImage.scaled` does not.
    reader.setScaledSize(_fitted(size, side))
    image = reader.read()
    if image.isNull():
        return None
    if image.colorSpace().isValid() and image.colorSpace() != _SRGB:
        image.convertToColorSpace(_SRGB)
    formats = QImage.Format
    wanted = formats.Format_RGB32
    if image.hasAlphaChannel():
        wanted = formats.Format_ARGB32_Premultiplied
    return _Read(image.convertToFormat(wanted), max(size.width(), size.height()))


def _decoded(request: ThumbnailRequest, found: _Read) -> _Decoded:
    """Return a result; not final if it is blurred and the original is larger."""
    blurred = request.side > found.longest * _MAX_ENLARGEMENT and max(request.full) > found.longest
    return _Decoded(request, found.image, final=not blurred)


def _fits(cached: _CacheEntry | None, side: int) -> bool:
    """Whether a cached thumbnail is the best for this size."""
    return cached is not None and cached.side == side and cached.final


def _request_of(row: PictureRow, side: int) -> ThumbnailRequest:
    full = row.facts.width, row.facts.height
    return ThumbnailRequest(row.id, row.thumbnail, side, original=row.path, full=full)


def _fitted(size: QSize, side: int) -> QSize:
    scaled = size.scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio)
    return scaled.expandedTo(QSize(1, 1))
