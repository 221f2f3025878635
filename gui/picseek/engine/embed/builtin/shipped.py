"""What `resources/models/builtin` holds. Written by `python -m training.ship`."""

from __future__ import annotations

from picseek.engine.embed.builtin.model_files import Shipped

SHIPPED = Shipped(
    revision="4de6a28029",
    content=769,
    digests=(
        ("picture.onnx", "51dca6724a094c6598ed6a3115e2f1fc"),
        ("model.json", "d7bab11970f38a284b7c6229472c7d7c"),
        ("regions.npz", "53eb56a41863f3353188257e1bc26d78"),
        ("words.tsv", "9f82d1348520e07d5f2aa58b2cf7fc26"),
        ("words.npz", "e7f0a8b065653bd0bc834c822e7f851b"),
        ("strong.json", "08adbaae9009654ad277071a021e50bb"),
        ("asking.npz", "05d873e1d4b449848b6e7e9e7394d82d"),
        ("text.onnx", "8192a5cbc90c31497986aae3b9f08244"),
        ("pieces.json", "3b721e0ff47fa58f577309eacf7ac7a0"),
    ),
)
