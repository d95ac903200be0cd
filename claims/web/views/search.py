"""The search page: statements by their words, speakers by name, articles by their text."""

from collections.abc import Iterable
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from claims.listing import filters, keyset, query_params
from claims.listing.conditions import period
from claims.listing.filters import StatementFilter
from claims.listing.search.dates import DateMatch
from claims.listing.search.search import Search
from claims.listing.search.speaker_queries import MAX_STATEMENTS
from claims.models import Claim, Speaker, Statement
from claims.models.statement import StatementQuerySet
from claims.presentation.repetition import collapse
from claims.speakers.name_lookup import find_quoted_speakers, suggest_speakers
from claims.web.views.claim_lists import claims_of_statements, claims_with_words
from claims.web.views.lists import PAGE_ROWS, highlighted_words, newest
from claims.whole_numbers import whole_number

MAX_SUGGESTIONS = 8
PARAMETERS = ("q", "page", "synonyms", "doubtful")
FULL_DAY = len("2022-03-18")
MAX_ANSWERS = 10  # statements that answer a question, above all others
CACHE_SECONDS = 300  # seconds for which a browser may keep suggestions


class SearchSection(NamedTuple):
    """Statements that stand above the results, such as a speaker's, and where there are more."""

    heading: str
    statements: list[Statement]
    address: str
    link: str
    query: str  # that shows all of them in the list and its files


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    number = whole_number(request.GET.get("page") or "1")
    if problems := problems_of(request.GET, number):
        readable = request.GET if number else query_params.without(request.GET, ["page"])
        corrected = query_params.corrected_query(readable, PARAMETERS) or readable.urlencode()
        context = {"problems": problems, "corrected_query": corrected}
        return render(request, "claims/search_refused.html", context, status=400)
    search_ = Search(
        request.GET.get("q", ""),
        with_synonyms=request.GET.get("synonyms") != "no",
        with_doubtful=request.GET.get("doubtful") == "yes",
    )
    if number > 1 and (number - 1) * PAGE_ROWS >= search_.total:
        raise Http404("This search has fewer pages.")
    return render(request, "claims/search.html", page_of(search_, number))


def problems_of(params: QueryDict, number: int) -> list[str]:
    """Why the search can't be shown as asked; ``number`` is 0 for a page that is none."""
    problems = query_params.unknown_problems(params, PARAMETERS)
    if not number:
        problems.append(f"page: “{params['page'][:40]}” is no whole number from 1 on.")
    return problems


def page_of(search: Search, number: int) -> dict[str, Any]:
    """What the page draws; what stands beside the statements is on the first one only."""
    order = search.statements((number - 1) * PAGE_ROWS, PAGE_ROWS) if search.total else []
    answers_ = answers(search) if number == 1 else []
    sections_ = sections(search) if number == 1 else []
    day_alone = bool(sections_ and search.moment and not search.moment.rest)
    nearest = search.nearest if search.with_synonyms and not day_alone else []
    return {
        "search": search,
        "statements": in_order(order, search.words, search.with_synonyms),
        "list_query": list_query(search),
        "answers": answers_,
        "claims": claims(search, answers_) if number == 1 else [],
        "parts": sections_,
        "day_alone": day_alone,
        "narrowing": narrowing(search) if number == 1 else None,
        "nearest": in_order(nearest, search.words, True),
        "number": number,
        "last": -(-search.total // PAGE_ROWS),
    }


def list_query(search: Search) -> str:
    """The query string that shows the same statements in the list and its files."""
    query = {"q": search.words}
    query |= {"synonyms": "yes"} if search.synonyms else {}
    return urlencode(query | ({"doubtful": "yes"} if search.with_doubtful else {}))


def answers(search: Search) -> list[Statement]:
    """The newest statements of the list that answers a question."""
    if search.answer is None:
        return []
    page = keyset.page(search.answer, MAX_ANSWERS, StatementQuerySet.for_list)
    return collapse(page.object_list)


def claims(search: Search, answers: list[Statement]) -> list[Claim]:
    """Those that the answers report, with who says the opposite; else those with the words."""
    return claims_of_statements(answers) if answers else claims_with_words(search.words)


def in_order(ids: list[int], query: str, with_synonyms: bool = False) -> list[Statement]:
    """These statements in this order, with matches of the query highlighted."""
    if not ids:
        return []
    rows = Statement.objects.filter(pk__in=ids).for_list()
    rows = rows.annotate(headline=highlighted_words(query, with_synonyms)) if query else rows
    return collapse(sorted(rows, key=lambda statement: ids.index(statement.pk)))


def sections(search: Search) -> list[SearchSection]:
    """Statements by the speaker that the search names, or with the words beside the name."""
    if speaker := search.voice:
        [statements] = newest(MAX_STATEMENTS, Q(speaker__in=speaker.voices()))
        link, voices = (
            f"Everything {speaker} said",
            urlencode({"speaker": [voice.slug for voice in speaker.voices()]}, doseq=True),
        )
        section = SearchSection(
            f"By {speaker}", statements, speaker.get_absolute_url(), link, voices
        )
        return [section] if statements else []
    listed = reverse("statement_list")
    if search.moment and not search.moment.rest:
        return section_of_period(search.moment, listed)
    return [
        SearchSection(
            str(result),
            in_order(result.ids, result.reading.words),
            f"{listed}?{urlencode(result.filters, doseq=True)}",
            f"All: {result}",
            urlencode(result.filters, doseq=True),
        )
        for result in search.narrower
    ]


def section_of_period(moment: DateMatch, listed: str) -> list[SearchSection]:
    """The newest statements of the day, month or year that is all the search names."""
    [statements] = newest(MAX_STATEMENTS, Q(published_on__range=period(moment.code)))
    when = f"{'on' if len(moment.code) == FULL_DAY else 'in'} {moment.label}"
    query = urlencode({"date": moment.code})
    address, link = f"{listed}?{query}", f"Everything published {when}"
    section = SearchSection(f"Published {when}", statements, address, link, query)
    return [section] if statements else []


def narrowing(search: Search) -> StatementFilter | None:
    """The list of what is found, with its facets; of all if there are not too many to count."""
    if search.total < 2 or search.more or search.newest.recent:
        return None
    params = QueryDict(mutable=True)
    params["q"] = search.words
    if search.synonyms:
        params["synonyms"] = "yes"
    if search.with_doubtful:
        params["doubtful"] = "yes"
    return filters.statements(params, within=Q(pk__in=search.ranked))


def suggested_speakers(name: str) -> Iterable[Any]:
    """Those whose name begins so; if there are none, those with nearly that name."""
    beginning = find_quoted_speakers(name).select_related("party")[:MAX_SUGGESTIONS]
    if beginning:
        return beginning
    near = [speaker.pk for speaker in suggest_speakers(name)]
    speakers = Speaker.objects.filter(pk__in=near).select_related("party").with_statement_count()
    return sorted(speakers, key=lambda speaker: near.index(speaker.pk))


@require_safe
@cache_control(public=True, max_age=CACHE_SECONDS)
def suggest(request: HttpRequest) -> JsonResponse:
    """Speakers whose name begins as typed, or nearly so, for the box; of two letters or more."""
    search_ = Search(request.GET.get("q", ""))
    name = search_.untitled
    speakers = suggested_speakers(name) if name else []
    names = [
        {
            "name": speaker.name,
            "slug": speaker.slug,
            "address": speaker.get_absolute_url(),
            "party": speaker.party.name if speaker.party else "",
            "statements": speaker.statement_count,
        }
        for speaker in speakers
    ]
    return JsonResponse({"names": names})
