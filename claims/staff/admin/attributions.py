"""Attributions in the admin, the doubtful ones first: accept, reject or reassign."""

from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.defaultfilters import pluralize
from django.utils.safestring import SafeString

from articles.models import heavy_columns
from claims import curation, glossary
from claims.confidence import LIKELY, in_words_and_percent
from claims.models import Attribution, Decision, DecisionKind, Status
from claims.models.attribution import SETTLED
from claims.models.decision import NAMED_REASONS
from claims.staff.admin.base import (
    MIN_CONFIRMED_ROWS,
    DecidingAdmin,
    answers,
    chain,
    curator,
    disagreement,
    history,
    link,
    passage,
    post_data,
    report_result,
)
from claims.staff.admin.confirmation import ask, is_confirmed
from claims.staff.admin.forms import DecisionForm, SpeakerChoiceForm
from claims.staff.admin.word_filters import (
    ActFilter,
    AttributionDisagreementFilter,
    AttributionQuotationFilter,
    AttributionSpeakerKindFilter,
    ConditionFilter,
    SpeakerKnownFilter,
)

VISIBLE = Q(
    statement__withdrawn_at=None,
    statement__article__withdrawn_at=None,
    statement__article__superseded_by=None,
)
UNREVIEWED, DECIDED = Q(status=Status.UNREVIEWED), Q(status__in=SETTLED)


class VisibilityFilter(ConditionFilter):
    """A filter that hides withdrawn statements unless they are selected."""

    title, parameter_name = "shown to readers", "shown"
    options = {"rejected": ("Rejected or shown", VISIBLE), "all": ("All, withdrawn too", Q())}
    default = ("Live", VISIBLE & ~Q(status=Status.REJECTED))


class ConfidenceBandFilter(ConditionFilter):
    """What a curator has decided is not doubtful, and what they settled is more than likely."""

    title, parameter_name = "how sure", "band"
    options = {
        "doubtful": ("doubtful", UNREVIEWED & Q(confidence__lt=LIKELY)),
        "likely": ("likely", UNREVIEWED & Q(confidence__gte=LIKELY) | DECIDED),
    }


