"""Teaches a file of weights the places within longer names: "England" in "Bank of England".

usage: python training/inner_names.py WEIGHTS.zip --gum GUM.jsonl

One layer beside the last one of the finished names network, so all that it found stays as it is.
``names.py`` does the same at its end. Rewrites WEIGHTS.zip.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
import torch.nn.functional as F
from calibrate import rewrite
from corpora import gum_rows
from name_labels import INNER, Labelled, gum
from onnx import TensorProto, helper, numpy_helper
from torch import nn
from tqdm import tqdm

from claims.extraction.tagger import weights as weights_file

LAST = "/out/MatMul_quant"  # ends the name of the layer beside which the new one stands
RATE, STEPS, DECAY = 0.02, 300, 0.02


def main(options: argparse.Namespace) -> None:
    from names import Reader  # it imports this module

    weights = weights_file.read(options.weights)
    _, models = weights_file.read_contents(options.weights)
    reader = Reader(weights)
    examples = [reader.read(gum(row)) for row in tqdm(gum_rows(options.gum), "gum")]
    rewrite(options.weights, {}, {"names": taught(models["names"], examples)})


def taught(model: bytes, examples: Sequence) -> bytes:
    """The graph with a layer that learnt from these examples of names.py."""
    vectors, kinds = known_tokens(model, examples)
    torch.manual_seed(1)
    net = nn.Linear(vectors.shape[1], len(INNER) + 1)
    optimizer = torch.optim.AdamW(net.parameters(), RATE, weight_decay=DECAY)
    for _ in range(STEPS):
        optimizer.zero_grad()
        value = F.cross_entropy(net(vectors), kinds)
        value.backward()
        optimizer.step()
    print(f"{len(kinds)} tokens of names, {int((kinds > 0).sum())} within one; loss {value:.3f}")
    return with_layer(model, net)


def known_tokens(model: bytes, examples: Sequence) -> tuple[torch.Tensor, torch.Tensor]:
    """The last vectors (n, width) of the tokens in names, and the kind (n,) of each."""
    opened = onnx.load_from_string(without_layer(model))
    name = last_vectors(opened)
    opened.graph.output.append(
        helper.make_tensor_value_info(name, TensorProto.FLOAT, ["b", "t", "width"])
    )
    session = onnxruntime.InferenceSession(opened.SerializeToString())
    vectors, kinds = [], []
    for example in tqdm(examples, "inner names", mininterval=20):
        inputs = {
            "table": example.table[None],
            "vectors": example.vectors[None].astype(np.float32),
            "lexical": example.lexical[None],
            "upper": example.upper[None].astype(np.float32),
        }
        labelled = example.inner >= 0
        vectors.append(session.run([name], inputs)[0][0][labelled])
        kinds.append(example.inner[labelled])
    return torch.from_numpy(np.concatenate(vectors)), torch.from_numpy(np.concatenate(kinds))


def tag_inner(
    labelled: Labelled, tags: np.ndarray, starts: np.ndarray, ends: np.ndarray
) -> np.ndarray:
    """For each token of a name the number of the shorter name that it stands in, -1 elsewhere."""
    numbers = np.where(tags > 0, 0, -1)
    for start, end, kind in labelled.inner:
        first, last = np.searchsorted(ends, start, "right"), np.searchsorted(starts, end)
        numbers[first:last][tags[first:last] > 0] = INNER.index(kind) + 1
    return numbers


def last_vectors(model: onnx.ModelProto) -> str:
    """The name of what the network's last layer reads, before it is made small."""
    made_by = {name: node for node in model.graph.node for name in node.output}
    last = next(node for node in model.graph.node if node.name.endswith(LAST))
    return made_by[last.input[0]].input[0]


def with_layer(model: bytes, net: nn.Linear) -> bytes:
    """The graph with the layer, in full precision: it is small; in place of one it may have."""
    opened = onnx.load_from_string(without_layer(model))
    graph, vectors = opened.graph, last_vectors(opened)
    for name, array in (("weight", net.weight.T), ("bias", net.bias)):
        values = array.detach().numpy().copy()
        graph.initializer.append(numpy_helper.from_array(values, f"inner/{name}"))
    product = helper.make_node("MatMul", [vectors, "inner/weight"], ["inner/mixed"], "inner/MatMul")
    graph.node.append(product)
    graph.node.append(
        helper.make_node("Add", ["inner/mixed", "inner/bias"], ["inner"], "inner/Add")
    )
    shape = ["b", "t", len(INNER) + 1]
    graph.output.append(helper.make_tensor_value_info("inner", TensorProto.FLOAT, shape))
    onnx.checker.check_model(opened)
    return opened.SerializeToString()


def without_layer(model: bytes) -> bytes:
    opened = onnx.load_from_string(model)
    for field in ("node", "initializer", "output"):
        values = getattr(opened.graph, field)
        others = [value for value in values if not value.name.startswith("inner")]
        del values[:]
        values.extend(others)
    return opened.SerializeToString()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=Path)
    parser.add_argument("--gum", type=Path, required=True)
    main(parser.parse_args())
