from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from PySide6.QtGui import QColor, QPixmap

from picseek.engine.cancel import CancelToken
from picseek.engine.decoding.rendering import RenderTask, render
from picseek.engine.errors import Cancelled, PictureError
from picseek.engine.types import PictureFacts, PictureRow, ProblemCode, Rendering
from picseek.ui.images.thumbnail_loader import (
    Render,
    ThumbnailLoader,
    decode_no_originals,
)
from picseek.ui.images.thumbnail_queue import QUEUE_LIMIT, ThumbnailRequest, ThumbnailRequests
from tests.support.ui.grid import draw_thumbnail

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

Make = Callable[[int], Path]
Build = Callable[..., ThumbnailLoader]


def no_thumbnail(picture_id: int) -> Path:
    raise PictureError(ProblemCode.VANISHED, "The picture is gone.")


@pytest.fixture
def build(qapp: object) -> Iterator[Build]:
    loaders: list[ThumbnailLoader] = []

    def make_loader(
        make: Make = no_thumbnail,
        threads: int = 2,
        budget_bytes: int = 2**20,
        render: Render | None = None,
    ) -> ThumbnailLoader:
        loader = ThumbnailLoader(make, None, threads, budget_bytes, render or decode_no_originals)
        loaders.append(loader)
        return loader

    yield make_loader
    for loader in loaders:
        loader.close()


def picture(file: Path, picture_id: int = 1, size: tuple[int, int] = (4000, 3000)) -> PictureRow:
    return PictureRow(picture_id, Path("/p.jpg"), file, 1, 1.0, PictureFacts(*size, "JPEG"))


def loaded(qtbot: QtBot, loader: ThumbnailLoader, row: PictureRow, side: int) -> QPixmap:
    with qtbot.waitSignal(loader.ready, check_params_cb=lambda each: each == row.id):
        loader.pixmap(row, side)
    pixmap = loader.pixmap(row, side)
    assert pixmap is not None
    return pixmap


def cached(loader: ThumbnailLoader, rows: list[PictureRow]) -> list[int]:
    """Which pictures are in memory, used in this order."""
    loader.set_cached_only(True)  # nothing is asked for by looking
    found = [row.id for row in rows if loader.pixmap(row, 100) is not None]
    loader.set_cached_only(False)
    return found


def test_a_miss_is_loaded_and_reported(qtbot: QtBot, build: Build, tmp_path: Path) -> None:
    row = picture(draw_thumbnail(tmp_path / "t.jpg", (320, 240)))
    loader = build()
    with qtbot.waitSignal(loader.ready) as ready:
        assert loader.pixmap(row, 160) is None
    assert ready.args == [1]
    pixmap = loader.pixmap(row, 160)
    assert pixmap is not None
    assert (pixmap.width(), pixmap.height()) == (160, 120)
    assert QColor(pixmap.toImage().pixel(80, 60)).red() > 200
    assert not loader.is_broken(1)


def test_another_size_is_loaded_while_the_old_one_is_shown(
    qtbot: QtBot, build: Build, tmp_path: Path
) -> None:
    row = picture(draw_thumbnail(tmp_path / "t.jpg", (320, 240)))
    loader = build()
    loaded(qtbot, loader, row, 160)
    with qtbot.waitSignal(loader.ready):
        old = loader.pixmap(row, 300)
    assert old is not None
    assert old.width() == 160
    new = loader.pixmap(row, 300)
    assert new is not None
    assert new.width() == 300


def test_a_large_picture_fills_a_cell_larger_than_its_thumbnail(
    qtbot: QtBot, build: Build, tmp_path: Path
) -> None:
    row = picture(draw_thumbnail(tmp_path / "t.jpg", (320, 240)))
    assert loaded(qtbot, build(), row, 512).width() == 512


def test_a_missing_thumbnail_is_made_on_a_thread(
    qtbot: QtBot, build: Build, tmp_path: Path
) -> None:
    made_on: list[threading.Thread] = []

    def make(picture_id: int) -> Path:
        made_on.append(threading.current_thread())
        return draw_thumbnail(tmp_path / "made.jpg", (64, 64))

    assert loaded(qtbot, build(make), picture(tmp_path / "missing.jpg"), 64).width() == 64
    assert made_on
    assert made_on[0] is not threading.main_thread()


