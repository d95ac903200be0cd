"""A statement as a citation: careful words, and no format that its own text can break."""

import json
import re
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from articles.models import Outlet
from claims import curation
from claims.models import Statement
from claims.presentation import citation as citing
from claims.presentation import citation_formats
from claims.presentation.citation_formats import FORMATS
from tests.make import make_article, make_attribution, make_speaker, make_statement
from tests.world import make_world

pytestmark = pytest.mark.django_db

ADDRESS = "https://record.example/statements/abcd2345/"
HOSTILE = (
    "|}} {{subst:x}} ]] <ref> ''' ~~~~ __TOC__ http://x \\input{a} } { % $ & # ^ \" \x00\n\u202e"
)
TEXT = st.text(max_size=60) | st.text(
    alphabet="{}\\|[]<>&~_'\"%$#^=*:/-\n\r\x00“” aé😀", max_size=40
)


def cited(attribution):
    statement = Statement.objects.with_attribution().get(pk=attribution.statement_id)
    return citing.cite(statement, address=ADDRESS, accessed=date(2026, 11, 22))


def citation(**parts):
    """Without a database, for what hypothesis thinks of."""
    fields = {
        "key": "abcd2345", "speaker": "Ann Chen", "deed": "said",
        "words": "“We agree”", "verbatim": ("We agree",), "kind": "", "relays": (),
        "title": "Talks begin", "outlet": "Daily", "outlet_address": "",
        "published": date(2022, 3, 18),
        "date_is_inferred": False,
        "review": "found by machine, not checked: 90% sure of speaker and words",
        "address": ADDRESS, "accessed": date(2026, 11, 22),
    }  # fmt: skip
    return citing.Citation(**{**fields, **parts})


def hostile(text):
    line = citing.one_line(text)
    return citation(
        speaker=line, words=line, verbatim=(line,), relays=(line,), title=line, outlet=line
    )


def make_denial():
    article = make_article(
        "Ann denied any plan of war.", title="Talks begin", outlet=Outlet.objects.named("Daily"),
        published_on=date(2022, 3, 18), published_basis="inferred", published_note="Friday",
        url="https://daily.example/a b",
    )  # fmt: skip
    statement = make_statement("any plan of war", article=article)
    wire = make_speaker("The Wire", kind="outlet")
    ann = make_speaker("Ann Chen")
    return make_attribution(statement, speaker=ann, via=(wire,), act="denies", role="envoy")


def test_the_plain_citation_says_whose_words_through_whom_and_how_sure():
    assert citation_formats.plain(cited(make_denial())) == (
        "Ann Chen, envoy, denied any plan of war [the article’s words, not the speaker’s]. "
        "As reported by The Wire ▸ Daily, in “Talks begin”, about 18 March 2022 [date estimated], "
        "https://daily.example/a%20b. On Record, found by machine, not checked: "
        "90% sure of speaker and words, "
        f"{ADDRESS}, accessed 22 November 2026."
    )


def test_indirect_words_stand_in_quotation_marks_in_no_format():
    denial = cited(make_denial())

    for how in FORMATS:
        written = how.write(denial)
        assert not re.search(r"[“\"«]any plan of war", written), how.name
    assert "|quote=" not in citation_formats.wiki(denial)


def test_a_direct_quotation_is_quoted_once_whether_its_marks_lie_inside_or_outside():
    for words in ("We agree", "“We agree”"):
        article = make_article(f"“We agree” {words} said Ann.")
        statement = make_statement(words, article=article, quotation="direct")

        found = cited(make_attribution(statement))

        assert found.words == "“We agree”"
        assert "|quote=We agree}}" in citation_formats.wiki(found)


@pytest.mark.parametrize("words", ["We agree.", "“Do we agree?”", "We agree …"])
def test_words_that_end_a_sentence_get_no_second_stop(words):
    found = cited(make_attribution(make_statement(words, quotation="direct")))

    assert found.sentence.endswith(f"{words.strip('“”')}”")
    assert "”. As reported" not in citation_formats.plain(found) + citation_formats.html(found)


