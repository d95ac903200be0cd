"""What stays and what goes: the seeds, pages of other sites, and lines that look like furniture."""

from pathlib import Path

import pytest

from articles.cleaning import clean

ROOT = Path(__file__).resolve().parents[2]
SITES = Path(__file__).parent / "data" / "sites"
SEEDS = {path.name[:3]: path.read_text(encoding="utf-8") for path in ROOT.glob("seeds/*.txt")}
DATA = Path(__file__).parent / "data"
SENTENCES = (DATA / "sentences-like-furniture.txt").read_text(encoding="utf-8").splitlines()
FURNITURE = (DATA / "furniture.txt").read_text(encoding="utf-8").splitlines()
HEAD, TAIL = "A title of a few words\n\nOne sentence stands here.", "Another one does."
PAGES = sorted(path for path in SITES.glob("*.txt") if not path.name.endswith(".clean.txt"))


def reasons(text: str) -> dict[str, str]:
    return {part.text.strip(): part.reason for part in clean(text).removed}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_of_another_site_s_page_exactly_the_article_is_left(page):
    cleaned = clean(page.read_text(encoding="utf-8"))

    assert cleaned.text + "\n" == page.with_suffix(".clean.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("seed", "removed"),
    [
        (
            "000",
            [
                "image credit",
                "link to another article",
                "link to another article",
                "link to another article",
            ],
        ),
        (
            "001",
            ["share line", "menu", "menu", "menu", "credit", "advertisement", "advertisement"]
            + ["comment count"] * 2
            + ["reader comment"] * 3
            + ["comment form"] * 2,
        ),
        (
            "002",
            ["breadcrumb", "repeated title", "repeated title", "credit", "link to another article"],
        ),
        ("003", ["breadcrumb", "repeated title", "credit"]),
        ("004", ["link to another article", "link to another article", "comment form"]),
    ],
)
def test_of_a_seed_only_these_lines_go(seed, removed):
    assert [part.reason for part in clean(SEEDS[seed]).removed] == removed


@pytest.mark.parametrize(
    ("seed", "title"),
    [
        (
            "000",
            "Is China Not Really Interested in Russia-Ukraine War? Here’s What Xi Jinping Says!",
        ),
        ("001", "China’s Xi Jinping reaffirms support for Russia in security issues"),
        ("002", "US and Chinese Presidents to Discuss Russia’s Invasion of Ukraine"),
        ("003", "Biden Pushes China’s Xi to Learn Where He Stands on Russia War"),
    ],
)
def test_a_seed_begins_with_its_title_and_has_it_once(seed, title):
    cleaned = clean(SEEDS[seed])

    assert cleaned.title == title
    assert cleaned.text.startswith(title + "\n\n")
    assert cleaned.text.count(title) == 1


def test_the_seed_without_a_title_begins_with_its_first_sentence():
    cleaned = clean(SEEDS["004"])

    assert cleaned.title == ""
    assert cleaned.text.startswith("China has refuted accusations")


@pytest.mark.parametrize(
    ("seed", "line"),
    [
        ("000", "Xi Jinping says China opposes war but refuses to condemn Russia"),  # a subhead
        ("001", "WHAT YOU NEED TO KNOW:"),
        ("001", "• Xi vowed to support Moscow’s “sovereignty and security.”"),
        ("002", "US and Chinese Leaders to Discuss Russia's Invasion of Ukraine"),
        ("002", "Humanitarian Aid to Ukraine"),
        ("003", "The Russian incursion, though, may have brought the relationship to a new low."),
        ("004", "China may suffer if it helps Russia with its sanctions"),
    ],
)
def test_decks_subheads_bullets_and_short_paragraphs_of_the_seeds_stay(seed, line):
    assert line in clean(SEEDS[seed]).text.split("\n")


def test_bullets_stand_one_a_line_and_paragraphs_apart():
    lines = clean(SEEDS["001"]).text.split("\n")

    first = lines.index(next(line for line in lines if line.startswith("•")))
    assert [line[:1] for line in lines[first - 1 : first + 4]] == ["", "•", "•", "•", ""]


