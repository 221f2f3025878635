"""A model for this computer, from consent to answers, in the real window.

The real engine, `huggingface_hub` and ONNX Runtime; only the hub is a stand-in on this computer,
and the model is tiny.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QDialog,
    QFileDialog,
    QFrame,
    QLabel,
    QWidget,
)

from picseek.engine.embed.clip.catalog import ClipModel
from picseek.engine.embed.clip.model_folder import ModelFolder
from picseek.engine.models.local import LocalModels
from tests.e2e.person import COLOURS, Person
from tests.support.clip.models import install, make_model, write_configs
from tests.support.hub.server import HubServer

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

VISION, TEXT = "onnx/vision_model.onnx", "onnx/text_model.onnx"


@pytest.fixture
def person(tiny: ClipModel, indexed: Person) -> Person:
    """Somebody with three pictures, indexed by the built-in model, who could get another one."""
    return indexed


def idle(person: Person) -> None:
    person.until(lambda: not person.action("stopAction").isEnabled())


def in_row(person: Person, model: str, name: str) -> QWidget | None:
    """A part of the row of a model, if it is on screen."""
    for row in person.window.findChildren(QFrame, "modelRow"):
        if row.toolTip() == model:
            part = row.findChild(QWidget, name)
            return part if isinstance(part, QWidget) and part.isVisible() else None
    return None


def says(person: Person, model: str, name: str) -> str:
    label = in_row(person, model, name)
    return label.text() if isinstance(label, QLabel | QAbstractButton) else ""


def click(person: Person, name: str, model: str = "") -> None:
    if model:
        person.until(lambda: in_row(person, model, name) is not None)
    button = in_row(person, model, name) if model else person.part(QWidget, name)
    assert button is not None
    person.until(button.isEnabled)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def agree(person: Person) -> None:
    person.preferences("Models")
    click(person, "getModelButton", "tiny")
    person.until(lambda: person.window.findChild(QDialog, "getModelDialog") is not None)
    assert "from 127.0.0.1" in person.part(QLabel, "getSize").text()
    click(person, "getButton")


def use(person: Person, model: str) -> None:
    click(person, "useModelButton", model)
    person.until(lambda: says(person, model, "usedModel") == "In use")


def all_ready(person: Person, model: str) -> None:
    person.until(lambda: says(person, model, "modelState") == "All 3 pictures indexed")


def answers_while_typing(person: Person, text: str) -> None:
    """Type, and wait for an answer without pressing Enter."""
    person.box.clear()
    person.until(lambda: person.message.text() == "3 pictures")
    QTest.keyClicks(person.box, text)
    person.until(lambda: " result" in person.message.text())


def test_from_consent_over_a_cut_to_an_answer_and_back(
    person: Person, hub: HubServer, tiny: ClipModel
) -> None:
    text = hub.repository / TEXT
    hidden = text.rename(text.with_suffix(".hidden"))
    hub.cuts = 1
    agree(person)
    # The cut is mended by itself; that the hub lacks a file is not.
    person.until(lambda: "no longer has these files" in says(person, "tiny", "modelTrouble"))
    half = tiny.vision.file.size // 2
    assert hub.asked_for_bytes(VISION) == [0, half]
    assert "The next attempt continues" in person.part(QLabel, "bannerText").text()
    person.until(lambda: says(person, "tiny", "getModelButton") == "Resume")
    hidden.rename(text)
    click(person, "getModelButton", "tiny")
    use(person, "tiny")
    all_ready(person, "tiny")
    assert hub.asked_for_bytes(VISION) == [0, half]
    idle(person)
    asked = len(hub.requests)
    answers_while_typing(person, "a green picture")
    person.until(lambda: len(person.names) == len(COLOURS))
    use(person, "builtin")
    person.ask("green")
    person.sees("DSC_g.jpg")
    use(person, "tiny")
    answers_while_typing(person, "a red picture")
    idle(person)
    all_ready(person, "tiny")
    assert len(hub.requests) == asked


def test_a_download_goes_on_after_a_restart(
    person: Person, hub: HubServer, qtbot: QtBot, tmp_path: Path
) -> None:
    text = hub.repository / TEXT
    hidden = text.rename(text.with_suffix(".hidden"))
    agree(person)
    person.until(lambda: says(person, "tiny", "getModelButton") == "Resume")
    person.window.close()
    hidden.rename(text)
    again = Person(qtbot, tmp_path / "library")
    again.until(lambda: len(again.names) == len(COLOURS))
    again.preferences("Models")
    again.until(lambda: says(again, "tiny", "modelState").startswith("Incomplete"))
    click(again, "getModelButton", "tiny")
    again.until(lambda: in_row(again, "tiny", "useModelButton") is not None)
    assert hub.asked_for_bytes(VISION) == [0]
    again.leave()


def test_without_a_hub_the_built_in_model_goes_on(person: Person) -> None:
    person.preferences("Models")
    click(person, "getModelButton", "tiny")
    person.until(lambda: person.window.findChild(QDialog, "getModelDialog") is not None)
    click(person, "getButton")
    person.until(lambda: "can't be reached" in says(person, "tiny", "modelState"))
    person.ask("green")
    person.sees("DSC_g.jpg")
    click(person, "cancelModelButton", "tiny")
    person.until(lambda: says(person, "tiny", "modelState") == "Not downloaded")


def test_the_users_files_become_a_custom_model(
    person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "my files"
    make_model(folder, kind="siglip")
    write_configs(folder, model_type="siglip")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(folder))
    person.preferences("Models")
    click(person, "addModelButton")
    own = "own/my-files"
    person.until(lambda: in_row(person, own, "useModelButton") is not None)
    use(person, own)
    all_ready(person, own)


def test_an_unsupported_device_is_reported_and_the_processor_used(
    person: Person, tiny: ClipModel, tmp_path: Path
) -> None:
    LocalModels().set_accelerator("directml")  # as with another runtime before
    install(tiny, tmp_path / "repository", ModelFolder())
    person.preferences("Models")
    use(person, "tiny")
    all_ready(person, "tiny")
    notice = person.part(QLabel, "acceleratorNotice")
    person.until(lambda: "The installed ONNX Runtime doesn't support" in notice.text())
