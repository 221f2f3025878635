from __future__ import annotations

import json
import pickle
import struct
from collections.abc import Callable
from datetime import datetime
from threading import Lock
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from picseek.engine.decoding.decoder import Decoded, Decoder
from picseek.engine.decoding.details import read_details
from picseek.engine.decoding.rendering import render
from picseek.engine.decoding.thumbnail_files import ThumbnailFolder
from picseek.engine.errors import DiskFull, EngineError, PictureError
from picseek.engine.files.encoding import encode as encode_picture
from picseek.engine.files.targets import TargetError
from picseek.engine.messages import Message, message, translated
from picseek.engine.types import (
    CameraDetails,
    DateSource,
    PictureFacts,
    ProblemCode,
    Rendering,
    Stage,
)
from picseek.engine.workers.answers import Answer, InvalidAnswer, codec_of, decode, encode
from tests.support import chores

AT = datetime(2024, 2, 29, 12, 30, 1, 5)
FACTS = PictureFacts(400, 300, "JPEG", AT, "Acme Öne", DateSource.NAME)


def decoder(task: str) -> Decoded:
    return Decoded(b"\0" * 16, 12, -5, FACTS, b"pixels", "caption", "text")


def passed_on(value: object, function: Callable[..., object]) -> Answer:
    codec = codec_of(function)
    return decode(encode(Answer(7, value, "trace"), codec), codec)


@pytest.mark.parametrize(
    ("value", "function"),
    [
        (decoder(""), decoder),
        (Decoded(b"", 0, 0, None, b""), decoder),
        (Rendering(2, 1, bytes(range(8)), 200, 100), render),
        (CameraDetails(), read_details),
        (
            CameraDetails(AT, flash=True, iso=100, latitude=-1.5, keywords=("a", "caf\udce9", "𝄞")),
            read_details,
        ),
        (None, encode_picture),
        ("text", chores.chore),
        (b"", chores.echo),
        (chores.Surroundings(5, True), chores.surroundings),
    ],
)
def test_answers_arrive_as_they_were(value: object, function: Callable[..., object]) -> None:
    answer = passed_on(value, function)
    assert answer == Answer(7, value, "trace")
    assert type(answer.value) is type(value)


def test_the_real_decoder_s_answers_can_be_sent() -> None:
    codec = codec_of(Decoder(None, ThumbnailFolder.__new__(ThumbnailFolder)))
    assert decode(encode(Answer(1, decoder("")), codec), codec).value == decoder("")


@pytest.mark.parametrize(
    "error",
    [
        EngineError("It is so."),
        DiskFull(message("The disk of {name} is full.", name="{x} 𝄞")),
        TargetError(message("{count} files, {share}", count=3, share=0.5)),
        PictureError(ProblemCode.EMPTY, message("This file is empty."), Stage.SCAN),
    ],
)
def test_errors_arrive_as_they_were(error: EngineError) -> None:
    found = passed_on(error, chores.chore).value
    assert isinstance(found, EngineError)
    assert type(found) is type(error)
    assert str(found) == str(error)
    assert getattr(found, "code", None) == getattr(error, "code", None)
    assert getattr(found, "stage", None) == getattr(error, "stage", None)


def test_an_error_can_still_be_translated() -> None:
    error = PictureError(ProblemCode.EMPTY, message("{name} is empty.", name=message("The disk")))
    found = passed_on(error, chores.chore).value
    assert isinstance(found, PictureError)
    german = {"{name} is empty.": "{name} ist leer.", "The disk": "Die Platte"}
    assert translated(found.message, lambda text, _: german[text], str) == "Die Platte ist leer."


@pytest.mark.parametrize(
    ("value", "function"),
    [
        (Lock(), chores.chore),
        (1, chores.chore),
        (True, chores.own_pid),
        (1 << 63, chores.own_pid),
        (None, chores.own_pid),
        ("text", chores.echo),
        (FACTS, decoder),
        (CameraDetails(exposure=float("nan")), read_details),
        (CameraDetails(keywords=["a list"]), read_details),  # type: ignore[arg-type]
    ],
)
def test_a_function_answers_as_it_is_annotated(
    value: object, function: Callable[..., object]
) -> None:
    with pytest.raises((TypeError, ValueError)):
        encode(Answer(0, value), codec_of(function))


