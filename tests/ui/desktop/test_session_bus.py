"""Keeping the screen on and showing files, on real session buses and on one that never answers."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from picseek.ui.base.tasks import Lane, TaskRunner
from picseek.ui.desktop import open_and_reveal as desktop
from picseek.ui.desktop.keep_awake import KeepAwake

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="D-Bus is used on Linux only")

SCREEN_SAVER = "org.freedesktop.ScreenSaver"
FILE_MANAGER = "org.freedesktop.FileManager1"


@pytest.fixture
def tasks(qtbot: QtBot) -> Iterator[TaskRunner]:
    runner = TaskRunner()
    yield runner
    assert runner.close()


@pytest.fixture
def silent_bus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A bus that accepts connections and never answers, as a daemon that hangs."""
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / "bus"))
        listening.listen()
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path}/bus")
        yield


@pytest.fixture
def bus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A real session bus; its address."""
    daemon = shutil.which("dbus-daemon")
    if daemon is None:
        pytest.skip("needs dbus-daemon")
    address = f"unix:path={tmp_path}/bus"
    command = [daemon, "--session", "--nofork", "--print-address", f"--address={address}"]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stdout.readline()  # it listens now
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        yield address
        running.terminate()


class Service:
    """A program on the bus that has a name, answers one call, and stores its arguments."""

    def __init__(self, address: str, name: str, signature: str, *answer: object) -> None:
        from jeepney import message_bus
        from jeepney.io.blocking import Proxy, open_dbus_connection

        self.called: list[tuple[Any, ...]] = []
        self.caller = ""
        self._connection = open_dbus_connection(address)
        self._bus = Proxy(message_bus, self._connection)
        self._bus.RequestName(name)
        self._answer = signature, answer
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def _serve(self) -> None:
        from jeepney import HeaderFields, MessageType, new_method_return

        while not self.called:
            message = self._connection.receive()
            if message.header.message_type is MessageType.method_call:
                self.caller = message.header.fields[HeaderFields.sender]
                self._connection.send(new_method_return(message, *self._answer))
                self.called.append(message.body)

    def caller_is_connected(self) -> bool:
        self._thread.join()
        return bool(self._bus.NameHasOwner(self.caller)[0])

    def close(self) -> None:
        self._thread.join()
        self._connection.close()


def expect_a_free_lane_while_awake(qtbot: QtBot, tasks: TaskRunner) -> None:
    """Keep the screen on, and wait until a later job of the same lane is done."""
    awake = KeepAwake(tasks)
    awake.set(awake=True)
    later: list[None] = []
    tasks.submit(lambda _task: None, on_done=later.append, lane=Lane.POWER)
    qtbot.waitUntil(lambda: later == [None], timeout=20_000)
    awake.set(awake=False)


def test_a_bus_that_never_answers_blocks_no_lane(
    qtbot: QtBot, tasks: TaskRunner, silent_bus: None
) -> None:
    expect_a_free_lane_while_awake(qtbot, tasks)


def test_files_cannot_be_shown_by_a_bus_that_never_answers(silent_bus: None) -> None:
    assert not desktop.reveal([Path("/photos/a.jpg")])


def test_the_screen_stays_on_until_the_slide_show_ends(
    qtbot: QtBot, tasks: TaskRunner, bus: str
) -> None:
    service = Service(bus, SCREEN_SAVER, "u", 7)
    awake = KeepAwake(tasks)
    awake.set(awake=True)
    qtbot.waitUntil(lambda: service.called == [("Picseek", "Slideshow")], timeout=20_000)
    assert service.caller_is_connected()
    awake.set(awake=False)
    qtbot.waitUntil(lambda: not service.caller_is_connected(), timeout=20_000)
    service.close()


def test_a_desktop_without_a_screen_saver_is_left_alone(
    qtbot: QtBot, tasks: TaskRunner, bus: str
) -> None:
    expect_a_free_lane_while_awake(qtbot, tasks)


def test_files_are_shown_in_the_file_manager(bus: str, tmp_path: Path) -> None:
    service = Service(bus, FILE_MANAGER, "")
    assert desktop.reveal([tmp_path / "a b.jpg"])
    assert service.called == [([(tmp_path / "a b.jpg").as_uri()], "")]
    service.close()
