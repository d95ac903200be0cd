"""The speaker records that the mentions of one article may be, looked up in a few queries."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import zip_longest

from django.db.models import Exists, OuterRef, Q, Window
from django.db.models.functions import RowNumber

from articles.models import Article
from claims.extraction.folding import fold_name
from claims.extraction.noun_phrases import person_names
from claims.extraction.types import MentionKind, SpeakerMention
from claims.models import Alias, Attribution, Speaker, Status
from claims.speakers.merges import distinguished_pairs

MAX_NAMESAKES = 50  # people of one surname with whom a name is compared
LOCAL = (MentionKind.ANONYMOUS, MentionKind.DOCUMENT)  # "a source", "the readout": of one article


class SpeakerDirectory:
    """Speakers by identity, alias and surname; those without a name by their article.

    Each record is there once, as one instance, so what is learned of it holds for all mentions.
    A speaker that is added is found like one that is stored.
    """

    def __init__(self, article: Article) -> None:
        self.article = article
        self._by_pk: dict[int, Speaker] = {}
        self._by_identity: dict[str, Speaker] = {}
        self._by_alias: dict[str, list[Speaker]] = defaultdict(list)
        self._by_family: dict[str, list[Speaker]] = defaultdict(list)
        self._local: dict[str, Speaker] = {}
        self._distinguished: set[tuple[int, int]] = set()
        self._adoptable: set[int] = set()

    @classmethod
    def load(cls, article: Article, mentions: Iterable[SpeakerMention]) -> "SpeakerDirectory":
        """All that the mentions of ``article`` may be."""
        directory = cls(article)
        mentions = list(_with_members(mentions))
        directory._load_names(mentions)
        directory._load_namesakes(mentions)
        directory._load_aliases(mentions)
        directory._load_merges()
        directory._load_distinctions(mentions)
        directory._load_adoptable(mentions)
        return directory

    def with_identity(self, name: str) -> Speaker | None:
        """The record whose identity is this folded name, or what it was merged into."""
        speaker = self._by_identity.get(name)
        return speaker.follow_merges() if speaker else None

    def unmerged(self, identity: str) -> Speaker | None:
        """The record whose identity is this, if it was not merged into another."""
        speaker = self._by_identity.get(identity)
        return speaker if speaker and speaker.merged_into is None else None

    def with_alias(self, folded: str, kind: str) -> list[Speaker]:
        """Records of this kind that have the alias, or what they were merged into."""
        speakers: list[Speaker] = []
        for speaker in self._by_alias[folded]:
            if speaker.kind == kind and speaker.article_id is None:
                leading = speaker.follow_merges()
                speakers += [leading] if leading not in speakers else []
        return speakers

    def with_family(self, family: str) -> list[Speaker]:
        """Unmerged people of this folded surname."""
        return [speaker for speaker in self._by_family[family] if speaker.merged_into is None]

    def local(self, name: str) -> Speaker | None:
        """The article's own record of this name: somebody who is not named, or a document."""
        speaker = self._local.get(name)
        return speaker.follow_merges() if speaker else None

    def are_distinguished(self, first: Speaker, second: Speaker) -> bool:
        """Whether a curator has said that they are not the same."""
        if first.pk is None or second.pk is None:
            return False
        return (min(first.pk, second.pk), max(first.pk, second.pk)) in self._distinguished

    def is_adoptable(self, speaker: Speaker) -> bool:
        """Whether only machines have said that words are this speaker's, and it has no members."""
        return speaker.pk is None or speaker.pk in self._adoptable

    def add(self, speaker: Speaker) -> None:
        """A record that is not stored yet."""
        if speaker.article is not None:
            self._local[speaker.name] = speaker
            return
        if speaker.identity is not None:
            self._by_identity[speaker.identity] = speaker
        if speaker.kind == MentionKind.PERSON:
            self._by_family[speaker.family].append(speaker)

    def add_aliases(self, speaker: Speaker, forms: Iterable[str]) -> None:
        """Other forms of the speaker's name, folded."""
        for folded in forms:
            self._by_alias[folded].append(speaker)

    def merge(self, short: Speaker, speaker: Speaker) -> None:
        """``short`` leads to ``speaker``; somebody else may be called by its name from now on."""
        self._by_identity.pop(short.identity or "", None)
        short.identity = None
        short.merged_into = speaker

    def _load_names(self, mentions: list[SpeakerMention]) -> None:
        named = [mention for mention in mentions if mention.kind not in LOCAL]
        identities = {fold_name(mention.name) for mention in named} | _surnames(named)
        local = {mention.name[:300] for mention in mentions if mention.kind in LOCAL}
        stored = Speaker.objects.filter(
            Q(identity__in=identities) | Q(article=self.article, name__in=local)
        )
        for speaker in map(self._instance, stored):
            if speaker.identity is not None:
                self._by_identity[speaker.identity] = speaker
            if speaker.article_id is not None:
                self._local[speaker.name] = speaker

    def _load_namesakes(self, mentions: list[SpeakerMention]) -> None:
        rank = Window(RowNumber(), partition_by="family", order_by=("name", "pk"))
        stored = (
            Speaker.objects.filter(kind=MentionKind.PERSON, merged_into=None)
            .filter(family__in=_families(mentions))
            .annotate(rank=rank)
            .filter(rank__lte=MAX_NAMESAKES)
            .order_by("name", "pk")
        )
        for speaker in map(self._instance, stored):
            self._by_family[speaker.family].append(speaker)

    def _load_aliases(self, mentions: list[SpeakerMention]) -> None:
        others = [m for m in mentions if m.kind not in (*LOCAL, MentionKind.PERSON)]
        stored = Alias.objects.filter(
            folded__in={fold_name(mention.name) for mention in others},
            speaker__kind__in={mention.kind for mention in others},
            speaker__article=None,
        ).select_related("speaker")
        for alias in stored:
            self._by_alias[alias.folded].append(self._instance(alias.speaker))

    def _load_merges(self) -> None:
        """What merged records lead to, as one chain of instances."""
        followed: set[int] = set()
        while merged := {
            pk: speaker.merged_into_id
            for pk, speaker in self._by_pk.items()
            if speaker.merged_into_id is not None and pk not in followed
        }:
            lacking = set(merged.values()) - self._by_pk.keys()
            for speaker in Speaker.objects.filter(pk__in=lacking) if lacking else ():
                self._instance(speaker)
            for pk, into in merged.items():
                self._by_pk[pk].merged_into = self._by_pk[into]
            followed |= merged.keys()

    def _load_distinctions(self, mentions: list[SpeakerMention]) -> None:
        """Between a record that has one name alone and the people whose name that may be."""
        ids: set[int] = set()
        for mention in mentions:
            name = person_names.parse(mention.name)
            short = self.with_identity(fold_name(mention.name))
            people = self.with_family(name.family)
            if short and people and not name.is_full:
                ids |= {speaker.pk for speaker in (short, *people)}
        if ids:
            self._distinguished = distinguished_pairs(ids)

    def _load_adoptable(self, mentions: list[SpeakerMention]) -> None:
        new = [m for m in mentions if fold_name(m.name) not in self._by_identity]
        short = [self._by_identity[f] for f in _surnames(new) if f in self._by_identity]
        if not short:
            return
        decided = Attribution.objects.filter(speaker=OuterRef("pk"))
        members = Speaker.members.through.objects.filter(from_speaker=OuterRef("pk"))
        # Locked, as a curator who tells two apart locks them: each sees what the other has done.
        stored = (
            Speaker.objects.filter(pk__in=[speaker.pk for speaker in short], merged_into=None)
            .filter(~Exists(decided.exclude(status=Status.UNREVIEWED)), ~Exists(members))
            .select_for_update(no_key=True, of=("self",))
        )
        self._adoptable = set(stored.values_list("pk", flat=True))

    def _instance(self, speaker: Speaker) -> Speaker:
        return self._by_pk.setdefault(speaker.pk, speaker)


def _with_members(mentions: Iterable[SpeakerMention]) -> Iterator[SpeakerMention]:
    for mention in mentions:
        yield mention
        yield from members_of(mention)


def members_of(mention: SpeakerMention) -> Iterator[SpeakerMention]:
    """The people of a group, each as a mention of its own."""
    for name, party in zip_longest(mention.members, mention.member_parties, fillvalue=""):
        yield SpeakerMention(name=name, kind=MentionKind.PERSON, party=party)


def _families(mentions: Iterable[SpeakerMention]) -> set[str]:
    """Folded surnames of people, and names of one word that may be one's."""
    names = [(mention.kind, person_names.parse(mention.name)) for mention in mentions]
    return {
        name.family
        for kind, name in names
        if kind is MentionKind.PERSON or kind not in LOCAL and not name.is_full
    } - {""}


def _surnames(mentions: Iterable[SpeakerMention]) -> set[str]:
    """Folded surnames of the people who have a first name too."""
    people = (m.name for m in mentions if m.kind is MentionKind.PERSON)
    return {name.family for name in map(person_names.parse, people) if name.is_full} - {""}
