"""The engine: all of Picseek but its window and command line; knows no Qt, works in scripts.

It is entered through `library`, with the values of `types` and `errors`, `cancel` and `messages`.
"""

from collections.abc import Sequence

from picseek.engine.workers import WORKER_OPTION


def become_worker(arguments: Sequence[str]) -> None:
    """Become a worker process if the command line says so; then this never returns.

    A frozen program starts itself once more for each worker, so it must call this first of all.
    Other programs need not: their workers start without them.

    Args:
        arguments: Of the process, without its name.
    """
    if len(arguments) == 3 and arguments[0] == WORKER_OPTION:
        from picseek.engine.workers.process import main

        main(*arguments[1:])


def hide_environment_keys() -> None:
    """Take API keys out of the environment; see `credentials.hide_environment_keys`.

    For programs that start others, as the window does; before anything reads a key.
    """
    from picseek.engine import credentials

    credentials.hide_environment_keys()
