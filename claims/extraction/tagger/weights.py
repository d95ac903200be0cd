"""The tagger's weights: one zip file with six ONNX graphs and what they need to be read."""

import hashlib
import json
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import onnxruntime

FORMAT = 6
DEFAULT = Path(__file__).parents[1] / "weights" / "tagger.zip"
GRAPHS = ("encoder", "upper", "context", "roles", "names", "resolver")
SLOWER = ["SkipLayerNormFusion"]  # onnxruntime's fused operation takes six times the plain ones
CURE = "Restore it with 'git checkout', or train new weights (training/README.md)."


@dataclass(frozen=True, slots=True)
class Weights:
    """``settings`` holds the vocabulary, thresholds and calibration, as training wrote them."""

    version: str
    settings: dict[str, Any]
    graphs: dict[str, onnxruntime.InferenceSession]


def read(path: Path | None = None) -> Weights:
    """The weights in ``path``, or those of the package.

    Raises ``FileNotFoundError`` when there is no such file, ``ValueError`` when it is cut off,
    damaged, or not a file of ours; both say what to do.
    """
    path = path or DEFAULT
    settings, models = read_contents(path)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    graphs = {name: _session(path, name, model) for name, model in models.items()}
    return Weights(f"{settings['name']}-{digest[:8]}", settings, graphs)


def read_contents(path: Path) -> tuple[dict[str, Any], dict[str, bytes]]:
    """The settings and the serialised graphs by name. Raises as ``read`` does."""
    if not path.is_file():
        raise FileNotFoundError(f"{path}: no such file of tagger weights. {CURE}")
    try:
        with zipfile.ZipFile(path) as archive:
            settings = json.loads(archive.read("settings.json"))
            models = {name: archive.read(f"{name}.onnx") for name in GRAPHS}
    except (zipfile.BadZipFile, KeyError, ValueError, EOFError) as error:
        raise ValueError(f"{path}: not a whole file of tagger weights ({error}). {CURE}") from error
    if settings.get("format") != FORMAT:
        raise ValueError(
            f"{path}: weights of format {settings.get('format')}, this program reads "
            f"{FORMAT}. {CURE}"
        )
    return settings, models


def write(path: Path, settings: dict[str, Any], models: dict[str, bytes]) -> None:
    """One file of weights; the same content gives the same bytes."""
    contents = {f"{name}.onnx": models[name] for name in GRAPHS}
    text = json.dumps(settings | {"format": FORMAT}, ensure_ascii=False, sort_keys=True)
    contents["settings.json"] = text.encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, data in contents.items():
            archive.writestr(
                zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)),
                data,
                compresslevel=9,
                compress_type=zipfile.ZIP_DEFLATED,
            )


def _session(path: Path, name: str, model: bytes) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1  # processes, not threads, use several cores
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    try:
        return onnxruntime.InferenceSession(
            model, options, providers=["CPUExecutionProvider"], disabled_optimizers=SLOWER
        )
    except Exception as error:  # onnxruntime's exceptions share no narrower public base
        raise ValueError(f"{path}: its graph {name!r} cannot be run ({error}). {CURE}") from error
