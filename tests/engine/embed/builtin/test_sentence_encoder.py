"""The sentence encoder: how it reads, loads and fails, with a tiny graph."""

from __future__ import annotations

import json
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper

from picseek.engine.embed.builtin.model_files import Shipped, digest_of
from picseek.engine.embed.builtin.sentence_encoder import WIDTH, SentenceEncoder
from picseek.engine.embed.builtin.word_pieces import MAX_TOKENS, Pieces
from picseek.engine.errors import ModelError

if TYPE_CHECKING:
    from numpy.typing import NDArray

GRAPH, VOCABULARY = "text.onnx", "pieces.json"
SPECIAL = ["<s>", "<pad>", "</s>", "<unk>"]
PIECES = [*SPECIAL, "▁", "a", "b", "ab", "▁a", "▁query", ":"]
SCORES = [0.0, 0.0, 0.0, 0.0, -3.0, -4.0, -4.0, -4.5, -4.0, -6.0, -3.0]


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    """A folder with a graph that adds up its ids, and its vocabulary."""
    write_graph(tmp_path / GRAPH, WIDTH)
    content = json.dumps({"pieces": "\n".join(PIECES), "scores": SCORES})
    (tmp_path / VOCABULARY).write_text(content, encoding="utf-8")
    return tmp_path


def encoder_of(folder: Path) -> SentenceEncoder:
    """The encoder in a folder, as if it had been shipped as it is."""
    names = [name for name in (GRAPH, VOCABULARY) if (folder / name).exists()]
    digests = tuple((name, digest_of((folder / name).read_bytes())) for name in names)
    return SentenceEncoder(Shipped("", 0, digests, str(folder)))


def vocabulary(folder: Path) -> Pieces:
    return Pieces((folder / VOCABULARY).read_bytes())


def write_graph(path: Path, width: int, *, rows: int = len(PIECES)) -> None:
    table = np.arange(rows, dtype=np.float32)[:, None] * np.ones(width, np.float32)
    nodes = [
        helper.make_node("Gather", ["table", "ids"], ["rows"]),
        helper.make_node("Cast", ["mask"], ["kept"], to=TensorProto.FLOAT),
        helper.make_node("Unsqueeze", ["kept", "last"], ["each"]),
        helper.make_node("Mul", ["rows", "each"], ["there"]),
        helper.make_node("ReduceSum", ["there", "one"], ["vectors"], keepdims=0),
    ]
    made = helper.make_graph(
        nodes,
        "tiny",
        [helper.make_tensor_value_info(n, TensorProto.INT64, ["b", "t"]) for n in ("ids", "mask")],
        [helper.make_tensor_value_info("vectors", TensorProto.FLOAT, ["b", width])],
        [
            numpy_helper.from_array(table, "table"),
            numpy_helper.from_array(np.array([-1]), "last"),
            numpy_helper.from_array(np.array([1]), "one"),
        ],
    )
    model = helper.make_model(made, opset_imports=[helper.make_opsetid("", 17)], ir_version=10)
    onnx.save(model, str(path))


def test_the_likeliest_pieces_are_read(tiny: Path) -> None:
    pieces = vocabulary(tiny)
    assert named(pieces.ids("ab a")) == ["<s>", "▁query", ":", "▁", "ab", "▁a", "</s>"]
    assert named(pieces.ids("b")) == ["<s>", "▁query", ":", "▁", "b", "</s>"]


def test_unknown_letters_in_a_row_are_one_piece(tiny: Path) -> None:
    read = named(vocabulary(tiny).ids("xyz<s>"))
    assert read == ["<s>", "▁query", ":", "▁", "<unk>", "</s>"]


def test_a_long_text_is_cut_and_still_ends(tiny: Path) -> None:
    read = named(vocabulary(tiny).ids("a " * 5000))
    assert len(read) == MAX_TOKENS
    assert read[-1] == "</s>"


def test_white_space_and_width_do_not_matter(tiny: Path) -> None:
    pieces = vocabulary(tiny)
    assert pieces.ids("\u200b a\n\t\uff42\x00 ") == pieces.ids("a b")


def test_a_text_has_the_same_vector_among_others(tiny: Path) -> None:
    encoder = encoder_of(tiny)
    texts = ["ab", "b a b a", ""] * 20
    together = encoder.encode(texts)
    alone = np.concatenate([encoder.encode([text]) for text in texts])
    assert together.dtype == np.float32
    np.testing.assert_array_equal(together, alone)


def test_no_texts_give_no_vectors(tiny: Path) -> None:
    assert encoder_of(tiny).encode([]).shape == (0, WIDTH)


def test_what_heads_of_attention_read_follows_the_vector(tiny: Path) -> None:
    write_graph(tiny / GRAPH, 3 * WIDTH)
    assert encoder_of(tiny).encode(["a", "a b", "b"]).shape == (3, 3 * WIDTH)


def test_it_is_loaded_at_its_first_use(tiny: Path) -> None:
    encoder = encoder_of(tiny)
    before = encoder.is_loaded
    encoder.encode(["a"])
    loaded = encoder.is_loaded
    encoder.close()
    assert [before, loaded, encoder.is_loaded] == [False, True, False]


def test_many_threads_may_ask(tiny: Path) -> None:
    encoder = encoder_of(tiny)
    found: list[NDArray[np.float32]] = []
    threads = [
        threading.Thread(target=lambda: found.append(encoder.encode(["a b"]))) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == len(threads)
    assert all((each == found[0]).all() for each in found)


@pytest.mark.parametrize("name", [GRAPH, VOCABULARY])
@pytest.mark.parametrize("content", [None, b"", b"{}", b"\xff\x00", b'{"pieces":"a","scores":[1]}'])
def test_a_missing_or_damaged_file_is_named(tiny: Path, name: str, content: bytes | None) -> None:
    path = tiny / name
    encoder = encoder_of(tiny)
    path.unlink()
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ModelError, match=name.replace(".", r"\.")):
        encoder.encode(["a"])
    assert not encoder.is_loaded


def test_a_graph_that_is_cut_off_is_damaged(tiny: Path) -> None:
    encoder = encoder_of(tiny)
    content = (tiny / GRAPH).read_bytes()
    (tiny / GRAPH).write_bytes(content[: len(content) // 2])
    with pytest.raises(ModelError, match=r"text\.onnx is missing or damaged"):
        encoder.encode(["a"])


@pytest.mark.parametrize(("width", "rows"), [(8, len(PIECES)), (WIDTH, 2)])
def test_another_graph_is_damaged(tiny: Path, width: int, rows: int) -> None:
    write_graph(tiny / GRAPH, width, rows=rows)
    with pytest.raises(ModelError, match=r"text\.onnx is missing or damaged"):
        encoder_of(tiny).encode(["a"])


def test_without_onnx_runtime_it_is_said(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    with pytest.raises(ModelError, match="needs ONNX Runtime, which can't be loaded"):
        encoder_of(tiny).encode(["a"])


def named(ids: list[int]) -> list[str]:
    return [PIECES[i] for i in ids]
