"""The lines under a claim: who takes which side, and what that rests on.

No templates, since a list has hundreds of names.
"""

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst

from claims.models import Speaker
from claims.presentation.claim_provenance import ClaimProvenance
from claims.presentation.claim_sides import UNKNOWN, ClaimOutline, ClaimSide
from claims.presentation.templatetags.on_record import party_sign, thousands

register = template.Library()

SURE_ON_PAGE = "via whom and how sure each is: on its page"


@register.simple_tag
def sides(outline: ClaimOutline) -> SafeString:
    """Who takes which side of a claim, each by name. No template: a list has hundreds of names."""
    return SafeString('<span class="between">; </span>'.join(map(_side, outline.sides)))


def _side(side: ClaimSide) -> SafeString:
    more = f" and {thousands(side.more)} more" if side.more else ""
    names = SafeString(", ".join(map(_speaker_with_sign, side.speakers)))
    words = capfirst(side.words)
    return format_html('<span class="side-of"><strong>{}</strong> {}{}</span>', words, names, more)


def _speaker_with_sign(speaker: Speaker | None) -> str:
    if speaker is None:
        return UNKNOWN
    sign = party_sign(speaker.party) if speaker.party else ""
    return format_html('{}<a href="{}">{}</a>', sign, speaker.get_absolute_url(), speaker.name)


@register.simple_tag
def provenance(provenance: ClaimProvenance) -> SafeString | str:
    """In how many articles a claim stands, of which outlets, via whom, and how sure we are."""
    if not provenance.statements:
        return ""
    sure = provenance.how_sure if provenance.is_complete else SURE_ON_PAGE
    return format_html(
        '<span class="provenance">{}{} · {}</span>', provenance.where, _via(provenance), sure
    )


def _via(provenance: ClaimProvenance) -> SafeString | str:
    if not provenance.via:
        return ""
    of_them = ""
    if provenance.passed_on < provenance.statements:
        of_them = f"{thousands(provenance.passed_on)} of them "
    links = format_html_join(
        ", ",
        '<a href="{}">{}</a>',
        ((reverse("source", args=[relay.slug]), relay.name) for relay in provenance.via),
    )
    more = f" and {thousands(provenance.more_via)} more" if provenance.more_via else ""
    return format_html(", {}via {}{}", of_them, links, more)
