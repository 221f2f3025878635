"""What the engine says, in the user's language."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QTableView

from picseek.engine.embed.cohere.faults import fault_of
from picseek.engine.errors import LibraryTooNew, UsageError
from picseek.engine.filesystem.paths import readable_folder
from picseek.engine.library import Library
from picseek.engine.messages import message, plural, without_advice
from picseek.ui.base.window_settings import load_settings, save_settings
from picseek.ui.indexing.problems_dialog import ProblemsDialog
from picseek.ui.text import wording
from picseek.ui.text.language import install_language
from picseek.ui.widgets.message_page import MessagePage
from tests.support.drawing import huge_png
from tests.support.ui.desk import Desk


@pytest.fixture(autouse=True)
def german(qapp: QApplication, english: None) -> Iterator[None]:
    install_language(qapp, "de")
    yield
    install_language(qapp, "en")


def test_an_error_is_reported_with_what_it_is_about(tmp_path: Path) -> None:
    file = tmp_path / "a {} file"
    file.touch()
    with pytest.raises(UsageError) as caught:
        readable_folder(file)
    assert str(caught.value) == f"{file} isn't a folder. Choose the folder that contains it."
    text = wording.localized(caught.value)
    assert text == f"{file} ist kein Ordner. Wählen Sie den Ordner, der die Datei enthält."


def test_numbers_and_plurals_are_german(qapp: QApplication) -> None:
    def limit(pictures: int) -> str:
        which = plural("{count} picture", "{count} pictures", pictures)
        text = "Stopped at the limit of {limit}. The remaining pictures aren't indexed yet."
        return wording.localized(message(text, limit=which))  # a text of the engine

    text = "Beim Limit von {} angehalten. Die übrigen Bilder sind noch nicht indiziert."
    assert limit(1) == text.format("1 Bild")
    assert limit(1200) == text.format("1.200 Bildern")
    install_language(qapp, "en")
    stopped = "Stopped at the limit of 1 picture. The remaining pictures aren't indexed yet."
    assert limit(1) == stopped


def test_what_is_unknown_is_left_in_english() -> None:
    assert wording.localized(UsageError("Made elsewhere.")) == "Made elsewhere."
    assert wording.localized(message("Not {what} yet.", what="known")) == "Not known yet."
    assert wording.localized("") == ""


def test_a_server_is_named_as_fits_into_the_sentence() -> None:
    service = message("The server {host}", host="box:80")
    fault = fault_of(TimeoutError(), service)
    assert (
        wording.localized(fault.message) == "Der Server box:80 hat nicht rechtzeitig geantwortet."
    )
    fault = fault_of(httpx.ConnectError("no route"), service)
    assert (
        wording.localized(without_advice(fault.message)) == "Der Server box:80 ist nicht erreichbar"
    )
    fault = fault_of(httpx.ReadError("cut"), service)
    assert wording.localized(fault.message) == "Die Verbindung zu Server box:80 wurde unterbrochen."


def test_a_picture_that_is_too_large_is_explained_after_the_next_start(tmp_path: Path) -> None:
    """From the process that reads pictures, through the database, to the list of problems."""
    photos = tmp_path / "photos"
    photos.mkdir()
    (photos / "huge.png").write_bytes(huge_png(50_000, 40_000))
    with closing(Library.open(tmp_path / "library")) as library:
        library.add_folder(photos)
        (problem,) = library.index().failed
        assert problem.message.startswith(
            "This picture is too large: it has 2,000 megapixels (50000 x 40000),"
        )
    dialog = ProblemsDialog()
    with closing(Library.open(tmp_path / "library", writable=False)) as library:
        dialog.show_problems(library.problems())
    table = dialog.findChild(QTableView, "problemsTable")
    assert table is not None
    index = table.model().index(0, 1)
    german = "Dieses Bild ist zu groß: Es hat 2.000 Megapixel (50000 x 40000), und Picseek liest"
    assert index.data(Qt.ItemDataRole.DisplayRole).startswith(german)
    dialog.deleteLater()


def test_a_library_that_cannot_be_opened_is_explained(desk: Desk) -> None:
    save_settings(desk.folder, replace(load_settings(desk.folder), language="de"))
    text = (
        "The library {file} was written by a newer version of Picseek. Update Picseek to open it."
    )
    desk.disk.fails = [LibraryTooNew(message(text, file="pictures.db"))]
    desk.show()
    desk.until(lambda: desk.shown("troublePage"))
    german = "Die Bibliothek pictures.db stammt von einer neueren Version von Picseek."
    assert desk.child(MessagePage, "troublePage").text.startswith(german)