def test_what_cannot_be_made_is_broken_and_not_tried_again(
    qtbot: QtBot, build: Build, tmp_path: Path
) -> None:
    tries: list[int] = []

    def make(picture_id: int) -> Path:
        tries.append(picture_id)
        raise PictureError(ProblemCode.DAMAGED, "The picture is damaged.")

    loader, row = build(make), picture(tmp_path / "missing.jpg")
    with qtbot.waitSignal(loader.ready):
        loader.pixmap(row, 64)
    assert loader.is_broken(1)
    with qtbot.assertNotEmitted(loader.ready, wait=20):
        assert loader.pixmap(row, 64) is None
    assert tries == [1]


@pytest.mark.qt_log_ignore("JPEG datastream contains no image")
@pytest.mark.parametrize("content", [b"", b"not a picture", b"\xff\xd8\xff\xe0\x00\x10JFIF"])
def test_a_damaged_thumbnail_is_broken(
    qtbot: QtBot, build: Build, tmp_path: Path, content: bytes
) -> None:
    file = tmp_path / "t.jpg"
    file.write_bytes(content)
    loader = build(lambda picture_id: file)
    with qtbot.waitSignal(loader.ready):
        loader.pixmap(picture(file), 64)
    assert loader.is_broken(1)


def test_a_damaged_thumbnail_is_recreated(qtbot: QtBot, build: Build, tmp_path: Path) -> None:
    file = tmp_path / "t.jpg"
    file.write_bytes(b"")
    loader = build(lambda picture_id: draw_thumbnail(file, (50, 50)))
    assert loaded(qtbot, loader, picture(file), 50).width() == 50


def test_a_bug_on_a_thread_is_raised_and_the_thread_goes_on(
    qtbot: QtBot, build: Build, tmp_path: Path
) -> None:
    def make(picture_id: int) -> Path:
        raise ZeroDivisionError

    loader = build(make, threads=1)
    with qtbot.captureExceptions() as raised, qtbot.waitSignal(loader.ready):
        loader.pixmap(picture(tmp_path / "missing.jpg", 1), 64)
    assert [kind for kind, _, _ in raised] == [ZeroDivisionError]
    assert loader.is_broken(1)
    loaded(qtbot, loader, picture(draw_thumbnail(tmp_path / "t.jpg", (9, 9)), 2), 9)


def test_memory_stays_within_the_budget(qtbot: QtBot, build: Build, tmp_path: Path) -> None:
    file = draw_thumbnail(tmp_path / "t.jpg", (100, 100))
    loader = build(budget_bytes=3 * 100 * 100 * 4)
    rows = [picture(file, each, (100, 100)) for each in range(5)]
    for row in rows:
        loaded(qtbot, loader, row, 100)
    assert cached(loader, rows) == [2, 3, 4]
    loader.pixmap(rows[2], 100)
    loaded(qtbot, loader, picture(file, 5, (100, 100)), 100)
    assert cached(loader, rows) == [2, 4], "what was used last stays"


def test_what_is_on_screen_stays_whatever_the_budget(
    qtbot: QtBot, build: Build, tmp_path: Path
) -> None:
    file = draw_thumbnail(tmp_path / "t.jpg", (100, 100))
    loader = build(budget_bytes=1)
    rows = [picture(file, each, (100, 100)) for each in range(4)]
    loaded(qtbot, loader, rows[0], 100)
    loader.set_wanted(frozenset(range(4)))
    for row in rows[1:]:
        loaded(qtbot, loader, row, 100)
    assert cached(loader, rows) == [0, 1, 2, 3]
    loader.set_wanted(frozenset())
    assert cached(loader, rows) == [3]


def test_the_wrong_ending_is_no_matter(qtbot: QtBot, build: Build, tmp_path: Path) -> None:
    Image.new("RGB", (40, 20), "blue").save(tmp_path / "t.jpg", "PNG")
    image = loaded(qtbot, build(), picture(tmp_path / "t.jpg"), 40).toImage()
    assert image.pixelColor(0, 0) == QColor("blue")
    assert not image.hasAlphaChannel()


def test_transparency_stays(qtbot: QtBot, build: Build, tmp_path: Path) -> None:
    Image.new("RGBA", (40, 20), (0, 0, 255, 0)).save(tmp_path / "t.png")
    image = loaded(qtbot, build(), picture(tmp_path / "t.png"), 40).toImage()
    assert QColor.fromRgba(image.pixel(0, 0)).alpha() == 0


