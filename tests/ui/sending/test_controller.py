"""Asking before pictures leave this computer, as the user meets it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QDialog,
    QDoubleSpinBox,
    QLabel,
    QPushButton,
    QSpinBox,
    QWidget,
)

from picseek.engine.errors import ConsentNeeded, DiskFull
from picseek.engine.sending import policy
from picseek.engine.types import (
    UNASKED_DOLLARS,
    UNASKED_PICTURES,
    ConsentReply,
    Quote,
    SendLimits,
)
from tests.support.ui.desk import Desk
from tests.support.ui.fake_library import draw_pictures
from tests.support.ui.fake_sending import FAR, HOST

NAMES = [f"{letter}.jpg" for letter in "abcd"]
ALL = SendLimits(len(NAMES), 0.1, read_on=True)
"""All of them, for a little more than they are said to cost."""

GUARD = SendLimits(UNASKED_PICTURES, UNASKED_DOLLARS, read_on=True)


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    folder = tmp_path / "photos"
    draw_pictures(folder, *NAMES)
    return folder


@pytest.fixture
def far(desk: Desk) -> Desk:
    """A window on an empty library whose model is far away."""
    desk.library.use_model(FAR)
    desk.open()
    return desk


@pytest.fixture
def asked(far: Desk, photos: Path) -> Desk:
    """The same, after a folder was added: the window asks."""
    far.drop(photos)
    wait_for_question(far)
    return far


def dialogs(desk: Desk) -> list[QDialog]:
    found: Iterable[QDialog] = desk.window.findChildren(QDialog, "sendDialog")
    return [dialog for dialog in found if dialog.isVisible()]


def wait_for_question(desk: Desk) -> None:
    desk.until(lambda: len(dialogs(desk)) == 1)


def answer(desk: Desk, button: str) -> None:
    wait_for_question(desk)
    pressed = dialogs(desk)[0].findChild(QAbstractButton, button)
    assert pressed is not None
    QTest.mouseClick(pressed, Qt.MouseButton.LeftButton)
    desk.until(lambda: not dialogs(desk))


def review(desk: Desk, photos: Path) -> None:
    """Be asked although the user had agreed: it is expensive."""

    desk.library.remember(photos)
    desk.library.far.price = 10_000.0
    desk.press("rescanAction")
    wait_for_question(desk)


def tick(desk: Desk, name: str) -> None:

    desk.child(QCheckBox, name).click()


def banner(desk: Desk) -> tuple[str, str]:
    desk.until(lambda: desk.shown("banner"))
    return desk.text("bannerText"), desk.child(QPushButton, "bannerAction").text()


def test_nothing_is_sent_before_the_user_was_asked(asked: Desk) -> None:
    assert asked.library.sends == []
    assert asked.library.far.rows == []
    assert asked.text("sendTitle") == f"Send up to 4 pictures to {HOST}?"
    answer(asked, "sendButton")
    asked.until_names(*NAMES)
    assert asked.library.sends == [ALL]
    assert len(asked.library.far.rows) == 4


def test_what_it_takes_is_shown(asked: Desk) -> None:
    texts = {name: asked.text(name) for name in ("sendUpload", "sendTime", "sendTokens")}
    assert texts == {
        "sendUpload": "about 800 kB",
        "sendTime": "less than a minute at the rate your key allows, possibly longer",
        "sendTokens": "about 4,000",
    }
    assert asked.text("sendTotal") == "less than $0.01"
    assert asked.text("sendBasis") == "assumed; not measured yet"
    assert asked.text("sendPolicy") == "Kept 30 days, and nobody looks at it."
    assert "File names" in asked.text("sendWhat")


def test_not_now_sends_nothing_and_leaves_a_way_back(asked: Desk) -> None:
    answer(asked, "sendLaterButton")
    assert banner(asked) == (f"4 pictures are waiting to be sent to {HOST}.", "Review…")
    # What needs no sending is done: the pictures can be seen.
    asked.until_names(*NAMES)
    asked.until(lambda: not asked.action("stopAction").isEnabled())
    assert banner(asked)[1] == "Review…"
    assert asked.library.sends == []
    asked.click("bannerAction")
    answer(asked, "sendButton")
    asked.until(lambda: asked.library.sends == [ALL])
    asked.until(lambda: not asked.shown("banner"))


def test_closing_the_question_is_not_now(asked: Desk) -> None:
    QTest.keyClick(dialogs(asked)[0], Qt.Key.Key_Escape)
    assert banner(asked)[1] == "Review…"
    assert asked.library.sends == []


@pytest.mark.parametrize("name", ["priceBox", "pictureLimitCheck", "rememberCheck"])
def test_return_never_sends_by_accident(asked: Desk, name: str) -> None:
    dialog = dialogs(asked)[0]
    part = asked.child(QWidget, name)
    part.setFocus()
    QTest.keyClick(part, Qt.Key.Key_Return)
    # Return in a field confirms that field and leaves the question open.
    assert dialog.isVisible()
    dialog.reject()
    assert banner(asked)[1] == "Review…"
    assert asked.library.sends == []


def test_return_as_the_question_appears_means_not_now(asked: Desk) -> None:
    button = asked.child(QPushButton, "sendLaterButton")
    assert button.isDefault()
    QTest.keyClick(button, Qt.Key.Key_Return)
    assert banner(asked)[1] == "Review…"
    assert asked.library.sends == []


def test_the_total_follows_the_price_and_the_price_is_saved(asked: Desk) -> None:
    price = asked.child(QDoubleSpinBox, "priceBox")
    assert price.text() == "$0.50"
    price.setValue(1000.0)
    assert asked.text("sendTotal") == "about $4.00"
    answer(asked, "sendLaterButton")
    asked.until(lambda: asked.library.far.priced == {FAR: 1000.0})


def test_an_unchanged_price_is_not_saved(asked: Desk) -> None:
    answer(asked, "sendButton")
    asked.until_names(*NAMES)
    assert asked.library.far.priced == {}


def test_a_price_that_is_not_known(far: Desk, photos: Path) -> None:
    far.library.far.price = None
    far.drop(photos)
    wait_for_question(far)
    assert far.child(QDoubleSpinBox, "priceBox").text() == "unknown"
    assert far.text("sendTotal") == "unknown; enter the price per million tokens"
    check = far.child(QCheckBox, "moneyLimitCheck")
    assert not check.isEnabled()
    far.child(QDoubleSpinBox, "priceBox").setValue(0.0)
    assert far.text("sendTotal") == "nothing"
    assert check.isEnabled()
    answer(far, "sendButton")
    far.until_names(*NAMES)
    assert far.library.far.priced == {FAR: 0.0}


def test_a_limit_in_pictures_stops_the_run_and_it_can_go_on(asked: Desk) -> None:
    tick(asked, "pictureLimitCheck")
    asked.child(QSpinBox, "pictureLimitBox").setValue(3)
    assert asked.text("sendEnd").startswith("By this estimate, sending stops after 3 pictures")
    answer(asked, "sendButton")
    stopped = "Stopped at the limit: the others are not indexed yet."
    assert banner(asked) == (stopped, "Continue…")
    assert asked.library.sends == [SendLimits(3, 0.1, read_on=True)]
    assert len(asked.library.far.rows) == 3
    asked.until_names(*NAMES)  # also the one that waits
    asked.click("bannerAction")
    wait_for_question(asked)
    assert asked.text("sendTitle") == f"Send 1 picture to {HOST}?"
    answer(asked, "sendButton")
    asked.until(lambda: len(asked.library.far.rows) == 4)


def test_a_limit_in_money(asked: Desk) -> None:
    asked.child(QDoubleSpinBox, "priceBox").setValue(1000.0)
    tick(asked, "moneyLimitCheck")
    asked.child(QDoubleSpinBox, "moneyLimitBox").setValue(2.0)
    assert "after 2 pictures" in asked.text("sendEnd")
    answer(asked, "sendButton")
    asked.until(lambda: asked.library.sends == [SendLimits(4, 2.0, read_on=True)])
    assert banner(asked)[1] == "Continue…"
    assert len(asked.library.far.rows) == 2


# What is remembered


def test_yes_is_for_this_run_alone_unless_the_user_says_more(asked: Desk, photos: Path) -> None:
    answer(asked, "sendButton")
    asked.until_names(*NAMES)
    assert asked.library.far.agreed == set()
    draw_pictures(photos, "new.jpg")
    asked.press("rescanAction")
    answer(asked, "sendLaterButton")
    assert len(asked.library.sends) == 1


def test_few_new_pictures_go_without_asking_once_the_user_agreed(asked: Desk, photos: Path) -> None:
    tick(asked, "rememberCheck")
    answer(asked, "sendButton")
    asked.until_names(*NAMES)
    assert asked.library.far.agreed == {FAR}
    draw_pictures(photos, "new.jpg")
    asked.press("rescanAction")
    asked.until_names(*NAMES, "new.jpg")
    assert dialogs(asked) == []
    assert asked.library.sends == [ALL, GUARD]


def test_a_limit_leaves_no_consent_behind(far: Desk, photos: Path) -> None:
    far.library.far.agreed.add(FAR)
    review(far, photos)
    remember = far.child(QCheckBox, "rememberCheck")
    assert remember.isChecked()
    tick(far, "pictureLimitCheck")
    assert (remember.isChecked(), remember.isEnabled()) == (False, False)
    tick(far, "pictureLimitCheck")
    assert remember.isChecked()
    tick(far, "pictureLimitCheck")
    answer(far, "sendButton")
    far.until_names(*NAMES)
    assert far.library.far.agreed == set()


def test_the_amount_that_is_agreed_to_is_shown(asked: Desk) -> None:
    asked.child(QDoubleSpinBox, "priceBox").setValue(1000.0)
    assert "for at most $5.00" in asked.text("sendEnd")
    assert "for up to $1.00 at a time" in asked.child(QCheckBox, "rememberCheck").text()
    answer(asked, "sendButton")
    asked.until(lambda: asked.library.sends == [SendLimits(4, 5.0, read_on=True)])


# Pictures outside the chosen folders


def test_pictures_outside_the_folders_are_sent_only_where_the_user_says_so(
    far: Desk, photos: Path
) -> None:
    far.library.outside = 3
    far.drop(photos)
    wait_for_question(far)
    outside = far.child(QCheckBox, "outsideCheck")
    assert "3 pictures outside your" in outside.text()
    assert not outside.isChecked()
    assert far.text("sendTitle") == f"Send up to 4 pictures to {HOST}?"
    outside.click()
    assert far.text("sendTitle") == f"Send up to 7 pictures to {HOST}?"
    assert far.text("sendTokens") == "about 7,000"
    tick(far, "rememberCheck")
    answer(far, "sendButton")
    far.until_names(*NAMES)
    assert far.library.sends == [SendLimits(7, 0.1, read_on=True)]
    assert far.library.far.agreed_outside == {FAR}


def test_what_was_not_sent_for_being_outside_is_reported_once_with_a_link(
    far: Desk, photos: Path
) -> None:
    far.library.outside = 3
    far.drop(photos)
    answer(far, "sendButton")
    text = "Not sent: 3 pictures outside your folders that links point to."
    assert banner(far) == (text, "Review…")
    far.click("bannerAction")
    wait_for_question(far)
    assert not far.child(QPushButton, "sendButton").isEnabled()  # nothing else is left
    tick(far, "outsideCheck")
    answer(far, "sendButton")
    far.until(lambda: far.library.runs[-1:] != [] and len(far.library.runs) == 2)


def test_after_not_now_the_pictures_that_wait_are_named_not_those_outside(
    far: Desk, photos: Path
) -> None:
    far.library.outside = 3
    far.drop(photos)
    answer(far, "sendLaterButton")
    far.until(lambda: len(far.library.runs) == 1 and not far.action("stopAction").isEnabled())
    assert banner(far) == (f"4 pictures are waiting to be sent to {HOST}.", "Review…")


def test_without_links_nothing_is_asked_about_them(asked: Desk) -> None:
    assert not asked.shown("outsideCheck")


def test_not_now_is_remembered_as_a_no(far: Desk, photos: Path) -> None:
    far.library.far.agreed.add(FAR)
    review(far, photos)
    answer(far, "sendLaterButton")
    banner(far)
    assert far.library.far.agreed == set()  # the newest answer counts
    assert far.library.far.refused


def test_who_refused_is_not_reminded_at_every_start(desk: Desk, photos: Path) -> None:
    desk.library.far.withdraw()
    start_with(desk, photos)
    desk.until_names(*NAMES)
    assert not desk.shown("banner")
    assert desk.library.sends == []
    desk.press("rescanAction")  # who wants to index is asked
    answer(desk, "sendButton")
    desk.until(lambda: desk.library.sends == [ALL])
    assert desk.library.far.refused == ""


def test_ticking_the_box_without_sending_agrees_to_nothing(asked: Desk) -> None:
    tick(asked, "rememberCheck")
    answer(asked, "sendLaterButton")
    banner(asked)
    assert asked.library.far.agreed == set()


def test_what_was_agreed_to_holds_for_that_host_alone(asked: Desk) -> None:
    asked.library.far.host = "elsewhere.example"
    answer(asked, "sendButton")
    asked.until(lambda: asked.text("sendTitle").endswith("to elsewhere.example?"))
    assert asked.library.sends == []
    answer(asked, "sendButton")
    asked.until_names(*NAMES)


@pytest.mark.parametrize("reason", ["many", "expensive"])
def test_many_or_expensive_pictures_are_asked_about_again(
    far: Desk, photos: Path, monkeypatch: pytest.MonkeyPatch, reason: str
) -> None:
    far.library.far.agreed.add(FAR)
    if reason == "many":
        monkeypatch.setattr(policy, "UNASKED_PICTURES", 3)
    else:
        far.library.far.price = 1000.0
    far.drop(photos)
    wait_for_question(far)
    assert far.library.sends == []


def test_consent_that_cannot_be_stored_is_reported(
    asked: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def reply(_quote: Quote, _reply: ConsentReply) -> None:
        raise DiskFull("The disk is full; free some space.")

    monkeypatch.setattr(asked.library.far, "reply", reply)
    tick(asked, "rememberCheck")
    answer(asked, "sendButton")
    assert banner(asked)[0] == "The disk is full; free some space."
    assert asked.library.sends == []
    assert not asked.action("stopAction").isEnabled()


# Runs that nobody asked for, and the order of runs


def start_with(desk: Desk, photos: Path) -> None:
    desk.library.use_model(FAR)
    desk.library.remember(photos)
    desk.show()


def test_the_check_for_changes_at_startup_never_asks_and_never_sends(
    desk: Desk, photos: Path
) -> None:
    start_with(desk, photos)
    assert banner(desk) == (f"4 pictures are waiting to be sent to {HOST}.", "Review…")
    assert dialogs(desk) == []
    desk.until_names(*NAMES)
    assert desk.library.sends == []
    desk.click("bannerAction")
    answer(desk, "sendButton")
    desk.until(lambda: desk.library.sends == [ALL])


def test_a_check_for_changes_sends_what_the_user_agreed_to(desk: Desk, photos: Path) -> None:
    desk.library.far.agreed.add(FAR)
    start_with(desk, photos)
    desk.until_names(*NAMES)
    assert desk.library.sends == [GUARD]
    assert not desk.shown("banner")


def test_one_picture_waits(desk: Desk, photos: Path) -> None:
    desk.library.put(*sorted(photos.iterdir())[1:])
    start_with(desk, photos)
    assert banner(desk)[0] == f"1 picture is waiting to be sent to {HOST}."


def test_with_nothing_to_send_it_just_runs(desk: Desk, photos: Path) -> None:
    desk.library.put(*sorted(photos.iterdir()))
    start_with(desk, photos)
    desk.until(lambda: len(desk.library.runs) == 1)
    desk.press("rescanAction")
    desk.until(lambda: len(desk.library.runs) == 2)
    assert dialogs(desk) == []


def test_a_folder_that_is_added_meanwhile_waits_for_the_answer(asked: Desk, tmp_path: Path) -> None:
    draw_pictures(tmp_path / "more", "e.jpg")
    asked.drop(tmp_path / "more")
    asked.until(lambda: len(asked.library.folders()) == 2)
    answer(asked, "sendButton")
    asked.until_names(*NAMES)
    wait_for_question(asked)
    assert asked.text("sendTitle") == f"Send 1 picture to {HOST}?"


def test_counting_is_shown_and_can_be_stopped(far: Desk, photos: Path) -> None:
    far.library.quote_gate.close()
    far.drop(photos)
    far.until(lambda: far.text("indexDetails") == "Counting pictures to send…")
    far.press("stopAction")
    far.until(lambda: not far.shown("indexProgress"))
    assert dialogs(far) == []
    assert far.library.sends == []


def test_what_is_missing_is_reported_before_anything_is_counted(far: Desk, photos: Path) -> None:
    far.library.far.needs = "Far models need a key."
    far.library.quote_gate.close()
    far.drop(photos)
    assert banner(far) == ("Far models need a key.", "Preferences…")
    # What needs no sending is done all the same.
    far.until(lambda: len(far.names()) == len(list(photos.iterdir())))


def test_consent_that_was_withdrawn_meanwhile_is_asked_for_again(far: Desk, photos: Path) -> None:
    far.library.far.agreed.add(FAR)
    far.library.fails = ConsentNeeded("Pictures would be sent away.")
    far.drop(photos)
    wait_for_question(far)
    far.library.fails = ConsentNeeded("Pictures would be sent away.")
    answer(far, "sendButton")
    # Not over and over.
    assert banner(far) == ("Pictures would be sent away.", "Review…")
    assert dialogs(far) == []


def test_a_banner_that_is_no_longer_true_goes_away(desk: Desk, photos: Path) -> None:
    start_with(desk, photos)
    banner(desk)
    desk.press("rescanAction")
    answer(desk, "sendButton")
    desk.until_names(*NAMES)
    desk.until(lambda: not desk.shown("banner"))


def test_new_pictures_found_at_startup_are_only_reported(desk: Desk, photos: Path) -> None:
    library = desk.library
    library.put(*sorted(photos.iterdir()))
    library.fails = ConsentNeeded("Pictures would be sent away.")
    library.quote_gate.close()
    start_with(desk, photos)
    library.quote_gate.let_pass()
    desk.until(lambda: len(library.runs) == 1)
    draw_pictures(photos, "new.jpg")
    library.quote_gate.let_pass()
    assert banner(desk) == (f"1 picture is waiting to be sent to {HOST}.", "Review…")
    assert dialogs(desk) == []
    assert library.sends == []


def test_the_model_on_this_computer_never_asks(desk: Desk, photos: Path) -> None:
    desk.open(photos)
    desk.until_names(*NAMES)
    assert dialogs(desk) == []


def test_closing_the_window_beside_the_question(asked: Desk) -> None:
    asked.window.close()
    assert asked.library.closed
    dialogs_left = asked.window.findChildren(QDialog, "sendDialog")
    for dialog in dialogs_left:
        dialog.accept()
    assert asked.library.sends == []


# Waits


def test_a_wait_is_shown_beside_how_far_it_is(far: Desk, photos: Path) -> None:
    far.library.far.agreed.add(FAR)
    far.library.far.rate = 5
    far.library.wait = "Paused by Cohere, 40 s"
    far.library.index_gate.close()
    far.drop(photos)
    far.library.index_gate.let_pass()
    details = far.child(QLabel, "indexDetails")
    # Three are left, at five a minute; how fast the first one was may be shown between.
    wanted = "less than a minute left · Paused by Cohere, 40 s"
    far.until(lambda: details.text().startswith("1 of 4 · ") and wanted in details.text())
    far.press("pauseAction")
    assert details.text() == "Paused · 1 of 4"
    far.press("pauseAction")
    far.press("stopAction")
    assert details.text() == "Stopping…"
    far.until(lambda: not far.shown("indexProgress"))
