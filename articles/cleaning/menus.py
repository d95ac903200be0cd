"""Words of a page's frame: its menus, the sections of the site, the languages it comes in."""

import re
from collections.abc import Set

MAX_FURNITURE_CHARS = 500  # furniture is short; a longer line is the article's, whatever begins it


def any_of(*alternatives: str) -> re.Pattern[str]:
    """One pattern for all, without regard to case; meant for ``fullmatch``."""
    return re.compile("|".join(alternatives), re.IGNORECASE)


NETWORKS = (
    r"(?:facebook|twitter|x|instagram|linkedin|whats\s?app|telegram|reddit|pinterest|tumblr"
    r"|youtube|flipboard|messenger|tik\s?tok|threads|mastodon|bluesky|viber|line|wechat|weibo|vk"
    r"|rss|sms"
    r"|e-?mail|print|pocket|copy link|link|google news|apple news|google ?(?:\+|plus))"
)
# What sections of news sites are called; a line of nothing else is a menu or a section's label.
SECTION_NAMES = """
about africa all americas analysis and art arts asia australia books breaking business canada
celebrity china climate columns contact cricket culture east economy editorial education
election elections energy entertainment environment estate europe explainers fashion features
film finance food football games gaming global headlines health home in india international
investigations israel jobs latest latin law life lifestyle live local login logout magazine main
market markets media menu middle military money more movies multimedia music nation national
news newsletter newsletters north opinion opinions pacific photos podcast podcasts politics
popular property real regions register russia s science search sections shop show shows sign
society space sport sports stocks style subscribe subscription tech technology topics travel
trending tv uk ukraine updates us usa video videos weather work world
"""
SECTIONS = frozenset(SECTION_NAMES.split())
FRAME_WORDS = SECTIONS | set(
    "bulletin featured government listen premium print share watch".split()
)

LANGUAGES = frozenset(
    """
english en français francais french fr deutsch german de español espanol spanish es português
portugues portuguese pt brasil italiano italian it русский russian ru українська ukrainian uk ua
العربية arabic ar 中文 简体中文 繁體中文 繁体中文 简体 繁體 chinese zh
日本語 japanese ja 한국어 korean ko
türkçe turkce turkish tr polski polish pl nederlands dutch nl svenska swedish sv norsk norwegian no
dansk danish da suomi finnish fi čeština cestina czech cs slovenčina slovak sk magyar hungarian hu
română romana romanian ro български bulgarian bg српски srpski serbian sr hrvatski croatian hr
bosanski bosnian shqip albanian sq ελληνικά greek el עברית hebrew he فارسی persian farsi fa हिन्दी
hindi hi বাংলা bengali bn اردو urdu ur bahasa indonesia indonesian id melayu malay tiếng việt
vietnamese vi ไทย thai th kiswahili swahili sw հայերեն armenian hy ქართული georgian ka azərbaycan
azerbaijani az қазақ kazakh kk català catalan ca euskara basque eu galego galician gl lietuvių
lithuanian lt latviešu latvian lv eesti estonian et slovenščina slovene sl македонски macedonian mk
беларуская belarusian be dari pashto somali amharic hausa eng рус укр rus ukr deu ger fra fre esp
spa ita por ara
""".split()
)
LANGUAGE_LABEL = re.compile(
    r"^(?:(?:select|choose|change)(?: a| your)? )?(?:languages?|editions?|available in"
    r"|read (?:this )?in"
    r"|translat\w+(?: (?:this|to))?)\W+"
)

