"""Sentence vectors: near for like sentences, the same whatever else is read."""

import numpy as np
import pytest

from claims.propositions import vectors
from claims.propositions.vectors import encoder

VECTOR = [0.02949, -0.04765, 0.05301, 0.00308]


def test_a_vector_has_length_one():
    vector = encoder().vector("The harbour reopens on Monday.")

    assert vector.shape == (vectors.VECTOR_SIZE,)
    assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-5)


def test_a_text_without_words_has_no_direction():
    assert not encoder().vector("  ").any()


def test_a_rewording_is_nearer_than_another_sentence():
    text = encoder().vector("The port will open again on Monday.")
    near, far = (
        float(text @ encoder().vector(other))
        for other in ("The harbour reopens on Monday.", "The minister has resigned.")
    )

    assert near > 0.6 > 0.3 > far


def test_the_weights_give_the_vectors_that_they_gave_when_made():
    vector = encoder().vector("The harbour reopens on Monday.")

    assert np.abs(vector[:4] - np.array(VECTOR)).max() < 1e-4


def test_a_missing_file_names_its_cure(monkeypatch, tmp_path):
    monkeypatch.setattr(vectors, "VECTORS_FILE", tmp_path / "none.zip")

    with pytest.raises(FileNotFoundError, match="git checkout"):
        encoder.__wrapped__()


def test_a_damaged_file_names_its_cure(monkeypatch, tmp_path):
    (tmp_path / "cut.zip").write_bytes(vectors.VECTORS_FILE.read_bytes()[:1000])
    monkeypatch.setattr(vectors, "VECTORS_FILE", tmp_path / "cut.zip")

    with pytest.raises(ValueError, match="git checkout"):
        encoder.__wrapped__()
