"""Pictures that were drawn are kept in a folder of their own, so that each is drawn once."""

import logging
import os
import tempfile
from hashlib import sha256
from pathlib import Path

from django.conf import settings

from claims.presentation import card_image
from claims.presentation.citation import Citation

MAX_CARDS = 20_000  # some 25 KB each
log = logging.getLogger(__name__)


def digest(citation: Citation) -> str:
    """Of everything that is drawn: another review state is another picture."""
    drawn = (
        card_image.VERSION,
        citation.speaker,
        citation.deed,
        citation.colon,
        citation.words,
        citation.verbatim,
        citation.kind,
        citation.relays,
        citation.outlet,
        citation.day_with_basis,
        citation.title,
        citation.review,
    )
    return sha256(repr(drawn).encode()).hexdigest()[:40]


def picture(citation: Citation) -> bytes:
    """The PNG, from the folder or drawn; it is drawn, too, where the folder can't be used."""
    file = Path(settings.CARD_FOLDER) / f"{digest(citation)}.png"
    try:
        return file.read_bytes()
    except OSError:
        png = card_image.draw(citation)
    try:
        save_card(file, png)
    except OSError as error:
        log.warning("Card pictures can't be kept in %s (%s).", file.parent, error.strerror)
    return png


def save_card(file: Path, png: bytes) -> None:
    """Whole or not at all, also where two workers draw the same."""
    file.parent.mkdir(parents=True, exist_ok=True)
    _drop_oldest(file.parent)
    with tempfile.NamedTemporaryFile(dir=file.parent, suffix=".part", delete=False) as part:
        part.write(png)
    os.replace(part.name, file)


def _drop_oldest(folder: Path) -> None:
    """A tenth of them, once there are ``MAX_CARDS``."""
    with os.scandir(folder) as entries:
        count = sum(1 for _ in entries)
    if count < MAX_CARDS:
        return
    files = sorted(folder.iterdir(), key=lambda path: path.stat().st_mtime)
    for path in files[: MAX_CARDS // 10]:
        path.unlink(missing_ok=True)
