"""The exit codes, which scripts rely on."""

EXIT_OK = 0
"""Done."""

EXIT_INCOMPLETE = 1
"""Done, but some files failed or a search found nothing."""

EXIT_USAGE = 2
"""Wrong arguments; the same as argparse's."""

EXIT_CANNOT = 3
"""Cannot continue: no key, no model, the library is locked or unreadable."""

EXIT_INTERRUPTED = 130
"""Stopped with Ctrl-C: what a shell reports for SIGINT."""
