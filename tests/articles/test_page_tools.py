"""What stands around the text on pages of newspapers: tools, labels, sponsors, other scripts."""

import pytest

from articles.cleaning import clean

TITLE = "Minister leaves the long talks"
FIRST = "The minister left the talks at noon on Sunday, and nobody followed her."
SECOND = "It rained all day in the city by the lake, where the pact was signed."
THIRD = "The envoys of both countries stay until the end of the week at least."
ARTICLE = f"{TITLE}\n\n{FIRST}\n\n{SECOND}"


@pytest.mark.parametrize(
    "line",
    [
        "Read more",
        "Synopsis",
        "Related News",
        "Sports Listen",
        "LIVE BLOG",
        "NEWS 12.11.2018 09:17",
        "27 September 2019 12:13 pm - 0 - {{hits.values}}",
        "September 22, 15:06 UTC+3 BREVIK",
        "0 24 7",
        "BREVIK —",
        "- Orb Correspondent",
        "TNN / Mar 3, 2021, 10:15 IST",
        "Ann Bell in Rome\n\nWed 3 Mar 2021 10.15 CET",
        "Ann Bell\n\nPolitical correspondent, Orb News",
    ],
)
def test_labels_tools_days_and_names_between_the_title_and_the_text_go(line):
    assert clean(f"{TITLE}\n\n{line}\n\n{FIRST}\n\n{SECOND}").text == ARTICLE


@pytest.mark.parametrize(
    "line",
    [
        "首页 新闻 世界 体育 财经",
        "Главная Новости Политика Экономика Спорт",
        "OrbGovernment SolutionsLegal ServicesNews AgencyRisk Management",
        "Orb Daily News | @orbdaily | 29 Oct 2019, 05:41 am Print",
        "Wed, 24 Apr 2024 Today’s Paper",
        "Stay up to date with notifications from The Orb",
    ],
)
def test_a_menu_in_another_script_or_without_blanks_and_a_line_of_days_are_no_title(line):
    cleaned = clean(f"{line}\n\n{TITLE}\n\n{FIRST}\n\n{SECOND}")

    assert (cleaned.title, cleaned.text) == (TITLE, ARTICLE)


def test_a_headline_that_quotes_a_word_in_another_script_stays_the_title():
    title = "How “Слава” became the slogan of a city"

    assert clean(f"{title}\n\n{FIRST}").title == title


@pytest.mark.parametrize(
    "message",
    [
        "A message from Acme Bank:\n\nIt lends to towns.\n\nOur report shows how. Learn more.",
        "Presented by Acme\n\nAcme lends to towns.\n\nGet started today",
        "Our sponsor\n\nTowns grow with Acme. See how →",
    ],
)
def test_a_sponsors_message_goes_from_its_label_to_its_call(message):
    assert clean(f"{TITLE}\n\n{FIRST}\n\n{message}\n\n{SECOND}").text == ARTICLE


def test_a_message_without_a_call_stays_and_so_does_what_somebody_said_above_one():
    royal = f"{TITLE}\n\n{FIRST}\n\nA message from the king\n\n{SECOND}\n\n{THIRD}"
    said = "“We lend to towns,” Ann Bell told reporters."
    sponsored = f"{TITLE}\n\n{FIRST}\n\nA message from Acme\n\n{said}\n\nLearn more\n\n{SECOND}"

    assert clean(royal).text == royal
    assert said in clean(sponsored).text


def test_words_over_a_credited_caption_that_are_its_own_go_with_it():
    words = "The minister leaves the hall in Brevik on Sunday."
    page = f"{TITLE}\n\n{FIRST}\n\n{words}\n\n{words}(AFP/Orb)\n\n{SECOND}"

    assert clean(page).text == ARTICLE
