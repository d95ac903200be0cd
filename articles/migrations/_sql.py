"""SQL that several migrations install."""

CONFIGURATION = """
CREATE TEXT SEARCH DICTIONARY on_record_stem (TEMPLATE = snowball, LANGUAGE = english);
CREATE TEXT SEARCH CONFIGURATION on_record (COPY = english);
ALTER TEXT SEARCH CONFIGURATION on_record
    ALTER MAPPING FOR hword, hword_part, word WITH unaccent, on_record_stem;
ALTER TEXT SEARCH CONFIGURATION on_record
    ALTER MAPPING FOR asciihword, asciiword, hword_asciipart WITH on_record_stem;
"""
NO_CONFIGURATION = """
DROP TEXT SEARCH CONFIGURATION on_record;
DROP TEXT SEARCH DICTIONARY on_record_stem;
"""

# Texts are indexed, and searches read, in one plain form: ``search_words()``; see articles/search.py.
# The body is parsed here and now, so the function works under any search_path, also pg_restore's.
# Classes are listed by code point: what a server's locale calls a letter differs from host to host.

# Blanks, punctuation and symbols, emoji too: what stands between words.
SIGNS = (
    r"\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00a9\u00ab-\u00b1\u00b4\u00b6-\u00b8\u00bb"
    r"\u00bf\u00d7\u00f7\u055a-\u055f\u0589\u058a\u05be\u05c0\u05c3\u05f3\u05f4\u0609-\u060d"
    r"\u061b\u061d-\u061f\u066a-\u066d\u06d4\u0964\u0965\u2000-\u206f\u20a0-\u20cf\u2190-\u2bff"
    r"\u2e00-\u2e7f\u3000-\u3004\u3008-\u3020\u3030\ufe10-\ufe6f\U0001f000-\U0001faff"
)
# What is left out of a word: signs nobody sees, single accents, the ʿ of Maʿad.
UNSEEN = (
    r"\u00ad\u02b9-\u02ff\u0300-\u036f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    r"\ufe00-\ufe0f\ufeff"
)
WORD, LETTER = f"[^{SIGNS}]", f"[^{SIGNS}0-9]"

# Pattern → replacement, one after the other.
STEPS = (
    (f"[{UNSEEN}]+", ""),
    (f"({WORD})'+[sS](?!{WORD})", r"\1"),  # Xi's
    (f"({WORD})'+(re|ll|ve|d|m|RE|LL|VE|D|M)(?!{WORD})", r"\1 \2"),  # we'll
    (f"(?<!{WORD})([dDlL]|[qQ]u)'+(?={WORD})", r"\1 "),  # d'Ivoire
    (f"(?<={WORD})'+(?={WORD})", ""),  # Sana'a, O'Brien, don't
    ("(?<=[0-9]),(?=[0-9]{3}(?![0-9]))", ""),  # 1,200
    (rf"(?<=(?<!{WORD}){LETTER})\.(?={LETTER}(?!{WORD}))", ""),  # F.B.I.
    (f"[{SIGNS}]+", " "),
    (f"({LETTER})([0-9])", r"\1 \2"),  # F16
    (f"([0-9])({LETTER})", r"\1 \2"),  # 19th
)


def search_words() -> str:
    form = "normalize(translate(words, '‘’‚‛＇`´ʼ™®©', '''''''''''''''''   '), NFKC)"
    for pattern, replacement in STEPS:
        quoted = pattern.replace("'", "''")
        form = f"regexp_replace({form}, '{quoted}', '{replacement}', 'g')"
    return (
        "CREATE FUNCTION search_words(words text) RETURNS text LANGUAGE sql IMMUTABLE STRICT "
        f"PARALLEL SAFE RETURN {form}"
    )


# What of a text is lit: a word, or several that one sign joins, if it has a word that is sought.
PIECE = rf"({WORD}+(?:['’.,‐‑\u00ad-]{WORD}+)*)|[{SIGNS}]+"
MARK_WORDS = f"""
CREATE FUNCTION mark_words(words text, sought text, opening text, closing text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN (
    SELECT string_agg(
        CASE WHEN tsvector_to_array(to_tsvector('on_record', search_words(piece[2]))) && lexemes
        THEN opening || piece[1] || closing ELSE piece[1] END, '' ORDER BY place)
    FROM regexp_matches(words, '({PIECE.replace("'", "''")})', 'g') WITH ORDINALITY AS p(piece, place),
    (SELECT tsvector_to_array(to_tsvector('on_record', search_words(sought))) AS lexemes) AS s
)
"""

# Of a table or of what was just inserted: the words that are not there yet. ``rebuild`` repairs the
# table, and drops words whose articles have gone.
NEW_WORDS = """
    INSERT INTO articles_corpusword (word)
    SELECT DISTINCT piece FROM {articles} AS article, regexp_split_to_table(
        lower(unaccent(search_words(left(article.title || ' ' || article.text, 250000)))), ' '
    ) AS piece
    WHERE length(piece) BETWEEN 4 AND 30 AND piece !~ '[0-9]'
    AND NOT EXISTS (SELECT FROM articles_corpusword known WHERE known.word = piece)
"""
CORPUS_WORDS = f"""
CREATE FUNCTION add_corpus_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    {NEW_WORDS.format(articles="added")};
    RETURN NULL;
END $$;
CREATE TRIGGER corpus_words AFTER INSERT ON articles_article
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION add_corpus_words();

CREATE FUNCTION corpus_words_rebuild() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM articles_corpusword;
    {NEW_WORDS.format(articles="articles_article")};
END $$;
"""
NO_CORPUS_WORDS = """
DROP TRIGGER corpus_words ON articles_article;
DROP FUNCTION add_corpus_words();
DROP FUNCTION corpus_words_rebuild();
"""
