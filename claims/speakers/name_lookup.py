"""Which speakers and parties somebody means who types a name, or most of one."""

from difflib import SequenceMatcher
from statistics import mean

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db import connection, transaction

from claims.extraction import parties
from claims.extraction.folding import fold_name, search_words
from claims.models import Alias, Party, Speaker, SpeakerKind
from claims.models.speaker import SpeakerQuerySet

MAX_SUGGESTIONS = 3  # speakers that are offered
MIN_SIMILARITY = 0.4  # the least trigram similarity of a name that may have been meant
MAX_CANDIDATES = 30  # such names, which are then compared letter by letter:
# difflib's ratio, more than this in the mean, each word at least
MIN_LIKENESS, MIN_WORD_LIKENESS = 0.75, 0.6
MIN_LETTERS = 3  # of what can be misspelt: shorter names are near to everything

# What stands before a name and is none, whoever bears it.
FORMS_OF_ADDRESS = frozenset(
    "mr mrs ms miss mx dr prof professor sir dame lord lady president vice premier prime minister "
    "chancellor secretary senator sen rep representative congressman congresswoman governor gov "
    "mayor ambassador general gen colonel col admiral king queen prince princess pope chairman "
    "chairwoman spokesman spokeswoman spokesperson".split()
)


def strip_titles(words: list[str], speaker: Speaker | None = None) -> list[str]:
    """Without the titles they begin with; those of a ``speaker`` are their role and demonym, too.

    "Chinese President Xi Taiwan" has one of Xi Jinping's, "Xi Taiwan" has none.
    """
    titles = FORMS_OF_ADDRESS | (set(fold_name(speaker.role).split()) if speaker else set())
    bare = list(words)
    while bare:
        titled = fold_name(bare[1]) in titles if len(bare) > 1 else False
        if fold_name(bare[0]) not in titles and not (
            speaker and _names_their_state(bare[0], speaker, titled)
        ):
            break
        bare.pop(0)
    return bare


def _names_their_state(word: str, speaker: Speaker, titled: bool) -> bool:
    """Whether it says whose official this is: "Chinese", and before a title "US"."""
    match = parties.load().whole(word) or parties.load().whole(word.title())
    if match is None or match.code != speaker.party_id:
        return False
    return titled or match.kind is parties.Kind.DEMONYM


def find_quoted_speakers(name: str) -> SpeakerQuerySet:
    """Speakers called so whom readers find quoted, most quoted first; with ``statement_count``."""
    unmerged: SpeakerQuerySet = Speaker.objects.called(name).filter(merged_into=None)
    counted = unmerged.with_statement_count().filter(statement_count__gt=0)
    return counted.order_by("-statement_count", "name", "pk")


def suggest_speakers(name: str) -> list[Speaker]:
    """Speakers with a form of their name that may have been meant by this one, the likest first."""
    if sum(letter.isalpha() for letter in name) < MIN_LETTERS:
        return []
    likeness: dict[int, float] = {}
    for speaker, form in _similar_forms(name):
        likeness[speaker] = max(_likeness(name, form), likeness.get(speaker, 0))
    likely = [speaker for speaker, alike in likeness.items() if alike > MIN_LIKENESS]
    quoted = Speaker.objects.filter(pk__in=likely, merged_into=None).quoted()
    ranked = sorted(quoted, key=lambda item: (-likeness[item.pk], item.name, item.pk))
    return ranked[:MAX_SUGGESTIONS]


def find_named_speakers(name: str) -> list[Speaker]:
    """Speakers of a name of their own, who are so called; of two letters or more.

    The one person who has the whole words, else those who have them, else all that begin so: "xi"
    is Xi Jinping, before "Xi Jinping and Vladimir Putin", before Xinhua.
    """
    if len(name.strip()) < 2:
        return []
    words = set(fold_name(name).split())
    speakers = list(find_quoted_speakers(name).filter(article=None)[:MAX_CANDIDATES])
    whole = [speaker for speaker in speakers if words <= set(fold_name(speaker.name).split())]
    people = [speaker for speaker in whole if speaker.kind == SpeakerKind.PERSON]
    return people if len(people) == 1 else whole or speakers


def find_parties(name: str) -> list[Party]:
    """The party that goes by this name: "PRC", "Beijing", "the kremlin", "u.s."."""
    lexicon = parties.load()
    matches = (lexicon.whole(form) for form in (name, name.title(), name.upper()))
    code = next((match.code for match in matches if match), "")
    return list(Party.objects.filter(pk=code)) if code else []


@transaction.atomic
def _similar_forms(name: str) -> list[tuple[int, str]]:
    """Ids of speakers, each with a form of the name that shares many groups of three letters."""
    with connection.cursor() as cursor:  # until the end of the transaction
        cursor.execute(
            "SELECT set_config('pg_trgm.word_similarity_threshold', %s, true)",
            [str(MIN_SIMILARITY)],
        )
    sought = " ".join(search_words(name))
    return [
        pair
        for forms, pk in ((Speaker.objects.all(), "pk"), (Alias.objects.all(), "speaker"))
        for pair in forms.filter(searchable_name__trigram_word_similar=sought)
        .alias(near=TrigramWordSimilarity(sought, "searchable_name"))
        .order_by("-near", "pk")
        .values_list(pk, "name")[:MAX_CANDIDATES]
    ]


def _likeness(name: str, form: str) -> float:
    """0 to 1: how like the words of ``name`` are to words of ``form``, in the mean.

    0 if one of them is like none: "Psaki China" is no misspelling of China.
    """
    theirs = fold_name(form).split()
    words = [
        max((SequenceMatcher(None, word, other).ratio() for other in theirs), default=0)
        for word in fold_name(name).split()
    ]
    return mean(words) if words and min(words) >= MIN_WORD_LIKENESS else 0
