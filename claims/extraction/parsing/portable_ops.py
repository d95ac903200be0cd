"""spaCy's networks so that every processor computes them to the same bits.

Matrix products are onnxruntime's (``onnx_ops.py``). Two sums are left that others take, and take
in another order on another processor: numpy's power in the layers' normalisation, and BLIS's
product inside the parser. A parse that hangs on the last bit would make other statements of it.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
from spacy.language import Language
from thinc.api import Model

from claims.extraction.parsing.onnx_ops import Floats

# The parser multiplies its hidden layer by its weights. On these grids every sum below 512 fits
# the 24 bits of a float (2**-5 · 2**-10 · 2**24), so it is exact, and its order is of no account.
HIDDEN_GRID = 2.0**-5
WEIGHT_GRID = 2.0**-10
SMALLEST = 1e-8  # added to a variance, as thinc does

Forward = Callable[[Any, Any, bool], tuple[Any, Callable[..., Any]]]


def make_portable(nlp: Language) -> None:
    """Changes the pipeline's networks in place; they can no longer be trained."""
    for _, pipe in nlp.pipeline:
        model = getattr(pipe, "model", None)
        if not isinstance(model, Model):
            continue
        for layer in model.walk():
            if layer.name == "layernorm":
                layer._func = normalize
        if model.name == "parser_model" and model.maybe_get_ref("upper"):
            _make_scores_exact(model.get_ref("lower"), model.get_ref("upper"))


def normalize(layer: Any, rows: Floats, is_train: bool) -> tuple[Floats, Callable[..., Any]]:
    """Layer normalisation (Ba et al. 2016) with a root and a division, which are exact."""
    centred = rows - rows.mean(axis=1, keepdims=True)
    variance = (centred * centred).mean(axis=1, keepdims=True)
    scaled: Floats = centred / np.sqrt(variance + np.float32(SMALLEST))
    scaled *= layer.get_param("G")
    scaled += layer.get_param("b")
    return scaled, _untrainable


def _make_scores_exact(lower: Any, upper: Any) -> None:
    for name in ("b", "pad"):
        lower.set_param(name, on_grid(lower.get_param(name), HIDDEN_GRID))
    lower._func = _rounded(lower._func)
    upper.set_param("W", on_grid(upper.get_param("W"), WEIGHT_GRID))


def _rounded(forward: Forward) -> Forward:
    def run(layer: Any, rows: Any, is_train: bool) -> tuple[Any, Callable[..., Any]]:
        hidden, _ = forward(layer, rows, is_train)
        return on_grid(hidden, HIDDEN_GRID), _untrainable

    return run


def on_grid(numbers: Floats, step: float) -> Floats:
    """Numbers rounded to multiples of a power of two."""
    rounded: Floats = numbers / np.float32(step)
    np.rint(rounded, out=rounded)
    rounded *= np.float32(step)
    return rounded


def _untrainable(*_: Any) -> Any:
    raise NotImplementedError("This pipeline was loaded to read, not to be trained.")
