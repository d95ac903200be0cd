"""Joint statements: they are the group's, so that a count or filter by one of its members or by a
member's country leaves them out. Wherever such a number stands, the joint ones stand beside it.
"""

from collections import Counter
from collections.abc import Iterable
from typing import TypeVar

from claims.listing.filters.statements import StatementFilter
from claims.models import Party, Speaker, SpeakerKind
from claims.models.speaker import SpeakerQuerySet

Record = TypeVar("Record", Party, Speaker)
MAX_GROUPS = 50  # values that a filter takes


def mixed_groups(parties: list[Party]) -> SpeakerQuerySet:
    """Quoted groups without a common party, with a member who speaks for one of these."""
    groups = Speaker.objects.filter(kind=SpeakerKind.GROUP, party=None, merged_into=None)
    mixed: SpeakerQuerySet = groups.filter(members__party__in=parties).distinct().quoted()
    return mixed


def groups_with(speakers: Iterable[Speaker]) -> SpeakerQuerySet:
    """Quoted groups of which one of these is a member."""
    groups = Speaker.objects.filter(kind=SpeakerKind.GROUP, merged_into=None)
    of_them: SpeakerQuerySet = groups.filter(members__in=list(speakers)).distinct().quoted()
    return of_them


def with_joint_counts(speakers: Iterable[Speaker]) -> list[Speaker]:
    """Each with ``joint_count``: its likely and settled statements made jointly with others."""
    rows = list(speakers)
    groups = Speaker.objects.filter(kind=SpeakerKind.GROUP, merged_into=None, members__in=rows)
    counts: Counter[int] = Counter()
    for member, number in groups.with_statement_count().values_list("members", "statement_count"):
        counts[member] += number
    for speaker in rows:
        speaker.joint_count = counts[speaker.pk]  # type: ignore[attr-defined]
    return rows


def joint_listing(listing: StatementFilter) -> StatementFilter | None:
    """The list with its filter by speaker or party read as one by joint speakers; None if there
    are none."""
    groups = _groups_left_out(listing)
    if groups is None:
        return None
    slugs = groups.order_by("pk").values_list("slug", flat=True)[:MAX_GROUPS]
    query = listing.data.copy()
    for name in ("party", "after", "before"):
        query.pop(name, None)
    query.setlist("speaker", list(slugs))
    joint = StatementFilter(query, listing.queryset, listing.within) if slugs else None
    return joint if joint and joint.total else None


def _groups_left_out(listing: StatementFilter) -> SpeakerQuerySet | None:
    """Joint speakers with a member by whom, or by whose country, the list is filtered."""
    if listing.problems:
        return None
    speakers = _records(listing, "speaker", Speaker)
    if speakers:
        return groups_with(speakers).exclude(pk__in=[speaker.pk for speaker in speakers])
    parties = _records(listing, "party", Party)
    return mixed_groups(parties) if parties and not listing.data.getlist("speaker") else None


def _records(listing: StatementFilter, name: str, model: type[Record]) -> list[Record]:
    values = listing.form.cleaned_data.get(name) or []
    return [value for value in values if isinstance(value, model)]
