"""Recognizes a custom model by its files: graphs, tokenizer and configuration.

`probe_files` loads and runs untrusted files: call it in a worker process only.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from picseek.engine.embed.clip.catalog import ClipModel, ModelFile, PicturePlan, TokenPlan, Tower
from picseek.engine.embed.clip.onnx_graphs import IDS, MASK, PIXELS, TowerGraph
from picseek.engine.embed.clip.onnx_runtime import Session, on_processor
from picseek.engine.embed.clip.tokenizer import Tokens
from picseek.engine.errors import ModelError
from picseek.engine.messages import join_messages, message

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_PICTURE_OUTPUTS, _TEXT_OUTPUTS = (
    ("image_embeds", "pooler_output"),
    ("text_embeds", "pooler_output"),
)
_RESAMPLES = {2: "bilinear", 3: "bicubic"}
_CHANNELS = 3
_SAME = 1e-4  # of a unit vector's length: a larger difference is not caused by rounding


@dataclass(frozen=True, slots=True)
class ProbeTask:
    """Files to probe as a model.

    Attributes:
        folder: The folder of the files, absolute.
        source: The user's folder that they were copied from, for error messages.
    """

    folder: str
    source: str


@dataclass(frozen=True, slots=True)
class ProbedModel:
    """How to run a model; as in `ClipModel`, but without sizes and checksums of the files."""

    picture: PicturePlan
    vision: Tower
    text: Tower
    tokens: TokenPlan
    dim: int = 0
    quantised: bool = False


@dataclass(frozen=True, slots=True)
class _Graph:
    """A graph with its inputs and outputs."""

    path: Path
    session: Session

    @property
    def inputs(self) -> set[str]:
        return {each.name for each in self.session.get_inputs()}

    @property
    def outputs(self) -> dict[str, Sequence[object]]:
        return {each.name: each.shape for each in self.session.get_outputs()}

    def vectors(self, names: Sequence[str]) -> str:
        """The first of these outputs that has one vector for each input; ``""``: none."""
        return next((name for name in names if len(self.outputs.get(name, ())) == 2), "")

    def description(self) -> str:
        return message(
            "{file} takes {inputs} and returns {outputs}",
            file=self.path.name,
            inputs=_listed(self.inputs),
            outputs=_listed(self.outputs),
        )


def probe_files(task: ProbeTask) -> ProbedModel:
    """Inspect files, load the graphs among them, and run each once.

    Raises:
        ModelError: Picseek cannot use them as a model; the message has the reason.
    """
    folder, source = Path(task.folder), Path(task.source)
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    if not any(path.suffix == ".onnx" for path in files):
        raise ModelError(
            message("There's no model in {source}: none of its files ends in .onnx.", source=source)
        )
    picture = _picture_plan(source, files)
    vision, text = _towers(source, files)
    tokenizer = _named(source, files, "tokenizer.json")
    found = ProbedModel(
        picture=picture,
        vision=Tower(_unmeasured(vision.path, folder), vision.vectors(_PICTURE_OUTPUTS)),
        text=Tower(_unmeasured(text.path, folder), text.vectors(_TEXT_OUTPUTS)),
        tokens=_token_plan(source, files, text, _unmeasured(tokenizer, folder)),
    )
    return _with_measurements(found, source.name, vision, text, tokenizer)


def _unmeasured(path: Path, folder: Path) -> ModelFile:
    return ModelFile(path.relative_to(folder).as_posix(), 0, "")


def custom_model(
    model_id: str,
    title: str,
    probed: ProbedModel,
    files: Mapping[str, ModelFile],
    companions: Sequence[ModelFile] = (),
) -> ClipModel:
    """The model that some files make up.

    Args:
        model_id: Its id.
        title: Its title.
        probed: The result of the probe, which is not trusted.
        files: The files by their paths, with sizes and checksums.
        companions: External data files of its graphs.

    Raises:
        ModelError: The probe does not fit the files.
    """
    parts = (probed.vision, probed.text, probed.tokens)
    picture = probed.picture
    fits = len(picture.mean) == len(picture.std) == _CHANNELS
    if not fits or any(part.file.path not in files for part in parts):
        raise ModelError(message("“{title}” can't be used as a model.", title=title))
    vision, text = (
        replace(tower, file=files[tower.file.path]) for tower in (probed.vision, probed.text)
    )
    tokens = replace(probed.tokens, file=files[probed.tokens.file.path])
    return ClipModel(
        id=model_id,
        title=title,
        about=message("Added from your own files."),
        license=message("see the model's files"),
        license_url="",
        notice="",
        languages=(),
        quality="",
        quality_source="",
        repository="",
        revision="",
        dim=probed.dim,
        quantised=probed.quantised,
        templates=("{}",) if tokens.fixed else ("a photo of {}",),
        picture=picture,
        vision=vision,
        text=text,
        tokens=tokens,
        companions=tuple(companions),
    )


def _towers(source: Path, files: Sequence[Path]) -> tuple[_Graph, _Graph]:
    """The graph for pictures and the one for words, which may be the same."""
    graphs = [_Graph(path, _loaded(source, path)) for path in files if path.suffix == ".onnx"]
    pictures = [g for g in graphs if PIXELS in g.inputs and g.vectors(_PICTURE_OUTPUTS)]
    words = [g for g in graphs if IDS in g.inputs and g.vectors(_TEXT_OUTPUTS)]
    both = [graph for graph in pictures if graph in words]
    alone = [g for g in pictures if g not in both], [g for g in words if g not in both]
    chosen = (both, both) if both and not all(alone) else alone
    for found, wanted in zip(
        chosen, (message("pictures: pixel_values"), message("words: input_ids")), strict=True
    ):
        if not found:
            raise ModelError(
                message(
                    "No file in {source} takes {wanted} and returns vectors: {told}.",
                    source=source,
                    wanted=wanted,
                    told=join_messages(*(graph.description() for graph in graphs), between="; "),
                )
            )
        if len(found) > 1:
            names = _listed(graph.path.name for graph in found)
            raise ModelError(
                message(
                    "Several files could be used: {names}. Keep only one of them in {source}.",
                    names=names,
                    source=source,
                )
            )
    return chosen[0][0], chosen[1][0]


def _loaded(source: Path, path: Path) -> Session:
    try:
        return on_processor(path, threads=1, optimised=False)
    except ModelError as error:
        reason = str(error.__cause__).splitlines()[0][:200]
        raise ModelError(
            message(
                "{file} in {source} can't be loaded as a model ({reason}).",
                file=path.name,
                source=source,
                reason=reason,
            )
        ) from error


def _picture_plan(source: Path, files: Sequence[Path]) -> PicturePlan:
    config = _config(source, files, "preprocessor_config.json", message("how pixels are prepared"))
    size, crop = _side(config.get("size")), _side(config.get("crop_size"))
    cuts = bool(config.get("do_center_crop"))
    resample = _RESAMPLES.get(config.get("resample", 3))
    plain = abs(float(config.get("rescale_factor", 1 / 255)) - 1 / 255) < 1e-9
    if size is None or resample is None or not plain or (cuts and crop != size):
        raise ModelError(
            message(
                "Picseek doesn't support the way preprocessor_config.json in "
                "{source} prepares pixels. It supports resizing to one size, with "
                "or without a center crop.",
                source=source,
            )
        )
    normal = config.get("do_normalize", True)
    mean = config.get("image_mean") if normal else None
    std = config.get("image_std") if normal else None
    return PicturePlan(
        size=size,
        fit="crop" if cuts else "squash",
        resample=resample,
        mean=_channels(mean, 0.0),
        std=_channels(std, 1.0),
    )


def _token_plan(
    source: Path, files: Sequence[Path], text: _Graph, tokenizer: ModelFile
) -> TokenPlan:
    """The plan that the tokenizer's configuration and the kind of model (SigLIP or CLIP) imply."""
    model = _config(source, files, "config.json")
    config = _config(source, files, "tokenizer_config.json")
    siglip = "siglip" in str(model.get("model_type", ""))
    shape = next(each.shape for each in text.session.get_inputs() if each.name == IDS)
    configured = model.get("text_config", {}).get("max_position_embeddings")
    length = shape[1] if isinstance(shape[1], int) else configured or (64 if siglip else 77)
    pad = config.get("pad_token")
    pad = pad.get("content") if isinstance(pad, dict) else pad
    return TokenPlan(
        file=tokenizer,
        length=int(length),
        pad=_id_of(_named(source, files, "tokenizer.json"), pad),
        fixed=siglip or isinstance(shape[1], int),
        lower=siglip and "gemma" in str(config.get("tokenizer_class", "")).lower(),
    )


