"""Speaker resolution: which record a mention is, across articles. Machines propose, people decide.

A full name is the record of that name, or of its one longer or shorter form ("Joseph R. Biden").
A surname alone is joined to the one known person who fits name and party, with less confidence and
a note that says so; where several fit, it stays apart. Whoever is not named stays inside the
article. Merged records lead to what they were merged into. Two whom a curator has told apart are
never joined.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError

from articles.models import Article
from articles.slugs import insert_with_slug
from claims.extraction.folding import fold_name
from claims.extraction.noun_phrases import person_names
from claims.extraction.types import MentionKind, SpeakerMention
from claims.models import Speaker
from claims.speakers.directory import LOCAL, SpeakerDirectory, members_of
from claims.speakers.pending import FALLBACK_SLUG, MAX_SLUG_LENGTH, Adoption, PendingSpeakers

SURNAME_FACTOR = 0.8  # what a join by surname leaves of the confidence
UNSURE_PERSON_FACTOR = 0.6  # where the text does not even say that it names a person
SURNAME_NOTE = "Only a surname is named here."
NAME_FORM_FACTOR = 0.95  # and a join by another form of the full name
MAX_ATTEMPTS = 5  # to store new speakers while somebody else stores the same ones


@dataclass(frozen=True)
class SpeakerResolution:
    """The record, what the join leaves of the confidence, and why."""

    speaker: Speaker
    factor: float = 1.0
    notes: tuple[str, ...] = ()


def resolve_mentions(
    mentions: Iterable[SpeakerMention], article: Article, party_codes: Collection[str] = ()
) -> list[SpeakerResolution]:
    """The record of each mention of ``article`` in order, stored if it is new.

    ``party_codes`` are of parties that are stored besides. The number of queries does not depend
    on the number of mentions. Safe when several processes do it at once.
    """
    mentions = list(mentions)
    attempt = 1
    while True:
        resolver = SpeakerResolver(SpeakerDirectory.load(article, mentions))
        for mention in mentions:
            resolver.resolve(mention)
        try:
            resolver.pending.save(party_codes)
        except IntegrityError:  # somebody else has made one of them, or taken its address
            if attempt == MAX_ATTEMPTS:
                raise
            attempt += 1
        else:
            return resolver.resolutions


def insert_speaker(speaker: Speaker) -> None:
    """Insert it at an address of its name's words; see ``insert_with_slug``."""
    insert_with_slug(speaker, speaker.name, fallback=FALLBACK_SLUG, length=MAX_SLUG_LENGTH)


