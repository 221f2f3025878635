"""The places of the window: grid, side bar, viewer, and their menus."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QTreeWidget, QWidget

from picseek.engine.cancel import CancelToken
from picseek.engine.library import Library
from picseek.engine.types import Query, SearchResult
from picseek.ui.style.choices import Density, GridStyle
from picseek.ui.viewer.page import ViewerPage
from tests.screenshots.photographer import Photographer, until, wait_until_still
from tests.screenshots.session import Session

_STRONG = 4
_PORTRAIT = (1180, 650)
_LEFT = Qt.MouseButton.LeftButton


class _Fitted(Library):
    """The real library, with a cut-off between strong matches and others."""

    def search(self, query: Query, token: CancelToken | None = None) -> SearchResult:
        result = super().search(query, token)
        return replace(result, strong=min(_STRONG, len(result.hits)))


def _open_fitted(path: Path, writable: bool) -> Library:
    return _Fitted.open(path, writable=writable)


def take_places(session: Session) -> None:
    """All that a window on an indexed library shows."""
    session.look.prepare(session.library)
    window = Photographer(session.library, session.out)
    window.wait_for_the_run()
    _take_browsing(window)
    _take_searches(window)
    _take_side_bar(window)
    _take_menus(window)
    _take_viewer(window)
    window.close()
    _take_arrangements(session)


def take_portrait(session: Session) -> None:
    """README's picture, stored in resources/screenshots."""
    session.look.prepare(session.library, GridStyle.JUSTIFIED)
    window = Photographer(session.library, session.out)
    window.wait_for_the_run()
    root = window.find(QTreeWidget, "folderTree").topLevelItem(1)
    assert root is not None
    root.setExpanded(True)
    window.window.resize(*_PORTRAIT)
    window.ask("water")
    window.shoot("main", ".webp")
    window.close()


def _take_browsing(window: Photographer) -> None:
    window.shoot("browse")
    window.select(0)
    window.grid.setFocus()
    window.grid.content.scroll_by(window.grid.content.geometry.height // 2)
    scrubber = window.find(QWidget, "scrubber")
    QTest.mousePress(scrubber, _LEFT, pos=QPoint(8, scrubber.height() // 2))
    window.shoot("scrubber")
    QTest.mouseRelease(scrubber, _LEFT)
    window.window.resize(560, 460)
    window.shoot("small")
    window.window.resize(1180, 780)


def _take_searches(window: Photographer) -> None:
    window.ask("black and white")
    window.shoot("search")
    window.select(0, 1, 4)
    window.grid.setFocus()
    window.shoot("selected")
    window.ask("orange sunset zyzzyva")
    window.shoot("unknown-word")
    window.ask("march 2019")
    window.shoot("search-date")
    window.ask('red in march 2019 -type:gif is:landscape after:"summer 2018" foo:bar sort:newest')
    window.shoot("search-facts")
    window.ask("red in march 2031")
    window.shoot("search-without")
    window.ask("xylophone")
    window.shoot("no-results")
    window.ask("red")
    window.select(0)
    window.trigger("similar")
    window.shoot("similar")
    window.click("removeLikeButton")


def _take_side_bar(window: Photographer) -> None:
    window.ask("red and dark")
    tree = window.find(QTreeWidget, "folderTree")
    root = tree.topLevelItem(1)
    assert root is not None
    root.setExpanded(True)
    wait_until_still(window.window)
    inner = root.child(5)
    assert inner is not None
    inner.setExpanded(True)
    wait_until_still(window.window)
    tree.setCurrentItem(inner)
    tree.setFocus()
    wait_until_still(window.window)
    window.shoot("side-bar")
    at = window.middle_of(tree, 1)
    event = QContextMenuEvent(
        QContextMenuEvent.Reason.Mouse, tree.visualItemRect(root).center(), QPoint(400, 300)
    )
    QApplication.sendEvent(tree.viewport(), event)
    window.shoot_menu("folder-menu", _open_menu(), at)
    everything = tree.topLevelItem(0)
    assert everything is not None
    tree.setCurrentItem(everything)
    window.trigger("showAll")
    wait_until_still(window.window)


def _take_menus(window: Photographer) -> None:
    window.select(0)
    at = window.middle_of(window.grid, 0)
    window.grid.customContextMenuRequested.emit(QPoint(80, 120))
    window.shoot_menu("picture-menu", _open_menu(), at)
    box = window.find(QLineEdit, "searchBox")
    place = box.rect().center()
    QApplication.sendEvent(
        box, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, QPoint(500, 60))
    )
    window.shoot_menu("search-menu", _open_menu(), box.mapTo(window.window, place))
    bar = window.window.menuBar()
    for number, entry in enumerate(bar.actions()):
        menu = entry.menu()
        if isinstance(menu, QMenu) and entry.isVisible():
            corner = bar.actionGeometry(entry)
            at = corner.bottomRight() if bar.isRightToLeft() else corner.bottomLeft()
            window.shoot_menu(f"menu-{number}", menu, at)


def _open_menu() -> QMenu:
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu), "no menu is open"
    return menu


def _take_viewer(window: Photographer) -> None:
    window.ask("mountains")
    window.select(1)
    window.trigger("view")
    page = window.find(ViewerPage, "viewer")
    until(lambda: not page.canvas.image.isNull())
    window.shoot("viewer")
    page.commands.info.trigger()
    window.shoot("viewer-info")
    page.commands.actual_size.trigger()
    page.show_message("1 picture copied")
    window.shoot("viewer-zoomed")
    page.commands.fit.trigger()
    page.commands.info.trigger()
    page.commands.full_screen.trigger()
    window.shoot("full-screen")
    page.commands.full_screen.trigger()
    window.trigger("slideShow")
    window.shoot("slide-show")
    window.trigger("slideShow")
    page.commands.back.trigger()
    wait_until_still(window.window)
    window.window.resize(1180, 780)
    window.trigger("quickLook")
    window.shoot("quick-look")
    window.trigger("quickLook")


def _take_arrangements(session: Session) -> None:
    """Rows that fill the width, little room, and names."""
    session.look.prepare(session.library, GridStyle.JUSTIFIED)
    window = Photographer(session.library, session.out, _open_fitted)
    window.wait_for_the_run()
    window.shoot("justified")
    window.ask("snow")
    window.shoot("strong-and-others")
    window.close()
    session.look.prepare(session.library, density=Density.COMPACT, names=True)
    window = Photographer(session.library, session.out)
    window.wait_for_the_run()
    window.ask("blue and green")
    window.shoot("compact-names")
    window.close()
