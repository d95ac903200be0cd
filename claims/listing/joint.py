"""Joint statements of speakers of several countries: they are of no one country, so a filter by
country or bloc leaves them out, and the list says where they are.
"""

from claims.listing.filters.statements import StatementFilter
from claims.models import Party, Speaker, SpeakerKind
from claims.models.speaker import SpeakerQuerySet

MAX_GROUPS = 50  # values that a filter takes


def mixed_groups(parties: list[Party]) -> SpeakerQuerySet:
    """Quoted groups without a common party, with a member who speaks for one of these."""
    groups = Speaker.objects.filter(kind=SpeakerKind.GROUP, party=None, merged_into=None)
    mixed: SpeakerQuerySet = groups.filter(members__party__in=parties).distinct().quoted()
    return mixed


def joint_listing(listing: StatementFilter) -> StatementFilter | None:
    """The list with its filter by party read as one by joint speakers; None if there are none."""
    parties = [] if listing.problems else listing.form.cleaned_data.get("party") or []
    parties = [party for party in parties if isinstance(party, Party)]
    if not parties or listing.data.getlist("speaker"):
        return None
    slugs = mixed_groups(parties).order_by("pk").values_list("slug", flat=True)[:MAX_GROUPS]
    query = listing.data.copy()
    for name in ("party", "after", "before"):
        query.pop(name, None)
    query.setlist("speaker", list(slugs))
    joint = StatementFilter(query, listing.queryset, listing.within) if slugs else None
    return joint if joint and joint.total else None
