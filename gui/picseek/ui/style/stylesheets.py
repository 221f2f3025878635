"""Style sheets for the window and its dialogs, written with palette roles.

Never set on the application or the grid: each cell would become slower to draw.
"""

from __future__ import annotations

from PySide6.QtCore import QDir

from picseek.resources import resource_path

_ICONS = "picseek"
"""Search path of the icons that sheets use. Their colours suit both themes."""

SCROLL_BAR_SHEET = """
QScrollBar:vertical { background: palette(base); width: 12px; margin: 0; border: none; }
QScrollBar:horizontal { background: palette(base); height: 12px; margin: 0; border: none; }
QScrollBar::handle { background: palette(mid); border-radius: 4px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 36px; }
QScrollBar::handle:horizontal { min-width: 36px; }
QScrollBar::handle:hover, QScrollBar::handle:pressed { background: palette(shadow); }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
"""
"""Slim scroll bars without arrows."""

_BUTTONS = """
QPushButton { background: palette(button); border: 1px solid palette(mid); border-radius: 7px;
              padding: 6px 16px; }
QPushButton:hover, QPushButton:focus { border-color: palette(highlight); }
QPushButton:pressed { background: palette(mid); }
QPushButton:disabled { color: palette(placeholder-text); background: palette(window); }
QPushButton:default { background: palette(highlight); border-color: palette(highlight);
                      color: palette(highlighted-text); }
QPushButton:default:hover, QPushButton:default:focus { border: 2px solid palette(window-text);
                      padding: 5px 15px; }
QPushButton:default:disabled { background: palette(window); border-color: palette(mid);
                      color: palette(placeholder-text); }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
"""

_TICKS = """
QCheckBox, QRadioButton { spacing: 7px; }
QCheckBox::indicator, QRadioButton::indicator { width: 2ex; height: 2ex;
                      background: palette(base); border: 1px solid palette(shadow); }
QCheckBox::indicator { border-radius: 4px; }
QRadioButton::indicator { border-radius: 1ex; }
QCheckBox::indicator:hover, QRadioButton::indicator:hover { border-color: palette(highlight); }
QCheckBox::indicator:focus, QRadioButton::indicator:focus { border-color: palette(highlight);
                      background: palette(mid); }
QCheckBox::indicator:checked { background: palette(highlight); border-color: palette(highlight);
                      image: url(picseek:check-mark.svg); }
QCheckBox::indicator:checked:focus { border-color: palette(window-text); }
QRadioButton::indicator:checked { background: palette(highlight); border-color: palette(highlight);
                      image: url(picseek:dot.svg); }
QRadioButton::indicator:checked:focus { border-color: palette(window-text); }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { background: palette(window);
                      border-color: palette(mid); }
QCheckBox::indicator:checked:disabled { background: palette(mid); }
"""

_FIELDS = """
QLineEdit, QComboBox, QAbstractSpinBox, QPlainTextEdit { background: palette(base);
                      border: 1px solid palette(shadow); border-radius: 6px; padding: 4px 8px;
                      selection-background-color: palette(highlight);
                      selection-color: palette(highlighted-text); }
QLineEdit, QComboBox, QAbstractSpinBox { min-height: 20px; }
QLineEdit:focus, QComboBox:focus, QAbstractSpinBox:focus, QPlainTextEdit:focus {
                      border: 2px solid palette(highlight); padding: 3px 7px; }
QLineEdit:disabled, QComboBox:disabled, QAbstractSpinBox:disabled, QPlainTextEdit:disabled {
                      color: palette(placeholder-text); background: palette(window);
                      border-color: palette(mid); }
QAbstractSpinBox QLineEdit, QAbstractSpinBox QLineEdit:focus, QAbstractSpinBox QLineEdit:disabled {
                      background: transparent; border: none; padding: 0 7px; min-height: 20px; }
QComboBox { background: palette(button); }
QComboBox::drop-down { subcontrol-origin: border; subcontrol-position: center right;
                      width: 26px; border: none; }
QComboBox::down-arrow { image: url(picseek:chevron-down.svg); width: 1.6ex; height: 1.6ex; }
QComboBox QAbstractItemView { background: palette(base); border: 1px solid palette(mid);
                      border-radius: 0; padding: 3px; outline: none; }
QAbstractSpinBox { padding: 3px 11px; }
QAbstractSpinBox:focus { padding: 2px 10px; }
QAbstractSpinBox::up-button { subcontrol-origin: border; subcontrol-position: top right;
                      width: 22px; border: none; margin-top: 2px; }
QAbstractSpinBox::down-button { subcontrol-origin: border; subcontrol-position: bottom right;
                      width: 22px; border: none; margin-bottom: 2px; }
QAbstractSpinBox::up-arrow { image: url(picseek:chevron-up.svg); width: 1.3ex; height: 1.3ex; }
QAbstractSpinBox::down-arrow { image: url(picseek:chevron-down.svg); width: 1.3ex; height: 1.3ex; }
QAbstractSpinBox::up-arrow:off { image: url(picseek:chevron-up-faint.svg); }
QAbstractSpinBox::down-arrow:off { image: url(picseek:chevron-down-faint.svg); }
QAbstractSpinBox::up-arrow:disabled, QAbstractSpinBox::down-arrow:disabled { image: none; }
"""

