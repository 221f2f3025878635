"""``picseek demo``: draws sample pictures, indexes them and opens the window.

Without a screen it searches in the terminal, and saves a picture of the window.
"""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path

from picseek.cli.commands import opened, run_index
from picseek.cli.exit_codes import EXIT_OK
from picseek.cli.output import one_line
from picseek.cli.units import counted
from picseek.demo import draw_samples
from picseek.engine.library import Library
from picseek.engine.types import Permit, Query
from picseek.ui.desktop.preflight import missing_libraries, why_no_window

QUERIES = ("red and dark", "black and white", "march 2019")


def run(options: Namespace) -> int:
    """``picseek demo``."""
    folder: Path = options.folder or options.library / "demo pictures"
    folder = folder.expanduser().absolute()
    sys.stderr.write(f"Drawing sample pictures in {folder} …\n")
    draw_samples(folder)
    with opened(options.library, writable=True) as library:
        report = run_index(library, [folder], Permit(library.current_model))
    sys.stderr.write(f"{counted(report.indexed + report.unchanged, 'picture')} indexed.\n")
    problem = why_no_window()
    if problem is None:
        from picseek.ui.app import run as open_window

        return open_window(options.library, [])
    sys.stderr.write(f"{problem} Searching in the terminal instead:\n")
    with opened(options.library, writable=False) as library:
        for query in QUERIES:
            _print_hits(library, query)
    return _draw_window(options.library)


def _print_hits(library: Library, query: str) -> None:
    result = library.search(Query(query, limit=5))
    print(f"\n“{query}”")
    for rank, hit in enumerate(result.hits, 1):
        print(one_line(f"  {rank}. {hit.picture.path}", sys.stdout))


def _draw_window(library: Path) -> int:
    missing = missing_libraries("offscreen")
    if missing:
        sys.stderr.write(f"To draw the window, install {', '.join(missing)}.\n")
        return EXIT_OK
    from picseek.ui.screenshot import save_window_picture

    target = library / "demo window.png"
    save_window_picture(library, QUERIES[0], target)
    print(f"\nPicture of the window: {target}")
    return EXIT_OK
