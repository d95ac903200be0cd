"""What other sites show when they link to a page: title, text and picture."""

from html import unescape
from typing import Any

from django import template
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.text import Truncator

register = template.Library()

TITLE, TEXT = 120, 300  # characters; more is cut by whoever shows it


@register.simple_block_tag(takes_context=True)
def card(context: dict[str, Any], content: str, title: object) -> SafeString | str:
    """``{% card title %}text{% endcard %}`` in a page's head; nothing where no page was asked for.

    The text is what the block renders, on one line, and is escaped anew after it is cut.
    """
    request: HttpRequest | None = context.get("request")
    if request is None:
        return ""
    parts = {
        "title": Truncator(" ".join(str(title).split())).chars(TITLE),
        "text": Truncator(" ".join(unescape(content).split())).chars(TEXT),
        "site": f"{request.scheme}://{request.get_host()}",
        "path": request.path,
    }
    return render_to_string("_card.html", parts)