_LISTS = """
QListView, QTreeView, QTableView { background: palette(base); border: 1px solid palette(mid);
                      border-radius: 6px; outline: none;
                      selection-background-color: palette(highlight);
                      selection-color: palette(highlighted-text); }
QListView { padding: 3px; }
QListView::item { border-radius: 5px; padding: 3px 6px; }
QTreeView::item, QTableView::item { border: none; padding: 2px 8px; }
QListView::item:selected, QTreeView::item:selected, QTableView::item:selected {
                      background: palette(highlight); color: palette(highlighted-text); }
QListView:focus, QTreeView:focus, QTableView:focus { border-color: palette(highlight); }
QHeaderView { background: palette(base); border: none; border-top-left-radius: 6px;
                      border-top-right-radius: 6px; }
QHeaderView::section { background: transparent; border: none; padding: 7px 11px;
                      border-bottom: 1px solid palette(mid); color: palette(placeholder-text); }
"""

_PROGRESS = """
QProgressBar { border: none; background: palette(mid); border-radius: 3px; min-height: 6px;
                      max-height: 6px; }
QProgressBar::chunk { background: palette(highlight); border-radius: 3px; }
"""

BUTTON_SHEET = _BUTTONS + _TICKS + _FIELDS + _LISTS + _PROGRESS + SCROLL_BAR_SHEET
"""Flat buttons with a prominent default one, and the other widgets of dialogs."""

FLAT_SHEET = """
QToolButton { border: none; background: transparent; border-radius: 6px; padding: 4px; }
QToolButton:hover, QToolButton:focus { background: palette(mid); }
"""
"""Tool buttons with a background only while hovered or focused."""

SLIDER_SHEET = """
QSlider { min-height: 20px; }
QSlider::groove:horizontal { height: 4px; border-radius: 2px; background: palette(mid); }
QSlider::handle:horizontal { width: 14px; margin: -6px 0; border-radius: 8px;
                      background: palette(base); border: 1px solid palette(shadow); }
QSlider::handle:horizontal:hover, QSlider::handle:horizontal:focus {
                      border-color: palette(highlight); }
"""
"""A thin line and a round handle."""

MENU_SHEET = """
QMenu { background: palette(base); border: 1px solid palette(mid); padding: 5px; }
QMenu::item { padding: 5px 22px 5px 8px; border-radius: 5px; }
QMenu::item:selected { background: palette(mid); color: palette(text); }
QMenu::item:disabled { background: transparent; color: palette(shadow); }
QMenu::icon { padding-left: 6px; }
QMenu::icon:checked { background: palette(mid); border-radius: 4px; }
QMenu::separator { height: 1px; background: palette(mid); margin: 5px 8px; }
"""
"""Menus whose highlight keeps icons visible."""


def register_sheet_icons() -> None:
    """Let style sheets find icons as ``picseek:name.svg``, wherever Picseek is installed."""
    QDir.setSearchPaths(_ICONS, [str(resource_path("icons"))])
