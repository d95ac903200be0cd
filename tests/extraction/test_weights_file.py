"""Files of weights: what is not one says so and says what to do."""

import zipfile

import pytest

from claims.extraction.tagger import weights


def test_the_package_has_weights_of_at_most_25_megabytes():
    assert weights.DEFAULT.stat().st_size <= 25_000_000


def test_a_missing_file_is_named_with_the_cure(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"gone\.zip: no such file.*training/README\.md"):
        weights.read(tmp_path / "gone.zip")


def test_a_file_that_is_cut_off_is_refused(tmp_path):
    cut = tmp_path / "cut.zip"
    cut.write_bytes(weights.DEFAULT.read_bytes()[:100_000])

    with pytest.raises(ValueError, match="not a whole file of tagger weights"):
        weights.read(cut)


def test_a_damaged_file_is_refused(tmp_path):
    damaged = bytearray(weights.DEFAULT.read_bytes())
    damaged[len(damaged) // 2] ^= 255
    (tmp_path / "damaged.zip").write_bytes(damaged)

    with pytest.raises(ValueError, match=r"damaged\.zip"):
        weights.read(tmp_path / "damaged.zip")


def test_another_zip_file_is_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as archive:
        archive.writestr("hello.txt", "hello")

    with pytest.raises(ValueError, match="not a whole file"):
        weights.read(tmp_path / "other.zip")


def test_weights_of_another_format_are_refused(tmp_path):
    other = tmp_path / "other.zip"
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("settings.json", '{"format": 99}')
        for name in weights.GRAPHS:
            archive.writestr(f"{name}.onnx", b"")

    with pytest.raises(ValueError, match="format 99, this program reads 6"):
        weights.read(other)


def test_a_graph_that_cannot_be_run_is_named(tmp_path):
    models = dict.fromkeys(weights.GRAPHS, b"no graph")
    weights.write(tmp_path / "odd.zip", {"name": "odd"}, models)

    with pytest.raises(ValueError, match="its graph 'encoder' cannot be run"):
        weights.read(tmp_path / "odd.zip")


def test_the_same_weights_are_the_same_file(tmp_path):
    models = dict.fromkeys(weights.GRAPHS, b"0" * 100)
    for name in ("one.zip", "two.zip"):
        weights.write(tmp_path / name, {"name": "same"}, models)

    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()


def test_the_version_names_the_weights(tagger):
    assert tagger.version.startswith(tagger._settings["name"] + "-")
