"""The forms of /add/: a text or page to hand in, and the fields of an article to be stored."""

from datetime import date
from typing import Any

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from articles.canonical_url import canonical_url
from articles.ingest import PreparedArticle
from articles.metadata import MAX_LENGTHS
from articles.models import FeedSchedule, Outlet, WatchedFeed
from articles.outlet_list import listed_outlets
from articles.submissions import ArticleFields

MAX_OUTLETS = 1_000  # names that are suggested
NO_ADDRESS = {"required": "There is no address. Paste it, with https://."}
NO_WEB_ADDRESS = "That is not a web address. Begin it with https://."
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class OutletInput(forms.TextInput):
    """Suggests the names that outlets have here, and those of the list that comes along."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        list_id = f"{name}-names"
        box = super().render(name, value, {**(attrs or {}), "list": list_id}, renderer)
        options = format_html_join("", '<option value="{}"></option>', ((n,) for n in _outlets()))
        return format_html('{}<datalist id="{}">{}</datalist>', box, list_id, options)


def _outlets() -> list[str]:
    """In order of the alphabet, each once whatever the capitals; a stored name goes first."""
    stored = Outlet.objects.order_by("name").values_list("name", flat=True)[:MAX_OUTLETS]
    names = {outlet.name.casefold(): outlet.name for outlet in listed_outlets()}
    names |= {name.casefold(): name for name in stored}
    return [names[key] for key in sorted(names)]


class HandoverForm(forms.Form):
    """A pasted text; or the HTML of a page, which the bookmarklet hands over with its address."""

    text = forms.CharField(required=False, strip=False, widget=forms.Textarea(attrs={"rows": 10}))
    html = forms.CharField(required=False, strip=False)
    title = forms.CharField(required=False, max_length=2000)
    url = forms.CharField(required=False, max_length=MAX_LENGTHS["url"])

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        if not (values.get("text", "").strip() or values.get("html", "").strip()):
            self.add_error("text", "There is no text. Paste the article’s words.")
        if not is_web_address(values.get("url", "")):
            values["url"] = ""
        return values


class ArticleForm(forms.Form):
    """Title, outlet, address and day of one article, as far as a curator may change them."""

    title = forms.CharField(
        max_length=MAX_LENGTHS["title"],
        error_messages={"required": "There is no title. Write one, as the article has it."},
    )
    outlet = forms.CharField(required=False, max_length=MAX_LENGTHS["outlet"], widget=OutletInput)
    url = forms.URLField(
        required=False,
        max_length=MAX_LENGTHS["url"],
        assume_scheme="https",
        label="Address",
        error_messages={"invalid": NO_WEB_ADDRESS},
    )
    published_on = forms.DateField(
        required=False,
        widget=DAY,
        input_formats=["%Y-%m-%d"],  # as browsers send it; 03/04/2022 reads two ways
        label="Published on",
        error_messages={"invalid": "That is no day. Write year-month-day, 2022-03-18."},
    )

    def clean_published_on(self) -> date | None:
        day: date | None = self.cleaned_data["published_on"]
        if day and day > date.today():
            raise forms.ValidationError("That day is in the future. Correct it.")
        return day

    @classmethod
    def of(cls, prepared: PreparedArticle) -> "ArticleForm":
        article = prepared.article
        return cls(
            initial={
                "title": article.title,
                "outlet": prepared.metadata.outlet,
                "url": article.url,
                "published_on": article.published_on,
            }
        )

    def fields_of_article(self) -> ArticleFields:
        return ArticleFields(**self.cleaned_data)


class AddressForm(forms.Form):
    """The address of a page for the worker to fetch."""

    address = forms.CharField(max_length=MAX_LENGTHS["url"], error_messages=NO_ADDRESS)

    def clean_address(self) -> str:
        return _web_address(self.cleaned_data["address"])


class FeedForm(forms.Form):
    """A feed to be watched; the outlet is told by the pages themselves where none is named."""

    url = forms.CharField(
        max_length=MAX_LENGTHS["url"], label="Address of the feed", error_messages=NO_ADDRESS
    )
    outlet = forms.CharField(required=False, max_length=MAX_LENGTHS["outlet"], widget=OutletInput)
    minutes = forms.TypedChoiceField(
        choices=FeedSchedule.choices, coerce=int, label="Read it", initial=FeedSchedule.HOUR
    )

    def clean_url(self) -> str:
        url = _web_address(self.cleaned_data["url"])
        if WatchedFeed.objects.filter(url=url).exists():
            raise forms.ValidationError("That feed is already watched.")
        return url


def _web_address(text: str) -> str:
    url = text if "://" in text else f"https://{text}"
    if not is_web_address(url):
        raise forms.ValidationError(NO_WEB_ADDRESS)
    return url


def is_web_address(url: str) -> bool:
    has_host = url.startswith(("http://", "https://")) and canonical_url(url) != url
    return has_host and not any(sign.isspace() for sign in url)
