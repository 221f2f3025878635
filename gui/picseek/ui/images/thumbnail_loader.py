"""Thumbnails in memory: decoded on threads, kept as pixmaps up to a budget of bytes.

A miss never blocks: it is asked for, and `ready` tells when it is there.
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
"""Decodes what Qt does not, its shorter side of so many pixels; see `Pictures.rendering`."""

DEFAULT_BUDGET = 96 * 2**20

_BYTES_PER_PIXEL = 4
_SCREENS = 3
_BLURRED = 1.2
"""Enlarged by more than this, a thumbnail looks blurred."""

_SRGB = QColorSpace(QColorSpace.NamedColorSpace.SRgb)
_JOIN_SECONDS = 10.0


class _Kept(NamedTuple):
    pixmap: QPixmap
    side: int
    size: int
    final: bool


@dataclass(frozen=True, slots=True)
class _Decoded:
    """What a thread hands over: an image, or none when the picture is broken, or a bug.

    Attributes:
        final: Whether it is as sharp as it gets; else the original is still to be read.
        pixels: What the image's pixels lie in, where that is not the image's own memory.
    """

    request: ThumbnailRequest
    image: QImage | None
    bug: Exception | None = None
    final: bool = True
    pixels: bytes = b""


def render_nothing(path: Path, _short_side: int, _token: CancelToken) -> Rendering:
    """For who needs no originals, or only those that Qt reads.

    Raises:
        PictureError: Always.
    """
    raise PictureError(ProblemCode.UNSUPPORTED, f"Qt does not read {path}.")


class ThumbnailLoader(QObject):
    """Gives thumbnails of the wanted size. Made, asked and closed on the GUI thread.

    Signals:
        ready: A picture's id: its pixmap can be had now, or it turned out to be broken.
    """

    ready = Signal(object)
    _arrived = Signal()

    def __init__(
        self,
        make: Callable[[int], Path],
        parent: QObject | None = None,
        threads: int = 2,
        budget_bytes: int = DEFAULT_BUDGET,
        render: Render = render_nothing,
    ) -> None:
        """Start nothing yet: the threads begin with the first request.

        Args:
            make: Makes a picture's missing thumbnail and tells where it lies. Blocks, is called
                on the loader's threads, and may raise EngineError.
            threads: How many decode at once.
            parent: Its owner.
            budget_bytes: How much memory pixmaps may take.
            render: Decodes originals of formats that Qt does not know. Blocks, is called on the
                loader's threads, and may raise EngineError or Cancelled.
        """
        super().__init__(parent)
        self._make = make
        self._render = render
        self._control = CancelToken()
        self._budget = budget_bytes
        self._requests = ThumbnailRequests(threads)
        self._pixmaps: OrderedDict[int, _Kept] = OrderedDict()
        self._bytes = 0
        self._needed = 0
        self._side = 0
        self._broken: set[int] = set()
        self._closed = False
        self._cached_only = False
        self._handed_over: deque[_Decoded] = deque()
        self._announced = False
        self._threads = [
            threading.Thread(target=self._work, name=f"picseek-thumbnails-{n}", daemon=True)
            for n in range(threads)
        ]
        self._arrived.connect(self._take_all, Qt.ConnectionType.QueuedConnection)

    def pixmap(self, row: PictureRow, side: int) -> QPixmap | None:
        """A picture's thumbnail, or None while there is none; `ready` follows.

        Args:
            row: The picture.
            side: Device pixels wanted of the longer edge. A pixmap of another size is given
                while the right one is decoded.
        """
        self._side = side
        kept = self._pixmaps.get(row.id)
        if kept is not None:
            self._pixmaps.move_to_end(row.id)
        if not (self._cached_only or _fits(kept, side) or row.id in self._broken):
            self._request(_request_of(row, side))
        return kept.pixmap if kept else None

    def prefetch(self, row: PictureRow, side: int) -> None:
        """Get a thumbnail ready, after all that `pixmap` was asked for."""
        kept = self._pixmaps.get(row.id)
        if not _fits(kept, side) and row.id not in self._broken:
            self._request(_request_of(row, side), behind=True)

    def is_broken(self, picture_id: int) -> bool:
        """Whether this picture has no thumbnail and none can be made."""
        return picture_id in self._broken

    @Slot(object)
    def set_wanted(self, picture_ids: frozenset[int]) -> None:
        """Drop what was asked for and is not on screen any more, before it is decoded.

        What is on screen, three times over, may take more memory than the budget.
        """
        self._requests.keep_only(picture_ids)
        self._needed = _SCREENS * len(picture_ids) * self._side**2 * _BYTES_PER_PIXEL
        self._evict()

    @Slot(bool)
    def set_cached_only(self, cached_only: bool) -> None:
        """Give only what is in memory, while things pass too quickly to be seen.

        `prefetch` asks for the others as ever.
        """
        self._cached_only = cached_only

    @Slot(bool)
    def set_paused(self, paused: bool) -> None:
        """Begin no other thumbnail for a moment, while a window paints.

        A painting in Python lets its lock go at each of hundreds of calls, and would wait for it
        as often: a frame would take twice its time.
        """
        if paused:
            self._requests.pause()
        else:
            self._requests.resume()

    def close(self) -> None:
        """Stop and join the threads; nothing is given or told after this."""
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
    def _take_all(self) -> None:
        """Take all that was handed over: one event, and one painting, for many."""
        self._announced = False  # first, so that nothing which comes meanwhile is left lying
        bug: Exception | None = None
        while self._handed_over and not self._closed:
            decoded = self._handed_over.popleft()
            self._take(decoded)
            bug = bug or decoded.bug
        if bug is not None:
            raise bug

    def _take(self, decoded: _Decoded) -> None:
        request, picture_id = decoded.request, decoded.request.picture_id
        kept = self._pixmaps.get(picture_id)
        if request.sharp and decoded.image is None:
            if kept is not None:  # no better one can be had
                self._pixmaps[picture_id] = kept._replace(final=True)
            return
        if decoded.image is None:
            self._broken.add(picture_id)
        elif decoded.final or not _fits(kept, request.side):
            self._keep(decoded, QPixmap.fromImage(decoded.image))
        self.ready.emit(picture_id)

    def _keep(self, decoded: _Decoded, pixmap: QPixmap) -> None:
        picture_id, side = decoded.request.picture_id, decoded.request.side
        old = self._pixmaps.pop(picture_id, None)
        size = pixmap.width() * pixmap.height() * _BYTES_PER_PIXEL
        self._bytes += size - (old.size if old else 0)
        self._pixmaps[picture_id] = _Kept(pixmap, side, size, decoded.final)
        self._evict()

    def _evict(self) -> None:
        most = max(self._budget, self._needed)
        while self._bytes > most and len(self._pixmaps) > 1:
            self._bytes -= self._pixmaps.popitem(last=False)[1].size

    # On the loader's threads

    def _work(self) -> None:
        while (request := self._requests.take()) is not None:
            try:
                decoded = self._decode(request)
            except Exception as error:  # noqa: BLE001 - the thread's end: raised by `_take_all`
                decoded = _Decoded(request, None, error)
            finally:
                self._requests.done(request)
            if decoded is not None:
                self._hand_over(decoded)
                if not decoded.final:  # only now, so that the sharp one comes after this
                    self._requests.add_slow(replace(request, missing=False, sharp=True))

    def _decode(self, request: ThumbnailRequest) -> _Decoded | None:
        """Read the file; None when nothing comes of it, or only after it was made."""
        if request.sharp:
            return self._decode_original(request)
        if not request.missing:
            found = _read(request.file, request.side)
            if found is None:
                self._requests.add_slow(replace(request, missing=True))
                return None
            return _told(request, found)
        try:
            found = _read(self._make(request.picture_id), request.side)
        except (EngineError, Cancelled) as error:
            _log.info("no thumbnail of picture %d: %s", request.picture_id, error)
            found = None
        return _told(request, found) if found else _Decoded(request, None)

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

    def _hand_over(self, decoded: _Decoded) -> None:
        self._handed_over.append(decoded)
        if self._announced:
            return
        self._announced = True
        try:
            self._arrived.emit()
        except RuntimeError:
            # The window died without `close`: nobody is left to draw it.
            self._requests.close()


class _Read(NamedTuple):
    """An image, and how many pixels its file has along its longer edge."""

    image: QImage
    longest: int


def _read(file: Path, side: int) -> _Read | None:
    try:
        content = file.read_bytes()  # Qt cannot open a path that is not Unicode
    except OSError:
        return None
    kept = QByteArray(content)
    source = QBuffer(kept)
    source.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(source)
    try:
        return _read_by(reader, side) if set_format(reader, content) else None
    finally:
        # Python may let the device go first, which some readers still need when they go.
        reader.setDevice(None)  # type: ignore[arg-type]


def _read_by(reader: QImageReader, side: int) -> _Read | None:
    reader.setAutoTransform(True)
    size = reader.size()
    if not size.isValid():
        return None
    # Scaled inside `read`, which lets other threads run; `QImage.scaled` does not.
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


def _told(request: ThumbnailRequest, found: _Read) -> _Decoded:
    """What was read; not final if it is too small to be sharp, and the original is larger."""
    blurred = request.side > found.longest * _BLURRED and max(request.full) > found.longest
    return _Decoded(request, found.image, final=not blurred)


def _fits(kept: _Kept | None, side: int) -> bool:
    """Whether nothing better is to be had for this size."""
    return kept is not None and kept.side == side and kept.final


def _request_of(row: PictureRow, side: int) -> ThumbnailRequest:
    full = row.facts.width, row.facts.height
    return ThumbnailRequest(row.id, row.thumbnail, side, original=row.path, full=full)


def _fitted(size: QSize, side: int) -> QSize:
    scaled = size.scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio)
    return scaled.expandedTo(QSize(1, 1))
