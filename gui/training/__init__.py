"""Trains Picseek's built-in picture model; not part of the installed program.

`python -m training --help` lists the steps. They need the optional extra `train`.
"""

import os

os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # before onnxruntime is imported, as in picseek
