import os

os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # before any test or benchmark imports onnxruntime
