"""What the mentions of an article add to speakers, collected and then written in a few queries."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from django.db import transaction

from articles.slugs import free_slugs
from claims.extraction import parties
from claims.models import Alias, Attribution, Party, Source, Speaker

MAX_SLUG_LENGTH = 80
FALLBACK_SLUG = "speaker"
Members = Speaker.members.through


@dataclass(frozen=True)
class Adoption:
    """``short`` had a surname alone and turns out to be ``speaker``: its statements move there.

    They lose the notes ``outdated`` and get ``note``; their confidence is multiplied by ``factor``.
    """

    short: Speaker
    speaker: Speaker
    note: str
    factor: float
    outdated: str

    def notes(self, notes: Collection[str]) -> list[str]:
        """The notes of an attribution that moves."""
        return [note for note in notes if note != self.outdated] + [self.note]


@dataclass
class PendingSpeakers:
    """New and changed speaker records that are not stored yet."""

    new: list[Speaker] = field(default_factory=list)
    changed: list[Speaker] = field(default_factory=list)
    aliases: dict[tuple[int, str], Alias] = field(default_factory=dict)
    members: list[tuple[Speaker, Speaker]] = field(default_factory=list)  # group, member
    adoptions: list[Adoption] = field(default_factory=list)

    def add_aliases(self, speaker: Speaker, forms: Mapping[str, str]) -> None:
        """Forms of the speaker's name, by their folded form; the first of a form is kept."""
        for folded, name in forms.items():
            alias = Alias(speaker=speaker, name=name, folded=folded)
            self.aliases.setdefault((id(speaker), folded), alias)

    def add_changed(self, speaker: Speaker) -> None:
        """A stored record that has a party or role now."""
        if speaker.pk is not None and speaker not in self.changed:
            self.changed.append(speaker)

    def save(self, party_codes: Collection[str] = ()) -> None:
        """Write it all, and the parties of these codes, in the caller's transaction.

        Raises ``IntegrityError`` where somebody else has made one of the speakers, or taken an
        address, meanwhile; then parties alone are written.
        """
        speak_for = {speaker.party_id for speaker in (*self.new, *self.changed) if speaker.party_id}
        ensure_parties(speak_for | set(party_codes))
        self._insert()
        Speaker.objects.bulk_update(self.changed, ["party", "role"])
        Alias.objects.bulk_create(self.aliases.values(), ignore_conflicts=True)
        Members.objects.bulk_create(
            (Members(from_speaker=group, to_speaker=member) for group, member in self.members),
            ignore_conflicts=True,
        )
        self._adopt()

    def _insert(self) -> None:
        if not self.new:
            return
        slugs = free_slugs(
            Speaker.objects, [speaker.name for speaker in self.new],
            fallback=FALLBACK_SLUG, length=MAX_SLUG_LENGTH,
        )  # fmt: skip
        for speaker, slug in zip(self.new, slugs, strict=True):
            speaker.slug = slug
            speaker.merged_into = None  # until all have ids: see ``_adopt``
        with transaction.atomic():  # only here can somebody have come first
            Speaker.objects.bulk_create(self.new)

    def _adopt(self) -> None:
        if not self.adoptions:
            return
        for adoption in self.adoptions:
            adoption.short.merged_into = adoption.speaker
        short = {adoption.short.pk: adoption for adoption in self.adoptions}
        Speaker.objects.bulk_update(
            [speaker.short for speaker in self.adoptions], ["identity", "merged_into"]
        )
        attributions = list(Attribution.objects.filter(speaker__in=short))
        for attribution in attributions:
            adoption = short[attribution.speaker_id or 0]
            attribution.speaker = adoption.speaker
            attribution.notes = adoption.notes(attribution.notes)
            attribution.confidence *= adoption.factor
        Attribution.objects.bulk_update(
            attributions, ["speaker", "notes", "confidence"], batch_size=500
        )
        hops = list(Source.objects.filter(speaker__in=short))
        for hop in hops:
            hop.speaker = short[hop.speaker_id].speaker
        Source.objects.bulk_update(hops, ["speaker"], batch_size=500)


def ensure_parties(codes: Collection[str]) -> dict[str, Party]:
    """Party records by code, made where they are new. Raises ``KeyError`` for an unknown code."""
    if not codes:
        return {}
    stored = Party.objects.in_bulk(list(codes))
    lexicon = parties.load().parties
    new = [
        Party(code=code, name=lexicon[code].name, kind=lexicon[code].kind)
        for code in sorted(set(codes) - stored.keys())
    ]
    Party.objects.bulk_create(new, ignore_conflicts=True)
    return stored | {party.code: party for party in new}
