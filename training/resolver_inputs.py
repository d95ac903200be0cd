"""What the resolver reads of a names graph, taken over from another one.

Main components learnt anew differ in sign and turn from those before, and a resolver taught anew
from its own: with those of before it goes on as it is.
"""

import tempfile
from pathlib import Path

import onnx
from onnx import compose

OUTPUT = "main"
PREFIX = "before/"


def with_resolver_inputs(names: bytes, before: bytes) -> bytes:
    """The graph ``names`` with the output for the resolver as the graph ``before`` has it."""
    graph, part = onnx.load_from_string(names), _resolver_part(before)
    _rename(graph.graph, OUTPUT, "own_main")
    outputs = [output for output in graph.graph.output if output.name != OUTPUT]
    _rename(part.graph, PREFIX + "vectors", "vectors")
    _rename(part.graph, PREFIX + OUTPUT, OUTPUT)
    part.graph.output[0].name = OUTPUT
    del graph.graph.output[:]
    graph.graph.output.extend([*outputs, part.graph.output[0]])
    graph.graph.node.extend(part.graph.node)
    graph.graph.initializer.extend(part.graph.initializer)
    onnx.checker.check_model(graph)
    return graph.SerializeToString()


def _resolver_part(names: bytes) -> onnx.ModelProto:
    with tempfile.TemporaryDirectory() as folder:
        whole, part = Path(folder) / "whole.onnx", Path(folder) / "part.onnx"
        whole.write_bytes(names)
        onnx.utils.extract_model(str(whole), str(part), ["vectors"], [OUTPUT])
        return compose.add_prefix(onnx.load(str(part)), PREFIX)


def _rename(graph: onnx.GraphProto, old: str, new: str) -> None:
    for node in graph.node:
        node.input[:] = [new if name == old else name for name in node.input]
        node.output[:] = [new if name == old else name for name in node.output]
