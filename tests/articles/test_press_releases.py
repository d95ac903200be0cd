"""What press releases, mails and plug-ins of sites have around the text."""

import pytest

from articles.cleaning import clean
from articles.cleaning.phrases import furniture
from articles.readers import Document, read_bytes
from articles.readers.page.bylines import names_in_lines
from tests.articles import files

BODY = """The board of the port said on Monday that it would close the north pier in May.

“We have no choice,” said Ann Bell, who heads the board. “People work under those cranes.”"""
HEADLINE = "Board of the port closes its north pier"


def text_of(top: str = "", below: str = "") -> str:
    return clean("\n\n".join(filter(None, (top, HEADLINE, BODY, below)))).text


@pytest.mark.parametrize(
    "mark",
    [
        "FOR IMMEDIATE RELEASE",
        "For immediate release: 4 March 2022",
        "PRESS RELEASE",
        "Press Release No. 759/05",
        "STRICTLY EMBARGOED UNTIL 00:01 GMT, Friday 4 March 2022",
        "For release on delivery",
    ],
)
def test_a_mark_of_release_above_the_text_goes(mark: str) -> None:
    assert text_of(top=mark) == f"{HEADLINE}\n\n{BODY}"


def test_the_day_of_a_mark_of_release_is_the_day_of_publication() -> None:
    cleaned = clean(f"FOR IMMEDIATE RELEASE: 4 March 2022\n\n{HEADLINE}\n\n{BODY}")

    assert str(cleaned.published_on) == "2022-03-04"


@pytest.mark.parametrize("mark", ["ENDS", "- ENDS -", "-ends-", "(Ends)", "###", "# # #", "-30-"])
def test_a_mark_of_the_end_goes(mark: str) -> None:
    assert text_of(below=mark) == f"{HEADLINE}\n\n{BODY}"


@pytest.mark.parametrize("line", ["The end of the pier", "Ends of the earth", "More", "30"])
def test_a_line_that_only_begins_like_a_mark_of_the_end_is_none(line: str) -> None:
    text = (
        f"{HEADLINE}\n\n{BODY}\n\n{line}\n\nThe pier was built in 1901 by the port’s own workers."
    )

    assert "press release mark" not in [part.reason for part in clean(text).removed]


def test_whom_to_ask_goes_and_notes_to_editors_stay() -> None:
    notes = "Notes to editors\n\nThe north pier was built in 1901 by the port’s own workers."
    contact = "For further information, please contact:\nSam Roe\nPress Office\nTel: 020 7946 0000"

    assert text_of(below=f"ENDS\n\n{notes}\n\n{contact}") == f"{HEADLINE}\n\n{BODY}\n\n{notes}"


def test_a_subhead_about_contact_without_number_or_address_stays() -> None:
    below = "Contact\n\nThe board met shippers in March, according to a letter that it sent them."

    assert text_of(below=below) == f"{HEADLINE}\n\n{BODY}\n\n{below}"


@pytest.mark.parametrize(
    ("linked", "plain"),
    [
        ("Ann Bell<mailto:ann@example.org> said", "Ann Bell said"),
        ("the letter <https://example.org/a> of May", "the letter of May"),
        ("to be read at <https://example.org/a>.", "to be read at <https://example.org/a>."),
    ],
)
def test_where_links_lead_is_left_out_of_plain_texts(linked: str, plain: str) -> None:
    text = f"{BODY}\n\n{linked}"
    mail = files.mail()
    mail.set_content(text)
    for name, raw in (("a.txt", text.encode()), ("a.eml", mail.as_bytes())):
        [document] = (d for d in read_bytes(raw, name, max_bytes=10**6) if isinstance(d, Document))

        assert document.text.strip().endswith(plain)


@pytest.mark.parametrize(
    "line",
    [
        "CAUTION: This email originated from outside of the organization. Do not click links.",
        "This email and any attachments are confidential and intended only for the addressee.",
        "Sent from my iPhone",
        "Was this email forwarded to you? Sign up here.",
        "Like this: Like Loading...",
        "A- A A+",
        "Copyright Example Recorder, 2020",
        '[easy-social-share buttons="facebook,twitter" counters=0]',
        "Presented by Example Advancement",
        "Scroll down for video",
        "Share or comment on this article: Board closes pier",
        "(This story has not been edited by staff and is auto-generated from a syndicated feed.)",
        "This post is for paid subscribers",
        "Thanks for reading The Example! Subscribe for free to receive new posts.",
        "Unlock 30+ premium stories daily hand-picked by our editors",
        "The content you requested does not exist or is not available anymore.",
    ],
)
def test_what_mail_servers_and_plug_ins_add_goes(line: str) -> None:
    assert furniture(line)


@pytest.mark.parametrize("line", ["[sic]", "Presented by the board, the plan failed.", "A to A"])
def test_a_line_that_only_looks_like_it_stays(line: str) -> None:
    assert not furniture(line)


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By JANE ROE and Sam Poe, Staff Writers", "Jane Roe, Sam Poe"),
        ("July 2, 2022 by Jane Roe", "Jane Roe"),
        ("Example News Desk | Rome | Updated: 02-09-2020 00:27 IST", "Example News Desk"),
        ("By Example News Agency", "Example News Agency"),
    ],
)
def test_the_byline_of_a_plain_text_is_kept_as_its_credit(line: str, names: str) -> None:
    cleaned = clean(f"{HEADLINE}\n\n{line}\n\n{BODY}")

    assert cleaned.text == f"{HEADLINE}\n\n{BODY}"
    assert names_in_lines(cleaned.byline_lines) == names
