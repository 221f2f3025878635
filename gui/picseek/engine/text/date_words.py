"""The words that dates are made of, in English, German and French, as regular expressions.

They match text in lower case without accents, but for "à".
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from picseek.engine.text.calendar_periods import (
    AUTUMN,
    SPRING,
    SUMMER,
    WINTER,
    PeriodOfYear,
    fixed,
    movable,
)


def _numbered(*groups: str) -> dict[str, int]:
    return {word: number for number, group in enumerate(groups) for word in group.split()}


def any_of(words: Mapping[str, object]) -> str:
    """An expression for any of these words, of which it matches the longest."""
    return "|".join(sorted((word.replace(" ", r"[\s-]+") for word in words), key=len, reverse=True))


def name_in(match: re.Match[str], group: str) -> str:
    """A matched word as it stands in its table, however its parts were separated."""
    return re.sub(r"[\s-]+", " ", match[group])


MONTHS = {
    word: number + 1
    for word, number in _numbered(
        "january jan januar jan janner janvier janv",
        "february feb februar feber fevrier fevr fev",
        "march mar marz mrz mars",
        "april apr avril avr",
        "may mai",
        "june jun juni juin",
        "july jul juli juillet juil",
        "august aug aout",
        "september sep sept septembre",
        "october oct oktober okt octobre",
        "november nov novembre",
        "december dec dezember dez decembre",
    ).items()
}
WEEKDAYS = _numbered(
    "monday mondays montag montags lundi lundis",
    "tuesday tuesdays dienstag dienstags mardi mardis",
    "wednesday wednesdays mittwoch mittwochs mercredi mercredis",
    "thursday thursdays donnerstag donnerstags jeudi jeudis",
    "friday fridays freitag freitags vendredi vendredis",
    "saturday saturdays samstag samstags sonnabend samedi samedis",
    "sunday sundays sonntag sonntags dimanche dimanches",
)
SEASONS = {
    "spring": SPRING,
    "fruhling": SPRING,
    "fruhjahr": SPRING,
    "printemps": SPRING,
    "summer": SUMMER,
    "sommer": SUMMER,
    "ete": SUMMER,
    "autumn": AUTUMN,
    "fall": AUTUMN,
    "herbst": AUTUMN,
    "automne": AUTUMN,
    "winter": WINTER,
    "hiver": WINTER,
}
NUMBERS = _numbered(
    "",
    "a an one ein eine einem einer einen un une",
    "two zwei deux",
    "three drei trois",
    "four vier quatre",
    "five funf cinq",
    "six sechs",
    "seven sieben sept",
    "eight acht huit",
    "nine neun neuf",
    "ten zehn dix",
)
DECADES = {
    "twenties": 2,
    "thirties": 3,
    "forties": 4,
    "fifties": 5,
    "sixties": 6,
    "seventies": 7,
    "eighties": 8,
    "nineties": 9,
    "zwanziger": 2,
    "dreissiger": 3,
    "vierziger": 4,
    "funfziger": 5,
    "sechziger": 6,
    "siebziger": 7,
    "achtziger": 8,
    "neunziger": 9,
}
DAY, WEEK, WEEKEND, MONTH, YEAR = range(5)
UNITS = _numbered(
    "day days tag tage tagen jour jours",
    "week weeks woche wochen semaine semaines",
    "weekend weekends wochenende wochenenden week-end week-ends",
    "month months monat monate monaten monats mois",
    "year years jahr jahre jahren an ans annee annees",
)
DAYS_AGO = {
    "today": 0,
    "heute": 0,
    "aujourd'hui": 0,
    "yesterday": 1,
    "gestern": 1,
    "hier": 1,
    "the day before yesterday": 2,
    "day before yesterday": 2,
    "vorgestern": 2,
    "avant hier": 2,
}

_christmas = fixed(12, 24, 26)
_christmas_eve = fixed(12, 24)
_new_years_eve = fixed(12, 31)
_new_year = fixed(1, 1)
_valentine = fixed(2, 14)
_easter = movable("DE", "Easter Monday", 4, before=3)
_good_friday = movable("DE", "Good Friday")
_ascension = movable("DE", "Ascension Day")
_pentecost = movable("DE", "Pentecost Monday", 2, before=1)
_lunar_new_year = movable("SG", "Chinese New Year", 2)
_thanksgiving = movable("US", "Thanksgiving Day")

HOLIDAYS: dict[str, PeriodOfYear] = {
    "christmas": _christmas,
    "xmas": _christmas,
    "weihnachten": _christmas,
    "noel": _christmas,
    "christmas eve": _christmas_eve,
    "heiligabend": _christmas_eve,
    "heilig abend": _christmas_eve,
    "new year's eve": _new_years_eve,
    "new years eve": _new_years_eve,
    "silvester": _new_years_eve,
    "la saint sylvestre": _new_years_eve,
    "saint sylvestre": _new_years_eve,
    "new year's day": _new_year,
    "new years day": _new_year,
    "new year's": _new_year,
    "neujahr": _new_year,
    "nouvel an": _new_year,
    "halloween": fixed(10, 31),
    "valentine's day": _valentine,
    "valentines day": _valentine,
    "valentinstag": _valentine,
    "saint valentin": _valentine,
    "saint patrick's day": fixed(3, 17),
    "st patrick's day": fixed(3, 17),
    "nikolaus": fixed(12, 6),
    "bastille day": fixed(7, 14),
    "independence day": fixed(7, 4),
    "easter": _easter,
    "ostern": _easter,
    "paques": _easter,
    "easter monday": movable("DE", "Easter Monday"),
    "ostermontag": movable("DE", "Easter Monday"),
    "easter sunday": movable("DE", "Easter Monday", before=1),
    "ostersonntag": movable("DE", "Easter Monday", before=1),
    "good friday": _good_friday,
    "karfreitag": _good_friday,
    "vendredi saint": _good_friday,
    "ascension day": _ascension,
    "himmelfahrt": _ascension,
    "l'ascension": _ascension,
    "pentecost": _pentecost,
    "whitsun": _pentecost,
    "pfingsten": _pentecost,
    "pentecote": _pentecost,
    "thanksgiving": _thanksgiving,
    "chinese new year": _lunar_new_year,
    "lunar new year": _lunar_new_year,
    "chinesisches neujahr": _lunar_new_year,
    "nouvel an chinois": _lunar_new_year,
    "diwali": movable("SG", "Diwali"),
    "eid": movable("SG", "Eid al-Fitr"),
    "eid al fitr": movable("SG", "Eid al-Fitr"),
}

YEAR_DIGITS = r"(?P<year>18[2-9]\d|19\d\d|20\d\d)"
LAST = (
    r"(?:(?:(?:the|den|dem|der|die|das)\s+)?"
    r"(?:last|past|previous|(?:letzt|vergangen|vorig)e[nmrs]?))"
)
AFTERWARDS_LAST = r"(?:derniere?s?|passee?s?)"
THIS = r"(?:this|diese[nmrs]?|cette|cet|ce)"

TIME_PREPOSITIONS = r"in|on|at|during|im|am|wahrend|en|au|aux|à|pendant"
ORIGIN_PREPOSITIONS = r"from|of|aus|vom|von|de|du"
ARTICLES = (
    r"(?:(?:the|den|dem|der|des|les|la|le)\s+|l')?"
    r"(?:(?:year|jahr|jahre|jahren|annee|month|monat|mois)\s+(?:of\s+|de\s+|d')?)?"
)
SINCE = r"since|seit|ab|depuis|à\s+partir\s+de"
AFTER = r"after|nach|apres"
BEFORE = r"before|vor|avant"
UNTIL = r"until|till|up\s+to|bis|jusqu'(?:en|au|à|a)?|jusque"
BETWEEN = r"between|zwischen|entre"
FROM = r"from|von|vom|de|du"
TO = r"to|until|till|through|bis|à|au|jusqu'(?:en|au|à)"
AND = r"and|und|et"
