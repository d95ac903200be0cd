"""Is this quote unchanged? As a page and, for programs, as JSON; docs/citing.md describes both."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from articles.models import Article
from claims.presentation import citation
from claims.quotes import verification
from claims.quotes.comparison import Likeness
from claims.quotes.verdicts import Answer, Match
from claims.quotes.verification import BadQuestion

KNOWN = {"quote", "exact", "article", "format"}
FORMATS = ("html", "json")
MEANING = {
    "unchanged": "These words stand in the text of an article as we hold it, quotation marks and "
    "spaces aside. That does not prove that the speaker said them.",
    "changed": "The text of an article as we hold it has words like these, but not these.",
    "not_found": "No statement and no text that may be shown here has these words, or words like "
    "them.",
    "withdrawn": "The article was withdrawn; nothing is said of its words any more.",
    "not_shown": "The outlet lets us show no words of its texts, so none are compared.",
}


@require_safe
@vary_on_headers("Accept")
def verify(request: HttpRequest) -> HttpResponse:
    """The answer to ``?quote=``, or to ``?exact=&article=`` with the SHA-256 of its text."""
    asked = request.GET.get("quote") or request.GET.get("exact") or ""
    answer, problem = None, ""
    try:
        answer = _answered(request, asked)
    except BadQuestion as error:
        problem = str(error)
    if _wants_json(request):
        return _json(request, answer, problem or "Give quote=, or exact= and article=.")
    context = {
        "asked": asked[: 2 * verification.LONGEST],
        "sha256": request.GET.get("article", "")[:100],
        "answer": answer,
        "problem": problem,
        "meaning": MEANING[answer.verdict] if answer else "",
        "longest": verification.LONGEST,
    }
    return render(request, "claims/verify.html", context, status=400 if problem else 200)


def _answered(request: HttpRequest, asked: str) -> Answer | None:
    """None where nothing is asked. Raises ``BadQuestion``."""
    if unknown := sorted(set(request.GET) - KNOWN):
        raise BadQuestion(
            f"There is no parameter “{unknown[0]}”. Known: {', '.join(sorted(KNOWN))}."
        )
    if (how := request.GET.get("format") or FORMATS[0]) not in FORMATS:
        raise BadQuestion(f"format: “{how}” is not known. Known: {', '.join(FORMATS)}.")
    sha256 = request.GET.get("article", "").strip()
    if not asked.strip():
        return None
    return verification.verify_in(asked, sha256) if sha256 else verification.verify(asked)


def _wants_json(request: HttpRequest) -> bool:
    asked = request.GET.get("format")
    return asked == "json" or (asked is None and not request.accepts("text/html"))


def _json(request: HttpRequest, answer: Answer | None, problem: str) -> HttpResponse:
    if answer is None:
        response = JsonResponse({"error": problem}, status=400)
    else:
        response = JsonResponse(_told(request, answer), json_dumps_params={"ensure_ascii": False})
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _told(request: HttpRequest, answer: Answer) -> dict[str, Any]:
    return {
        "verdict": answer.verdict,
        "headline": " ".join(answer.headline),
        "meaning": MEANING[answer.verdict],
        "denied": answer.denied,
        "speech": answer.speech,
        "quote": answer.quote,
        "complete": answer.complete,
        **({"article": _article(request, answer.article)} if answer.article else {}),
        **_likeness(answer.likeness),
        "matches": [_match(request, one) for one in answer.matches],
        "articles": [
            {**_article(request, one.article), "speech": one.speech, "negation": one.negation}
            for one in answer.texts
        ],
        **({"newer": _told(request, answer.newer)} if answer.newer else {}),
    }


def _match(request: HttpRequest, match: Match) -> dict[str, Any]:
    statement = match.statement
    address = request.build_absolute_uri(statement.get_absolute_url())
    cited = citation.cite(statement, address=address)
    return {
        "verdict": match.verdict,
        **_likeness(match.likeness),
        "key": statement.key,
        "address": address,
        "words": cited.words,
        "quotation": statement.quotation,
        "mode": statement.mode,
        "caution": cited.kind,
        "speaker": cited.speaker,
        "act": cited.act,
        "negated": match.attribution.negated if match.attribution else False,
        "denied": match.denied,
        "negation": match.negation,
        "speech": match.speech,
        "whole": match.whole,
        "reported_by": list(cited.reporters),
        "review": cited.review,
        "article": _article(request, statement.article),
    }


def _likeness(likeness: Likeness | None) -> dict[str, Any]:
    if likeness is None:
        return {}
    laid = [{"kind": one.kind, "text": one.text} for one in likeness.differences]
    found = {"similarity": round(likeness.ratio, 3), "declared": likeness.declared}
    return {**found, "differences": laid}


def _article(request: HttpRequest, article: Article) -> dict[str, Any]:
    gone = {"withdrawn": True} if article.withdrawn_at else {"title": article.title}
    return {
        "address": request.build_absolute_uri(article.get_absolute_url()),
        **gone,
        "outlet": str(article.outlet or "") or None,
        "published_on": article.published_on,
        "text_sha256": article.text_sha256,
    }