@admin.register(Attribution)
class AttributionAdmin(DecidingAdmin):
    list_display = ("words", "speaker", "party", "the_chain", "likelihood", "status")
    list_filter = (
        VisibilityFilter, "status", ConfidenceBandFilter, SpeakerKnownFilter,
        AttributionQuotationFilter, ActFilter, AttributionSpeakerKindFilter,
        ("speaker__party", admin.RelatedOnlyFieldListFilter),
        ("statement__article__outlet", admin.RelatedOnlyFieldListFilter),
        AttributionDisagreementFilter,
    )  # fmt: skip
    list_select_related = ("speaker__party", "statement__article", "decided_by")
    search_fields = ("statement__words", "statement__key", "speaker__name")
    search_help_text = "Words, speaker or key"
    # "unreviewed" is the last of the four words, so backwards it comes first.
    ordering = ("-status", "confidence", "pk")
    actions = ("accept", "reject", "reassign")
    fieldsets = (
        (None, {"fields": ("evidence", "speaker", "party", "role", "the_chain")}),
        ("How it was found", {"fields": ("what_they_did", "likelihood", "notes", "version")}),
        (
            "Review",
            {"fields": ("status", "decided_by", "decided_at", "statement_link", "extractor_now")},
        ),
        ("All answers and decisions", {"fields": ("all_answers", "decisions")}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Attribution]:
        attributions = super().get_queryset(request).prefetch_related("sources__speaker")
        return attributions.defer("statement__search", *heavy_columns("statement__article__"))

    def form_for(self, request: HttpRequest, record: Attribution) -> DecisionForm:
        return DecisionForm(post_data(request), attribution=record, site=self.admin_site)

    def decide(self, request: HttpRequest, record: Attribution, form: DecisionForm) -> str:
        values = form.cleaned_data
        why = {"by": curator(request), "why": values["why"]}
        if values["deed"] == DecisionKind.ACCEPT:
            curation.accept(record, **why)
            return "Accepted."
        if values["deed"] == DecisionKind.REJECT:
            curation.reject(record, **why)
            return "Rejected. It stays here as history."
        curation.reassign(record, values["speaker"], **why)
        return f"Given to {values['speaker'] or 'nobody known'}; this one stays as history."

    @admin.action(permissions=["change"], description="Accept")
    def accept(self, request: HttpRequest, selected: QuerySet[Attribution]) -> HttpResponse | None:
        if selected.count() > MIN_CONFIRMED_ROWS and not is_confirmed(request, selected):
            return self._ask(request, selected, "accept")
        why = request.POST.get("why", "")
        report_result(self, request, curation.accept_all(selected, by=curator(request), why=why))
        return None

    @admin.action(permissions=["change"], description="Reject …")
    def reject(self, request: HttpRequest, selected: QuerySet[Attribution]) -> HttpResponse | None:
        why = request.POST.get("why", "").strip()
        if not (is_confirmed(request, selected) and why):
            return self._ask(request, selected, "reject", required=True)
        report_result(self, request, curation.reject_all(selected, by=curator(request), why=why))
        return None

    @admin.action(permissions=["change"], description="Give to another speaker …")
    def reassign(
        self, request: HttpRequest, selected: QuerySet[Attribution]
    ) -> HttpResponse | None:
        confirmed = is_confirmed(request, selected)
        form = SpeakerChoiceForm(request.POST if confirmed else None, site=self.admin_site)
        if not form.is_valid():
            return self._ask(request, selected, "reassign", form=form)
        speaker, why = form.cleaned_data["speaker"], request.POST.get("why", "")
        report_result(
            self, request, curation.reassign_all(selected, speaker, by=curator(request), why=why)
        )
        return None

    def _ask(
        self, request: HttpRequest, selected: QuerySet[Attribution], action: str, **context: Any
    ) -> HttpResponse:
        count = selected.count()
        title = f"{action.capitalize()} {count} attribution{pluralize(count)}?"
        context["reasons"] = NAMED_REASONS.values()
        return ask(self, request, selected, action, title, describe_attribution, **context)

    @admin.display(ordering="statement__words")
    def words(self, attribution: Attribution) -> str:
        return str(attribution.statement)

    @admin.display(ordering="speaker__party", description="country or bloc")
    def party(self, attribution: Attribution) -> str:
        speaker = attribution.speaker
        return str(speaker.party) if speaker and speaker.party else "–"

    @admin.display(description="via")
    def the_chain(self, attribution: Attribution) -> str:
        return chain(attribution)

    @admin.display(description="what they did")
    def what_they_did(self, attribution: Attribution) -> str:
        return glossary.did(attribution.act, attribution.negated)

    @admin.display(ordering="confidence", description="how sure")
    def likelihood(self, attribution: Attribution) -> str:
        if attribution.status == Status.REJECTED:
            return "–"
        return in_words_and_percent(attribution)

    @admin.display(description="in the text")
    def evidence(self, attribution: Attribution) -> SafeString:
        return passage(attribution.statement, attribution)

    @admin.display(description="extractor")
    def version(self, attribution: Attribution) -> str:
        return attribution.extractor_version or "a curator"

    @admin.display(description="statement")
    def statement_link(self, attribution: Attribution) -> SafeString:
        return link(attribution.statement, "statement")

    @admin.display(description="disagreement")
    def extractor_now(self, attribution: Attribution) -> str:
        return disagreement(attribution.statement)

    @admin.display(description="answers")
    def all_answers(self, attribution: Attribution) -> SafeString:
        return answers(attribution.statement)

    @admin.display(description="decisions")
    def decisions(self, attribution: Attribution) -> SafeString:
        return history(Decision.objects.on_statement(attribution.statement))

    def view_on_site(self, attribution: Attribution) -> str:
        return attribution.statement.get_absolute_url()


def describe_attribution(attribution: Attribution) -> str:
    return f"{attribution.statement} ({attribution.speaker or 'unknown'})"
