"""Form fields for facets: each cleans to a list, and each error names the value and a cure."""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from html import escape
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import slugify

from articles.addresses import NONE
from claims.confidence import LIKELY
from claims.glossary import join_names
from claims.listing.conditions import NOBODY, period
from claims.listing.counts import cache_if_long
from claims.listing.query_params import did_you_mean
from claims.models import Speaker

# Of a box for a speaker: static/js/suggest.js offers names, and a choice goes into the box.
SPEAKER_BOX = {"data-names": "/search/names/"}
MAX_NAMES_IN_MESSAGE = 4  # records whose names a message lists
MAX_SUGGESTIONS = 100  # names offered while typing; a select with thousands of rows stalls the page


def nonblank_values(values: Iterable[str] | None) -> list[str]:
    """What was really filled in, once each, in order."""
    return list(dict.fromkeys(value.strip() for value in values or () if value.strip()))


RecordLookup = Callable[[str], Sequence[Any]]  # what was typed → records


def no_records(typed: str) -> Sequence[Any]:
    """For records that are found by slug and whole name only."""
    return ()


class SuggestInput(forms.TextInput):
    """One text box with suggestions for a value to add; those already chosen ride along hidden."""

    options: Callable[[], Iterable[tuple[str, str]]] = staticmethod(lambda: ())

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        return data.getlist(name)

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        list_id = f"{name}-suggestions"
        box = super().render(name, None, {**(attrs or {}), "list": list_id}, renderer)
        hidden = format_html_join(
            "",
            '<input type="hidden" name="{}" value="{}">',
            ((name, v) for v in nonblank_values(value)),
        )
        # Plain escaping: these are hundreds a page, and format_html takes ten times as long.
        options = "".join(
            f'<option value="{escape(value)}">{escape(label)}</option>'
            for value, label in self.options()
        )
        return format_html(
            '{}{}<datalist id="{}">{}</datalist>', hidden, box, list_id, SafeString(options)
        )


class RecordsField(forms.Field):
    """Records by their slug or code, or by name. Cleans to a list of records.

    A merged speaker stands for the one it was merged into, as its address does. ``lookup`` looks
    for a part or another form of a name, ``suggest`` for one that was likely meant.
    ``missing_label`` is what rows without a record are called; where it is given, ``none`` finds
    them (``NOBODY``).
    """

    def __init__(
        self, *, queryset: Callable[[], QuerySet[Any]], key: str, name: str,
        offered: Callable[[], QuerySet[Any]] | None = None, missing_label: str = "",
        lookup: RecordLookup = no_records, suggest: RecordLookup = no_records, **options: Any,
    ):  # fmt: skip
        """``offered``: those suggested while typing, if not the first of ``queryset``."""
        self.queryset, self.key, self.name, self.missing_label = queryset, key, name, missing_label
        self.offered = offered or queryset
        self.lookup, self.suggest = lookup, suggest
        self.names_by_value: dict[str, str] = {}  # as given in the address
        super().__init__(**options)
        if isinstance(self.widget, SuggestInput):
            self.widget.options = self.options
        elif hasattr(self.widget, "choices"):
            self.widget.choices = self.options

    def options(self) -> list[tuple[str, str]]:
        model = self.queryset().model._meta.model_name
        named = cache_if_long(
            f"offered-{model}-{slugify(str(self.label))}", self._offered, long=is_full
        )
        return [*named, (NONE, self.missing_label)] if self.missing_label else named

    def _offered(self) -> list[tuple[str, str]]:
        return list(self.offered().values_list(self.key, self.name)[:MAX_SUGGESTIONS])

    @property
    def missing_option(self) -> dict[str, Any]:
        """What is no record and yet a value of the filter."""
        return {NONE: NOBODY} if self.missing_label else {}

    def clean(self, value: Any) -> list[Any]:
        values = nonblank_values(value)
        if any("\0" in text for text in values):
            raise ValidationError("A value holds a NUL character; remove it.")
        model = self.queryset().model
        options = {
            getattr(r, self.key): r for r in model.objects.filter(**{f"{self.key}__in": values})
        } | self.missing_option
        records = [_current(options.get(text) or self._by_name(model, text)) for text in values]
        names = [self.missing_label if record is NOBODY else str(record) for record in records]
        self.names_by_value = dict(zip(values, names, strict=True))
        return list(dict.fromkeys(records))

    def _by_name(self, model: type[Model], value: str) -> Model:
        noun = model._meta.verbose_name
        named = model._default_manager.filter(**{f"{self.name}__iexact": value})[:2]
        if len(named) > 1:
            raise ValidationError(
                f"More than one {noun} is called “{value}”. "
                f"Use the last part of the address of the one you mean."
            )
        if matches := list(named or self.lookup(value)[:MAX_NAMES_IN_MESSAGE]):
            if len(matches) > 1:
                names = join_names(matches, "or")
                raise ValidationError(f"“{value}” can be {names}. Write the whole name.")
            return matches[0]
        suggestions = self.suggest(value)[:MAX_NAMES_IN_MESSAGE]
        cure = (
            f"Did you mean {join_names(suggestions, 'or')}?"
            if suggestions
            else "Check the spelling."
        )
        raise ValidationError(f"There is no {noun} “{value}”. {cure}")


