"""Speakers with their other names, and the parties they speak for."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from articles.models import heavy_columns
from claims import curation, glossary
from claims.extraction.folding import fold_name, search_words
from claims.extraction.noun_phrases import person_names
from claims.models import Alias, Attribution, Decision, Distinction, Party, Speaker, SpeakerKind
from claims.staff.admin.base import carry_out, curator, history, link, table
from claims.staff.admin.safe import PermanentAdmin
from claims.staff.admin.word_filters import MergedFilter, SpeakerKindFilter

LATEST_ROWS = 20
READONLY_FIELDS = ("merged_into", "told_apart", "in_article", "latest", "who_is_it", "decisions")


class UnseenFieldsForm(forms.ModelForm):
    """Checks constraints on fields the form doesn't show too; else they end in a database error."""

    unseen: tuple[str, ...] = ()

    def _get_validation_exclusions(self) -> set[str]:
        return set(super()._get_validation_exclusions()) - set(self.unseen)  # type: ignore[misc]

    def _update_errors(self, errors: ValidationError) -> None:
        for field in set(self.unseen) & set(errors.error_dict):
            del errors.error_dict[field]
            message = ValidationError(
                f"Another record has this name ({field}) already; search for it."
            )
            errors.error_dict.setdefault(NON_FIELD_ERRORS, []).append(message)
        super()._update_errors(errors)  # type: ignore[misc]


class SpeakerForm(UnseenFieldsForm):
    unseen = ("identity", "article")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("kind") == SpeakerKind.ANONYMOUS and self.instance.identity:
            self.add_error("kind", "This speaker is known by name in several articles.")
        if self.instance.pk and self.instance in (cleaned.get("members") or ()):
            self.add_error("members", "A group can't be its own member.")
        return cleaned

    def _post_clean(self) -> None:
        name, kind = (self.cleaned_data.get(field) or "" for field in ("name", "kind"))
        if not self.instance.pk and kind != SpeakerKind.ANONYMOUS:
            self.instance.identity = fold_name(name) or None  # by it machines find the record
        person = kind == SpeakerKind.PERSON and name
        self.instance.family = person_names.parse(name).family[:100] if person else ""
        super()._post_clean()  # type: ignore[misc]


class AliasForm(forms.ModelForm):
    def _post_clean(self) -> None:
        self.instance.folded = fold_name(self.cleaned_data.get("name") or "")
        super()._post_clean()  # type: ignore[misc]


class AliasFormSet(forms.BaseInlineFormSet):
    def clean(self) -> None:
        """No form twice: ``folded`` is what counts, which no field shows."""
        named_forms = [
            form for form in self.forms if form.is_valid() and form.cleaned_data.get("name")
        ]
        folded_names = set(
            Alias.objects.filter(speaker=self.instance.pk)
            .exclude(pk__in=[form.instance.pk for form in named_forms if form.instance.pk])
            .values_list("folded", flat=True)
        )
        for form in named_forms:
            if form.cleaned_data.get("DELETE"):
                continue
            if form.instance.folded in folded_names:
                form.add_error(
                    "name", "This name is here already; capitals and accents make no difference."
                )
            folded_names.add(form.instance.folded)


class AliasInline(admin.TabularInline):
    model = Alias
    form = AliasForm
    formset = AliasFormSet
    fields = ("name",)
    extra = 0


