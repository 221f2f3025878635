"""The widgets of the window, and where they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, Qt
from PySide6.QtWidgets import QSplitter, QToolButton, QVBoxLayout, QWidget

from picseek.ui.controllers.thumbnails import make_thumbnails
from picseek.ui.grid.accessible import Speaker, describe_grids
from picseek.ui.grid.delegate import GridDelegate
from picseek.ui.grid.view import GridView
from picseek.ui.results_model import ResultsModel
from picseek.ui.theme import MENU_SHEET, SCROLL_BAR_SHEET
from picseek.ui.widgets.banner import Banner
from picseek.ui.widgets.pages import Pages
from picseek.ui.widgets.search_bar import SearchBar
from picseek.ui.widgets.state_bar import StateBar
from picseek.ui.windows.side_bar import SideBar

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMainWindow

    from picseek.ui.controllers.session import Session
    from picseek.ui.windows.commands import Commands


class WindowParts(QObject):
    """Makes the widgets of a window and puts them in their places.

    Attributes:
        model: What the grid shows.
        grid: The pictures.
        loader: Reads their thumbnails.
        delegate: Paints them.
        bar: The search box and what belongs to it.
        banner: What is to be said above the grid.
        pages: The grid, or why it is empty.
        state: The bar at the bottom.
        side: Folders and saved searches.
        split: Between the side bar and the rest.
    """

    def __init__(self, window: QMainWindow, session: Session, commands: Commands) -> None:
        super().__init__(window)
        self.model = ResultsModel(session.rows, self)
        self.grid = self._make_grid()
        self.loader = make_thumbnails(session, self.grid)
        self.delegate = GridDelegate(self.loader, self.grid)
        self.grid.setItemDelegate(self.delegate)
        self.grid.setModel(self.model)
        Speaker(self.grid)
        self.bar = SearchBar()
        self.banner = Banner()
        self.pages = Pages(self.grid)
        self.state = StateBar(commands.pause, commands.stop)
        button = _panel_button(commands)
        self.bar.add_button(button)
        commands.keep_to(self.grid)
        window.menuBar().setStyleSheet(MENU_SHEET)
        commands.fill(window.menuBar())
        self.side = SideBar(window, commands)
        self.split = self._make_split()
        window.setCentralWidget(_column(self.split, self.state, tall=self.split))
        # It was made after the box, and stands before it: Tab goes from the box to the pictures.
        QWidget.setTabOrder(self.side.panel.saved, button)

    def _make_grid(self) -> GridView:
        describe_grids()
        grid = GridView()
        grid.setObjectName("resultGrid")
        grid.setAccessibleName(self.tr("Pictures"))
        grid.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        # On the bar alone: a style sheet on the view itself would slow each cell down.
        grid.verticalScrollBar().setStyleSheet(SCROLL_BAR_SHEET)
        return grid

    def _make_split(self) -> QSplitter:
        split = QSplitter()
        split.setHandleWidth(1)
        split.setChildrenCollapsible(False)
        split.addWidget(self.side.panel)
        split.addWidget(_column(self.bar, self.banner, self.pages, tall=self.pages))
        split.setStretchFactor(1, 1)
        return split


def _panel_button(commands: Commands) -> QToolButton:
    button = QToolButton()
    button.setDefaultAction(commands.show_folders)
    button.setIconSize(QSize(20, 20))
    return button


def _column(*parts: QWidget, tall: QWidget) -> QWidget:
    """Widgets below each other, one of which gets all the room."""
    body = QWidget()
    column = QVBoxLayout(body)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for part in parts:
        column.addWidget(part, 1 if part is tall else 0)
    return body
