"""People by name in a noun phrase: which of its capital words are a person's name.

"US National Security Adviser Jake Sullivan", but not "Tate’s mother", "a Tate aide".
"""

from spacy.tokens import Token

from claims.extraction import parties
from claims.extraction.folding import fold_word
from claims.extraction.noun_phrases import lexicon, trimming
from claims.extraction.noun_phrases import tokens as parts

_NAMED = frozenset({"ORG", "GPE", "FAC", "LOC", "NORP", "PRODUCT", "EVENT", "LAW"})
_DESCRIBED = ("NN", "NNS", "JJ")


class PersonFinder:
    """Finds the person that a phrase is about.

    ``segments`` are its parts between commas; ``person_words`` are folded names known elsewhere.
    """

    def __init__(self, segments: list[list[Token]], person_words: frozenset[str]) -> None:
        self.segments = segments
        self.person_words = person_words

    def name_in(self, segment: list[Token]) -> list[Token]:
        """The tokens of the person's name that this segment is about, titles taken off."""
        for name in reversed(list(parts.people(segment))):
            if self._is_about(segment, name) and not self._is_other(name):
                return trimming.without_honorific(trimming.with_given_name(name, segment))
        number = 0
        while number < len(segment):
            run = parts.capitals(segment, number)
            if not run:
                number += 1
                continue
            start, number = number, number + len(run)
            rest = segment[number:]
            owns = bool(rest) and rest[0].tag_ == "POS" and len(rest) > 1
            name = parts.without_titles(run)
            before = segment[:start]
            if name and parts.is_office(segment, start):
                before, name = [], parts.named_person(name)
            firm = name != run and run[0].ent_type_ == "ORG" and parts.goes_on(run[-1])
            firm = firm and not (len(name) > 1 and parts.ends_in_office([], run, name))
            of_another = parts.depends(before) and not (
                self._is_behind_body(before, name) or parts.ends_in_office(before, run, name)
            )
            if not name or owns or _is_modifier(rest) or of_another or firm:
                continue
            if self._is_person(name, before, run):
                return trimming.without_honorific(name)
        return []

    def _is_about(self, segment: list[Token], name: list[Token]) -> bool:
        """Is the phrase about this name: not "Tate’s mother", "a Tate aide", "aide to Tate"?"""
        before = [token for token in segment if token.i < name[0].i]
        rest = [token for token in segment if token.i > name[-1].i]
        owns = bool(rest) and rest[0].tag_ == "POS" and len(rest) > 1
        if len(name) == 1 and name[0].text.isupper() and rest:
            # "*FPLA* Secretary General": a body by its initials, before who speaks for it.
            owns |= lexicon.singular(rest[0].text) in lexicon.load().persons
        of_another = parts.depends(before) and not (
            self._is_behind_body(before, name)
            or _is_behind_plain_noun(before)
            or len(name) > 1
            and (_is_behind_own_body(before) or _is_behind_office_of_body(before))
        )
        return not (owns or _is_modifier(rest) or of_another)

    def _is_behind_body(self, before: list[Token], name: list[Token]) -> bool:
        """ "Chair of the Home Affairs Committee | Yvonne Marsh": of the office to the end of whose.

        "In a meeting with the Post | Ida Lund said": whose meeting is told of before the subject.
        Not "a spokesman for Mayor | Harlan" nor "at the University of California | Davis".
        """
        if not parts.is_body(before[-1]):
            return False
        known = all(fold_word(token.text) in self.person_words for token in name)
        return len(name) > 1 or known or parts.is_office_of(before)

    def _is_other(self, name: list[Token]) -> bool:
        """Is it surely no person, whatever the names network says: a state, an outlet?"""
        if self._is_namesake(name):
            return False
        text = " ".join(token.text for token in name)
        return (
            parties.load().whole(text) is not None
            or len(name) > 1
            and bool(lexicon.outlet_named(text))
        )

    def _is_namesake(self, name: list[Token]) -> bool:
        """ "Jordan said" where Jim Jordan is named, "Mr Lima": people called like places."""
        first = name[0]
        if (
            first.i
            and parts.is_honorific(first.nbor(-1))
            or len(name) > 1
            and parts.is_honorific(first)
        ):
            return True
        known = fold_word(first.text) in self.person_words
        return len(name) == 1 and first.ent_type_ == "PERSON" and known

    def _is_person(self, name: list[Token], before: list[Token], run: list[Token]) -> bool:
        text = " ".join(token.text for token in name)
        words = lexicon.load()
        if self._is_namesake(name):
            return True
        if parties.load().whole(text) or lexicon.outlet_named(text) and len(name) > 1:
            return False
        if name[-1].tag_ == "JJ" and demonym(name[-1]):
            return False  # "Fresh Indian" allegations
        last = lexicon.singular(name[-1].text)
        if len(name) == 1 and run != name and last in words.human:
            return False  # "Union Secretary *General*, Paul Marsh"
        kinds = (words.institutions, words.places, words.corporate)
        if len(name) > 1 and any(last in nouns for nouns in kinds):
            return False
        label = name[0].ent_type_ or name[-1].ent_type_
        if all(fold_word(t.text) in self.person_words for t in name if len(t.text) > 2):
            return True
        titled = (
            run[0] is not name[0] and lexicon.singular(run[-len(name) - 1].text) in words.persons
        )
        described = bool(before) and lexicon.singular(before[-1].text) in words.persons
        if titled or described or self._has_age():
            return not (len(name) == 1 and label == "ORG" and name[0].text.isupper())
        unknown = not any(token.ent_type_ in _NAMED for token in name)
        if not before and run == name and len(name) == 2 and unknown:
            # Two capitalised words that the recogniser has no opinion of: most are people.
            return all(token.text.istitle() for token in name)
        owned = bool(before) and before[-1].tag_ == "POS"
        role = None if before else self._role_segment()
        if (owned or role is not None) and len(name) in (2, 3):
            # "Her counterpart, Otávio Requião" is sure, "Quellor, the designer" may be a firm.
            sure = role is not None and (role < name[0].i or self._is_human(role))
            return label not in ("ORG", "GPE") or sure
        return label == "PERSON"

    def _is_human(self, role: int) -> bool:
        return lexicon.singular(self.segments[0][0].doc[role].text) in lexicon.load().human

    def _has_age(self) -> bool:
        return any(len(s) == 1 and s[0].tag_ == "CD" and len(s[0]) == 2 for s in self.segments)

    def _role_segment(self) -> int | None:
        """Where a lower-case person noun heads a segment ("her counterpart, …")."""
        for segment in self.segments:
            head = parts.head(segment)
            plain = head is not None and head.text[:1].islower()
            if plain and head is not None and lexicon.singular(head.text) in lexicon.load().persons:
                return head.i
        return None


