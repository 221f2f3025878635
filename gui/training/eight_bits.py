"""Brings the encoder to eight bits, so that every processor computes the same.

Static quantisation after training, as in Benoit Jacob et al., "Quantization and Training of
Neural Networks for Efficient Integer-Arithmetic-Only Inference", 2018,
https://arxiv.org/abs/1712.05877: activations 0 to 255, weights with one scale a channel.

Processors without VNNI add two neighbouring products of eight bits in sixteen, which saturates.
Weights of dense convolutions are therefore scaled so that no two neighbours can go beyond that;
depthwise ones are not computed like that.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
from onnx import numpy_helper
from onnxruntime.quantization import (
    CalibrationDataReader,
    CalibrationMethod,
    QuantFormat,
    QuantType,
    quantize_static,
)
from onnxruntime.quantization.shape_inference import quant_pre_process

Array = npt.NDArray[Any]

_MOST = 32767 / 255
"""Sum of two neighbouring weights at which the sum of their products may saturate."""


class _Examples(CalibrationDataReader):  # type: ignore[misc]
    """Hands inputs to the calibration, one at a time."""

    def __init__(self, name: str, inputs: Sequence[Array]) -> None:
        self._name = name
        self._left: Iterator[Array] = iter(inputs)

    def get_next(self) -> dict[str, Array] | None:
        """The next input, or None after the last."""
        found = next(self._left, None)
        return None if found is None else {self._name: found}


def quantise(source: Path, target: Path, inputs: Sequence[Array]) -> None:
    """Write a model with eight-bit convolutions.

    Args:
        source: ONNX file with one input.
        target: Where to.
        inputs: What activations are measured on; some hundred are enough.
    """
    name = onnx.load(str(source)).graph.input[0].name
    prepared = target.with_suffix(".prepared.onnx")
    quant_pre_process(str(source), str(prepared), skip_symbolic_shape=True)
    quantize_static(
        str(prepared),
        str(target),
        _Examples(name, inputs),
        quant_format=QuantFormat.QDQ,
        per_channel=True,
        activation_type=QuantType.QUInt8,
        weight_type=QuantType.QInt8,
        calibrate_method=CalibrationMethod.MinMax,
    )
    exact = {each.name: each for each in onnx.load(str(prepared)).graph.initializer}
    prepared.unlink()
    model = onnx.load(str(target))
    _make_safe(model, exact)
    onnx.save(model, str(target))


def _make_safe(model: onnx.ModelProto, exact: Mapping[str, onnx.TensorProto]) -> None:
    stored = {each.name: each for each in model.graph.initializer}
    maker = {name: node for node in model.graph.node for name in node.output}
    for node in model.graph.node:
        if node.op_type != "Conv" or _groups(node) != 1:
            continue
        weights, bias = (maker[name] for name in node.input[1:])
        name = weights.input[0]
        wanted = numpy_helper.to_array(exact[name.removesuffix("_quantized")])
        factor = _excess(numpy_helper.to_array(stored[name]))
        scale = numpy_helper.to_array(stored[weights.input[1]]) * factor
        whole = np.rint(wanted / scale.reshape(-1, *[1] * (wanted.ndim - 1)))
        _store(stored[name], np.clip(whole, -127, 127).astype(np.int8))
        _store(stored[weights.input[1]], scale.astype(np.float32))
        for each, times in zip(bias.input[:2], (1 / factor, factor), strict=True):
            value = numpy_helper.to_array(stored[each])
            changed = value * times
            _store(
                stored[each],
                (np.rint(changed) if value.dtype.kind == "i" else changed).astype(value.dtype),
            )


def _excess(weights: npt.NDArray[np.int8]) -> npt.NDArray[np.float64]:
    """By how much each channel's weights, int8 [channels, ...], have to shrink; at least 1."""
    rows = weights.reshape(len(weights), -1).astype(np.float64)
    if weights.shape[2:] != (1, 1):  # neighbours in memory are not known
        return np.full(len(rows), 2.0)
    pairs = [np.maximum(sign * rows, 0) for sign in (1, -1)]
    most = np.max([(each[:, 1:] + each[:, :-1]).max(axis=1) for each in pairs], axis=0)
    return np.asarray(np.maximum((most + 1) / _MOST, 1.0), np.float64)


def _groups(node: onnx.NodeProto) -> int:
    return next((each.i for each in node.attribute if each.name == "group"), 1)


def _store(tensor: onnx.TensorProto, value: npt.NDArray[Any]) -> None:
    tensor.CopyFrom(numpy_helper.from_array(value, tensor.name))
