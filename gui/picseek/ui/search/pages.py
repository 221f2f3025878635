"""The middle of the window: pictures, or why there are none."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QStackedWidget

from picseek.ui.widgets.message_page import MessagePage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from picseek.ui.commands.window import Commands
    from picseek.ui.grid.view import GridView

_WITHOUT_BUTTONS = ("withoutButton", "secondWithoutButton")
_OPENING_DELAY_MS = 400
"""If the library opens sooner, the opening page is skipped."""


class Pages(QStackedWidget):
    """One page at a time.

    Signals:
        offer_requested: The user wants better search.
        retry_requested, read_only_requested: Open the library again, or read-only.
        restore_requested, start_again_requested: Restore a damaged library, or create a new one.
        text_requested: Search for this text instead.
    """

    offer_requested = Signal()
    retry_requested = Signal()
    read_only_requested = Signal()
    restore_requested = Signal()
    start_again_requested = Signal()
    text_requested = Signal(object)  # a str: Signal(str) drops lone surrogates

    def __init__(self, grid: GridView, commands: Commands) -> None:
        super().__init__()
        self.setObjectName("pages")
        self._commands = commands
        self.grid = grid
        self._better = ""
        self._texts: list[str] = []
        self.empty = self._make_empty()
        self.nothing = self._make_nothing()
        self.failure = self._make_failure()
        self.damage = self._make_damage()
        self.opening = self._make_opening()
        for offering in (self.empty, self.nothing):
            offering.offer.clicked.connect(self.offer_requested)
        for page in (grid, self.empty, self.nothing, self.failure, self.damage, self.opening):
            self.addWidget(page)
        self._opening_delay = QTimer(self, singleShot=True, interval=_OPENING_DELAY_MS)
        self._opening_delay.timeout.connect(lambda: self.setCurrentWidget(self.opening))
        self.currentChanged.connect(self._opening_delay.stop)
        self._opening_delay.start()

    def _make_empty(self) -> MessagePage:
        page = MessagePage("picseek", self)
        page.setObjectName("emptyPage")
        page.show_message(
            self.tr("Choose a folder, then find its pictures by describing them."),
            self.tr("Or drag a folder into this window."),
        )
        choose = page.add_button("chooseFolderButton", self.tr("Choose a folder…"))
        choose.setToolTip(self.tr("Choose a folder of pictures (Ctrl+Shift+O)"))
        choose.clicked.connect(self._commands.add_folder.trigger)
        return page

    def _make_nothing(self) -> MessagePage:
        page = MessagePage("search", self)
        page.setObjectName("nothingPage")
        self._offer = page.add_button("chooseAnotherButton", self.tr("Choose another folder…"))
        self._offer.setToolTip(self.tr("Choose a folder of pictures (Ctrl+Shift+O)"))
        self._offer.clicked.connect(self._commands.add_folder.trigger)
        self._without = [page.add_button(name, "") for name in _WITHOUT_BUTTONS]
        for number, button in enumerate(self._without):
            button.clicked.connect(partial(self._on_without, number))
        return page

    def _on_without(self, number: int) -> None:
        self.text_requested.emit(self._texts[number])

    def _make_opening(self) -> MessagePage:
        page = MessagePage("pictures", self)
        page.setObjectName("openingPage")
        page.show_message(self.tr("Opening the library…"))
        return page

    def _make_failure(self) -> MessagePage:
        page = MessagePage("warning", self)
        page.setObjectName("troublePage")
        page.add_button("tryAgainButton", self.tr("Try again")).clicked.connect(
            self.retry_requested
        )
        self._read_only = page.add_button("readOnlyButton", self.tr("Open read-only"))
        self._read_only.setToolTip(
            self.tr("Search the library while another Picseek window is using it")
        )
        self._read_only.clicked.connect(self.read_only_requested)
        page.add_button("quitButton", self.tr("Quit")).clicked.connect(self._commands.quit.trigger)
        return page

    def _make_damage(self) -> MessagePage:
        page = MessagePage("warning", self)
        page.setObjectName("damagePage")
        self._restore = page.add_button("restoreButton", "")
        self._restore.clicked.connect(self.restore_requested)
        self._start_again = page.add_button("startAgainButton", self.tr("Create a new library"))
        self._start_again.setToolTip(
            self.tr("Create an empty library. The damaged one is moved to a folder next to it.")
        )
        self._start_again.clicked.connect(self.start_again_requested)
        page.add_button("quitButton", self.tr("Quit")).clicked.connect(self._commands.quit.trigger)
        return page

    def show_opening(self) -> None:
        """Show that the library is being opened."""
        self.setCurrentWidget(self.opening)

    def show_grid(self) -> None:
        """Show the pictures."""
        self._opening_delay.stop()
        self.setCurrentWidget(self.grid)

    def show_empty(self) -> None:
        """Show how to add the first folder."""
        self.setCurrentWidget(self.empty)

    def set_better(self, text: str) -> None:
        """Offer a better model if nothing was found, and while there are no pictures.

        Args:
            text: A line about it; ``""``: nothing is offered.
        """
        self._better = text
        self._offer_better(self.empty)
        if not text:
            self._offer_better(self.nothing)

    def _offer_better(self, page: MessagePage) -> None:
        action = self.tr("Improve search…")
        page.set_offer(self._better, action)
        page.offer.setToolTip(self.tr("See the details before you download anything"))

    def show_nothing(
        self,
        title: str,
        text: str,
        icon: str = "search",
        *,
        offer: bool = False,
        searched: bool = False,
        without: Sequence[tuple[str, str]] = (),
    ) -> None:
        """Show that there are no pictures, and what to try.

        Args:
            title: The message.
            text: Advice.
            icon: The icon above it.
            offer: Whether to offer to choose another folder.
            searched: Whether a better model may help.
            without: Other searches to offer: what to call each, and its text.
        """
        self._texts = [text for _, text in without]
        for number, button in enumerate(self._without):
            button.setVisible(number < len(without))
            button.setText(without[number][0] if number < len(without) else "")
        self.nothing.set_offer("", "")
        if searched:
            self._offer_better(self.nothing)
        self.nothing.set_icon(icon)
        self._offer.setVisible(offer)
        self.nothing.show_message(title, text)
        self.setCurrentWidget(self.nothing)

    def show_failure(self, text: str, *, locked: bool) -> None:
        """Show why the library cannot be used.

        Args:
            text: The error's sentence.
            locked: Another program writes to it, so it can still be searched.
        """
        self.failure.show_message(self.tr("The library can't be opened"), text)
        self._read_only.setVisible(locked)
        self.setCurrentWidget(self.failure)

    def show_damage(self, why: str, made_at: str) -> None:
        """Show that the library is damaged, and offer its newest backup.

        Args:
            why: The error's sentence.
            made_at: When the backup was made, as text; ``""``: there is none.
        """
        if made_at:
            offer = self.tr("You can restore the backup from {}.").format(made_at)
        else:
            offer = self.tr("There is no backup.")
        stays = self.tr("The damaged library isn't deleted; it's moved to a folder next to it.")
        self.damage.show_message(self.tr("The library is damaged"), f"{why} {offer} {stays}")
        self._restore.setText(self.tr("Restore backup"))
        self._restore.setVisible(bool(made_at))
        self.damage.set_primary(self._restore if made_at else self._start_again)
        self.setCurrentWidget(self.damage)
