"""The words by which a page's own furniture is known, each with the reason a curator will read.

ALWAYS is furniture wherever it stands; AT_EDGES is furniture above the title, below the last
sentence or beside other furniture, and may be a subhead elsewhere. No line with a quotation in it
is ever furniture: somebody said it.
"""

import re

QUOTED = re.compile('[“”«»„"]')
MOST_CHARACTERS = 500  # furniture is short; a longer line is the article's, whatever begins it


def any_of(*alternatives: str) -> re.Pattern[str]:
    """One pattern for all, without regard to case; meant for ``fullmatch``."""
    return re.compile("|".join(alternatives), re.IGNORECASE)


NETWORKS = (
    r"(?:facebook|twitter|x|instagram|linkedin|whats\s?app|telegram|reddit|pinterest|tumblr"
    r"|youtube|flipboard|messenger|tik\s?tok|threads|mastodon|bluesky|viber|line|wechat|weibo|vk|rss|sms"
    r"|e-?mail|print|pocket|copy link|link|google news|apple news|google\+)"
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

ALWAYS = {
    "advertisement": any_of(
        r"(?:advertisements?|advertising|ad|sponsored(?: content)?|promoted(?: content)?)",
        r"(?:promotion|paid (?:content|post)|(?:remove|report) (?:this )?ads?|ad feedback)",
        r"(?:the )?(?:story|article|text) continues (?:below|after)\b.{0,60}",
        r"continue reading(?: below.{0,60}| the main story)?|scroll (?:down )?to continue\b.{0,60}",
        r"skip (?:to|advertisement|ad)\b.{0,40}",
    ),
    "dividing line": any_of(r"[\W_]*[_*=~#–—-][\W_]*"),
    "share line": any_of(
        r"(?:share|tweet|post|pin|send|e-?mail|print|save|like|follow)"
        r"(?: (?:this|it|on|to|via|with|the|by|us|story|article|page|post|news|friends|options?"
        rf"|{NETWORKS}))+[.!:]?",
        rf"(?:{NETWORKS}|share|tweet|pin|save|comments?)"
        rf"(?:[\s,|/·•]+(?:{NETWORKS}|share|tweet|pin|save|more|comments?))+",
        r"(?:follow|like|find|join|connect with) us\b.{0,60}",
        r"copy (?:the )?link(?: to clipboard)?|link copied!?|sharing is caring.{0,3}",
        r"\d[\d.,]*[km]? shares?|gift (?:this )?article|share this.{0,30}:",
    ),
    "newsletter or app": any_of(
        r"(?:sign up|subscribe|register|get (?:the|our|all|breaking|daily)|receive|never miss"
        r"|join (?:our|the|thousands|\d)|stay (?:up to date|informed))\b"
        r".*\b(?:newsletters?|inbox|e-?mail(?: address)?|briefing|alerts?|notifications?"
        r"|telegram|whats\s?app|channel|free trial|digest)\b.*",
        r"enter your e-?mail\b.{0,60}|thank you for (?:signing|subscribing).*",
        r"by (?:signing up|subscribing|providing|entering|registering|submitting)\b.*"
        r"\b(?:agree|accept|consent|terms|privacy)\b.*",
        r"you (?:can|may) (?:unsubscribe|opt out)\b.*|unsubscribe at any time\b.*",
        r"(?:download|get|install) (?:our|the) (?:\w+ ){0,4}apps?\b.*",
        r"(?:support|fund) (?:our|independent|quality) (?:\w+ )?journalism\b.*",
        r"(?:already a|become a) (?:subscriber|member)\b.*",
    ),
    "cookie notice": any_of(
        r"(?:we|this (?:web)?site|our (?:web)?site|by (?:continuing|using|clicking|accepting)"
        r"|to give you|in order to)\b"
        r".*\b(?:uses?|using|stor(?:e|ing)|our|accept\w*|consent\w*)\b.*\bcookies?\b.*",
        r"(?:accept|reject|manage|allow)(?: all| my)?(?: cookies| choices| preferences)?",
        r"cookie (?:settings|policy|preferences)|we (?:value|care about) your privacy\b.*",
        r"(?:please )?(?:enable|turn on) javascript\b.*|your browser (?:does not|doesn.t)\b.*",
        r"(?:please )?(?:disable|turn off) your ad.?blocker\b.*",
    ),
    "disclaimer": any_of(
        r"(?:the |we )?[\w ]{0,30}(?:is|are) not responsible for the content of external\b.*",
        r"this (?:article|story|post|content) is owned by\b.{0,60}",
    ),
    "copyright": any_of(
        r"(?:copyright\s*)?(?:©|ⓒ|\(c\))\s*(?:copyright\s*)?\W*(?:\d{4}|[A-Z]).*",
        r"copyright \d{4}\b.*|all (?:rights|contents?) (?:are )?reserved\b.*",
    ),
    "listen or watch": any_of(
        r"(?:listen to|play|hear) (?:this|the) (?:article|story|audio)\b.{0,30}",
        r"\d{1,2}:\d{2}(?:\s*/\s*\d{1,2}:\d{2})?|(?:play|pause|mute|unmute) ?(?:video|audio)?",
        r"(?:loading|video unavailable|now playing)\W*",
    ),
}
AT_EDGES = any_of(
    NETWORKS,
    r"share|tweet|save|close|search|menu|navigation|more|on|by|at|skip|next|previous|help|top",
    r"back(?: to top)?|toggle navigation|sign (?:in|up|out)|log ?(?:in|out)|register|donate",
    r"subscribe(?: now)?|contact(?: us)?|about(?: us)?|privacy(?: policy)?|cookies?|faqs?|careers",
    r"terms(?: (?:of (?:use|service)|and conditions|& conditions))?|advertise(?: with us)?",
    r"site ?map|published|updated|posted|last (?:updated|modified)|modified|e-?paper|live|latest",
    r"bookmark|comment|reply|report|edit|view all|see all|show more|load more|load comments",
    r"our (?:newsletter|app)s?|newsletters?|language|english|listen|comments?",
)


def furniture(text: str) -> str:
    """The reason for which a line goes wherever it stands, or "" if it may stay."""
    if len(text) > MOST_CHARACTERS or QUOTED.search(text):
        return ""
    bare = text.strip(" \t:•|*-–—[]()<>")
    for reason, pattern in ALWAYS.items():
        if pattern.fullmatch(bare) or pattern.fullmatch(text):
            return reason
    return ""


def may_be_furniture(text: str) -> bool:
    """Words of a page's frame, if it stands at the article's edge or beside other furniture."""
    if len(text) > MOST_CHARACTERS or text.endswith((".", "!", "?")):
        return False  # "More." is a sentence, if a short one
    bare = text.strip(" \t:•|*-–—[]()<>»›←→+×✕…")
    return not bare or bool(AT_EDGES.fullmatch(bare)) or names_sections(bare)


def names_sections(text: str) -> bool:
    """A menu on one line or a section's label: nothing but names that sections have."""
    words = re.findall(r"[^\W_]+", text.casefold())
    return bool(words) and all(word in SECTIONS for word in words)