def _with_measurements(
    found: ProbedModel, title: str, vision: _Graph, text: _Graph, tokenizer: Path
) -> ProbedModel:
    """Run the graphs to find out their dimension, and whether pictures of a batch affect others."""
    import numpy as np

    parts = (found.vision, found.text, found.tokens)
    model = custom_model("", title, found, {part.file.path: part.file for part in parts})
    noise = np.random.default_rng(0).normal(size=(2, 3, model.picture.size, model.picture.size))
    pixels = noise.astype(np.float32)
    ids, mask = Tokens(tokenizer, model.tokens).ids(["a"])
    picture = _run(vision.session, model, model.vision.output, {PIXELS: pixels[:1]})
    words = _run(text.session, model, model.text.output, {IDS: ids, MASK: mask})
    if picture.shape != words.shape:
        raise ModelError(
            message(
                "{vision} returns vectors of {given} numbers, but {text} returns "
                "{other}. They don't belong to the same model.",
                vision=vision.path.name,
                given=picture.shape[1],
                text=text.path.name,
                other=words.shape[1],
            )
        )
    try:
        both = _run(vision.session, model, model.vision.output, {PIXELS: pixels})
        mixes = float(np.abs(both[:1] - picture).max()) > _SAME
    except ModelError:
        mixes = True  # it takes no more than one
    return replace(found, dim=int(picture.shape[1]), quantised=mixes)


