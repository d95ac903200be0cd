"""What only says a name reports no words."""

import pytest

from claims.extraction.links.naming import names_only
from claims.extraction.types import Link, Span


def link(text, cue, content, source=""):
    def span(words):
        return (Span(text.index(words), text.index(words) + len(words)),) if words else ()

    return Link(span(content), span(source), span(cue))


@pytest.mark.parametrize(
    "cue", ["is known as", "nicknamed", "is widely known today as", "entitled"]
)
def test_a_thing_that_is_known_by_a_name_is_no_statement(cue):
    text = f"The hill {cue} “the Hump” is steep."

    assert names_only(link(text, cue, "“the Hump”"), text)


def test_somebody_calling_something_a_name_is_a_statement():
    text = "The senator called it “a disgrace”."

    assert not names_only(link(text, "called", "it “a disgrace”", "The senator"), text)


def test_what_is_known_to_be_so_is_a_statement():
    text = "It is known that he left the country with all the money in May."

    assert not names_only(link(text, "is known", "he left the country with all"), text)