def test_of_mixed_words_only_those_in_quotation_marks_are_quoted():
    words = "that China “never heard” of it and “never will”"
    statement = make_statement(words, quotation="mixed")

    assert cited(make_attribution(statement)).verbatim == ("never heard", "never will")


def test_of_mixed_words_whose_marks_do_not_pair_up_none_are_quoted():
    statement = make_statement("that China “never heard of it", quotation="mixed")

    assert cited(make_attribution(statement)).verbatim == ()


def test_a_thought_is_not_cited_as_an_utterance():
    statement = make_statement("war would come", mode="thought")

    assert "not an utterance" in citation_formats.plain(cited(make_attribution(statement)))


def test_a_negated_act_is_cited_as_negated():
    plain = citation_formats.plain(cited(make_attribution(act="denies", negated=True)))

    assert " did not deny " in plain


def test_what_a_curator_accepted_is_cited_as_checked(curator):
    attribution = make_attribution()
    curation.accept(attribution, by=curator)

    assert "On Record, checked by a curator" in citation_formats.plain(cited(attribution))


def test_words_that_an_outlet_does_not_show_are_in_no_format():
    outlet = Outlet.objects.named("Shut")
    Outlet.objects.update(rights="metadata")
    article = make_article("“We agree” she said", outlet=outlet, url="https://shut.example/")
    statement = make_statement("We agree", article=article, quotation="direct")
    attribution = make_attribution(statement)
    found = cited(attribution)

    assert not [how.name for how in FORMATS if "agree" in how.write(found)]
    statement = Statement.objects.with_attribution().get()
    assert citing.outlet_page(statement) == "https://shut.example/"


@pytest.mark.parametrize("url", ["javascript:alert(1)", "http://[", "//x.example", "ftp://x", "x"])
def test_only_a_page_on_the_web_is_an_outlets_address(url):
    assert citing.outlet_address(make_article(url=url)) == ""


STYLES = {
    citation_formats.apa: (
        "Talks begin. (2022, March 18) [date estimated]. Daily. https://daily.example/a%20b "
        "Statement: {words}, via The Wire. On Record. {address}"
    ),
    citation_formats.chicago: (
        "Daily. “Talks begin.” March 18, 2022 [date estimated]. https://daily.example/a%20b. "
        "Statement: {words}, via The Wire. On Record. Accessed November 22, 2026. {address}."
    ),
    citation_formats.mla: (
        "“Talks begin.” Daily, 18 Mar. 2022 [date estimated], https://daily.example/a%20b. "
        "Statement: {words}, via The Wire. On Record, {address}. Accessed 22 Nov. 2026."
    ),
}


@pytest.mark.parametrize("write", STYLES, ids=lambda write: write.__name__)
@pytest.mark.django_db
def test_a_style_has_its_own_order_and_says_whose_words_through_whom(write):
    citation_ = cited(make_denial())

    line = write(citation_)

    expected = STYLES[write].format(words=citation_.attributed_words, address=ADDRESS)
    assert line == expected


def test_a_style_has_its_own_way_without_a_date():
    undated = citation(published=None)

    assert "Talks begin. (n.d.). Daily." in citation_formats.apa(undated)
    assert "“Talks begin.” n.d. Statement" in citation_formats.chicago(undated)
    assert "“Talks begin.” Daily. Statement" in citation_formats.mla(undated)


@given(text=st.text())
def test_an_ris_record_keeps_a_field_a_line_whatever_the_text(text):
    record = citation_formats.ris(hostile(text))

    lines = record.split("\r\n")
    assert lines[0] == "TY  - NEWS"
    assert lines[-2:] == ["ER  - ", ""]
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in lines[:-1])


