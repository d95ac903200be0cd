"""From torch to the ONNX graphs that run in the product."""

import io
import tempfile
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn

OPSET = 17


def graph(module: nn.Module, example: tuple, inputs: list[str], outputs: list[str], free: dict):
    """The module as a serialised ONNX model; ``free`` names the axes whose length varies."""
    buffer = io.BytesIO()
    module.eval()
    with torch.no_grad():
        torch.onnx.export(
            module,
            example,
            buffer,
            input_names=inputs,
            output_names=outputs,
            dynamic_axes=free,
            dynamo=False,
            opset_version=OPSET,
        )
    return buffer.getvalue()


def in_bytes(model: bytes) -> bytes:
    """The model with its matrices in 8 bits, scaled by column; it computes in 8 bits too."""
    with tempfile.TemporaryDirectory() as folder:
        before, after = Path(folder) / "before.onnx", Path(folder) / "after.onnx"
        before.write_bytes(model)
        quantize_dynamic(before, after, weight_type=QuantType.QInt8, per_channel=True)
        return after.read_bytes()


def in_halves(model: bytes) -> bytes:
    """The model with large float32 constants stored as float16 and cast when it is loaded."""
    loaded = onnx.load_from_string(model)
    casts, kept = [], []
    for tensor in loaded.graph.initializer:
        if tensor.data_type != TensorProto.FLOAT or np.prod(tensor.dims) < 64:
            kept.append(tensor)
            continue
        half = numpy_helper.to_array(tensor).astype(np.float16)
        kept.append(numpy_helper.from_array(half, tensor.name + ":half"))
        casts.append(
            helper.make_node("Cast", [tensor.name + ":half"], [tensor.name], to=TensorProto.FLOAT)
        )
    del loaded.graph.initializer[:]
    loaded.graph.initializer.extend(kept)
    nodes = [*casts, *loaded.graph.node]
    del loaded.graph.node[:]
    loaded.graph.node.extend(nodes)
    return loaded.SerializeToString()


def encoder_graph(encoder: nn.Module) -> bytes:
    pieces, token = torch.full((1, 12), 1000), torch.arange(1, 9)[None]
    exported = graph(
        encoder,
        (pieces, token, token),
        ["pieces", "first", "last"],
        ["vectors"],
        {"pieces": {1: "p"}, "first": {1: "t"}, "last": {1: "t"}, "vectors": {1: "t"}},
    )
    return in_bytes(exported)
