"""The speaker a form names: picked, typed, made new, or nobody known."""

from django.contrib.auth.models import User
from django.http import QueryDict

from claims import curation
from claims.models import Party, Speaker, SpeakerKind
from claims.staff.review import spans_input
from claims.staff.review.spans_input import InputError


def read_speaker(post: QueryDict, by: User, name: str) -> Speaker | None:
    """``name`` is the box; beside it stand its ``_slug _unknown _new _kind _party``."""
    typed, picked = post.get(name, "").strip(), post.get(f"{name}_slug", "").strip()
    if "\0" in typed + picked + post.get(f"{name}_party", ""):
        raise InputError("The name holds a NUL character; remove it.")
    if post.get(f"{name}_unknown"):
        return None
    if not typed and not picked:
        raise InputError("Name the speaker, or tick “nobody known”.")
    if post.get(f"{name}_new"):
        return _new_speaker(post, by, name, typed)
    return spans_input.speaker(picked, typed)


def _new_speaker(post: QueryDict, by: User, name: str, typed: str) -> Speaker:
    kind, code = post.get(f"{name}_kind", ""), post.get(f"{name}_party", "")
    if kind not in SpeakerKind.values:
        raise InputError("Say what kind of speaker the new one is.")
    party = Party.objects.filter(pk=code).first() if code else None
    if code and party is None:
        raise InputError(f"There is no party “{code}”.")
    return curation.new_speaker(typed, kind, party=party, by=by)