@pytest.mark.parametrize(
    ("seed", "credit"),
    [
        ("000", ""),
        ("001", "Sourced: ABC News"),
        ("002", "Source: Web"),
        ("003", "Source: New York Post"),
        ("004", ""),
    ],
)
def test_credits_become_data(seed, credit):
    assert clean(SEEDS[seed]).credit == credit


def test_a_source_named_in_a_sentence_stays():
    assert "as per Newsweek via MSN." in clean(SEEDS["000"]).text
    assert (
        "free speech, minority rights, or opposition politics, ABC News reported."
        in clean(SEEDS["001"]).text
    )


@pytest.mark.parametrize("seed", sorted(SEEDS))
@pytest.mark.parametrize("ending", ["\n", "\n\n", "\r\n", " \t\n \n\n"])
def test_a_seed_set_with_other_blank_lines_is_the_same_article(seed, ending):
    lines = [line for line in SEEDS[seed].splitlines() if line.strip()]

    assert clean(ending.join(lines)).text == clean(SEEDS[seed]).text


def test_odd_spaces_become_single_ones():
    page = "A title of a few words\n\nXi\u00a0 said\u2009so\u200b, \u202f“yes”.  \tNo\ufeff more."

    assert clean(page).text.endswith("Xi said so, “yes”. No more.")


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r", "\u2028", "\x85"])
def test_any_line_ending_ends_a_line(ending):
    page = ending.join(["A title of a few words", "", "One sentence.", "", "Read More:", "A link"])

    assert clean(page).text == "A title of a few words\n\nOne sentence."


@pytest.mark.parametrize(
    "line",
    [
        "It rained.",
        "Why?",
        "And then nothing",
        "More.",
        "No comment.",
        "China.",
        "More: nobody knew.",
        "Listen: he never said that.",
        "“Share this,” she said.",
        "“We use cookies,” the company’s lawyer said.",
        "Photos by the drone showed a convoy.",
        "Video-sharing sites took it down.",
        "By Friday evening the road was open again.",
        "Read the statement as a threat, he said.",
        "More: that was all the crowd wanted, and it waited until long after midnight for the man "
        "who had promised it to them to come out on the balcony and say so again.",
        "“Video: they all told me it was a video,” she said",
        "He told the paper — video or no video — that it was true.",
    ],
)
def test_a_line_of_the_article_stays_last_and_amid_it(line):
    head, tail = "A title of a few words\n\nOne sentence stands here.\n\n", "\n\nAnother one does."

    assert line in clean(head + line).text
    assert line in clean(head + line + tail).text


@pytest.mark.parametrize("line", SENTENCES)
def test_a_sentence_that_reports_speech_stays_wherever_it_stands_whatever_it_begins_with(line):
    pages = [
        f"{HEAD}\n\n{line}\n\n{TAIL}",
        f"{HEAD}\n\n{line}",
        f"{line}\n\n{HEAD}",
        f"{HEAD}\n{line}\n{TAIL}",
        f"{HEAD}\n\nAdvertisement\n\n{line}\n\nRead more:\n\nOther news\n\nShare this",
        f"{HEAD}\n\n{TAIL}\n\nYou may also like\n\nOther news\n\n{line}",
        f"We value your privacy\n\n{line}\n\nAccept all\n\n{HEAD}",
    ]

    assert all(line in clean(page).text.split("\n") for page in pages)


def test_there_are_enough_of_such_sentences():
    assert len(set(SENTENCES)) >= 150


@pytest.mark.parametrize("line", FURNITURE)
def test_furniture_goes_amid_the_article_and_below_it(line):
    article = f"{HEAD}\n\n{TAIL}"

    assert clean(f"{HEAD}\n\n{line}\n\n{TAIL}").text == article
    assert clean(f"{HEAD}\n\n{TAIL}\n\n{line}").text == article


