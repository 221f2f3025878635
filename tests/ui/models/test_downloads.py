"""Downloading models in the preferences: consent, progress, pause, and files of the user."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QLabel,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QWidget,
)

from picseek.engine.errors import ModelError
from picseek.engine.types import ModelInfo
from picseek.engine.types.models import Accelerator, LocalModelState
from picseek.ui.models.downloads import DownloadState
from picseek.ui.preferences.local_row import LocalRow
from picseek.ui.widgets import confirm_dialog
from tests.support.ui.desk import Desk
from tests.support.ui.fake_library import draw_pictures
from tests.support.ui.fake_local import CPU_ONLY, CUDA, PIECE, SIZE, local_model

CUT = (
    "“CLIP” isn't fully downloaded. The connection was lost. "
    "The next attempt continues where this one stopped."
)


@pytest.fixture
def full(desk: Desk, tmp_path: Path) -> Desk:
    """A window on a library of two pictures; models come only as the test lets them."""
    folder = tmp_path / "photos"
    desk.library.put(*draw_pictures(folder, "dog.jpg", "cat.jpg"))
    desk.library.remember(folder)
    desk.library.local.gate.close()
    desk.open()
    desk.until_names("dog.jpg", "cat.jpg")
    return desk


def show_models(desk: Desk) -> None:
    desk.preferences("models")
    desk.until(lambda: row(desk) is not None and bool(words(desk, "modelAbout")))


def row(desk: Desk, model: str = "clip") -> LocalRow | None:
    found = desk.window.findChildren(LocalRow)
    return next((each for each in found if each.model == model and each.isVisible()), None)


def part(desk: Desk, name: str, model: str = "clip") -> QWidget:
    there = row(desk, model)
    assert there is not None
    found = there.findChild(QWidget, name)
    assert isinstance(found, QWidget), name
    return found


def words(desk: Desk, name: str, model: str = "clip") -> str:
    label = part(desk, name, model)
    assert isinstance(label, QLabel)
    return label.text() if label.isVisible() else ""


def button(desk: Desk, name: str, model: str = "clip") -> QPushButton:
    found = part(desk, name, model)
    assert isinstance(found, QPushButton)
    return found


def click(desk: Desk, name: str, model: str = "clip") -> None:
    found = button(desk, name, model)
    assert found.isVisible(), name
    assert found.isEnabled(), name
    QTest.mouseClick(found, Qt.MouseButton.LeftButton)


def consent(desk: Desk) -> QDialog:
    desk.until(lambda: desk.window.findChild(QDialog, "getModelDialog") is not None)
    return desk.child(QDialog, "getModelDialog")


def begin(desk: Desk) -> None:
    """Agree to the download of “clip”."""
    show_models(desk)
    click(desk, "getModelButton")
    consent(desk)
    desk.click("getButton")
    desk.until(lambda: words(desk, "modelState").startswith("0 bytes of 150 MB"))


def state(desk: Desk, model: str = "clip") -> LocalModelState:
    return desk.library.local.model(model).state


def finish(desk: Desk) -> None:
    desk.library.local.gate.open()
    desk.until(lambda: button(desk, "useModelButton").isVisible())


def put(desk: Desk, **changes: object) -> None:
    rows = desk.library.local.rows
    rows["clip"] = replace(rows["clip"], **changes)  # type: ignore[arg-type]


def answer(monkeypatch: pytest.MonkeyPatch, *, yes: bool) -> Callable[[], str]:
    asked: list[str] = []

    def confirm(_parent: object, _title: str, text: str, **_words: str) -> bool:
        asked.append(text)
        return yes

    monkeypatch.setattr(confirm_dialog, "confirm", confirm)
    return lambda: asked[-1]


def choose_folder(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(folder))


def test_a_model_shows_what_it_is_and_what_it_takes(full: Desk) -> None:
    put(full, recommended_for=("many",), times_slower=10.0, memory=300_000_000)
    full.library.speeds.record("builtin", 70, 10.0)
    show_models(full)
    full.until(lambda: words(full, "recommendedModel") == "Recommended")
    assert words(full, "modelAbout") == "Knows what is in a picture."
    assert words(full, "modelFacts") == (
        "150 MB on disk · English, German · License: MIT\n"
        "About 40 pictures per minute on this computer\nUses about 300 MB of memory"
    )
    assert words(full, "modelState") == "Not downloaded"
    assert not button(full, "useModelButton").isVisible()
    assert not button(full, "deleteModelButton").isVisible()
    assert button(full, "getModelButton").accessibleName() == "Download… CLIP"


def test_nothing_is_got_without_a_yes(full: Desk) -> None:
    show_models(full)
    click(full, "getModelButton")
    dialog = consent(full)
    texts = {label.objectName(): label.text() for label in dialog.findChildren(QLabel)}
    assert texts["getTitle"] == "Download “CLIP”?"
    assert "Nothing else is sent" in texts["getWhat"]
    assert texts["getSize"] == "150 MB from hub.example/tests/clip"
    assert "https://example.org/licence" in texts["getLicense"]
    assert texts["getNotice"] == "Test it for your own use."
    assert texts["getFolder"].endswith("clip")
    assert texts["getFree"]
    # Enter is a no.
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    full.until(lambda: full.window.findChild(QDialog, "getModelDialog") is None)
    assert full.library.local.fetched == []
    assert button(full, "getModelButton").isVisible()


def test_the_licence_is_read_in_full_before(full: Desk) -> None:
    full.library.local.license = "MIT License\n\nPermission is hereby granted ..."
    show_models(full)
    click(full, "getModelButton")
    label = consent(full).findChild(QLabel, "getLicense")
    assert label is not None
    assert "https:" not in label.text()
    label.linkActivated.emit("text")
    dialog = full.child(QDialog, "licenseDialog")
    shown = dialog.findChild(QPlainTextEdit, "licenseText")
    assert shown is not None
    assert shown.toPlainText() == full.library.local.license
    assert shown.isReadOnly()
    assert "stored with the model's files" in full.text("licenseKept")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    full.until(lambda: full.window.findChild(QDialog, "licenseDialog") is None)
    assert full.library.local.fetched == []
    QTest.keyClick(consent(full), Qt.Key.Key_Escape)


def test_too_little_space_is_reported_before(full: Desk) -> None:
    put(full, size=10**18)
    show_models(full)
    click(full, "getModelButton")
    dialog = consent(full)
    assert "not enough" in full.text("getFree")
    assert not full.child(QPushButton, "getButton").isEnabled()
    dialog.reject()


def test_from_consent_over_progress_to_using_it(full: Desk) -> None:
    begin(full)
    assert full.library.local.fetched == ["clip"]
    full.library.local.gate.let_pass()
    full.until(lambda: words(full, "modelState").startswith("50 MB of 150 MB"))
    bar = part(full, "modelProgress")
    assert isinstance(bar, QProgressBar)
    assert (bar.value(), bar.maximum()) == (333, 1000)
    assert full.shown("fetchingButton")
    assert full.child(QPushButton, "fetchingButton").text() == "CLIP: 50 MB of 150 MB"
    finish(full)
    full.until(lambda: not full.shown("fetchingButton"))
    assert full.text("bannerText") == "“CLIP” is installed."
    runs = len(full.library.runs)
    click(full, "useModelButton")
    full.until(lambda: words(full, "usedModel") == "In use")
    full.until(lambda: len(full.library.runs) > runs)
    assert full.library.current_model == "clip"
    assert not full.shown("banner")


def test_a_download_is_held_and_goes_on(full: Desk) -> None:
    begin(full)
    click(full, "pauseModelButton")
    full.until(lambda: words(full, "modelState").startswith("Paused"))
    assert button(full, "pauseModelButton").text() == "Resume"
    assert full.child(QPushButton, "fetchingButton").text().endswith("(paused)")
    full.library.local.gate.open()
    click(full, "pauseModelButton")
    full.until(lambda: state(full) is LocalModelState.READY)


def test_a_cancelled_download_is_resumed_without_asking_again(full: Desk) -> None:
    begin(full)
    full.library.local.gate.let_pass()
    full.until(lambda: words(full, "modelState").startswith("50 MB of"))
    click(full, "cancelModelButton")
    full.until(lambda: words(full, "modelState") == "Incomplete: 50 MB of 150 MB downloaded.")
    assert not full.shown("banner")
    assert button(full, "getModelButton").text() == "Resume"
    click(full, "getModelButton")
    finish(full)
    assert full.library.local.fetched == ["clip", "clip"]


def test_a_lost_connection_is_reported_and_resumed_from_the_row(full: Desk) -> None:
    begin(full)
    full.library.local.fails = ModelError(CUT)
    full.library.local.gate.let_pass()
    full.until(lambda: words(full, "modelTrouble") == CUT)
    assert full.text("bannerText") == CUT
    full.until(lambda: button(full, "getModelButton").text() == "Resume")
    click(full, "getModelButton")
    # What was reported is no longer true.
    full.until(lambda: not full.shown("banner"))
    assert words(full, "modelTrouble") == ""
    finish(full)


def test_a_cut_connection_is_resumed_from_the_window(full: Desk) -> None:
    begin(full)
    full.child(QDialog, "preferencesDialog").close()
    full.library.local.gate.let_pass()
    full.until(lambda: full.library.local.model("clip").present == PIECE)
    full.library.local.fails = ModelError(CUT)
    full.library.local.gate.let_pass()
    full.until(lambda: full.shown("banner"))
    assert full.child(QPushButton, "bannerAction").text() == "Resume"
    full.library.local.gate.open()
    full.click("bannerAction")
    full.until(lambda: full.text("bannerText") == "“CLIP” is installed.")
    full.click("bannerAction")
    full.until(lambda: full.library.current_model == "clip")


def test_a_wait_is_shown_while_it_lasts(full: Desk) -> None:
    full.library.local.note = "The connection was lost. Retrying."
    begin(full)
    assert words(full, "modelState").endswith("Retrying.")
    click(full, "cancelModelButton")
    full.until(lambda: button(full, "getModelButton").isVisible())


def test_pictures_are_found_while_a_model_comes(full: Desk) -> None:
    begin(full)
    full.type("dog")
    full.until_names("dog.jpg")
    full.press("rescanAction")
    full.until(lambda: not full.action("stopAction").isEnabled())
    assert state(full) is LocalModelState.MISSING
    finish(full)


def test_models_come_one_after_the_other(full: Desk) -> None:
    other = local_model(full.library.path, "other", "Other")
    full.library.local.rows["other"] = replace(other, present=PIECE, state=LocalModelState.PARTIAL)
    begin(full)
    click(full, "getModelButton", "other")
    full.until(
        lambda: words(full, "modelState", "other").startswith("Waiting for another download")
    )
    click(full, "cancelModelButton", "other")
    full.until(lambda: button(full, "getModelButton", "other").isVisible())
    click(full, "getModelButton", "other")
    full.library.local.gate.open()
    full.until(lambda: state(full, "other") is LocalModelState.READY)
    assert full.library.local.fetched == ["clip", "other"]


def test_a_part_of_a_model_is_resumed_after_a_restart(full: Desk) -> None:
    put(full, present=PIECE, state=LocalModelState.PARTIAL)
    show_models(full)
    full.until(lambda: words(full, "modelState") == "Incomplete: 50 MB of 150 MB downloaded.")
    click(full, "getModelButton")
    finish(full)


def test_damaged_files_are_got_again_after_asking(full: Desk) -> None:
    put(full, present=SIZE, state=LocalModelState.DAMAGED)
    show_models(full)
    full.until(
        lambda: words(full, "modelState") == "Its files are damaged or missing. Download it again."
    )
    assert button(full, "getModelButton").text() == "Download again…"
    click(full, "getModelButton")
    consent(full)
    assert full.text("getSize") == "up to 150 MB from hub.example/tests/clip"
    full.click("getButton")
    finish(full)


def test_deleting_files_is_asked_about(full: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    put(full, present=SIZE, state=LocalModelState.READY)
    show_models(full)
    asked = answer(monkeypatch, yes=False)
    full.until(button(full, "deleteModelButton").isVisible)
    click(full, "deleteModelButton")
    assert "150 MB" in asked()
    assert state(full) is LocalModelState.READY
    answer(monkeypatch, yes=True)
    click(full, "deleteModelButton")
    full.until(lambda: button(full, "getModelButton").isVisible())
    assert state(full) is LocalModelState.MISSING


def test_the_files_of_the_model_in_use_stay(full: Desk) -> None:
    put(full, present=SIZE, state=LocalModelState.READY)
    show_models(full)
    full.until(button(full, "useModelButton").isVisible)
    click(full, "useModelButton")
    full.until(lambda: words(full, "usedModel") == "In use")
    assert not button(full, "deleteModelButton").isEnabled()
    assert button(full, "deleteModelButton").toolTip() == "Switch to another model first"


def test_a_download_is_stopped_and_what_came_deleted(
    full: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(full)
    full.library.local.gate.let_pass()
    full.until(lambda: words(full, "modelState").startswith("50 MB of 150 MB"))
    asked = answer(monkeypatch, yes=False)
    click(full, "deleteModelButton")
    assert asked() == ("Cancel the download of “CLIP” and delete what has been downloaded (50 MB)?")
    assert words(full, "modelState").startswith("50 MB of 150 MB")
    answer(monkeypatch, yes=True)
    click(full, "deleteModelButton")
    full.until(lambda: words(full, "modelState") == "Not downloaded")
    full.until(lambda: state(full) is LocalModelState.MISSING)
    full.until(lambda: not button(full, "deleteModelButton").isVisible())


def test_own_files_become_a_model(
    full: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    own = local_model(tmp_path, "own/mine", "Mine")
    full.library.local.own = replace(own, source="", license="", languages=())
    show_models(full)
    choose_folder(monkeypatch, tmp_path / "mine")
    full.click("addModelButton")
    full.until(lambda: full.text("ownFilesState").startswith("Copying “mine”: 0 bytes of"))
    assert not full.child(QPushButton, "addModelButton").isEnabled()
    full.library.local.gate.open()
    full.until(lambda: row(full, "own/mine") is not None)
    full.until(lambda: button(full, "useModelButton", "own/mine").isVisible())
    assert full.text("bannerText") == "“Mine” is installed."
    assert not full.shown("ownFilesState")


def test_own_files_that_do_not_fit_are_refused_with_the_reason(
    full: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    show_models(full)
    choose_folder(monkeypatch, tmp_path / "mine")
    full.click("addModelButton")
    reason = "mine holds no model: its graph has no picture input."
    full.until(lambda: full.text("ownFilesState") == reason)
    assert full.child(QPushButton, "addModelButton").isEnabled()


def test_copying_own_files_can_be_stopped(
    full: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    full.library.local.own = local_model(tmp_path, "own/mine", "Mine")
    show_models(full)
    choose_folder(monkeypatch, tmp_path / "mine")
    full.click("addModelButton")
    full.until(lambda: full.shown("stopAddingButton"))
    full.click("stopAddingButton")
    full.until(lambda: full.child(QPushButton, "addModelButton").isEnabled())
    assert not full.shown("ownFilesState")


def offered(desk: Desk) -> list[str]:
    box = desk.child(QComboBox, "acceleratorBox")
    return [box.itemText(each) for each in range(box.count())]


def test_only_what_is_offered_can_be_chosen_to_run_on(full: Desk) -> None:
    missing = Accelerator("coreml", "Apple's chip", False)
    full.library.local.offered = (*CPU_ONLY, CUDA, missing)
    show_models(full)
    titles = [each.title for each in (*CPU_ONLY, CUDA)]
    full.until(lambda: offered(full) == titles)
    full.child(QComboBox, "acceleratorBox").setCurrentIndex(2)
    full.until(lambda: full.library.local.chosen == "cuda")


def test_a_choice_that_is_gone_is_reported(full: Desk) -> None:
    full.library.local.offered = (*CPU_ONLY, replace(CUDA, available=False))
    full.library.local.chosen = "cuda"
    show_models(full)
    full.until(lambda: "doesn't support this" in full.text("acceleratorNotice"))
    assert full.child(QComboBox, "acceleratorBox").currentData() == "cuda"


def test_a_run_that_fell_back_to_the_processor_is_remembered(full: Desk, tmp_path: Path) -> None:
    full.library.notice = (
        "NVIDIA graphics card can't be used, so the processor is used instead: no driver."
    )
    draw_pictures(tmp_path / "photos", "fox.jpg")
    full.press("rescanAction")
    full.until(lambda: len(full.names()) == 3)
    full.until(lambda: not full.action("stopAction").isEnabled())
    assert full.text("bannerText") == full.library.notice
    full.click("bannerAction")
    assert full.shown("modelsPage")
    full.until(lambda: full.text("acceleratorNotice") == full.library.notice)
    runs = len(full.library.runs)
    full.press("rescanAction")  # it is said once
    full.until(lambda: len(full.library.runs) > runs)
    full.until(lambda: not full.action("stopAction").isEnabled())
    assert not full.shown("banner")
    full.until(lambda: bool(offered(full)))
    full.child(QComboBox, "acceleratorBox").setCurrentIndex(1)
    full.until(lambda: "supports only the processor" in full.text("acceleratorNotice"))


def test_a_choice_that_is_refused_is_taken_back(full: Desk) -> None:
    full.library.local.refuses = "Pictures are being indexed; stop that before."
    show_models(full)
    full.until(lambda: bool(offered(full)))
    box = full.child(QComboBox, "acceleratorBox")
    box.setCurrentIndex(1)
    full.until(lambda: full.text("modelRefusal") == full.library.local.refuses)
    full.until(lambda: box.currentData() == "auto")


def test_a_row_shows_the_latest_state(full: Desk) -> None:
    show_models(full)
    there = row(full)
    assert there is not None
    partial = replace(full.library.local.rows["clip"], present=PIECE, state=LocalModelState.PARTIAL)
    ready = ModelInfo("clip", "CLIP", 8, True, "", 2, False, False)
    there.set_local(partial, DownloadState())
    there.set_info(ready, 2, used=False, usable=True)
    assert words(full, "modelState") == "Incomplete: 50 MB of 150 MB downloaded."
    there.set_local(replace(partial, present=SIZE, state=LocalModelState.READY), DownloadState())
    assert words(full, "modelState") == "All 2 pictures indexed"


def test_a_model_that_is_missing_leads_to_the_models(full: Desk) -> None:
    full.library.fails = ModelError("It is not on this computer yet: get it first.")
    full.press("rescanAction")
    full.until(lambda: full.shown("banner"))
    full.click("bannerAction")
    assert full.shown("modelsPage")


def test_the_window_shows_a_download_and_leads_to_it(full: Desk) -> None:
    begin(full)
    full.child(QDialog, "preferencesDialog").close()
    full.until(lambda: full.shown("fetchingButton"))
    full.click("fetchingButton")
    assert full.shown("modelsPage")


def test_closing_the_window_ends_a_download(full: Desk) -> None:
    begin(full)
    full.window.close()
    assert full.library.closed
