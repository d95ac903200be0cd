"""From torch to the ONNX graphs that run in the product."""

import io

import onnx
import torch
from encoder import WIDTH
from onnx import TensorProto, helper
from portable import in_bytes
from torch import nn

OPSET = 17


def graph(module: nn.Module, example: tuple, inputs: list[str], outputs: list[str], free: dict):
    """The module as a serialised ONNX model.

    ``free``: input or output → axis → the name of an axis whose length varies.
    """
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


def product_graph() -> bytes:
    """x · yᵀ of two matrices, for ``claims/extraction/parsing/onnx_ops.py``."""
    inputs, outputs = (
        [helper.make_tensor_value_info(name, TensorProto.FLOAT, [f"{name}0", f"{name}1"])]
        for name in ("x", "z")
    )
    inputs.append(helper.make_tensor_value_info("y", TensorProto.FLOAT, ["y0", "x1"]))
    product = helper.make_graph(
        [helper.make_node("Gemm", ["x", "y"], ["z"], transB=1)], "product", inputs, outputs
    )
    opset = [helper.make_opsetid("", OPSET)]
    return helper.make_model(product, opset_imports=opset, ir_version=8).SerializeToString()


def encoder_graph(encoder: nn.Module) -> bytes:
    """Word pieces (1, p), each token's first and last piece (1, t) → its vector (1, t, width).

    It has the states of its last layer (1, p, width) as another output.
    """
    pieces, token = torch.full((1, 12), 1000), torch.arange(1, 9)[None]
    exported = graph(
        encoder,
        (pieces, token, token),
        ["pieces", "first", "last"],
        ["vectors"],
        {"pieces": {1: "p"}, "first": {1: "t"}, "last": {1: "t"}, "vectors": {1: "t"}},
    )
    return with_states(in_bytes(exported))


def upper_graph(encoder: nn.Module) -> bytes:
    """The layers above another encoder: its states (1, p, width) → vectors (1, t, width)."""
    states, token = torch.zeros(1, 12, WIDTH), torch.arange(1, 9)[None]
    axes = {"states": {1: "p"}, "first": {1: "t"}, "last": {1: "t"}, "vectors": {1: "t"}}
    inputs = ["states", "first", "last"]
    return in_bytes(graph(encoder, (states, token, token), inputs, ["vectors"], axes))


def with_states(encoder: bytes) -> bytes:
    """The encoder with one output more: what its last layer says of each piece, (1, p, width)."""
    model = onnx.load_from_string(encoder)
    last = [node for node in model.graph.node if node.op_type == "LayerNormalization"][-1]
    model.graph.node.append(helper.make_node("Identity", [last.output[0]], ["states"], "states"))
    shape = [1, "p", "width"]
    states = helper.make_tensor_value_info("states", TensorProto.FLOAT, shape)
    model.graph.output.append(states)
    onnx.checker.check_model(model)
    return model.SerializeToString()
