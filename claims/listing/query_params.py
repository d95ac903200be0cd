"""Names in a query string: which are not known, and which of the known were meant."""

from collections.abc import Collection, Iterable
from difflib import get_close_matches

from django.http import QueryDict

MAX_CHARS, MAX_VALUES = 300, 50  # of one value; of the values of one parameter
# difflib's ratio: of a parameter; of a word of a short list.
MIN_PARAMETER_SIMILARITY, MIN_WORD_SIMILARITY = 0.78, 0.7
# What others call it, and people try.
PARAMETER_SYNONYMS = {
    **dict.fromkeys(("query", "search", "text", "term", "words", "keyword", "keywords"), "q"),
    **dict.fromkeys(("by", "author", "who", "person", "name"), "speaker"),
    **dict.fromkeys(("from", "start", "published_since", "date_from"), "since"),
    **dict.fromkeys(("to", "end", "published_until", "date_to"), "until"),
    **dict.fromkeys(("year", "month", "day", "published", "when"), "date"),
    **dict.fromkeys(("publisher", "paper", "publication"), "outlet"),
    **dict.fromkeys(("via", "through", "relay", "chain"), "source"),
    **dict.fromkeys(("topic", "subject", "target", "of"), "about"),
    **dict.fromkeys(("status", "state", "reviewed"), "review"),
    **dict.fromkeys(("order", "order_by", "ordering", "_sort"), "sort"),
    **dict.fromkeys(("verb", "cue"), "act"),
    **dict.fromkeys(("quote", "type"), "quotation"),
}


def closest_known(
    word: str, vocabulary: Collection[str], alike: float = MIN_PARAMETER_SIMILARITY
) -> str | None:
    """The known word that was likely meant by this one."""
    word = word.strip().lower().replace("-", "_")
    also = PARAMETER_SYNONYMS.get(word)
    if also in vocabulary:
        return also
    return next(iter(get_close_matches(word, vocabulary, n=1, cutoff=alike)), None)


def did_you_mean(word: str, vocabulary: Iterable[str], alike: float = MIN_WORD_SIMILARITY) -> str:
    """A sentence with a space after it, or nothing."""
    likely = closest_known(word, list(vocabulary), alike)
    return f"Did you mean “{likely}”? " if likely else ""


def unknown_problems(
    params: QueryDict, vocabulary: Collection[str], but: Collection[str] = ()
) -> list[str]:
    """A problem for each name that is neither known nor among ``but``."""
    return [
        f"There is no filter “{name}”. {did_you_mean(name, vocabulary, MIN_PARAMETER_SIMILARITY)}"
        f"Known: {', '.join(vocabulary)}."
        for name in params
        if name not in vocabulary and name not in but
    ]


def oversized_problems(params: QueryDict, names: Iterable[str]) -> dict[str, str]:
    """Name → problem, for each of these whose values are too long or too many to look up."""
    problems = {}
    for name in names:
        values = params.getlist(name)
        longest = max(map(len, values), default=0)
        if longest > MAX_CHARS:
            problems[name] = (
                f"{name}: a value has {longest:,} characters; {MAX_CHARS} is the most. Shorten it."
            )
        elif len(values) > MAX_VALUES:
            problems[name] = (
                f"{name}: {len(values):,} values are given; {MAX_VALUES} is the most. "
                "Ask for some of them at a time."
            )
    return problems


def without(params: QueryDict, names: Collection[str]) -> QueryDict:
    others = params.copy()
    for name in names:
        others.pop(name, None)
    return others


def corrected_query(params: QueryDict, vocabulary: Collection[str]) -> str | None:
    """The query string with names put right where one is likely meant, else left out.

    None if all of them are known.
    """
    if all(name in vocabulary for name in params):
        return None
    query = QueryDict(mutable=True)
    for name, values in params.lists():
        right = name if name in vocabulary else closest_known(name, vocabulary)
        if right:
            query.setlist(right, list(dict.fromkeys([*query.getlist(right), *values])))
    return query.urlencode()
