"""Graphs that every processor computes to the same bits.

onnxruntime takes other kernels on other processors. Two of them give other results: sums of 8-bit
products that leave 16 bits, where there is no VNNI, and the sums of its softmax, which are taken
as many at a time as a register holds. What is left, products and single operations, is the same
wherever there is FMA.
"""

import tempfile
from pathlib import Path

import numpy as np
import onnx
from onnx import helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

LARGEST = 64  # as quantize_dynamic has it with reduce_range: 2 · 255 · 64 fits 16 bits
CUTS = np.arange(0.6, 1.001, 0.01)  # of a column's largest weight
SUFFIX = "_quantized"
UNFOLDED = ("Softmax", "LogSoftmax")


def in_bytes(model: bytes) -> bytes:
    """The model with its matrices in 7 bits, scaled by column; it computes in integers too."""
    with tempfile.TemporaryDirectory() as folder:
        before, after = Path(folder) / "before.onnx", Path(folder) / "after.onnx"
        before.write_bytes(model)
        quantize_dynamic(
            before, after, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True
        )
        return make_portable(after.read_bytes())


def make_portable(model: bytes) -> bytes:
    """The graph with integer weights of at most 7 bits, and softmax in single operations.

    Changes nothing in a graph that is so already. Embeddings keep 8 bits: they are unsigned and
    looked up, never summed as integers.
    """
    loaded = onnx.load_from_string(model)
    _narrow_weights(loaded.graph)
    _unfold_softmax(loaded.graph)
    onnx.checker.check_model(loaded)
    return loaded.SerializeToString()


def _narrow_weights(graph: onnx.GraphProto) -> None:
    tensors = {tensor.name: tensor for tensor in graph.initializer}
    for name, tensor in tensors.items():
        if name.endswith(SUFFIX) and tensor.data_type == onnx.TensorProto.INT8:
            scale = tensors[name.removesuffix(SUFFIX) + "_scale"]
            columns, factors = numpy_helper.to_array(tensor), numpy_helper.to_array(scale)
            columns, factors = narrow(columns, factors)
            tensor.CopyFrom(numpy_helper.from_array(columns, name))
            scale.CopyFrom(numpy_helper.from_array(factors, scale.name))


def narrow(columns: np.ndarray, scale: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """8-bit weights (…, inputs, outputs) within ±64, and their scales as much larger.

    Of each column the largest weights are cut off as far as makes the squared error smallest.
    """
    axis = -2 if scale.ndim else None
    weights = columns.astype(np.float32)
    largest = np.abs(weights).max(axis=axis, keepdims=bool(scale.ndim))
    best, ratio = weights, np.full_like(largest, np.inf)
    least = ratio.copy()
    for share in CUTS:
        step = np.maximum(largest * share / LARGEST, 1)
        narrowed = np.clip(np.rint(weights / step), -LARGEST, LARGEST)
        error = ((narrowed * step - weights) ** 2).sum(axis=axis, keepdims=bool(scale.ndim))
        better = error < least
        best, ratio = np.where(better, narrowed, best), np.where(better, step, ratio)
        least = np.minimum(error, least)
    return best.astype(np.int8), (scale * ratio.reshape(scale.shape)).astype(scale.dtype)


def _unfold_softmax(graph: onnx.GraphProto) -> None:
    nodes = []
    for node in graph.node:
        nodes += _unfolded(graph, node) if node.op_type in UNFOLDED else [node]
    del graph.node[:]
    graph.node.extend(nodes)


def _unfolded(graph: onnx.GraphProto, node: onnx.NodeProto) -> list[onnx.NodeProto]:
    """Softmax, or its logarithm, as one operation after another."""
    (x,), (y,), name = node.input, node.output, node.name or node.output[0]
    axis = next((a.i for a in node.attribute if a.name == "axis"), -1)
    axes = numpy_helper.from_array(np.array([axis]), f"{name}/axes")
    graph.initializer.append(axes)
    most, less, powers, total, log = (
        f"{name}/{part}" for part in ("most", "less", "powers", "total", "log")
    )
    nodes = [
        helper.make_node("ReduceMax", [x], [most], most, axes=[axis]),
        helper.make_node("Sub", [x, most], [less], less),
        helper.make_node("Exp", [less], [powers], powers),
        helper.make_node("ReduceSum", [powers, axes.name], [total], total),
    ]
    if node.op_type == "Softmax":
        return [*nodes, helper.make_node("Div", [powers, total], [y], name)]
    logarithm = helper.make_node("Log", [total], [log], log)
    return [*nodes, logarithm, helper.make_node("Sub", [less, log], [y], name)]
