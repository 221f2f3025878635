"""Opens picture files; errors become PictureErrors with a message for the user."""

from __future__ import annotations

import contextlib
import io
import os
from collections.abc import Iterator
from pathlib import Path

from picseek.engine.errors import PictureError
from picseek.engine.filesystem.os_errors import is_drive_failure, os_reason
from picseek.engine.filesystem.safe_open import NotRegularFileError, open_regular_file
from picseek.engine.messages import message
from picseek.engine.types import ProblemCode


@contextlib.contextmanager
def opened_file(path: str | Path) -> Iterator[tuple[io.BufferedReader, os.stat_result]]:
    """As `open_regular_file`; raises: PictureError, if it cannot be opened."""
    with contextlib.ExitStack() as stack:
        with explained_read_errors():
            opened = stack.enter_context(open_regular_file(path))
        yield opened


@contextlib.contextmanager
def explained_read_errors() -> Iterator[None]:
    """Raise a PictureError for an OSError."""
    try:
        yield
    except (FileNotFoundError, NotADirectoryError):
        raise PictureError(
            ProblemCode.VANISHED, message("This file is gone; it was moved or deleted.")
        ) from None
    except PermissionError:
        raise PictureError(
            ProblemCode.UNREADABLE, message("You don't have permission to read this file.")
        ) from None
    except NotRegularFileError:
        raise PictureError(ProblemCode.UNREADABLE, message("This isn't a regular file.")) from None
    except OSError as error:
        raise PictureError(
            ProblemCode.IO_ERROR if is_drive_failure(error) else ProblemCode.UNREADABLE,
            message(
                "This file can't be read ({reason}). Check its drive and its permissions.",
                reason=os_reason(error),
            ),
        ) from error
