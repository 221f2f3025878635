"""What `transformers` makes of some pictures and sentences, stored beside this file.

    python -m tests.support.clip.reference

writes `reference.json` again. `transformers` is not among the libraries of the tests: 130 MB, and a
second for each import, for values that do not change.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict

import numpy as np
from PIL import Image, ImageDraw

from picseek.engine.embed.clip.catalog import PicturePlan
from tests.support.clip.words import SENTENCES, clip_vocabulary, gemma_vocabulary

if TYPE_CHECKING:
    from numpy.typing import NDArray

FILE = Path(__file__).with_name("reference.json")
SIZES = ((640, 480), (300, 501), (224, 224), (100, 57), (1001, 90), (225, 600))
PLACES = ((0, 0), (0, 223), (223, 0), (223, 223), (7, 100), (55, 56), (111, 112), (150, 31))
PLANS = {
    "clip": PicturePlan(
        224,
        "crop",
        "bicubic",
        (0.48145466, 0.4578275, 0.40821073),
        (0.26862954, 0.26130258, 0.27577711),
    ),
    "siglip2": PicturePlan(224, "squash", "bilinear", (0.5, 0.5, 0.5), (0.5, 0.5, 0.5)),
}


class Reference(TypedDict):
    """What is stored: of each picture its values at PLACES and their mean, by plan and size."""

    pixels: dict[str, dict[str, list[list[float]]]]
    ids: dict[str, list[list[int]]]
    version: str


def picture(size: tuple[int, int]) -> Image.Image:
    """Gradients, edges and fine stripes, so that each step of a resize shows."""
    width, height = size
    across = np.linspace(0, 255, width)[None, :]
    down = np.linspace(255, 0, height)[:, None]
    red = np.broadcast_to(across, (height, width))
    green = np.broadcast_to(down, (height, width))
    blue = 127 + 120 * np.sin(across * 0.9) * np.cos(down * 0.7)
    drawn = Image.fromarray(np.stack([red, green, blue], axis=2).astype(np.uint8), "RGB")
    draw = ImageDraw.Draw(drawn)
    draw.ellipse((width // 4, height // 4, width // 2, height - 1), fill=(250, 30, 60))
    for x in range(0, width, 7):
        draw.line((x, 0, x, height // 3), fill=(0, 0, 0))
    return drawn


def sampled(pixels: NDArray[np.float32]) -> list[list[float]]:
    """For each channel: the values at PLACES, and the mean of all."""
    rows, columns = zip(*PLACES, strict=True)
    return [[*map(float, c[list(rows), list(columns)]), float(c.mean())] for c in pixels]


def _kept_in(words: tuple[dict[str, int], list[tuple[str, str]]]) -> dict[str, Any]:
    return {"vocab": words[0], "merges": words[1]}


def main() -> None:
    """Write the file."""
    import transformers
    from transformers.models.clip.image_processing_pil_clip import CLIPImageProcessorPil
    from transformers.models.clip.tokenization_clip import CLIPTokenizer
    from transformers.models.siglip.image_processing_pil_siglip import SiglipImageProcessorPil
    from transformers.models.siglip2.tokenization_siglip2 import Siglip2Tokenizer

    # As the models' preprocessor_config.json have it; SigLIP 2 asks for bilinear.
    processors = {"clip": CLIPImageProcessorPil(), "siglip2": SiglipImageProcessorPil(resample=2)}
    pixels = {
        name: {
            f"{size[0]}x{size[1]}": sampled(
                np.asarray(processor(picture(size), return_tensors="np")["pixel_values"][0])
            )
            for size in SIZES
        }
        for name, processor in processors.items()
    }
    clip = CLIPTokenizer(**_kept_in(clip_vocabulary()))
    right: dict[str, Any] = {"padding_side": "right", "add_eos_token": True}
    gemma = Siglip2Tokenizer(**_kept_in(gemma_vocabulary()), **right)
    texts = list(SENTENCES)
    ids = {
        "clip": clip(texts, padding=True, truncation=True, max_length=77)["input_ids"],
        "siglip2": gemma(texts, padding="max_length", truncation=True, max_length=64)["input_ids"],
    }
    reference: Reference = {"pixels": pixels, "ids": ids, "version": transformers.__version__}
    FILE.write_text(json.dumps(reference) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
