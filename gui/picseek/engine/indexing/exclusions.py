"""What the user leaves out of a library: patterns as in a .gitignore, and minimum sizes."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from pathspec import GitIgnoreSpec

from picseek.engine.errors import UsageError
from picseek.engine.messages import message
from picseek.engine.types.settings import Exclusions

_FOLDS_CASE = sys.platform in ("win32", "darwin")  # as git does there: core.ignorecase


class Rules:
    """Tells of files and folders whether they are left out.

    As with git, what lies in a folder that is left out cannot be taken in again by a pattern.
    """

    def __init__(
        self,
        exclusions: Exclusions | None = None,
        roots: Sequence[Path] = (),
        *,
        folds_case: bool = _FOLDS_CASE,
    ) -> None:
        """Make rules of what the user has set.

        Args:
            exclusions: That.
            roots: The chosen folders; patterns are relative to the outermost one that holds a
                file, so what they mean does not change with the folder that is looked at.
            folds_case: Whether upper and lower case are the same.

        Raises:
            UsageError: A pattern makes no sense; the text says which.
        """
        self.exclusions = exclusions or Exclusions()
        self._folds_case = folds_case
        patterns = [self._folded(line) for line in self.exclusions.patterns]
        self._spec = _spec(patterns, self.exclusions.patterns)
        self._anchors = sorted((os.path.join(root, "") for root in roots), key=len)  # noqa: PTH118
        self._folders: dict[str, int | None] = {}

    @property
    def any(self) -> bool:
        """Whether anything can be left out by its name or its bytes."""
        return bool(self.exclusions.patterns) or self.exclusions.least_bytes > 0

    def leave_out_folder(self, path: str) -> bool:
        """Whether a folder, by its absolute path, is left out; those above it are not asked."""
        return self._deciding(path, "/") is not None

    def leave_out_below(self, path: str) -> bool:
        """Whether a folder, or one above it, is left out."""
        return self._pattern_of_folder(path) is not None

    def leave_out_file(self, folder: str, name: str, size: int) -> bool:
        """Whether a file of this many bytes is left out; its folder is not asked."""
        if size < self.exclusions.least_bytes:
            return True
        return self._deciding(os.path.join(folder, name)) is not None  # noqa: PTH118

    def too_small(self, width: int, height: int) -> bool:
        """Whether a picture of this many pixels is left out."""
        return max(width, height) < self.exclusions.least_pixels

    def pattern_of(self, folder: str, name: str) -> int | None:
        """The number of the pattern that leaves a file, or a folder above it, out; or None."""
        above = self._pattern_of_folder(folder)
        return self._deciding(os.path.join(folder, name)) if above is None else above  # noqa: PTH118

    def _pattern_of_folder(self, path: str) -> int | None:
        """The same of a folder; kept, because many files lie in each."""
        if path not in self._folders:
            above = os.path.dirname(path)  # noqa: PTH120
            found = self._pattern_of_folder(above) if self._relative(above) else None
            self._folders[path] = self._deciding(path, "/") if found is None else found
        return self._folders[path]

    def _deciding(self, path: str, end: str = "") -> int | None:
        """The number of the pattern that leaves exactly this path out, or None."""
        relative = self._relative(path)
        if not relative or not self.exclusions.patterns:
            return None
        result = self._spec.check_file(relative + end)
        return result.index if result.include else None

    def _relative(self, path: str) -> str:
        """A path below the outermost root that holds it, with slashes; "": it is a root."""
        for anchor in self._anchors:
            if path.startswith(anchor):
                relative = path[len(anchor) :].replace(os.sep, "/")
                # The wildcards of pathspec stop at a line's end, which git's do not.
                return self._folded(relative.replace("\n", "\ufffd"))
        return ""

    def _folded(self, text: str) -> str:
        return text.lower() if self._folds_case else text


def _spec(patterns: Sequence[str], told: Sequence[str]) -> GitIgnoreSpec:
    """Compile patterns one by one, so that a wrong one can be named."""
    compiled = []
    for number, (pattern, line) in enumerate(zip(patterns, told, strict=True), 1):
        try:
            # An empty line would be no pattern at all, and shift the numbers.
            (one,) = GitIgnoreSpec.from_lines([pattern or "#"]).patterns
        except ValueError:
            raise _no_pattern(number, line) from None
        said = pattern.strip()
        if one.include is None and said and not said.startswith("#"):
            raise _no_pattern(number, line)
        compiled.append(one)
    return GitIgnoreSpec(compiled)


def _no_pattern(number: int, line: str) -> UsageError:
    return UsageError(
        message(
            "Line {number} is not a pattern: “{line}”. "
            "Write a name as “*.gif”, or a folder as “Raw/”.",
            number=number,
            line=line,
        )
    )
