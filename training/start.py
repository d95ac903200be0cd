"""What a file of weights holds, as parameters of torch modules: to go on training from it.

Its matrices are in 7, 8 and 16 bits; what that rounded off is soon learnt again.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
import torch
from data import Names
from encoder import WIDTH
from onnx import numpy_helper
from torch import Tensor

from claims.extraction.tagger import weights

FOLDED = {"MatMul", "Gemm", "MatMulInteger"}  # whose matrices have lost their names
NET = "nets.0."  # the first of the networks that bundle.py put together


@dataclass(frozen=True)
class Start:
    """The parameters by name, of the tagger's networks and of both encoders."""

    names: Names
    net: dict[str, Tensor]
    encoder: dict[str, Tensor]
    upper: dict[str, Tensor]


def read(path: Path) -> Start:
    """The parameters in a file of weights that bundle.py made of one checkpoint.

    Raises ``SystemExit`` naming the file when it was made of several.
    """
    settings, contents = weights.read_contents(path)
    models = {name: onnx.load_from_string(model) for name, model in contents.items()}
    context, roles, encoder, upper = (
        _parameters(models[name]) for name in ("context", "roles", "encoder", "upper")
    )
    if any(name.startswith("nets.1.") for name in context):
        raise SystemExit(f"{path}: made of several checkpoints; start from weights made of one.")
    net = _under("context.", context) | _under("roles.", roles)
    net["roles.change"] = torch.tensor(settings["changes"])
    return Start(Names(settings["strings"]), net, encoder, upper)


def _under(prefix: str, tensors: dict[str, Tensor]) -> dict[str, Tensor]:
    return {prefix + name.removeprefix(NET): tensor for name, tensor in tensors.items()}


def _parameters(model: onnx.ModelProto) -> dict[str, Tensor]:
    """Named constants as they are, nameless ones by the operation that uses them."""
    constants = _constants(model)
    arrays = {
        name.replace(".mix.bias", ".bias"): array
        for name, array in constants.items()
        if not name.startswith(("onnx::", "/"))
    }
    layer = 0
    for node in model.graph.node:
        inputs = [name.removesuffix("_quantized") for name in node.input]
        nameless = [
            constants[name] for name in inputs if name.startswith("onnx::") and name in constants
        ]
        place = ".".join(node.name.strip("/").split("/")[:-1])
        if node.op_type == "MatMulInteger" and inputs[1] in arrays and "Gemm" in node.name:
            arrays[inputs[1]] = arrays[inputs[1]].T  # turned when it was made small
        elif node.op_type in FOLDED and nameless:
            arrays |= _matrix(_module(place), nameless[0].T)
        elif node.op_type == "DynamicQuantizeLSTM":
            arrays |= _lstm(place, layer, nameless)
            layer += 1
        elif node.op_type == "Add" and nameless:
            arrays |= _addend(place, nameless[0])
    return {name: torch.from_numpy(np.array(array)) for name, array in arrays.items()}


def _module(place: str) -> str:
    """ "nets.0.to_token.to_token.0" is "nets.0.to_token.0" in torch."""
    parts = place.split(".")
    return ".".join(part for n, part in enumerate(parts) if n == 0 or part != parts[n - 1])


def _matrix(place: str, weight: np.ndarray) -> dict[str, np.ndarray]:
    if place.startswith("layers.") and place.count(".") == 1:  # query, key and value in one
        return dict(zip(_three(place, "weight"), weight.reshape(3, WIDTH, WIDTH), strict=True))
    if place.endswith(".mix"):  # a convolution that bundle.py made a matrix
        turned = weight.reshape(len(weight), 3, -1).transpose(0, 2, 1)
        return {f"{place.removesuffix('.mix')}.weight": turned}
    return {f"{place}.weight": weight}


def _addend(place: str, array: np.ndarray) -> dict[str, np.ndarray]:
    if place.startswith("layers."):
        return dict(zip(_three(place, "bias"), array.reshape(3, WIDTH), strict=True))
    return {f"{place}.distance.weight": array}


def _three(place: str, part: str) -> list[str]:
    return [f"{place}.{name}.{part}" for name in ("query", "key", "value")]


def _lstm(place: str, layer: int, arrays: list[np.ndarray]) -> dict[str, np.ndarray]:
    """ONNX has the gates in the order input, output, forget, cell; torch i, f, c, o."""
    parameters = {}
    for way, suffix in enumerate(("", "_reverse")):
        reads, keeps, bias = (array[way] for array in arrays)
        for name, weight in (("ih", reads.T), ("hh", keeps.T)):
            parameters[f"{place}.weight_{name}_l{layer}{suffix}"] = _gates(weight)
        for name, part in zip(("ih", "hh"), np.split(bias, 2), strict=True):
            parameters[f"{place}.bias_{name}_l{layer}{suffix}"] = _gates(part)
    return parameters


def _gates(array: np.ndarray) -> np.ndarray:
    i, o, f, c = np.split(array, 4)
    return np.concatenate([i, f, c, o])


def _constants(model: onnx.ModelProto) -> dict[str, np.ndarray]:
    """The constants in float32, under the names that they had before they were made small."""
    raw = {t.name: numpy_helper.to_array(t) for t in model.graph.initializer}
    arrays = {}
    for name, array in raw.items():
        if name.endswith("_quantized"):
            plain = name.removesuffix("_quantized")
            zero = raw[f"{plain}_zero_point"].astype(np.float32)
            scale = raw[f"{plain}_scale"]
            if array.ndim == 3:  # the LSTM's, one scale a direction and column
                zero, scale = zero[:, None], scale[:, None]
            arrays[plain] = (array.astype(np.float32) - zero) * scale
        elif not name.endswith(("_scale", "_zero_point")):
            arrays[name.removesuffix(":half")] = array.astype(np.float32)
    return arrays
