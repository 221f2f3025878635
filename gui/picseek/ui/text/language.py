"""Which language the window speaks: ours, where there is a translation, and Qt's own texts.

Translations lie in ``resources/translations`` as ``picseek_<code>.ts``, and compiled beside it as
``.qm``; ``python -m tests.support.translations`` brings both up to date. English has a file, too:
it holds the plurals.
"""

from __future__ import annotations

import logging

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from picseek.resources import resource_path

_log = logging.getLogger(__name__)

ENGLISH = "en"
LANGUAGES = {ENGLISH: "English", "de": "Deutsch"}
"""Codes of the languages there are, and what those who speak them call them."""

_USUAL = {ENGLISH: "en_150"}
"""Where a language without a country is not what most who read it know: 9 March is 09/03."""


def language_for(wanted: str, system: QLocale | None = None) -> str:
    """The code of the language to use.

    Args:
        wanted: What the user chose; ``""`` or an unknown one: the first of the system's languages
            that there is, else English.
        system: Instead of the system's own.
    """
    if wanted in LANGUAGES:
        return wanted
    asked = (code.partition("-")[0] for code in (system or QLocale.system()).uiLanguages())
    return next((code for code in asked if code in LANGUAGES), ENGLISH)


def spoken_language(wanted: str, system: QLocale | None = None) -> str:
    """The ISO 639-1 code of the language the user types in; the window may not speak it.

    Args:
        wanted: What the user chose for the window; ``""``: the first of the system's languages.
        system: Instead of the system's own.
    """
    first = next(iter((system or QLocale.system()).uiLanguages()), ENGLISH)
    code = wanted or first.partition("-")[0]
    return ENGLISH if code == "C" else code


def install_language(app: QCoreApplication, wanted: str = "") -> str:
    """Let all texts that are asked for from now on be in a language, and numbers go with it.

    What was installed by this before is taken away.

    Args:
        app: Gets the translators.
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


class _Translation(QTranslator):
    """One that was installed here."""


def _folder() -> str:
    return str(resource_path("translations"))


def _locale(language: str) -> QLocale:
    """The system's way to write numbers where it has this language, else a usual one."""
    system = QLocale.system()
    code = system.name().partition("_")[0]
    return system if code == language else QLocale(_USUAL.get(language, language))