def is_full(offered: list[tuple[str, str]]) -> bool:
    return len(offered) == MAX_SUGGESTIONS


def _current(record: Any) -> Any:
    return record.follow_merges() if isinstance(record, Speaker) else record


class WordsField(forms.MultipleChoiceField):
    """Words of a fixed list. Cleans to a list of them, without repetition."""

    def __init__(self, *, choices: Any, error_suffix: str = "", **options: Any):
        self.error_suffix = error_suffix
        options.setdefault("widget", forms.CheckboxSelectMultiple)
        super().__init__(choices=choices, **options)

    @property
    def labels(self) -> dict[str, str]:
        """Word → how it is shown."""
        choices: Any = self.choices
        return {word: str(label) for word, label in choices}

    def clean(self, value: Any) -> list[str]:
        values = nonblank_values(value)
        options = list(self.labels)
        for word in values:
            if word not in options:
                hint = f"Known: {', '.join(options)}." if options else "None is known yet."
                suggestion = self._suggestion(word)
                raise ValidationError(
                    f"“{word}” is not known. {suggestion}{hint}{self.error_suffix}"
                )
        return values

    def _suggestion(self, word: str) -> str:
        """By the label, too: "not reviewed" is called unreviewed."""
        by_label = {label.lower(): value for value, label in self.labels.items()}
        value = by_label.get(word.lower())
        return did_you_mean(value or word, self.labels)


class SelectWithCurrent(forms.Select):
    """Offers the current value too, so that changing another filter does not drop it."""

    def optgroups(self, name: str, value: Any, attrs: Any = None) -> Any:
        options = {str(word) for word, _ in self.choices}
        current = [(word, f"at least {word}") for word in value if word not in options]
        self.choices = [*self.choices, *current]
        return super().optgroups(name, value, attrs)


class ConfidenceField(forms.ChoiceField):
    """``likely``, ``doubtful`` or the least confidence wanted, 0 to 1. Cleans to (from, below)."""

    WORDS = {"likely": (LIKELY, None), "doubtful": (None, LIKELY)}

    def __init__(self, **options: Any):
        choices = [("", "any"), *((word, word) for word in self.WORDS)]
        super().__init__(choices=choices, widget=SelectWithCurrent, **options)

    def clean(self, value: Any) -> tuple[float | None, float | None] | None:
        value = (value or "").strip()
        if not value or value in self.WORDS:
            return self.WORDS.get(value)
        try:
            least = float(value)
        except ValueError:
            least = -1
        if not 0 <= least <= 1:
            raise ValidationError(
                f"“{value}” is neither likely nor doubtful nor a number from 0 to 1, such as 0.8."
            )
        return least, None


class DayField(forms.DateField):
    """A day in a form that no two countries read differently: ISO 8601, or its month in words.

    A box for text: what browsers offer for days has the order of the browser's country.
    """

    FORMS = ("%Y-%m-%d", "%d %B %Y", "%d %b %Y")

    def __init__(self, **options: Any):
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"placeholder": "year-month-day"})
        super().__init__(input_formats=self.FORMS, widget=widget, **options)

    def to_python(self, value: Any) -> Any:
        try:
            return super().to_python(value)
        except ValidationError:
            raise ValidationError(f"“{value}” is not a day; write it like 2022-03-18.") from None


class DatesField(forms.Field):
    """Years, months, days (``2022``, ``2022-03``, ``2022-03-18``) or ``undated``.

    Cleans to their first and last days; ``None`` stands for what has no date.
    """

    widget = SuggestInput
    UNDATED = "undated"
    _FORM = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")

    def clean(self, value: Any) -> list[tuple[date, date] | None]:
        return [self._period(words) for words in nonblank_values(value)]

    def _period(self, words: str) -> tuple[date, date] | None:
        if words == self.UNDATED:
            return None
        try:
            if self._FORM.fullmatch(words):
                return period(words)
        except ValueError:
            pass
        raise ValidationError(
            f"“{words}” is not a year, month or day; write 2022, 2022-03, 2022-03-18 or undated."
        )
