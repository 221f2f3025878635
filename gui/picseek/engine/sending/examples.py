"""Which example pictures of a query may be sent to a service."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from picseek.engine.decoding.content_hash import content_hash
from picseek.engine.errors import ConsentNeeded
from picseek.engine.messages import message


class ExampleCheck:
    """Checks the examples of one query before and after reading, as files may change."""

    def __init__(
        self, host: str = "", *, agreed: bool = False, contents: Sequence[str] = ()
    ) -> None:
        """Check nothing yet.

        Args:
            host: Where examples would be sent; ``""``: nowhere, all pass.
            agreed: Whether the user agrees to that.
            contents: Content hashes of the pictures that they agreed to, in hexadecimal digits;
                empty: those in the files at `before_reading`.
        """
        self._host = host
        self._agreed = agreed
        self._contents = tuple(contents)

    def before_reading(self, examples: Sequence[Path]) -> None:
        """Check consent before decoding.

        Raises:
            ConsentNeeded: The user has not agreed.
            PictureError: An example cannot be read.
        """
        if not examples or not self._host or (self._agreed and self._contents):
            return
        self._contents = tuple(content_hash(path).hex() for path in examples)
        if not self._agreed:
            raise self._needed(examples[0], self._contents)

    def after_reading(self, examples: Iterable[Path], contents: Sequence[bytes]) -> None:
        """Check that the decoded pictures are those that the user agreed to.

        Args:
            examples: The files.
            contents: Content hashes of the decoded pictures.

        Raises:
            ConsentNeeded: An example is a different picture.
        """
        hashes = tuple(content.hex() for content in contents)
        for path, content in zip(examples, hashes, strict=True):
            if self._host and content not in self._contents:
                raise self._needed(path, hashes)

    def _needed(self, example: Path, contents: tuple[str, ...]) -> ConsentNeeded:
        return ConsentNeeded(
            message(
                "To search with “{name}”, Picseek has to send it to {host}. You "
                "haven't agreed to that yet.",
                name=example.name,
                host=self._host,
            ),
            contents,
        )
