"""Who is quoted "as saying" something is its speaker, whatever the link held before."""

from claims.extraction.links.quoted_speakers import with_quoted_speakers
from tests.extraction.reading import link, parsed


def test_a_content_that_ends_inside_the_quoting_words_gives_way_to_what_was_said():
    text = "The minister was quoted by Reuters as saying that the dam would hold."

    corrected = with_quoted_speakers([link(text, "Reuters", "quoted", "by Reuters")], parsed(text))

    assert [text[slice(*piece)] for piece in corrected[0].content] == ["that the dam would hold"]
    assert [text[slice(*piece)] for piece in corrected[0].source] == ["The minister"]
