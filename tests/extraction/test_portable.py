"""What is found does not depend on the processor: sums that are exact, whatever their order."""

import numpy as np
import onnx
import pytest
from onnx import numpy_helper
from thinc.layers import layernorm

from claims.extraction.parsing import portable_ops
from claims.extraction.parsing.onnx_ops import GRAPH
from claims.extraction.tagger import weights as weights_file

TEXT = "“It will rain,” the mayor said on Monday. Critics of the plan say she is wrong."
PAIR_LIMIT = 2**15 - 1  # where two products of 8 bits are summed in 16
LARGEST_ACTIVATION = 255


def shipped_graphs():
    _, models = weights_file.read_contents(weights_file.DEFAULT)
    return models | {"product": GRAPH.read_bytes()}


@pytest.mark.parametrize("name", [*weights_file.GRAPHS, "product"])
def test_no_integer_weight_that_is_summed_exceeds_seven_bits(name):
    graph = onnx.load_from_string(shipped_graphs()[name]).graph
    weights = {t.name: numpy_helper.to_array(t) for t in graph.initializer}
    summed = {n: w for n, w in weights.items() if w.dtype == np.int8 and "zero_point" not in n}

    assert summed or name in ("product", "resolver")
    for weight in summed.values():
        assert 2 * LARGEST_ACTIVATION * int(np.abs(weight.astype(int)).max()) <= PAIR_LIMIT


@pytest.mark.parametrize("name", weights_file.GRAPHS)
def test_only_lookups_have_wider_integers(name):
    graph = onnx.load_from_string(shipped_graphs()[name]).graph
    wide = {t.name for t in graph.initializer if t.data_type == onnx.TensorProto.UINT8}
    users = {
        node.op_type for node in graph.node for i in node.input[:1] if i in wide and "zero" not in i
    }

    assert users <= {"Gather"}


@pytest.mark.parametrize("name", weights_file.GRAPHS)
def test_no_graph_sums_as_many_at_a_time_as_a_register_holds(name):
    graph = onnx.load_from_string(shipped_graphs()[name]).graph

    assert {"Softmax", "LogSoftmax"}.isdisjoint(node.op_type for node in graph.node)


def test_the_parser_s_scores_are_the_same_in_any_order_of_the_sum(nlp):
    doc = nlp.make_doc(TEXT)
    nlp.get_pipe("tok2vec")(doc)
    model = nlp.get_pipe("parser").model
    parts = model.predict([doc])
    features, _ = model.get_ref("lower")._func(model.get_ref("lower"), parts.tokvecs, False)
    hidden = features.sum(axis=1).max(axis=-1)  # (tokens + 1, 64), as the parser makes it
    weights = model.get_ref("upper").get_param("W")
    exact = (hidden.astype(float) @ weights.T.astype(float)).astype(np.float32)

    for order in (slice(None), slice(None, None, -1), np.argsort(hidden[0])):
        products = hidden[:, None, order] * weights[None][..., order]
        np.testing.assert_array_equal(np.cumsum(products, axis=-1)[..., -1], exact)


def test_every_layer_is_normalised_by_operations_that_are_exact(nlp):
    layers = [
        layer for _, p in nlp.pipeline for layer in p.model.walk() if layer.name == "layernorm"
    ]
    rows = np.random.default_rng(1).normal(size=(9, 96)).astype(np.float32)

    assert layers
    for layer in layers:
        assert layer._func is portable_ops.normalize
        expected, _ = layernorm.forward(layer, rows, False)
        np.testing.assert_allclose(
            layer._func(layer, rows, False)[0], expected, rtol=1e-4, atol=1e-5
        )