@admin.register(Speaker)
class SpeakerAdmin(PermanentAdmin):
    form = SpeakerForm
    list_display = ("name", "kind_in_words", "party", "role", "statements", "merged_into")
    list_filter = (SpeakerKindFilter, MergedFilter, "party")
    list_select_related = ("party", "merged_into")
    search_fields = ("name", "slug", "aliases__name")
    search_help_text = "Any form of the name"
    autocomplete_fields = ("party", "members")
    inlines = (AliasInline,)
    actions = ("compare", "not_the_same", "maybe_the_same")
    fieldsets = (
        (None, {"fields": ("name", "slug", "kind", "party", "role", "note")}),
        ("Group", {"fields": ("members",)}),
        ("What rests on it", {"fields": READONLY_FIELDS}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Speaker]:
        # A subquery: beside the join that a search makes, a joined count would be too high.
        public = Attribution.objects.public().filter(speaker=OuterRef("pk")).order_by()
        count = public.values("speaker").annotate(n=Count("pk")).values("n")
        counted = Coalesce(Subquery(count), 0, output_field=IntegerField())
        return super().get_queryset(request).annotate(shown=counted)

    def get_readonly_fields(self, request: HttpRequest, obj: Speaker | None = None) -> Any:
        return ("slug",) * bool(obj) + READONLY_FIELDS

    def get_fieldsets(self, request: HttpRequest, obj: Speaker | None = None) -> Any:
        return self.fieldsets if obj else self.fieldsets[:2]  # nothing rests on a new one

    def get_prepopulated_fields(self, request: HttpRequest, obj: Speaker | None = None) -> Any:
        return {} if obj else {"slug": ("name",)}

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> Any:
        matches = queryset
        if words := search_words(search_term):
            called = Speaker.objects.called(" ".join(words)).order_by().values("pk")
            matches = queryset.filter(Q(pk__in=called) | Q(slug=search_term.strip().lower()))
        if request.path.endswith("/autocomplete/"):  # nobody chooses a record that is another now
            matches = matches.filter(merged_into=None)
        return matches, False

    @admin.action(permissions=["view"], description="Compare two: the same, or not …")
    def compare(self, request: HttpRequest, selected: QuerySet[Speaker]) -> HttpResponse | None:
        try:
            first, second = _two(selected)
        except curation.CurationError as error:
            self.message_user(request, str(error), messages.ERROR)
            return None
        pair = urlencode({"first": first.slug, "second": second.slug})
        return HttpResponseRedirect(f"{reverse('identities:pair')}?{pair}")

    def save_model(self, request: HttpRequest, obj: Speaker, form: Any, change: bool) -> None:
        act = curation.begin_speaker_change(obj if change else None, by=curator(request))
        super().save_model(request, obj, form, change)
        form.act = act  # ended when names and members are saved too

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """What the form changed of a speaker, its names and members is one decision."""
        super().save_related(request, form, formsets, change)
        curation.end_speaker_change(form.act, created=None if change else form.instance)

    @admin.action(permissions=["change"], description="These two are not the same")
    def not_the_same(self, request: HttpRequest, selected: QuerySet[Speaker]) -> None:
        def tell_apart() -> str:
            first, second = _two(selected)
            curation.distinguish(first, second, by=curator(request))
            return f"{first} and {second} are told apart for good."

        carry_out(self, request, tell_apart)

    @admin.action(permissions=["change"], description="Take back: these two may be the same")
    def maybe_the_same(self, request: HttpRequest, selected: QuerySet[Speaker]) -> None:
        def take_back() -> str:
            first, second = _two(selected)
            curation.withdraw_distinction(first, second, by=curator(request))
            return f"{first} and {second} may be the same again."

        carry_out(self, request, take_back)

    @admin.display(description="kind", ordering="kind")
    def kind_in_words(self, speaker: Speaker) -> str:
        return glossary.speaker_kind(speaker.kind)

    @admin.display(description="statements", ordering="shown")
    def statements(self, speaker: Any) -> int:
        return speaker.shown

    @admin.display(description="named only in")
    def in_article(self, speaker: Speaker) -> str:
        return speaker.article.title if speaker.article else "–"

    @admin.display(description="not the same as")
    def told_apart(self, speaker: Speaker) -> SafeString:
        said = Distinction.objects.standing().filter(Q(first=speaker) | Q(second=speaker))
        rows = [
            (
                link(item.second if item.first == speaker else item.first, "speaker"),
                item.by,
                item.at.date(),
            )
            for item in said.select_related("first", "second", "by")
        ]
        return table(("Speaker", "Who says so", "Since"), rows)

    @admin.display(description="is it somebody else?")
    def who_is_it(self, speaker: Speaker) -> SafeString:
        split = reverse("identities:split", args=[speaker.slug])
        return format_html('<a href="{}">Split it …</a>', split)

    @admin.display(description="decisions")
    def decisions(self, speaker: Speaker) -> SafeString:
        return history(Decision.objects.on_speaker(speaker.pk))

    @admin.display(description="latest statements")
    def latest(self, speaker: Speaker) -> SafeString:
        attributions = (
            Attribution.objects.filter(speaker=speaker)
            .select_related("statement__article")
            .defer(*heavy_columns("statement__article__"))
            .order_by("-pk")[:LATEST_ROWS]
        )
        rows = [
            (link(item, "attribution", item.statement), item.get_status_display())
            for item in attributions
        ]
        return table(("Words", "Review"), rows)


def _two(selected: QuerySet[Speaker]) -> tuple[Speaker, Speaker]:
    pair = list(selected[:3])
    if len(pair) != 2:
        raise curation.CurationError("Choose exactly two speakers. Nothing was changed.")
    return pair[0], pair[1]


@admin.register(Party)
class PartyAdmin(PermanentAdmin):
    list_display = ("name", "code", "kind")
    list_filter = ("kind",)
    search_fields = ("name", "code")

    def get_readonly_fields(self, request: HttpRequest, obj: Party | None = None) -> Any:
        return ("code",) if obj else ()  # the code is the address
