"""What the user can set: a dialog of pages, one module each."""

from picseek.ui.preferences.dialog import PreferencesDialog

__all__ = ["PreferencesDialog"]