# One entry of a page's frame; a line may have several, with or without marks between.
ENTRY = "|".join(
    (
        NETWORKS,
        r"share|tweet|save|close|search|menu|navigation|more|on|by|at|skip|next|previous|help|top",
        r"back(?: to top)?|toggle navigation|sign (?:in|up|out)|log ?(?:in|out)|register|donate",
        r"subscribe(?: now)?|contact(?: us)?|about(?: us)?|privacy(?: (?:policy|notice|settings))?",
        r"cookies?(?: (?:policy|settings|notice))?|faqs?|careers|jobs|accessibility|imprint"
        r"|impressum",
        r"terms(?: (?:of (?:use|service|sale)|and conditions|& conditions|of use and privacy))?",
        r"advertis(?:e(?: with us)?|ing)|do not sell my (?:personal )?(?:info|information|data)",
        r"site ?map|published|updated|posted|last (?:updated|modified)|modified|e-?paper|live"
        r"|latest",
        r"bookmark|comment|reply|report|edit|view all|see all|show more|load more|load comments",
        r"(?:select|choose|change) (?:your |a )?(?:language|edition)",
        r"our (?:newsletter|app|team|story)s?|newsletters?|language|english|listen|comments?"
        r"|feedback",
        r"submit|send|cancel|ok|got it|continue|dismiss|no,? thanks?|not now|maybe later"
        r"|learn more",
        r"editorial (?:policy|standards|team)|corrections|code of ethics|who we are|masthead",
        r"legal(?: notice)?|disclaimer|copyright|help cent(?:er|re)|customer service|my account",
        r"synopsis|summary|(?:story )?highlights|key (?:points|takeaways)|in (?:short|brief)"
        r"|live ?blog|watch"
        r"|today.?s paper|you are here|print|follow|featured|small|medium|large|transcript"
        r"|download|see all topics|premium|bulletin|editions?",
        r"(?:key|latest|pinned) posts?(?: from)?|disable advert\w+|your voice|add ?this",
        r"subscriptions?|archives?|rss feeds?|web feeds?|mobile apps?|press(?: room)?|events"
        r"|partners",
    )
)
AT_EDGES = any_of(rf"(?:{ENTRY})(?:[\s|·•,/»>-]+(?:and |& )?(?:{ENTRY}))*")
# Entries that are nothing else anywhere: two of them on a line, or one with those of AT_EDGES.
NAVIGATION = re.compile(
    r"(?<!\w)(?:contact us|about us|privacy (?:policy|notice|settings)|cookie (?:policy|settings)"
    r"|terms(?: (?:of (?:use|service|sale)|and conditions|& conditions))?|careers|accessibility"
    r"|advertise(?: with us)?|site ?map|sign (?:in|up|out)|log ?(?:in|out)|register|my account"
    r"|subscribe|newsletters?|faqs?|rss|imprint|masthead|e-?paper|help cent(?:er|re)|privacy"
    r"|contact|about|help|search|menu|home)(?!\w)",
    re.IGNORECASE,
)
SURE_ENTRY = any_of(
    r"contact us|about us|privacy policy|cookie policy|terms of (?:use|service)|sign in|log ?in"
    r"|terms (?:and|&) conditions|site ?map|advertise with us"
)
HOME = re.compile(r"\b(?:home|news|sports?|opinion)\b", re.IGNORECASE)
GLUED_WORD = re.compile(r"[A-Z]{2,3}(?![a-z])|[A-Z][a-z]+|[a-z]+")
# "GovernmentSolutions"; in "DeSantis" too few letters.
GLUED = re.compile(r"[a-z]{4,}[A-Z][a-z]{2}")
NUMBERS = re.compile(r"[\d\s:.,|/-]+")  # of likes, shares, a player's clock
MAX_GLUED_WORDS = 60
MIN_GLUED_NAMES = 3  # names of sections that stand in a line without blanks


def may_be_furniture(text: str) -> bool:
    """Words of a page's frame, if it stands at the article's edge or beside other furniture."""
    if len(text) > MAX_FURNITURE_CHARS or text.endswith((".", "!", "?")):
        return False  # "More." is a sentence, if a short one
    bare = text.strip(" \t:•|*-–—[]()<>»›←→+×✕…")
    if not bare or NUMBERS.fullmatch(bare) or AT_EDGES.fullmatch(bare):
        return True
    return names_sections(bare, FRAME_WORDS) or _has_lost_blanks(bare)


def names_sections(text: str, names: Set[str] = SECTIONS) -> bool:
    """A menu on one line or a section's label: nothing but names that sections have."""
    words = re.findall(r"[^\W_]+", text.casefold())
    return bool(words) and all(word in names for word in words)


def is_menu(text: str) -> bool:
    """So many entries of a frame on one line that it is no subhead."""
    is_long = text.count(" ") >= MIN_GLUED_NAMES and names_sections(text)
    return (
        bool(SURE_ENTRY.fullmatch(text))
        or (is_long and bool(HOME.search(text)))
        or _is_navigation(text)
        or _is_glued_menu(text)
        or _names_languages(text)
    )


def _is_navigation(text: str) -> bool:
    """Two entries or more that only a site's frame has, and nothing but names of sections."""
    rest, count = NAVIGATION.subn(" ", text)
    is_bare = not re.search(r"[^\w\s|·•,/»>&+×-]", text)
    return count > 1 and is_bare and (not re.search(r"\w", rest) or names_sections(rest))


def _has_lost_blanks(text: str) -> bool:
    """Words of a menu that stand without blanks between them: a third of all, three or more."""
    words = text.split()
    return len(words) <= MAX_GLUED_WORDS and sum(bool(GLUED.search(word)) for word in words) >= max(
        MIN_GLUED_NAMES, len(words) / 3
    )


def _is_glued_menu(text: str) -> bool:
    """ "HomeNewsWorldPolitics": names of sections that lost the blanks between them."""
    parts = GLUED_WORD.findall(text)
    sections = sum(part.casefold() in SECTIONS for part in parts)
    is_glued = len(parts) - len(text.split()) >= MIN_GLUED_NAMES - 1
    return is_glued and sections >= MIN_GLUED_NAMES and sections >= 0.7 * len(parts)


def _names_languages(text: str) -> bool:
    """ "English Deutsch Русский": the menu by which readers choose a language."""
    names, label = LANGUAGE_LABEL.subn("", text.casefold())
    words = re.findall(r"[^\W\d_]+", names)
    is_list = len(words) > 1 and len("".join(words)) > 4
    if label and names_sections(names):
        return True  # "Editions: UK US International"
    return bool(words) and (is_list or label > 0) and all(word in LANGUAGES for word in words)
