"""What the user excludes from a library: patterns as in a .gitignore, and minimum sizes."""

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
    """Decides which files and folders are excluded.

    As with git, what is in an excluded folder cannot be included again by a pattern.
    """

    def __init__(
        self,
        exclusions: Exclusions | None = None,
        roots: Sequence[Path] = (),
        *,
        folds_case: bool = _FOLDS_CASE,
    ) -> None:
        """Compile patterns.

        Args:
            exclusions: What the user has set.
            roots: The chosen folders; patterns are relative to the outermost one that holds a
                file, so their meaning does not depend on the folder that is scanned.
            folds_case: Whether upper and lower case are the same.

        Raises:
            UsageError: A pattern is invalid; the text names it.
        """
        self.exclusions = exclusions or Exclusions()
        self._folds_case = folds_case
        patterns = [self._folded(line) for line in self.exclusions.patterns]
        self._spec = _spec(patterns, self.exclusions.patterns)
        self._anchors = sorted((os.path.join(root, "") for root in roots), key=len)  # noqa: PTH118
        self._folders: dict[str, int | None] = {}

    @property
    def any(self) -> bool:
        """Whether files can be excluded by their names or sizes in bytes."""
        return bool(self.exclusions.patterns) or self.exclusions.least_bytes > 0

    def excludes_folder(self, path: str) -> bool:
        """Whether a folder, by its absolute path, is excluded; its parents are not checked."""
        return self._deciding(path, "/") is not None

    def excludes_folder_or_parent(self, path: str) -> bool:
        """Whether a folder or one of its parents is excluded."""
        return self._pattern_for_folder(path) is not None

    def excludes_file(self, folder: str, name: str, size: int) -> bool:
        """Whether a file of this many bytes is excluded; its folder is not checked."""
        if size < self.exclusions.least_bytes:
            return True
        return self._deciding(os.path.join(folder, name)) is not None  # noqa: PTH118

    def is_too_small(self, width: int, height: int) -> bool:
        """Whether a picture of this many pixels is excluded."""
        return max(width, height) < self.exclusions.least_pixels

    def matching_pattern(self, folder: str, name: str) -> int | None:
        """The index of the pattern that excludes a file or one of its parents, or None."""
        above = self._pattern_for_folder(folder)
        return self._deciding(os.path.join(folder, name)) if above is None else above  # noqa: PTH118

    def _pattern_for_folder(self, path: str) -> int | None:
        """The same for a folder; cached, as each holds many files."""
        if path not in self._folders:
            above = os.path.dirname(path)  # noqa: PTH120
            found = self._pattern_for_folder(above) if self._relative(above) else None
            self._folders[path] = self._deciding(path, "/") if found is None else found
        return self._folders[path]

    def _deciding(self, path: str, end: str = "") -> int | None:
        """The index of the pattern that excludes exactly this path, or None."""
        relative = self._relative(path)
        if not relative or not self.exclusions.patterns:
            return None
        result = self._spec.check_file(relative + end)
        return result.index if result.include else None

    def _relative(self, path: str) -> str:
        """A path relative to the outermost root that holds it, with slashes; "": it is a root."""
        for anchor in self._anchors:
            if path.startswith(anchor):
                relative = path[len(anchor) :].replace(os.sep, "/")
                # The wildcards of pathspec stop at a line's end, which git's do not.
                return self._folded(relative.replace("\n", "\ufffd"))
        return ""

    def _folded(self, text: str) -> str:
        return text.lower() if self._folds_case else text


def _spec(patterns: Sequence[str], entered: Sequence[str]) -> GitIgnoreSpec:
    """Compile patterns one by one, so that a wrong one can be named."""
    compiled = []
    for number, (pattern, line) in enumerate(zip(patterns, entered, strict=True), 1):
        try:
            # An empty line would be no pattern at all, and shift the numbers.
            (one,) = GitIgnoreSpec.from_lines([pattern or "#"]).patterns
        except ValueError:
            raise _no_pattern(number, line) from None
        stripped = pattern.strip()
        if one.include is None and stripped and not stripped.startswith("#"):
            raise _no_pattern(number, line)
        compiled.append(one)
    return GitIgnoreSpec(compiled)


def _no_pattern(number: int, line: str) -> UsageError:
    return UsageError(
        message(
            "Line {number} isn't a pattern: “{line}”. Enter a name such as "
            "“*.gif”, or a folder such as “Raw/”.",
            number=number,
            line=line,
        )
    )
