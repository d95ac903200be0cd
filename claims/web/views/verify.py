"""Is this quote right? As a page and, for programs, as JSON; docs/citing.md describes both."""

import re
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from articles.models import Article
from claims.listing.corpus import corpus_size
from claims.models import Claim, Speaker
from claims.presentation import citation
from claims.quotes import verification
from claims.quotes.comparison import Similarity
from claims.quotes.verdicts import StatementMatch, VerificationResult
from claims.quotes.verification import InvalidQuestion
from claims.speakers.name_lookup import find_named_speakers
from claims.web.views.claim_lists import as_json, claims_of_statements

PARAMETERS = {"quote", "exact", "article", "format"}
FORMATS = ("html", "json")
# "Blinken: …", "Antony Blinken said: …"
SPEAKER_AND_WORDS = re.compile(
    r"\s*(?P<name>[^\W\d_][\w .'’()-]{1,80}?)(?:\s+said)?\s*:\s*(?P<words>\S.*)", re.DOTALL
)
MAX_SPEAKERS = 4  # who may be meant by a name
MEANING = {
    "unchanged": "These words are in an article as we stored it, apart from quotation marks and "
    "spaces. That does not prove that the speaker said them.",
    "changed": "An article as we stored it has similar words, but not exactly these.",
    "not_found": "No article that we may show has these words, or similar ones.",
    "withdrawn": "The article was withdrawn, so we say nothing about its words.",
    "not_shown": "The outlet does not let us show its words, so we did not compare them.",
}


@require_safe
@vary_on_headers("Accept")
def verify(request: HttpRequest) -> HttpResponse:
    """The answer to ``?quote=``, or to ``?exact=&article=`` with the SHA-256 of its text."""
    quote = request.GET.get("quote") or request.GET.get("exact") or ""
    result, problem = None, ""
    speakers, quote_alone = split_off_speaker(quote)
    try:
        result = _verify_request(request, quote_alone)
    except InvalidQuestion as error:
        problem = str(error)
    if _wants_json(request):
        return _json(request, result, problem or "Give quote=, or exact= and article=.")
    context = {
        "quote": quote[: 2 * verification.MAX_QUOTE_CHARS],
        "sha256": request.GET.get("article", "")[:100],
        "result": result,
        "claims": _claims(result),
        "problem": problem,
        "meaning": MEANING[result.verdict] if result else "",
        **matches_of_speakers(result, speakers),
        "corpus": corpus_size(),
        "longest": verification.MAX_QUOTE_CHARS,
    }
    return render(request, "claims/verify.html", context, status=400 if problem else 200)


def split_off_speaker(quote: str) -> tuple[list[Speaker], str]:
    """Of "Blinken: We agree" who is meant and the words; nobody where no speaker is so called."""
    if (parts := SPEAKER_AND_WORDS.fullmatch(quote)) and (
        speakers := find_named_speakers(parts["name"])[:MAX_SPEAKERS]
    ):
        return speakers, parts["words"]
    return [], quote


def matches_of_speakers(
    result: VerificationResult | None, speakers: list[Speaker]
) -> dict[str, Any]:
    """Whether the speakers who were asked about are among those who are quoted; theirs first."""
    if result is None or not speakers:
        return {}
    voices = {voice.pk for speaker in speakers for voice in speaker.voices()}

    def is_theirs(match: StatementMatch) -> bool:
        return match.attribution is not None and match.attribution.speaker_id in voices

    result.matches.sort(key=lambda match: not is_theirs(match))
    theirs = [match for match in result.matches if is_theirs(match)]
    return {"asked_about": speakers, "theirs": len(theirs)}


def _verify_request(request: HttpRequest, quote: str) -> VerificationResult | None:
    """None where nothing is asked. Raises ``InvalidQuestion``."""
    if unknown := sorted(set(request.GET) - PARAMETERS):
        raise InvalidQuestion(
            f"There is no parameter “{unknown[0]}”. Known: {', '.join(sorted(PARAMETERS))}."
        )
    if (format_ := request.GET.get("format") or FORMATS[0]) not in FORMATS:
        raise InvalidQuestion(f"format: “{format_}” is not known. Known: {', '.join(FORMATS)}.")
    sha256 = request.GET.get("article", "").strip()
    if not quote.strip():
        return None
    return verification.verify_in(quote, sha256) if sha256 else verification.verify(quote)


def _wants_json(request: HttpRequest) -> bool:
    format_ = request.GET.get("format")
    return format_ == "json" or (format_ is None and not request.accepts("text/html"))


def _json(request: HttpRequest, result: VerificationResult | None, problem: str) -> HttpResponse:
    if result is None:
        response = JsonResponse({"error": problem}, status=400)
    else:
        response = JsonResponse(
            _as_json(request, result), json_dumps_params={"ensure_ascii": False}
        )
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _as_json(request: HttpRequest, result: VerificationResult) -> dict[str, Any]:
    return {
        "verdict": result.verdict,
        "headline": " ".join(result.headline),
        "meaning": MEANING[result.verdict],
        "denied": result.denied,
        "speech": result.speech,
        "quote": result.quote,
        "complete": result.complete,
        **({"article": _article(request, result.article)} if result.article else {}),
        **_similarity(result.similarity),
        "matches": [_match(request, match) for match in result.matches],
        "claims": [
            {**claim, "address": request.build_absolute_uri(claim["address"])}
            for claim in as_json(_claims(result))
        ],
        "articles": [
            {**_article(request, text.article), "speech": text.speech, "negation": text.negation}
            for text in result.texts
        ],
        **({"newer": _as_json(request, result.newer)} if result.newer else {}),
    }


def _claims(result: VerificationResult | None) -> list[Claim]:
    """The claims that the statements found report."""
    return claims_of_statements(m.statement for m in result.matches) if result else []


def _match(request: HttpRequest, match: StatementMatch) -> dict[str, Any]:
    statement = match.statement
    address = request.build_absolute_uri(statement.get_absolute_url())
    cited = citation.cite(statement, address=address)
    return {
        "verdict": match.verdict,
        **_similarity(match.similarity),
        "key": statement.key,
        "address": address,
        "words": cited.words,
        "quotation": statement.quotation,
        "mode": statement.mode,
        "caution": cited.kind,
        "speaker": cited.speaker,
        "act": match.attribution.act if match.attribution else "",
        "negated": match.attribution.negated if match.attribution else False,
        "denied": match.denied,
        "negation": match.negation,
        "speech": match.speech,
        "whole": match.whole,
        "reported_by": list(cited.reporters),
        "review": cited.review,
        "article": _article(request, statement.article),
    }


def _similarity(similarity: Similarity | None) -> dict[str, Any]:
    if similarity is None:
        return {}
    differences = [{"kind": d.kind, "text": d.text} for d in similarity.differences]
    figures = {"similarity": round(similarity.ratio, 3), "declared": similarity.declared}
    return {**figures, "differences": differences}


def _article(request: HttpRequest, article: Article) -> dict[str, Any]:
    description = {"withdrawn": True} if article.withdrawn_at else {"title": article.title}
    return {
        "address": request.build_absolute_uri(article.get_absolute_url()),
        **description,
        "outlet": str(article.outlet or "") or None,
        "published_on": article.published_on,
        "text_sha256": article.text_sha256,
    }
