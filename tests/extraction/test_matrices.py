"""spaCy's matrix products done by onnxruntime."""

import numpy as np
import pytest
from thinc.api import NumpyOps, get_current_ops

from claims.extraction.parsing import spacy_pipeline
from claims.extraction.parsing.onnx_ops import OnnxOps

X = np.arange(12, dtype=np.float32).reshape(3, 4)


@pytest.mark.parametrize("trans1", [False, True])
@pytest.mark.parametrize("trans2", [False, True])
def test_products_are_those_of_numpy(trans1, trans2):
    x = X.T if trans1 else X
    y = np.ones((5, 4), dtype=np.float32) * 2
    y = y if trans2 else y.T

    np.testing.assert_allclose(
        OnnxOps().gemm(x, y, trans1=trans1, trans2=trans2), X @ np.full((4, 5), 2), rtol=1e-6
    )


def test_nothing_multiplied_is_nothing():
    empty = np.zeros((0, 4), dtype=np.float32)

    assert OnnxOps().gemm(empty, X, trans2=True).shape == (0, 3)


def test_the_pipeline_uses_them_and_nobody_else_does(nlp):
    assert isinstance(nlp.get_pipe("tok2vec").model.ops, OnnxOps)
    assert type(get_current_ops()) is NumpyOps
    assert "ner" not in spacy_pipeline.load().pipe_names