def test_no_plugin_of_qt_is_asked_about_what_no_thumbnail_can_be(
    qtbot: QtBot, build: Build, tmp_path: Path
) -> None:
    """The one for SVG connects QObjects, which could wait for the window's thread for ever."""
    Image.new("RGB", (300, 200), "red").save(tmp_path / "t.tif")
    (tmp_path / "t.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" width="9"/>')
    for number, name in enumerate(("t.tif", "t.svg")):
        loader = build(lambda _picture_id, name=name: tmp_path / name)
        with qtbot.waitSignal(loader.ready):
            assert loader.pixmap(picture(tmp_path / name, number), 60) is None
        assert loader.is_broken(number)


def test_a_file_whose_name_is_not_unicode_is_read(
    qtbot: QtBot, build: Build, tmp_path: Path
) -> None:
    file = tmp_path / "caf\udce9.jpg"
    try:
        draw_thumbnail(file, (10, 1))
    except (OSError, UnicodeError):
        pytest.skip("this file system wants Unicode")
    pixmap = loaded(qtbot, build(), picture(file), 5)
    assert (pixmap.width(), pixmap.height()) == (5, 1)


def test_nothing_comes_after_close(qtbot: QtBot, build: Build, tmp_path: Path) -> None:
    file = draw_thumbnail(tmp_path / "t.jpg", (100, 100))
    loader = build()
    for each in range(50):
        loader.pixmap(picture(file, each), 100)
    loader.close()
    with qtbot.assertNotEmitted(loader.ready, wait=20):
        assert loader.pixmap(picture(file, 99), 100) is None


def test_idle_loaders_have_no_threads(build: Build) -> None:
    before = threading.active_count()
    build(threads=4)
    assert threading.active_count() == before


def test_what_scrolled_away_is_not_decoded(qtbot: QtBot, build: Build, tmp_path: Path) -> None:
    began, go_on = threading.Event(), threading.Event()
    made: list[int] = []

    def make(picture_id: int) -> Path:
        made.append(picture_id)
        began.set()
        assert go_on.wait(60)
        return file

    file = draw_thumbnail(tmp_path / "t.jpg", (10, 10))
    loader = build(make, threads=1)
    rows = [picture(tmp_path / "missing.jpg", each) for each in range(10)]
    loader.pixmap(rows[0], 10)
    assert began.wait(60)
    for row in rows[1:]:
        loader.pixmap(row, 10)
    loader.set_wanted(frozenset({4, 8}))
    ready: list[int] = []
    loader.ready.connect(ready.append)
    go_on.set()
    qtbot.waitUntil(lambda: len(ready) == 3)
    assert ready == [0, 8, 4], "the newest first"


def test_what_passes_too_quickly_is_only_got_ready(
    qtbot: QtBot, build: Build, tmp_path: Path
) -> None:
    file = draw_thumbnail(tmp_path / "t.jpg", (10, 10))
    loader = build()
    loader.set_cached_only(True)
    assert loader.pixmap(picture(file, 1), 10) is None
    with qtbot.waitSignal(loader.ready) as ready:
        loader.prefetch(picture(file, 2), 10)
    assert ready.args == [2]
    loader.set_cached_only(False)
    with qtbot.waitSignal(loader.ready) as ready:
        loader.pixmap(picture(file, 1), 10)
    assert ready.args == [1]


# The queue by itself


def test_nothing_is_given_out_while_a_window_paints() -> None:
    requests = ThumbnailRequests(1)
    requests.add(ThumbnailRequest(1, Path("a"), 10))
    requests.pause()
    taken: list[ThumbnailRequest | None] = []
    thread = threading.Thread(target=lambda: taken.append(requests.take()))
    thread.start()
    thread.join(0.05)
    assert not taken
    requests.resume()
    thread.join(60)
    assert [each.picture_id for each in taken if each] == [1]


def test_a_paused_queue_can_be_closed() -> None:
    requests = ThumbnailRequests(1)
    requests.add(ThumbnailRequest(1, Path("a"), 10))
    requests.pause()
    requests.close()
    assert requests.take() is None


def request(picture_id: int, side: int = 100, missing: bool = False) -> ThumbnailRequest:
    return ThumbnailRequest(picture_id, Path("t.jpg"), side, missing)


def taken(queue: ThumbnailRequests) -> int:
    one = queue.take()
    assert one is not None
    return one.picture_id


def test_the_newest_request_comes_first() -> None:
    queue = ThumbnailRequests(threads=1)
    for each in (1, 2, 3, 1):
        queue.add(request(each))
    assert [taken(queue) for _ in range(3)] == [1, 3, 2]


def test_the_oldest_requests_are_dropped() -> None:
    queue = ThumbnailRequests(threads=1)
    for each in range(QUEUE_LIMIT + 2):
        queue.add(request(each))
    assert {taken(queue) for _ in range(QUEUE_LIMIT)} == set(range(2, QUEUE_LIMIT + 2))


def test_what_is_being_decoded_is_not_queued_again() -> None:
    queue = ThumbnailRequests(threads=2)
    queue.add(request(1))
    assert taken(queue) == 1
    queue.add(request(1))
    queue.add(request(2))
    queue.add(request(1, side=200))
    assert queue.take() == request(1, side=200)
    assert taken(queue) == 2


def test_reading_goes_before_making_and_one_thread_is_left_for_it() -> None:
    queue = ThumbnailRequests(threads=2)
    for each in (1, 2):
        queue.add(request(each))
    for _ in range(2):
        read = queue.take()
        assert read is not None
        queue.add_slow(replace(read, missing=True))
        queue.done(read)
    queue.add(request(3))
    assert taken(queue) == 3
    making = queue.take()
    assert making == request(2, missing=True)
    queue.add(request(4))
    assert taken(queue) == 4
    queue.done(making)
    assert taken(queue) == 1


def test_asked_for_again_goes_first_though_it_must_be_made() -> None:
    queue = ThumbnailRequests(threads=1)
    for each in (1, 2):
        queue.add_slow(request(each, missing=True))
    queue.add(request(1))
    assert queue.take() == request(1, missing=True)


def test_close_lets_waiting_threads_go() -> None:
    queue = ThumbnailRequests(threads=1)
    thread = threading.Thread(target=queue.take)
    thread.start()
    queue.close()
    thread.join(60)
    assert not thread.is_alive()
    queue.add(request(1))
    assert queue.take() is None


def test_what_is_got_ready_comes_last() -> None:
    requests = ThumbnailRequests(threads=1)
    wanted = [ThumbnailRequest(number, Path("/t.jpg"), 100) for number in range(5)]
    requests.add(wanted[0])
    requests.add(wanted[1], behind=True)
    requests.add(wanted[2], behind=True)
    requests.add(wanted[3])
    requests.add(wanted[0], behind=True)  # it waits already, and keeps its turn
    taken = [requests.take() for _ in range(4)]
    assert [each.picture_id for each in taken if each] == [3, 0, 1, 2]
    requests.close()


def test_a_prefetched_thumbnail_is_there_when_it_is_painted(
    qtbot: QtBot, build: Build, tmp_path: Path
) -> None:
    row = picture(draw_thumbnail(tmp_path / "t.jpg", (320, 240)))
    loader = build()
    with qtbot.waitSignal(loader.ready):
        loader.prefetch(row, 100)
    pixmap = loader.pixmap(row, 100)
    assert pixmap is not None
    assert pixmap.width() == 100


def by_engine(path: Path, side: int, _token: CancelToken) -> Rendering:
    return render(RenderTask(str(path), side))


def test_what_a_thumbnail_is_too_small_for_is_read_from_the_picture(
    qtbot: QtBot, build: Build, tmp_path: Path
) -> None:
    thumbnail = draw_thumbnail(tmp_path / "t.jpg", (320, 240), "red")
    original = draw_thumbnail(tmp_path / "p.jpg", (1600, 1200), "blue")
    row = replace(picture(thumbnail, size=(1600, 1200)), path=original)
    loader = build(render=by_engine)

    def is_blue() -> bool:
        pixmap = loader.pixmap(row, 800)
        return pixmap is not None and pixmap.toImage().pixelColor(400, 300).blue() > 200

    with qtbot.waitSignals([loader.ready, loader.ready]):  # first at once, then sharp
        loader.pixmap(row, 800)
    qtbot.waitUntil(is_blue)


def test_an_original_that_qt_does_not_read_is_left_to_the_engine(
    qtbot: QtBot, build: Build, tmp_path: Path
) -> None:
    thumbnail = draw_thumbnail(tmp_path / "t.jpg", (320, 240), "red")
    original = tmp_path / "p.heic"
    original.write_bytes(b"no picture to Qt")
    row = replace(picture(thumbnail, size=(1600, 1200)), path=original)
    asked: list[tuple[Path, int]] = []

    def render(path: Path, side: int, _token: CancelToken) -> Rendering:
        asked.append((path, side))
        return Rendering(800, 600, bytes((255, 0, 0, 255)) * (800 * 600), 1600, 1200)

    loader = build(render=render)

    def is_blue() -> bool:
        pixmap = loader.pixmap(row, 800)
        return pixmap is not None and pixmap.toImage().pixelColor(400, 300).blue() > 200

    qtbot.waitUntil(is_blue)
    assert asked == [(original, 600)]


def test_closing_gives_up_what_the_engine_takes_long_for(
    qtbot: QtBot, build: Build, tmp_path: Path
) -> None:
    thumbnail = draw_thumbnail(tmp_path / "t.jpg", (320, 240))
    original = tmp_path / "p.heic"
    original.write_bytes(b"no picture to Qt")
    row = replace(picture(thumbnail, size=(1600, 1200)), path=original)
    begun = threading.Event()

    def render(_path: Path, _side: int, token: CancelToken) -> Rendering:
        begun.set()
        token.wait(60)
        raise Cancelled

    loader = build(render=render)
    with qtbot.waitSignal(loader.ready):
        loader.pixmap(row, 800)
    assert begun.wait(60)
    loader.close()
    names = [thread.name for thread in threading.enumerate()]
    assert [name for name in names if name.startswith("picseek-thumbnails")] == []


def test_a_picture_that_cannot_be_read_leaves_its_blurred_thumbnail(
    qtbot: QtBot, build: Build, tmp_path: Path
) -> None:
    thumbnail = draw_thumbnail(tmp_path / "t.jpg", (320, 240), "red")
    row = replace(picture(thumbnail, size=(1600, 1200)), path=tmp_path / "gone.heic")
    loader = build(threads=1, budget_bytes=2**23)
    with qtbot.waitSignal(loader.ready):
        loader.pixmap(row, 800)
    loaded(qtbot, loader, picture(thumbnail, picture_id=2), 100)  # the thread is through with it
    with qtbot.assertNotEmitted(loader.ready, wait=50):
        assert loader.pixmap(row, 800) is not None


def test_a_blurred_one_is_sharpened_when_it_is_seen_again(
    qtbot: QtBot, build: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    thumbnail = draw_thumbnail(tmp_path / "t.jpg", (320, 240), "red")
    original = draw_thumbnail(tmp_path / "p.jpg", (1600, 1200), "blue")
    row = replace(picture(thumbnail, size=(1600, 1200)), path=original)
    loader = build(render=by_engine)
    dropped: list[ThumbnailRequest] = []
    with monkeypatch.context() as scrolled_away:
        scrolled_away.setattr(
            ThumbnailRequests, "add_slow", lambda _self, request: dropped.append(request)
        )
        with qtbot.waitSignal(loader.ready):
            loader.pixmap(row, 800)
        qtbot.waitUntil(lambda: bool(dropped))
    with qtbot.waitSignals([loader.ready, loader.ready]):
        loader.pixmap(row, 800)
    pixmap = loader.pixmap(row, 800)
    assert pixmap is not None
    assert pixmap.toImage().pixelColor(400, 300).blue() > 200


@pytest.mark.parametrize("side", [320, 370])
def test_a_thumbnail_that_is_large_enough_leaves_the_picture_alone(
    qtbot: QtBot, build: Build, tmp_path: Path, side: int
) -> None:
    row = replace(
        picture(draw_thumbnail(tmp_path / "t.jpg", (320, 240))), path=tmp_path / "nothing"
    )
    assert loaded(qtbot, build(), row, side).width() == side


def test_a_picture_that_is_gone_keeps_its_blurred_thumbnail(
    qtbot: QtBot, build: Build, tmp_path: Path
) -> None:
    first = picture(draw_thumbnail(tmp_path / "t.jpg", (320, 240), "red"))
    second = picture(draw_thumbnail(tmp_path / "u.jpg", (320, 240)), picture_id=2)
    loader = build(threads=1, budget_bytes=2**24)  # room for both, in whatever order they come
    assert loaded(qtbot, loader, replace(first, path=tmp_path / "gone.jpg"), 800).width() == 800
    loaded(qtbot, loader, second, 100)  # the one thread is through with the first one
    assert not loader.is_broken(first.id)
