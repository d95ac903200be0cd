"""An entity: who or what in an article words can belong to, and a mention of it in the text."""

import re
from dataclasses import dataclass, field

from claims.extraction.noun_phrases import lexicon as nouns
from claims.extraction.noun_phrases.person_names import Name
from claims.extraction.noun_phrases.phrase import NounPhrase
from claims.extraction.types import MentionKind

_PRESS_OFFICE = re.compile(
    r"\b(?:(?:public|media) (?:relations|information)|press) (?:officer|secretary)\b|\bP?PRO\b",
    re.IGNORECASE,
)
HONORIFICS_OF_WOMEN = frozenset({"mrs", "ms", "miss"})
OFFICES_OF_BOTH = frozenset({"chairman", "spokesman", "alderman"})


@dataclass(eq=False, slots=True)
class Entity:
    """Who or what words can belong to; grows while the article is read."""

    name: str
    kind: MentionKind
    number: int  # in order of appearance
    party: str = ""
    plural: bool = False
    gender: str = ""  # m, f or unknown
    place: bool = False  # a town or building, seldom "it" and never "the company"
    forms: list[Name] = field(default_factory=list)
    aliases: set[str] = field(default_factory=set)
    heads: set[str] = field(default_factory=set)  # head nouns of its roles and descriptions
    words: set[str] = field(default_factory=set)  # all words of them, lower case
    roles: list[tuple[int, str]] = field(default_factory=list)  # where stated, what
    members: list["Entity"] = field(default_factory=list)
    owner: "Entity | None" = None  # who a document speaks for
    possessor: "Entity | None" = None  # whose office or campaign it is
    named: bool = True  # False for a description
    certain: bool = True
    only_for_they: bool = False  # things, which only "they" can mean
    named_at: int = 0  # the token with which its longest mention begins
    named_chars: int = 0  # how long that is
    # How often a pronoun or description meant it, by kind and by gender.
    anaphor_counts: dict[str, int] = field(default_factory=dict)

    @property
    def is_person(self) -> bool:
        return self.kind is MentionKind.PERSON or self.is_individual

    @property
    def is_individual(self) -> bool:
        return self.kind is MentionKind.ANONYMOUS and not self.plural

    @property
    def known_words(self) -> set[str]:
        """Of its name and its roles, in lower case."""
        return self.words | {word.lower() for word in self.name.split()}

    def role_at(self, position: int) -> str:
        """The role last stated up to here, else the first stated at all."""
        # "China’s Xi" states no role, "his counterpart" none that stands without the other person.
        stated = [r for r in self.roles if not r[1].endswith(("’s", "'s", "counterpart"))]
        before = [role for start, role in stated if start <= position]
        return before[-1] if before else next((role for _, role in stated), "")

    def learn(self, phrase: NounPhrase) -> None:
        """Take up what a phrase says of this entity."""
        if phrase.role and phrase.role[:1] not in "’'":
            self.roles.append((phrase.span.start, phrase.role))
            self.words.update(phrase.role.lower().split())
        if phrase.head:
            self.heads.add(phrase.head)
        if _PRESS_OFFICE.search(phrase.role):
            self.heads.add("spokesperson")
        if "permanent representative" in phrase.role.lower():
            self.heads.add("ambassador")
        self.party = self.party or phrase.party
        lexicon = nouns.load()
        title = set(f"{phrase.role} {phrase.words} {phrase.head}".lower().replace(".", "").split())
        if title & HONORIFICS_OF_WOMEN or not self.gender and title & lexicon.feminine:
            self.gender = "f"  # whoever is "chairman" may be Mrs Catterall
        elif not self.gender and title & lexicon.masculine:
            self.gender = "m"


@dataclass(frozen=True, slots=True)
class Mention:
    """An entity at a place in the text."""

    start: int
    end: int
    entity: Entity
    subject: bool = False
    possessor: bool = False  # Tate’s mother is not Tate
    first: int = 0  # its first token
    last: int = 0  # and its last
    token: int = 0  # its head word
    spoke: bool = False  # the subject of a verb of speech
    pronoun: bool = False
    addressed: bool = False  # "Mr Sova, you say …"
