"""spaCy's matrix products done by onnxruntime, on one thread.

spaCy leaves them to BLIS. On processors that BLIS does not know, and wherever it was built without
their kernels, that takes several times as long as onnxruntime. numpy would be as quick, but take
all cores for one text.
"""

from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnxruntime
from thinc.api import NumpyOps, registry

Floats = npt.NDArray[np.float32]
# x · yᵀ as an ONNX graph, made by training/export.py.
GRAPH = Path(__file__).parents[1] / "weights" / "product.onnx"


@registry.ops("onnx")
class OnnxOps(NumpyOps):  # type: ignore[misc]  # thinc compiles it, without types
    """thinc's operations on arrays, with another product of matrices."""

    name = "onnx"

    def gemm(
        self,
        x: Floats,
        y: Floats,
        out: Floats | None = None,
        trans1: bool = False,
        trans2: bool = False,
    ) -> Any:
        if trans1 or not trans2 or out is not None:
            return super().gemm(x, y, out=out, trans1=trans1, trans2=trans2)
        inputs = {"x": np.ascontiguousarray(x), "y": np.ascontiguousarray(y)}
        return _session().run(None, inputs)[0]


@cache
def _session() -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(GRAPH, options, providers=["CPUExecutionProvider"])