def _run(
    session: Session, model: ClipModel, output: str, feeds: Mapping[str, NDArray[np.generic]]
) -> NDArray[np.float32]:
    return TowerGraph(session, model, output).run(feeds)


def _named(source: Path, files: Sequence[Path], name: str) -> Path:
    found = [path for path in files if path.name == name]
    if not found:
        raise ModelError(
            message(
                "{name} is missing in {source}. It's one of the model's files.",
                name=name,
                source=source,
            )
        )
    return min(found, key=lambda path: len(path.parts))


def _config(source: Path, files: Sequence[Path], name: str, why: str = "") -> dict[str, Any]:
    """A JSON object; empty if it is missing, unless `why` says what it is needed for."""
    if not any(path.name == name for path in files):
        if not why:
            return {}
        raise ModelError(
            message(
                "{name} is missing in {source}. It defines {why}.",
                name=name,
                source=source,
                why=why,
            )
        )
    path = _named(source, files, name)
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ModelError(
            message("{path} can't be read ({error}).", path=path, error=error)
        ) from error
    return found if isinstance(found, dict) else {}


def _id_of(tokenizer: Path, token: object) -> int:
    from tokenizers import Tokenizer

    try:
        found = Tokenizer.from_file(str(tokenizer)).token_to_id(str(token))
    except Exception as error:  # `tokenizers` raises bare Exceptions
        raise ModelError(
            message("{tokenizer} can't be read as a tokenizer.", tokenizer=tokenizer)
        ) from error
    return 0 if found is None else int(found)


def _side(size: object) -> int | None:
    """224 of ``224``, ``{"shortest_edge": 224}`` and ``{"height": 224, "width": 224}``."""
    if isinstance(size, dict):
        sides = {size.get(name) for name in ("shortest_edge", "height", "width")} - {None}
        size = sides.pop() if len(sides) == 1 else None
    return size if isinstance(size, int) else None


def _channels(values: object, otherwise: float) -> tuple[float, ...]:
    if isinstance(values, list) and len(values) == _CHANNELS:
        return tuple(map(float, values))
    return (otherwise,) * _CHANNELS


def _listed(names: object) -> str:
    return ", ".join(sorted(names))  # type: ignore[call-overload]
