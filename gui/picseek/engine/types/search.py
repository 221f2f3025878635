"""A query and its answer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum, auto
from pathlib import Path

from picseek.engine.types.pictures import PictureRow


@dataclass(frozen=True, slots=True)
class Query:
    """What was asked.

    Attributes:
        text: Words; ``-word`` asks for the opposite. May be empty when `like` is not.
        like: Examples: paths of any pictures on disk, or ids of indexed pictures.
        limit: Maximum number of hits.
        model: A model's id, or ``""`` for the library's current one.
        send_examples: The user agrees to send this query's examples to a remote model.
        examples_agreed: Content hashes of the examples that may be sent, from
            `SearchResult.unsent_examples`; empty: whatever the files hold when they are read.
        folder: Find only pictures in this folder and its subfolders; None: all.
    """

    text: str = ""
    like: tuple[Path | int, ...] = ()
    limit: int = 20
    model: str = ""
    send_examples: bool = False
    folder: Path | None = None
    examples_agreed: tuple[str, ...] = ()


class SpanKind(StrEnum):
    """What a span of a query is about."""

    DATE = "date"
    CAMERA = "camera"
    FOLDER = "folder"
    TYPE = "type"
    NAME = "name"
    CAPTION = "caption"
    WORDS = "words"
    SIZE = "size"
    PROPERTY = "property"
    SORT = "sort"


@dataclass(frozen=True, slots=True)
class Span:
    """A part of a query that limits the results to facts, or orders them.

    Attributes:
        start, end: Its position in the query's text.
        text: What stands there.
        kind: What it is about.
        meaning: How it was understood, as a message.
        as_words: What to write in its place so that it describes pictures instead.
    """

    start: int
    end: int
    text: str
    kind: SpanKind
    meaning: str
    as_words: str


@dataclass(frozen=True, slots=True)
class QueryProblem:
    """A part of a query that was not understood, so that it was searched for as words.

    Attributes:
        start, end: Its position in the query's text.
        message: What is wrong with it, as a message.
    """

    start: int
    end: int
    message: str


@dataclass(frozen=True, slots=True)
class Without:
    """What would be found without a part of a query that found nothing.

    Attributes:
        part: The part, as typed.
        text: The query's text without it.
        pictures: How many pictures would be found.
        more: Whether there are more than that.
    """

    part: str
    text: str
    pictures: int
    more: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """One picture found. `score` orders the hits; it compares only within one result.

    Attributes:
        caption: The part of its captions that has words of the query, or ``""``.
    """

    picture: PictureRow
    score: float
    caption: str = ""


@dataclass(frozen=True, slots=True)
class MatchBox:
    """A region of a picture that shows something from the query.

    Attributes:
        words: The words of the query.
        left, right: Edges as a share of the picture's width, 0 to 1.
        top, bottom: Edges as a share of its height, 0 to 1.
        probability: From 0 to 1.
    """

    words: str
    left: float
    top: float
    right: float
    bottom: float
    probability: float


@dataclass(frozen=True, slots=True)
class SeenThing:
    """Something that a model recognizes in a picture.

    Attributes:
        name: Display name, in the requested language, else in English.
        probability: From 0 to 1.
    """

    name: str
    probability: float


class Located(Enum):
    """The result of locating a match in a picture."""

    UNABLE = auto()
    """The model cannot locate matches."""
    NO_THINGS = auto()
    """The query names nothing that has a location, only colors or dates."""
    NOT_LOOKED = auto()
    """It was not requested."""
    NOWHERE = auto()
    """No region stands out; the whole picture may show it."""
    FOUND = auto()


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a picture was found.

    Attributes:
        boxes: Regions that show what was asked for, the most probable first; a few at most.
        seen: What the model recognizes in it, the most probable first.
        located: Why there are boxes, or none.
    """

    boxes: tuple[MatchBox, ...] = ()
    seen: tuple[SeenThing, ...] = ()
    located: Located = Located.UNABLE


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The answer to a query.

    Attributes:
        model: The model that answered; not the query's if that could not be used.
        unknown: Words of the query that the model cannot interpret (names may still match).
        note: Why another model or words alone answered, as a sentence, or ``""``.
        unsent: Whether that is because an example may not be sent (see `Query.send_examples`).
        unsent_examples: Content hashes of the examples that would be sent, in hexadecimal digits:
            consent does not cover a file that changes before the user agrees.
        strong: How many of the first hits match well: the model is sure of them, or all words are
            in their names, folders or dates. None: unknown.
        near: How many of the last hits are only near matches.
        spans: The parts of the text that limit or order the results.
        meaning: The rest of the text, which describes pictures.
        problems: The parts that were not understood.
        filtered: How many pictures have all facts that were asked for; None: any has.
        without: Where nothing was found: what each part hides, the most pictures first.
    """

    query: Query
    model: str
    hits: tuple[Hit, ...]
    unknown: tuple[str, ...]
    seconds: float
    note: str = ""
    unsent: bool = False
    strong: int | None = None
    near: int = 0
    unsent_examples: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()
    meaning: str = ""
    problems: tuple[QueryProblem, ...] = ()
    filtered: int | None = None
    without: tuple[Without, ...] = ()

    @property
    def partly(self) -> bool:
        """Whether there are hits, and all of them are only near matches."""
        return 0 < self.near == len(self.hits)
