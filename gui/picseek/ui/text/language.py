"""The language of the window: Picseek's translations, and those of Qt's own texts.

Translations lie in ``resources/translations`` as ``picseek_<code>.ts``, and compiled next to it as
``.qm``; ``python -m tests.support.translations`` updates both. English has a file, too: it contains
the plurals.
"""

from __future__ import annotations

import logging

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from picseek.resources import resource_path

_log = logging.getLogger(__name__)

ENGLISH = "en"
LANGUAGES = {ENGLISH: "English", "de": "Deutsch"}
"""Codes of the available languages, and their native names."""

_DEFAULT_LOCALES = {ENGLISH: "en_150"}
"""Locales for languages whose own default is American: 9 March is 09/03."""


def language_for(wanted: str, system: QLocale | None = None) -> str:
    """Return the code of the language to use.

    Args:
        wanted: The user's choice. If ``""`` or unknown, the first available one of the system's
            languages, else English.
        system: Replaces the system's locale.
    """
    if wanted in LANGUAGES:
        return wanted
    preferred = (code.partition("-")[0] for code in (system or QLocale.system()).uiLanguages())
    return next((code for code in preferred if code in LANGUAGES), ENGLISH)


def spoken_language(wanted: str, system: QLocale | None = None) -> str:
    """Return the ISO 639-1 code of the user's language, even if there is no translation.

    Args:
        wanted: The user's choice for the window; ``""``: the first of the system's languages.
        system: Replaces the system's locale.
    """
    first = next(iter((system or QLocale.system()).uiLanguages()), ENGLISH)
    code = wanted or first.partition("-")[0]
    return ENGLISH if code == "C" else code


def install_language(app: QCoreApplication, wanted: str = "") -> str:
    """Switch texts and number formats to a language, in place of an earlier one.

    Texts that are already on screen do not change.

    Args:
        app: The application.
        wanted: As for `language_for`.

    Returns:
        The code of the language.
    """
    language = language_for(wanted)
    for before in app.findChildren(_Translation):
        app.removeTranslator(before)
        before.deleteLater()
    QLocale.setDefault(_locale(language))
    qt = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    for name, folder in ((f"qtbase_{language}", qt), (f"picseek_{language}", _folder())):
        translation = _Translation(app)
        if translation.load(name, folder):
            app.installTranslator(translation)
        else:
            _log.warning("no translation %s in %s", name, folder)
    return language


def current_language() -> str:
    """Return the ISO 639-1 code of the language that texts are shown in."""
    return QLocale().name().partition("_")[0]


class _Translation(QTranslator):
    """A translator installed by this module."""


def _folder() -> str:
    return str(resource_path("translations"))


def _locale(language: str) -> QLocale:
    """Return the system's locale if it has this language, else the language's default."""
    system = QLocale.system()
    code = system.name().partition("_")[0]
    return system if code == language else QLocale(_DEFAULT_LOCALES.get(language, language))
