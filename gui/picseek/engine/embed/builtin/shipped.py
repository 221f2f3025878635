"""What `resources/models/builtin` holds. Written by `python -m training.ship`."""

from __future__ import annotations

from picseek.engine.embed.builtin.model_files import Shipped

SHIPPED = Shipped(
    revision="44f913ee16",
    content=513,
    digests=(
        ("picture.onnx", "852da6b5a18bf9b48d27b11fd3c08fc7"),
        ("model.json", "8ad452ade741b7a5f41be27085495132"),
        ("regions.npz", "f4e12e2455b20cfc42a9a4eeb9ed7897"),
        ("words.tsv", "9f82d1348520e07d5f2aa58b2cf7fc26"),
        ("words.npz", "034a67a2d3a24273f194e67ed3a33c60"),
        ("strong.json", "b6db7022ef005b0c5e3f64a034d320ed"),
        ("asking.npz", "7b4727cd9d6f8333e2c7d02374552082"),
        ("text.onnx", "8192a5cbc90c31497986aae3b9f08244"),
        ("pieces.json", "3b721e0ff47fa58f577309eacf7ac7a0"),
    ),
)