def anything(task: object) -> object:
    return task


def unannotated(task):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN201
    return task


@pytest.mark.parametrize("function", [anything, unannotated])
def test_functions_that_may_answer_anything_are_refused(function: Callable[..., object]) -> None:
    with pytest.raises(TypeError, match="not a type that answers"):
        codec_of(function)


def frame(behind: bytes = b"", **head: object) -> bytes:
    written = json.dumps({"task": 0, "trace": "", **head}).encode()
    return struct.pack(">I", len(written)) + written + behind


ROW = ["é", 1]
REFUSED: dict[str, tuple[bytes, Callable[..., object]]] = {
    "nothing": (b"", chores.chore),
    "a pickle": (pickle.dumps(chores.Intruder("/nowhere")), chores.chore),
    "a head that is not there": (struct.pack(">I", 100), chores.chore),
    "a head as long as memory": (struct.pack(">I", 0xFFFFFFFF) + b"{}", chores.chore),
    "no JSON": (struct.pack(">I", 2) + b"{]", chores.chore),
    "no value": (frame(), chores.chore),
    "no task": (frame(value="", task=None), chores.chore),
    "another type": (frame(value=5), chores.chore),
    "a truth value for a number": (frame(value=True), chores.own_pid),
    "a number beyond all": (frame(value=1 << 64), chores.own_pid),
    "too few fields": (frame(value=[1]), chores.surroundings),
    "too many fields": (frame(value=[1, True, 1]), chores.surroundings),
    "more bytes than were sent": (frame(b"abc", value=4), chores.echo),
    "a negative length": (frame(b"abc", value=-1), chores.echo),
    "fewer bytes than were sent": (frame(b"abc", value=2), chores.echo),
    "a date that never was": (frame(b"", value=["2023-02-30", *[None] * 17]), read_details),
    "an endless number": (
        frame(value=[None, "", "", float("inf"), *[None] * 14]),
        read_details,
    ),
    "nesting": (struct.pack(">I", 200_000) + b"[" * 200_000, chores.chore),
    "an unknown error": (frame(error=["SystemExit", "x"]), chores.chore),
    "an error of no kind": (
        frame(error=["PictureError", "x", "no code", "decode"]),
        chores.chore,
    ),
    "an error without text": (frame(error=["DiskFull", None]), chores.chore),
    "an error that is a text": (frame(error="DiskFull"), chores.chore),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_no_answer_is_refused(what: str) -> None:
    data, function = REFUSED[what]
    codec = codec_of(function)
    with pytest.raises(InvalidAnswer):
        decode(data, codec)


@pytest.mark.parametrize(
    "template",
    ["{x.__class__}", "{x[0]}", "{x!r}", "{x:999999999}", "{}", "{0}", "{y}", "{", "{x:{x}}"],
)
def test_a_sentence_of_a_worker_is_filled_with_values_and_nothing_else(template: str) -> None:
    stored = json.dumps({"say": template, "values": {"x": 1, "count": 1}, "one": ""})
    stored = stored.replace(", ", ",").replace(": ", ":")
    found = decode(frame(error=["DiskFull", stored]), codec_of(chores.chore)).value
    assert isinstance(found, DiskFull)
    assert str(found) == stored
    sentence = found.args[0]
    assert isinstance(sentence, Message)
    assert not sentence.values


@given(st.binary(max_size=300))
def test_noise_is_refused(data: bytes) -> None:
    with pytest.raises(InvalidAnswer):
        decode(data, codec_of(chores.chore))


@given(st.data())
def test_a_damaged_answer_is_refused_or_a_value_of_its_type(data: Any) -> None:  # noqa: ANN401
    codec = codec_of(decoder)
    damaged = bytearray(encode(Answer(3, decoder("")), codec))
    for _ in range(data.draw(st.integers(1, 3))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    try:
        answer = decode(bytes(damaged), codec)
    except InvalidAnswer:
        return
    assert isinstance(answer.value, Decoded)
    assert isinstance(answer.value.facts, PictureFacts | None)
    assert isinstance(answer.value.captions, str)
