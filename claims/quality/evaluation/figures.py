"""The figures that /methods/ shows: numbers about named data, never texts or places of files."""

import json
from pathlib import Path
from typing import Any

FIGURES_FILE = Path(__file__).resolve().parent.parent / "data" / "figures.json"
CURE = "Restore it with 'git checkout', or remove it and run manage.py evaluate … --save anew."


def load(path: Path | None = None) -> list[dict[str, Any]]:
    """What was saved, a dictionary for each named data, in the order of the first saving.

    Raises ``ValueError`` when the file is damaged. No file: no figures.
    """
    path = path or FIGURES_FILE
    try:
        saved = json.loads(path.read_text(encoding="utf-8"))
        return list(saved["measured"])
    except FileNotFoundError:
        return []
    except (ValueError, KeyError, TypeError) as error:
        raise ValueError(f"{path}: not a file of figures ({error!r}). {CURE}") from error


def save(measured: dict[str, Any], path: Path | None = None) -> None:
    """Put ``measured`` in the place of the older figures of the same data, or at the end."""
    path = path or FIGURES_FILE
    rows = load(path)
    places = [n for n, row in enumerate(rows) if row["data"] == measured["data"]]
    place = places[0] if places else len(rows)
    rows[place : place + 1] = [_rounded(measured)]
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps({"measured": rows}, ensure_ascii=False, indent=1)
    path.write_text(text + "\n", encoding="utf-8")


def _rounded(value: Any) -> Any:
    """Four places tell all that is known; a run on other hardware then changes no line."""
    match value:
        case float():
            return round(value, 4)
        case dict():
            return {name: _rounded(part) for name, part in value.items()}
        case list():
            return [_rounded(part) for part in value]
    return value
