"""The widgets of the window and their layout."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, Qt
from PySide6.QtWidgets import QSplitter, QToolButton, QVBoxLayout, QWidget

from picseek.ui.grid.accessible import AccessibilityNotifier, install_accessible_grids
from picseek.ui.grid.delegate import GridDelegate
from picseek.ui.grid.results_model import ResultsModel
from picseek.ui.grid.view import GridView
from picseek.ui.images.thumbnail_loader import ThumbnailLoader
from picseek.ui.search.pages import Pages
from picseek.ui.search.search_bar import SearchBar
from picseek.ui.sidebar.panel import SidePanel
from picseek.ui.style.stylesheets import MENU_SHEET, SCROLL_BAR_SHEET
from picseek.ui.widgets.banner import Banner
from picseek.ui.widgets.status_bar import StatusBar

if TYPE_CHECKING:
    from picseek.ui.base.session import Session
    from picseek.ui.commands.window import Commands
    from picseek.ui.models.controller import ModelsController
    from picseek.ui.search.controller import SearchController

_MIN_THREADS, _MAX_THREADS = 2, 4
"""A thread decodes about 2000 thumbnails a second if it has a core; all together about 6000,
limited by the GIL. With two, one can always read while the other creates a missing thumbnail."""


def reading_threads() -> int:
    """Return the number of threads that read thumbnails on this computer."""
    return min(_MAX_THREADS, max(_MIN_THREADS, os.cpu_count() or 1))


def make_thumbnail_loader(session: Session, grid: GridView) -> ThumbnailLoader:
    """Return a thumbnail loader for a grid's visible pictures. Close it before the session."""
    loader = ThumbnailLoader(session.thumbnail, grid, reading_threads(), render=session.rendering)
    loader.ready.connect(grid.visible.update_picture)
    grid.visible.wanted_ids_changed.connect(loader.set_wanted)
    grid.visible.fast_scrolling_changed.connect(loader.set_cached_only)
    grid.painting_changed.connect(loader.set_paused)
    return loader


class WindowParts(QObject):
    """Creates the widgets of a window and lays them out.

    Attributes:
        model: The pictures shown in the grid.
        grid: The pictures.
        loader: Loads thumbnails for the grid.
        delegate: Paints the grid's cells.
        bar: The search bar.
        banner: Messages above the grid.
        pages: The grid, or a page that explains why it is empty.
        status: The status bar.
        panel: The sidebar: folders and saved searches.
        split: The splitter between the sidebar and the rest.
    """

    def __init__(
        self,
        session: Session,
        search: SearchController,
        models: ModelsController,
        commands: Commands,
    ) -> None:
        window = commands.window
        super().__init__(window)
        self.model = ResultsModel(session.rows, self)
        self.grid = self._make_grid()
        self.loader = make_thumbnail_loader(session, self.grid)
        self.delegate = GridDelegate(self.loader, self.grid)
        self.grid.setItemDelegate(self.delegate)
        self.grid.setModel(self.model)
        AccessibilityNotifier(self.grid)
        self.bar = SearchBar(search, models, commands)
        self.bar.box.left_downwards.connect(self.grid.enter)
        self.bar.box.menu_opening.connect(commands.sidebar.add_to)
        self.banner = Banner()
        self.pages = Pages(self.grid, commands)
        self.status = StatusBar(commands.pause, commands.stop)
        button = _panel_button(commands)
        self.bar.add_button(button)
        commands.restrict_to(self.grid)
        window.menuBar().setStyleSheet(MENU_SHEET)
        commands.fill(window.menuBar())
        self.panel = SidePanel(commands)
        self.split = self._make_split()
        window.setCentralWidget(_column(self.split, self.status, stretched=self.split))
        # Left of the box, but created after it: Tab goes from the box to the pictures.
        QWidget.setTabOrder(self.panel.saved, button)

    def _make_grid(self) -> GridView:
        install_accessible_grids()
        grid = GridView()
        grid.setObjectName("resultGrid")
        grid.setAccessibleName(self.tr("Pictures"))
        grid.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        # On the bar alone: a style sheet on the view itself would slow each cell down.
        grid.verticalScrollBar().setStyleSheet(SCROLL_BAR_SHEET)
        return grid

    def _make_split(self) -> QSplitter:
        split = QSplitter()
        split.setObjectName("folderSplit")
        split.setHandleWidth(1)
        split.setChildrenCollapsible(False)
        split.addWidget(self.panel)
        split.addWidget(_column(self.bar, self.banner, self.pages, stretched=self.pages))
        split.setStretchFactor(1, 1)
        return split


def _panel_button(commands: Commands) -> QToolButton:
    button = QToolButton()
    button.setDefaultAction(commands.show_folders)
    button.setIconSize(QSize(20, 20))
    return button


def _column(*parts: QWidget, stretched: QWidget) -> QWidget:
    """Return widgets in a column, one of which is stretched."""
    body = QWidget()
    column = QVBoxLayout(body)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for part in parts:
        column.addWidget(part, 1 if part is stretched else 0)
    return body
