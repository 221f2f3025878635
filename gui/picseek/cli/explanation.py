"""How a query was understood, as text and as JSON."""

from __future__ import annotations

from collections.abc import Iterator

from picseek.cli.units import counted
from picseek.engine.types import SearchResult


def explanation_lines(result: SearchResult) -> Iterator[str]:
    """How a query was understood: one line for each fact, then what describes pictures."""
    for span in result.spans:
        yield f"{span.text}: {span.meaning}"
    if result.filtered is not None:
        yield f"{counted(result.filtered, 'picture')} with these facts"
    if result.meaning:
        yield f"ranked by: {result.meaning}"


def problem_lines(result: SearchResult) -> Iterator[str]:
    """What of a query was not understood, and where."""
    for problem in result.problems:
        yield f"At character {problem.start + 1}: {problem.message}"


def without_lines(result: SearchResult) -> Iterator[str]:
    """What each part of a query that found nothing hides."""
    for each in result.without:
        more = " or more" if each.more else ""
        yield f"Without “{each.part}”: {counted(each.pictures, 'picture')}{more}."


def explanation_json(result: SearchResult) -> dict[str, object]:
    """How a query was understood; positions count characters from 0."""
    return {
        "facts": [
            {
                "start": span.start,
                "end": span.end,
                "text": span.text,
                "kind": span.kind.value,
                "meaning": span.meaning,
            }
            for span in result.spans
        ],
        "meaning": result.meaning,
        **({} if result.filtered is None else {"filtered": result.filtered}),
    }


def problems_json(result: SearchResult) -> dict[str, object]:
    """What was not understood, and what each part hides where nothing was found; if anything."""
    problems = [
        {"start": each.start, "end": each.end, "message": each.message} for each in result.problems
    ]
    without = [
        {"part": each.part, "query": each.text, "pictures": each.pictures, "more": each.more}
        for each in result.without
    ]
    return {
        **({"problems": problems} if problems else {}),
        **({"without": without} if without else {}),
    }
