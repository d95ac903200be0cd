"""The page that splits a speaker: choose what belongs to another one."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from claims import curation
from claims.models import Alias, Attribution, Source, Speaker
from claims.staff.review.fields import SpeakerChoiceField
from claims.staff.review.pages.common import (
    curator,
    notify,
    page,
    redirect_to,
    render_page,
    speaker_choices,
)
from claims.staff.review.spans_input import InputError
from claims.staff.review.statement_form import CheckedForm
from claims.whole_numbers import whole_number

PAGE_SIZE = 100  # statements on a page
MAX_TICKS = 5_000  # of one kind, that are read of a form


@page
@require_http_methods(["GET", "HEAD", "POST"])
def split(request: HttpRequest, slug: str) -> HttpResponse:
    speaker = get_object_or_404(Speaker.objects.select_related("party", "merged_into"), slug=slug)
    if request.method == "POST":
        try:
            decision = _split(request, speaker)
        except (curation.CurationError, InputError) as error:
            notify(request, str(error), messages.ERROR)
            return _render(request, speaker, status=400)
        moved = len(decision.state_after["moved"]) + decision.state_after["steps"]
        other = decision.state_after["other"]["name"]
        notify(request, f"{moved} given to {other}; the two are told apart.")
        return redirect_to(reverse("identities:split", args=[speaker.slug]))
    return _render(request, speaker)


def _render(request: HttpRequest, speaker: Speaker, status: int = 200) -> HttpResponse:
    attributions = (
        Attribution.objects.live()
        .filter(speaker=speaker)
        .select_related("statement__article__outlet")
    )
    heavy = ("statement__search", "statement__article__text", "statement__article__raw")
    rows = attributions.defer(*heavy).order_by(
        "-statement__article__published_on", "statement__start"
    )
    hops = Source.objects.filter(speaker=speaker).exclude(attribution__status="rejected")
    context = {
        "speaker": speaker,
        "rows": Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page")),
        "hops": hops.select_related("attribution__statement", "attribution__speaker")[:PAGE_SIZE],
        "aliases": speaker.aliases.all(),
        "selected": {name: request.POST.getlist(name) for name in ("said", "hop", "alias")},
        "typed": request.POST.get("other", ""),
        **speaker_choices(),
    }
    return render_page(
        request, "admin/identities/split.html", f"Split {speaker.name}", status=status, **context
    )


def _split(request: HttpRequest, speaker: Speaker) -> Any:
    post = request.POST
    return curation.split(
        speaker,
        Attribution.objects.filter(pk__in=_numbers(post, "said")),
        hops=Source.objects.filter(pk__in=_numbers(post, "hop")),
        aliases=Alias.objects.filter(pk__in=_numbers(post, "alias"), speaker=speaker),
        by=curator(request),
        why=post.get("why", ""),
        **SplitForm(post).target(),
    )


def _numbers(post: QueryDict, name: str) -> list[int]:
    numbers = (whole_number(value) for value in post.getlist(name)[:MAX_TICKS])
    return [number for number in numbers if number]


class SplitForm(CheckedForm):
    """Whom it is given to: a speaker that is there, or a new one, who may be a namesake."""

    other = SpeakerChoiceField(
        error_messages={"required": "Name the other speaker. Nothing was changed."}
    )

    def target(self) -> dict[str, Any]:
        """The arguments of ``curation.split`` for it. Raises ``InputError``."""
        choice = self.cleaned()["other"]
        if not choice.new_name:
            return {"into": choice.speaker}
        new = {"name": choice.new_name, "kind": choice.kind, "party": choice.party}
        return {**new, "namesake": True}