class SpeakerResolver:
    """The rules of resolution, for one mention after the other. Touches no database.

    ``resolutions`` has a result for each mention, and ``pending`` what is to be stored for them.
    A later mention may change an earlier result: a full name takes over its surname's.
    """

    def __init__(self, directory: SpeakerDirectory) -> None:
        self.directory = directory
        self.pending = PendingSpeakers()
        self.resolutions: list[SpeakerResolution] = []

    def resolve(self, mention: SpeakerMention) -> None:
        """Append the mention's resolution."""
        self.resolutions.append(self._resolution(mention))

    def _resolution(self, mention: SpeakerMention) -> SpeakerResolution:
        if mention.kind in LOCAL:
            return SpeakerResolution(self._local(mention))
        if mention.kind is MentionKind.PERSON:
            resolution = self._person(mention)
        else:
            resolution = self._perhaps_a_person(mention) or self._named(mention)
        self._learn(resolution.speaker, mention)
        return resolution

    def _local(self, mention: SpeakerMention) -> Speaker:
        if speaker := self.directory.local(mention.name[:300]):
            return speaker
        return self._add(mention, article=self.directory.article)

    def _named(self, mention: SpeakerMention) -> SpeakerResolution:
        """An institution, outlet or group: by identity, else by an alias only one record has."""
        folded = fold_name(mention.name)
        if speaker := self.directory.with_identity(folded):
            return SpeakerResolution(speaker)
        same_alias = self.directory.with_alias(folded, mention.kind)
        return SpeakerResolution(same_alias[0] if len(same_alias) == 1 else self._create(mention))

    def _person(self, mention: SpeakerMention) -> SpeakerResolution:
        """A person: by identity, else the only one whose name and party fit."""
        name = person_names.parse(mention.name)
        if not name.is_full:
            return self._by_surname(name, mention)
        if speaker := self.directory.with_identity(fold_name(mention.name)):
            return SpeakerResolution(speaker)
        alike = [
            speaker
            for speaker in self._namesakes(name, mention)
            if _likeness(speaker, name) is person_names.Likeness.FULL
        ]
        if len(alike) == 1:
            note = f"Named “{mention.name}” here; taken for {alike[0].name}."
            return SpeakerResolution(alike[0], NAME_FORM_FACTOR, (note,))
        speaker = self._create(mention)
        self._adopt_surname(speaker, name)
        return SpeakerResolution(speaker)

    def _by_surname(self, name: person_names.Name, mention: SpeakerMention) -> SpeakerResolution:
        short = self.directory.with_identity(fold_name(mention.name))
        people = self._people(name, mention, short)
        if len(people) == 1:
            note = _surname_joined(mention.name, people[0])
            return SpeakerResolution(people[0], SURNAME_FACTOR, (note,))
        note = "Several people have this surname." if people else SURNAME_NOTE
        return SpeakerResolution(short or self._create(mention), SURNAME_FACTOR, (note,))

    def _perhaps_a_person(self, mention: SpeakerMention) -> SpeakerResolution | None:
        """ "Psaki characterized …": one name that says nothing of its kind; one official has it.

        Only somebody who speaks for a party: firms too are named like people, seldom like them.
        """
        name = person_names.parse(mention.name)
        if not _says_nothing_of_its_kind(mention, name):
            return None
        short = self.directory.with_identity(fold_name(mention.name))
        people = [speaker for speaker in self._people(name, mention, short) if speaker.party_id]
        if len(people) != 1:
            return None
        note = _perhaps_joined(mention.name, people[0])
        return SpeakerResolution(people[0], UNSURE_PERSON_FACTOR, (note,))

    def _people(
        self, name: person_names.Name, mention: SpeakerMention, short: Speaker | None
    ) -> list[Speaker]:
        """Whose surname this may be; a curator may have said who the record ``short`` is not."""
        return [
            speaker
            for speaker in self._namesakes(name, mention)
            if " " in speaker.name
            and not (short and self.directory.are_distinguished(short, speaker))
        ]

    def _namesakes(self, name: person_names.Name, mention: SpeakerMention) -> list[Speaker]:
        """Unmerged people with this surname whose party does not speak against it."""
        return [
            speaker
            for speaker in self.directory.with_family(name.family)
            if not mention.party or not speaker.party_id or speaker.party_id == mention.party
        ]

    def _adopt_surname(self, speaker: Speaker, name: person_names.Name) -> None:
        """A record that had the surname alone turns out to be this person.

        Only where the machine made it and nobody has decided on it; its address leads here.
        """
        short = self.directory.unmerged(name.family)
        kinds = [MentionKind.PERSON] + [MentionKind.INSTITUTION] * bool(speaker.party_id)
        if short is None or short.kind not in kinds or not self.directory.is_adoptable(short):
            return
        if short.party_id not in (None, speaker.party_id):
            return
        is_person = short.kind == MentionKind.PERSON
        note = (_surname_joined if is_person else _perhaps_joined)(short.name, speaker)
        # A person's confidence was lowered when the surname alone was recorded.
        factor = 1.0 if is_person else UNSURE_PERSON_FACTOR
        adoption = Adoption(short, speaker, note, factor, outdated=SURNAME_NOTE)
        self.pending.adoptions.append(adoption)
        self.resolutions[:] = [_adopted(speaker, adoption) for speaker in self.resolutions]
        self.directory.merge(short, speaker)

    def _create(self, mention: SpeakerMention) -> Speaker:
        name = person_names.parse(mention.name)
        is_person = mention.kind is MentionKind.PERSON
        return self._add(
            mention,
            identity=fold_name(mention.name),
            family=name.family[:100] if is_person else "",
        )

    def _add(self, mention: SpeakerMention, **fields: Any) -> Speaker:
        speaker = Speaker(
            name=mention.name[:300],
            kind=mention.kind.value,
            party_id=mention.party or None,
            role=mention.role[:300],
            **fields,
        )
        self.pending.new.append(speaker)
        self.directory.add(speaker)
        return speaker

    def _learn(self, speaker: Speaker, mention: SpeakerMention) -> None:
        """Keep what this mention adds: other forms of the name, a party, a role, the members."""
        forms = {fold_name(form): form[:300] for form in (mention.name, *mention.aliases)}
        forms.pop("", None)
        self.pending.add_aliases(speaker, forms)
        self.directory.add_aliases(speaker, forms)
        party = speaker.party_id or mention.party or None
        role = speaker.role or mention.role[:300]
        if (party, role) != (speaker.party_id, speaker.role):
            speaker.party_id, speaker.role = party, role
            self.pending.add_changed(speaker)
        for member in members_of(mention):
            self.pending.members.append((speaker, self._resolution(member).speaker))


def _adopted(resolution: SpeakerResolution, adoption: Adoption) -> SpeakerResolution:
    if resolution.speaker is not adoption.short:
        return resolution
    return SpeakerResolution(
        adoption.speaker,
        resolution.factor * adoption.factor,
        tuple(adoption.notes(resolution.notes)),
    )


def _says_nothing_of_its_kind(mention: SpeakerMention, name: person_names.Name) -> bool:
    return (
        mention.kind is MentionKind.INSTITUTION
        and not (name.is_full or mention.party or mention.role)
        and mention.name.istitle()
    )


def _surname_joined(name: str, speaker: Speaker) -> str:
    return f"Only “{name}” is named here; taken for {speaker.name}."


def _perhaps_joined(name: str, speaker: Speaker) -> str:
    return f"Only “{name}” is named here, perhaps not a person; taken for {speaker.name}."


def _likeness(speaker: Speaker, name: person_names.Name) -> person_names.Likeness:
    return person_names.likeness(person_names.parse(speaker.name), name)
