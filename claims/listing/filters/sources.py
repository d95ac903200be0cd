"""Which relays, through whom words reached us: ``q party kind``."""

from claims.listing.filters.named import NamedFilter


class SourceFilter(NamedFilter):
    """Of speakers with ``resting``, see ``SpeakerQuerySet.relaying``."""

    counted_as = "sources"

    orders = {
        "name": "name",
        "kind": "kind",
        "party": "party__name",
        "statements": "resting",
    }