def _is_behind_plain_noun(before: list[Token]) -> bool:
    """ "Friend for more than 30 *years* | Tom Hale", "mother of *two* | Ida Lund": of a person by
    office, to its end. Not "a spokesman for singer | Ida Lund"."""
    last = before[-1]
    noun = lexicon.singular(last.text)
    words = lexicon.load()
    plain = last.tag_ in ("NN", "NNS") and last.text.islower()
    names_owner = noun in words.persons | words.institutions | words.outlets | words.corporate
    if plain and any(token.tag_ == "CD" for token in before[-2:-1]):
        return True  # the tagger may leave "friend for" out
    counts = last.tag_ == "CD"
    return (counts or plain and not names_owner) and parts.is_office_of(before)


def _is_behind_own_body(before: list[Token]) -> bool:
    """ "Director of *the hospital* | Emil Roos": whose office it is stands there as a noun."""
    noun = lexicon.singular(before[-1].text)
    opening = next((n for n, token in enumerate(before) if token.tag_ == "IN"), 0)
    of_body = before[opening].lower_ in ("of", "at") and noun in lexicon.load().institutions
    definite = before[opening + 1 :][:1] and before[opening + 1].lower_ == "the"
    return bool(of_body and definite) and parts.is_office_of(before[:opening])


def _is_behind_office_of_body(before: list[Token]) -> bool:
    """ "Union of Teachers *president* | Emil Roos": the office is told behind whose it is."""
    persons = lexicon.load().persons
    opening = next((n for n, token in enumerate(before) if token.tag_ == "IN"), 0)
    named = opening > 0 and before[opening].lower_ == "of" and before[opening - 1].text.istitle()
    office = lexicon.singular(before[-1].text) in persons and before[-1].tag_[:2] == "NN"
    body = named and not any(lexicon.singular(t.text) in persons for t in before[:opening])
    return body and office and before[-2].text[:1].isupper()


def _is_modifier(rest: list[Token]) -> bool:
    """Does a name with these tokens behind it tell whose they are: "a Tate *aide*", "Tate*-backed*
    candidates"?"""
    if rest and rest[0].text == "!":
        rest = rest[1:]  # "Former *Wow!* bandmate"
    if not rest:
        return False
    joined = rest[0].text == "-" and not rest[0].nbor(-1).whitespace_ and not rest[0].whitespace_
    return joined or rest[0].tag_ in _DESCRIBED and rest[0].text[:1].islower()


def only_modifies(group: list[Token]) -> bool:
    """ "*Building* and Housing Minister Tom Hale": what an office is of is nobody beside him."""
    last = group[-1]
    modifies = last.dep_ in ("compound", "nmod", "amod") and last.head.i > last.i + 1
    return modifies and not any(token.ent_type_ == "PERSON" for token in group)


def demonym(head: Token) -> str:
    """The party of an adjective that heads a source: "new Israeli" (allegations)."""
    match = parties.load().whole(head.text) if head.text[:1].isupper() else None
    adjective = match is not None and match.kind is parties.Kind.DEMONYM and head.tag_ != "NNPS"
    return match.code if match is not None and adjective and not head.text.endswith("s") else ""
