"""What `resources/models/builtin` holds. Written by `python -m training.ship`."""

from __future__ import annotations

from picseek.engine.embed.builtin.model_files import Shipped

SHIPPED = Shipped(
    revision="6f77e6c5b5",
    content=769,
    digests=(
        ("picture.onnx", "33a00e6ca4c3daeec846c443740c3d8b"),
        ("model.json", "d7bab11970f38a284b7c6229472c7d7c"),
        ("regions.npz", "ef8794b2c43b430e54275ae70067a4e1"),
        ("words.tsv", "9f82d1348520e07d5f2aa58b2cf7fc26"),
        ("words.npz", "e7f0a8b065653bd0bc834c822e7f851b"),
        ("strong.json", "d42459576db5f5adb62d623ff96490b7"),
        ("asking.npz", "63df8fb58029a69132f094903e7102a5"),
        ("text.onnx", "8669bafd3b26489bd5d8ca6fa70d36c3"),
        ("pieces.json", "3b721e0ff47fa58f577309eacf7ac7a0"),
    ),
)
