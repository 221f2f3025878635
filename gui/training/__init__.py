"""Trains Picseek's built-in picture model; not part of the installed program.

`python -m training --help` lists the steps. They need the optional extra `train` (PyTorch, ONNX).
"""
