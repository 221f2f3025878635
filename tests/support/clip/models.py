"""Tiny models of random weights as entries of the table, with files that fit."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from picseek.engine.embed.clip.catalog import ClipModel, ModelFile, PicturePlan, TokenPlan, Tower
from picseek.engine.embed.clip.model_folder import ModelFolder
from tests.support.clip.graphs import (
    TINY_PICTURE,
    TINY_TEXT,
    quantise,
    save_combined,
    save_siglip,
    save_text,
    save_vision,
)
from tests.support.clip.graphs import Tower as Sizes
from tests.support.clip.words import clip_vocabulary, save_clip_tokenizer, save_gemma_tokenizer

PLAN = PicturePlan(16, "crop", "bicubic", (0.5, 0.5, 0.5), (0.25, 0.25, 0.25))


def text_sizes(**changes: int | bool) -> Sizes:
    """A text tower that knows as many ids as the small tokenizers have."""
    words = len(clip_vocabulary()[0])
    return Sizes(**{**_as_dict(TINY_TEXT), "vocabulary": max(words, 700), **changes})  # type: ignore[arg-type]


def _as_dict(sizes: Sizes) -> dict[str, int | bool]:
    return {name: getattr(sizes, name) for name in sizes.__dataclass_fields__}


def file_at(folder: Path, path: str) -> ModelFile:
    """A file as it is."""
    data = folder.joinpath(path).read_bytes()
    return ModelFile(path, len(data), hashlib.sha256(data).hexdigest())


def make_model(
    folder: Path,
    *,
    model_id: str = "tiny",
    kind: str = "clip",
    templates: tuple[str, ...] = ("a photo of {}",),
) -> ClipModel:
    """Make a model's files in a folder.

    Args:
        folder: As its repository.
        model_id: What it is called.
        kind: ``clip``, ``quantised``, ``combined`` or ``siglip``.
        templates: For questions.
    """
    names = ("onnx/vision_model.onnx", "onnx/text_model.onnx")
    outputs = ("image_embeds", "text_embeds")
    if kind == "combined":
        names = ("onnx/model.onnx", "onnx/model.onnx")
        save_combined(folder / names[0], text=text_sizes())
    elif kind == "siglip":
        outputs = ("pooler_output", "pooler_output")
        save_siglip(folder / "onnx", text=text_sizes(causal=False, length=16))
    else:
        for name, save in zip(names, (_save_vision, _save_text), strict=True):
            save(folder / name)
            if kind == "quantised":
                quantise(folder / name, folder / name)
    siglip = kind == "siglip"
    save_tokenizer = save_gemma_tokenizer if siglip else save_clip_tokenizer
    pad = save_tokenizer(folder / "tokenizer.json")
    return ClipModel(
        id=model_id,
        title=f"Tiny {kind}",
        about="For tests.",
        license="MIT",
        license_url="https://example.org/licence",
        notice="",
        languages=("en",),
        quality="none",
        quality_source="tests",
        repository="tests/tiny-clip",
        revision="a" * 40,
        dim=TINY_PICTURE.dim,
        quantised=kind == "quantised",
        templates=templates,
        picture=PLAN,
        vision=Tower(file_at(folder, names[0]), outputs[0]),
        text=Tower(file_at(folder, names[1]), outputs[1]),
        tokens=TokenPlan(
            file_at(folder, "tokenizer.json"), 16 if siglip else 12, pad, siglip, siglip
        ),
        license_file="openai-clip.txt",
    )


def install(model: ClipModel, repository: Path, folder: ModelFolder) -> None:
    """Put a model's files where a download would."""
    for file in model.files:
        whole = folder.file(model, file)
        whole.parent.mkdir(parents=True, exist_ok=True)
        whole.write_bytes(repository.joinpath(file.path).read_bytes())
    folder.mark_verified(model)


def write_configs(folder: Path, *, size: int = 16, model_type: str = "clip") -> None:
    """What repositories have beside their graphs."""
    configs: dict[str, dict[str, object]] = {
        "preprocessor_config.json": {
            "size": {"shortest_edge": size},
            "crop_size": {"height": size, "width": size},
            "do_center_crop": True,
            "do_normalize": True,
            "image_mean": [0.5, 0.5, 0.5],
            "image_std": [0.25, 0.25, 0.25],
            "resample": 3,
            "rescale_factor": 1 / 255,
        },
        "config.json": {"model_type": model_type, "text_config": {"max_position_embeddings": 12}},
        "tokenizer_config.json": {"pad_token": {"content": "<|endoftext|>"}},
    }
    for name, config in configs.items():
        (folder / name).write_text(json.dumps(config), encoding="utf-8")


def _save_vision(path: Path) -> Path:
    return save_vision(path, TINY_PICTURE)


def _save_text(path: Path) -> Path:
    return save_text(path, text_sizes())