@given(TEXT)
@example(HOSTILE)
def test_bibtex_stays_one_balanced_entry(text):
    entry = citation_formats.bibtex(hostile(text))

    assert entry.count("{") == entry.count("}")
    depths = [entry[:place].count("{") - entry[:place].count("}") for place in range(len(entry))]
    assert min(depths[len("@misc{") : -3]) >= 1
    fields = re.findall(r"^  (\w+) = ", entry, re.MULTILINE)
    assert len(fields) == len(set(fields)) == entry.count("\n") - 2
    assert not re.search(r"(?<!\\)[%$&#^_~]", entry.replace(ADDRESS, ""))


@given(TEXT)
@example(HOSTILE)
@example("a--b ``c'' ?`d ,,e ---")
def test_what_bibtex_escapes_reads_as_it_was(text):
    line = citing.one_line(text)
    commands = {
        r"{\textbackslash}": "\\", r"{\textbraceleft}": "{", r"{\textbraceright}": "}",
        r"{\textasciitilde}": "~", r"{\textasciicircum}": "^", r"{\textless}": "<",
        r"{\textgreater}": ">", r"{\textbar}": "|", "{}": "",
    }  # fmt: skip
    pattern = "|".join(map(re.escape, commands)) + r"|\\(.)"

    escaped = re.search(r"annote = {(.*)}", citation_formats.bibtex(hostile(text)))[1]

    assert not re.search(r"--|''|``|,,|[?!]`", escaped)
    assert (
        re.sub(pattern, lambda m: m[1] or commands[m[0]], escaped) == hostile(line).attributed_words
    )


@given(TEXT)
@example(HOSTILE)
def test_csl_json_is_json_and_holds_the_very_words(text):
    (item,) = json.loads(citation_formats.csl_json(hostile(text)))

    assert item.get("title", "") == citing.one_line(text)
    assert item["archive_location"] == ADDRESS


@given(TEXT)
@example(HOSTILE)
def test_wikitext_holds_no_markup_but_its_own(text):
    written = citation_formats.wiki(hostile(text))
    ours = written.replace(ADDRESS, "")

    assert (ours.count("{{"), ours.count("}}")) == (1, 1)
    assert (ours.count("<"), ours.count(">")) == (2, 2)
    assert (ours.count("["), ours.count("]")) == (1, 1)
    assert set(re.findall(r"\|([\w-]*)", ours)) <= {"title", "newspaper", "date", "url",
                                                    "access-date", "quote"}  # fmt: skip
    assert not re.search(r"''|~~|__|://", ours)


@given(TEXT)
@example(HOSTILE)
def test_html_holds_no_tag_but_its_own(text):
    tags = re.findall(r"<[^>]*>", citation_formats.html(hostile(text)))

    assert tags == ["<p>", f'<a href="{ADDRESS}">', "</a>", "</p>"]


@given(st.text(max_size=60))
@example("https://x.example/a|b[c]{d}'e\"f\\g<h>~~~~__TOC__")
def test_an_outlets_address_is_safe_in_every_format(path):
    address = citing.web_address(f"https://x.example/{path}")

    assert not set(address) & set("|[]{}'\"\\<> ")
    assert address.isprintable()
    assert f"url = {{{address}}}" in citation_formats.bibtex(citation(outlet_address=address))
    assert not re.search("~~|__", citation_formats.wiki(citation(outlet_address=address)))


@given(TEXT)
def test_no_line_of_a_citation_is_broken_or_reordered(text):
    written = citation_formats.plain(hostile(text))

    assert len(written.splitlines()) == 1
    assert not set(written) & set("\u202a\u202e\u2066\u2069\x00")


def test_every_part_of_a_hostile_article_is_cited_safely():
    world = make_world(HOSTILE.replace("\0", ""))
    attribution = world.statement.attributions.get()

    for how in FORMATS:
        assert how.write(cited(attribution)), how.name
