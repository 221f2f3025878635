"""The finished model as ONNX: fp32, then int8 with measured ranges."""

from __future__ import annotations

import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
import onnxruntime as ort
import torch
from onnxruntime.quantization import (
    CalibrationDataReader,
    CalibrationMethod,
    QuantFormat,
    QuantType,
    quantize_static,
)
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import Tensor, nn

from training.data import Floats, Pictures
from training.heads import ConceptHead
from training.net import Backbone, normalised

SIZE = 64


class Finished(nn.Module):
    """Pictures as bytes to calibrated logits and centred unit features."""

    def __init__(
        self, backbone: Backbone, head: ConceptHead, scale: Floats, offset: Floats
    ) -> None:
        super().__init__()
        self.backbone = backbone
        self.head = head
        with torch.no_grad():
            head.out.weight.mul_(torch.from_numpy(scale)[:, None])
            head.out.bias.mul_(torch.from_numpy(scale)).add_(torch.from_numpy(offset))

    def forward(self, pixels: Tensor) -> tuple[Tensor, Tensor]:
        """uint8 [N, 64, 64, 3] to (logits [N, concepts], features [N, features])."""
        found = self.backbone(normalised(pixels.permute(0, 3, 1, 2).float()))
        level = (found - self.head.centre) * self.head.scale
        return self.head(found), nn.functional.normalize(level, dim=1)


def write_fp32(model: Finished, file: Path) -> None:
    """Writes the model as ONNX with a free number of pictures."""
    model.eval()
    example = torch.zeros(2, SIZE, SIZE, 3, dtype=torch.uint8)
    torch.onnx.export(
        model,
        (example,),
        str(file),
        input_names=["pixels"],
        output_names=["logits", "features"],
        opset_version=17,
        dynamo=False,
        dynamic_axes={"pixels": {0: "n"}, "logits": {0: "n"}, "features": {0: "n"}},
    )
    onnx.checker.check_model(str(file))


class _Samples(CalibrationDataReader):  # type: ignore[misc]
    def __init__(self, pixels: Pictures, step: int) -> None:
        self.parts = iter([pixels[start : start + step] for start in range(0, len(pixels), step)])

    def get_next(self) -> dict[str, Pictures] | None:
        """The next input, None at the end."""
        part = next(self.parts, None)
        return None if part is None else {"pixels": np.ascontiguousarray(part)}


def write_int8(fp32: Path, int8: Path, samples: Pictures) -> None:
    """Quantises weights and activations of the convolutions and layers to eight bits.

    Args:
        fp32: The fp32 model.
        int8: Where the int8 model goes.
        samples: uint8 [N, 64, 64, 3], pictures to measure the ranges of the activations with.
    """
    with tempfile.TemporaryDirectory() as folder:
        prepared = Path(folder) / "prepared.onnx"
        quant_pre_process(str(fp32), str(prepared), skip_symbolic_shape=True)
        quantize_static(
            str(prepared),
            str(int8),
            _Samples(samples, 64),
            quant_format=QuantFormat.QDQ,
            op_types_to_quantize=["Conv", "Gemm", "MatMul", "Add", "Relu", "AveragePool"],
            per_channel=True,
            activation_type=QuantType.QUInt8,
            weight_type=QuantType.QInt8,
            calibrate_method=CalibrationMethod.MinMax,
            extra_options={"CalibMovingAverage": True},
        )


@dataclass(frozen=True)
class Runner:
    """An ONNX model on one thread."""

    session: ort.InferenceSession

    @classmethod
    def open(cls, file: Path, threads: int = 1) -> Runner:
        """Opens a model for the CPU."""
        options = ort.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        return cls(ort.InferenceSession(str(file), options, ["CPUExecutionProvider"]))

    def __call__(self, pixels: Pictures, step: int = 64) -> tuple[Floats, Floats]:
        """Logits and features of uint8 [N, 64, 64, 3]."""
        parts = [
            self.session.run(
                ["logits", "features"],
                {"pixels": np.ascontiguousarray(pixels[start : start + step])},
            )
            for start in range(0, len(pixels), step)
        ]
        return np.concatenate([p[0] for p in parts]), np.concatenate([p[1] for p in parts])


def milliseconds(file: Path, rounds: int = 200) -> float:
    """Median time for one picture on one thread."""
    run = Runner.open(file)
    picture = np.random.default_rng(1).integers(0, 256, (1, SIZE, SIZE, 3), np.uint8)
    times: list[float] = []
    for _ in range(rounds):
        start = time.perf_counter()
        run(picture)
        times.append(time.perf_counter() - start)
    return float(np.median(times) * 1000)


def agreement(first: Floats, second: Floats) -> float:
    """Mean correlation over the concepts of two models' logits [N, concepts]."""
    first = first - first.mean(axis=0)
    second = second - second.mean(axis=0)
    norms = np.linalg.norm(first, axis=0) * np.linalg.norm(second, axis=0)
    return float(((first * second).sum(axis=0) / np.maximum(norms, 1e-9)).mean())