@pytest.mark.parametrize(
    "box",
    [
        "We value your privacy\n\nWe and our partners store information.\n\nManage options",
        "This website wants to remember what you like\n\nYou decide on cookies\n\nAccept all",
        "Your choices regarding cookies on this site\n\nAccept\n\nReject",
        "Before you continue\n\nWe use cookies to keep you signed in.\n\nAccept all",
        "English Français Deutsch Español Русский",
        "English | Deutsch\n\nSelect language",
        "HomeNewsWorldPoliticsSport",
        "RELATED Putin Says West Is to Blame",
        "Related: Why Biden called Xi about the bases",
        "RELATED STORIES",
        "Please donate to keep our newsroom independent",
        "Rome – AFP",
        "WASHINGTON, March 3 (Reuters) –",
        "New York/Geneva - dpa",
        "Also read: Ferry fares to rise by a tenth",
        "Read next: The last lighthouse keeper",
        "Recommended for you",
        "Most viewed",
    ],
)
def test_no_consent_box_language_menu_or_dateline_takes_the_headline_s_place(box):
    assert clean(f"{box}\n\nMinister leaves talks\n\nHe left at noon.").title == (
        "Minister leaves talks"
    )


@pytest.mark.parametrize("label", ["Recommended for you", "Most viewed", "Up next: The last ferry"])
def test_no_label_of_other_articles_stays_above_the_headline(label):
    article = "Minister leaves talks\n\nHe left at noon."

    assert clean(f"{label}\n\n{article}").text == article


def test_a_dateline_alone_is_no_title():
    assert clean("Rome – AFP\n\nThe minister left at noon.").title == ""


def test_a_headline_about_cookies_is_a_title_though_cookie_buttons_stand_above_it():
    title = "What cookies tell about you and your health"

    assert clean(f"Accept all\n\n{title}\n\nThe minister left at noon.").title == title


def test_under_a_lone_read_more_amid_the_article_one_headline_goes_and_a_subhead_stays():
    page = "Title of the page\n\nA sentence.\n\nRead More:\n\nOther news\n\nA subhead\n\nThe rest."

    assert clean(page).text == "Title of the page\n\nA sentence.\n\nA subhead\n\nThe rest."


def test_a_count_of_comments_above_the_article_does_not_end_it():
    body = "\n\n".join(["The minister left.", "Nobody followed.", "Trains ran late all day."])
    page = f"Minister leaves the long talks\n\n3 Comments\n\nMay 1, 2022 at 10:44 am\n\n{body}"

    assert clean(page).text == f"Minister leaves the long talks\n\n{body}"


def test_readers_comments_that_outweigh_the_article_go():
    body = "The minister left the long talks at noon on Sunday. " * 6
    comment = "I do not believe a word of what this minister told your reporter. " * 20
    page = f"Minister leaves\n\n{body}\n\n2 Comments\n\nann says:\n\n{comment}"

    assert clean(page).text == f"Minister leaves\n\n{body.strip()}"


def test_a_caption_right_above_its_credit_goes_only_where_blank_lines_divide_paragraphs():
    divided = "The title of it all\n\nOne sentence.\n\nA man waves.\nPhoto: Some Agency\n\nThe end."
    undivided = divided.replace("\n\n", "\n")

    assert reasons(divided)["A man waves."] == "caption"
    assert "A man waves." in clean(undivided).text


def test_the_times_of_a_live_report_stay():
    page = (
        "The latest on the talks\n\n___\n\n9:05 a.m.\n\nHe left.\n\n___\n\n9:30 a.m.\n\nHe is back."
    )

    assert "9:05 a.m.\n\nHe left.\n\n9:30 a.m.\n\nHe is back." in clean(page).text


def test_a_date_in_a_reader_s_comment_is_not_the_article_s():
    assert clean(SEEDS["001"]).published_on is None


def test_a_text_of_nothing_but_furniture_leaves_nothing():
    assert clean("Advertisement\n\nShare this article\n").text == ""
