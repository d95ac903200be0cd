"""Every list of words is read, and says what it is for."""

import re

from claims.extraction.word_lists import FOLDER, read_toml, word_lists


def test_every_short_list_has_words_in_lower_case_but_that_of_articles_before_names():
    lists = word_lists()
    for name in set(read_toml("word_lists")) - {"foreign_articles"}:
        words = getattr(lists, name)
        assert words, name
        assert all(word == word.lower() for word in words), name


def test_every_short_list_says_what_it_is_for():
    lines = (FOLDER / "word_lists.toml").read_text(encoding="utf-8").splitlines()
    keys = [n for n, line in enumerate(lines) if re.match(r"[a-z_]+ = |\[", line)]
    tables = [n for n in keys if lines[n].startswith("[")]
    for number in keys:
        if number in tables or not tables or number < tables[0]:
            assert lines[number - 1].startswith("# "), lines[number]


def test_a_word_of_a_table_knows_its_group():
    assert word_lists().irregular_singulars["spokesmen"] == "spokesman"
    assert word_lists().pronoun_kinds["himself"] == "he"
