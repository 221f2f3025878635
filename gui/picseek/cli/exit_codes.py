"""How the program ends, as a number: part of the command line's contract with scripts."""

EXIT_OK = 0
"""Done."""

EXIT_INCOMPLETE = 1
"""Done, but some files failed or a search found nothing."""

EXIT_USAGE = 2
"""Wrong use; the same as argparse's."""

EXIT_CANNOT = 3
"""Cannot go on: no key, no model, the library is locked or unreadable."""

EXIT_INTERRUPTED = 130
"""Stopped with Ctrl-C: what a shell reports for SIGINT."""
