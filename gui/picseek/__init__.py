"""Picseek finds pictures on your own disk by describing them."""

import os

__version__ = "0.1.0"

# Since 1.32, onnxruntime reports to its maker from the moment it is imported, unless this is
# set. Worker processes inherit it.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
