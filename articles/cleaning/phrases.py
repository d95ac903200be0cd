"""The words by which a page's own furniture is known, each with the reason a curator will read.

Three strengths. ALWAYS is furniture wherever it stands. AT_EDGES is furniture above the title, after
the last sentence or beside other furniture, and may be a subhead elsewhere. The rest opens a section.
Nothing here matches a line with a quotation in it: what somebody said is never furniture.
"""

import re

QUOTED = re.compile('[“”«»„"]')
MOST_CHARACTERS = 500  # furniture is short; a longer line is the article's, whatever begins it

NETWORKS = (
    r"(?:facebook|twitter|x|instagram|linkedin|whats\s?app|telegram|reddit|pinterest|tumblr|youtube"
    r"|flipboard|messenger|tik\s?tok|threads|mastodon|bluesky|viber|line|wechat|weibo|vk|rss"
    r"|e-?mail|print|pocket|sms|copy link|link|google news|apple news|google\+)"
)
SECTIONS = frozenset(
    """
    about africa all americas analysis art arts asia australia books breaking business canada
    celebrity china climate columns contact cricket culture economy editorial education election
    elections energy entertainment environment europe explainers fashion features film finance food
    football games gaming global headlines health home india international investigations israel
    jobs latest latin law life lifestyle live local login logout magazine main market markets media
    menu middle east military money more movies multimedia music nation national news newsletter
    newsletters north opinion opinions pacific photos podcast podcasts politics popular property
    real estate regions register russia science search sections shop show shows sign society space
    sport sports stocks style subscribe subscription tech technology topics travel trending tv uk
    ukraine updates us usa video videos weather work world
    """.split()
)

ALWAYS = {
    reason: re.compile(pattern, re.IGNORECASE)
    for reason, pattern in {
        "advertisement": (
            r"advertisements?$|advertising$|ad$|sponsored(?: content)?$|promoted(?: content)?$"
            r"|paid (?:content|post)$|(?:remove|report) (?:this )?ads?$|ad feedback$"
            r"|(?:the )?(?:story|article|text) continues (?:below|after)\b"
            r"|continue reading(?: below.*| the main story)?$|scroll (?:down )?to continue\b"
            r"|skip (?:to|advertisement|ad)\b.{0,40}$|promotion$"
        ),
        "share line": (
            rf"(?:share|tweet|post|pin|send|e-?mail|print|save|like|follow)"
            rf"(?: (?:this|it|on|to|via|with|the|by|us|story|article|page|post|news|friends|options?"
            rf"|{NETWORKS}))+[.!:]?$"
            rf"|(?:{NETWORKS}|share|tweet|pin|save|comments?)"
            rf"(?:[\s,|/·•]+(?:{NETWORKS}|share|tweet|pin|save|more|comments?))+$"
            r"|(?:follow|like|find|join|connect with|contact|reach) us\b.{0,60}$"
            r"|copy (?:the )?link(?: to clipboard)?$|link copied!?$|sharing is caring.{0,3}$"
            r"|\d[\d.,]*[km]? shares?$|gift (?:this )?article$|share this.{0,30}:$"
        ),
        "newsletter or app": (
            r"(?:sign up|subscribe|register|enter your e-?mail|get (?:the|our|all|breaking|daily)"
            r"|join (?:our|the|thousands|\d)|stay (?:up to date|informed)|never miss|receive)\b"
            r".*\b(?:newsletters?|inbox|e-?mail(?: address)?|briefing|alerts?|notifications?"
            r"|telegram|whats\s?app|channel|free trial|digest)\b"
            r"|by (?:signing up|subscribing|providing|entering|registering|submitting)\b.*"
            r"|you (?:can|may) (?:unsubscribe|opt out)\b.*|unsubscribe at any time\b.*"
            r"|(?:download|get|install) (?:our|the) (?:\w+ ){0,4}apps?\b.*"
            r"|(?:support|fund) (?:our|independent|quality) (?:\w+ )?journalism\b.*"
            r"|(?:already a|become a) (?:subscriber|member)\b.*|thank you for (?:signing|subscribing).*"
        ),
        "cookie notice": (
            r"(?:we|this (?:web)?site|our (?:web)?site|by (?:continuing|using|clicking|accepting)"
            r"|to give you|in order to)\b.*\b(?:uses?|using|stor(?:e|ing)|our|accept\w*|consent\w*)\b"
            r".*\bcookies?\b.*"
            r"|(?:accept|reject|manage|allow)(?: all| my)?(?: cookies| choices| preferences)?$"
            r"|cookie (?:settings|policy|preferences)$|we (?:value|care about) your privacy\b.*"
            r"|(?:please )?(?:enable|turn on) javascript\b.*|your browser (?:does not|doesn.t)\b.*"
            r"|(?:please )?(?:disable|turn off) your ad.?blocker\b.*"
        ),
        "copyright": r"(?:copyright\s*)?(?:©|\(c\))\s*(?:copyright\s*)?\W*(?:\d{4}|[A-Z]).*"
        r"|copyright \d{4}\b.*|all (?:rights|contents?) (?:are )?reserved\b.*",
        "listen or watch": r"(?:listen to|play|hear) (?:this|the) (?:article|story|audio)\b.{0,30}$"
        r"|\d{1,2}:\d{2}(?:\s*/\s*\d{1,2}:\d{2})?$|(?:play|pause|mute|unmute) ?(?:video|audio)?$"
        r"|(?:loading|video unavailable|now playing|up next)\W*$",
    }.items()
}
AT_EDGES = re.compile(
    rf"(?:{NETWORKS}|share|tweet|save|close|search|menu|navigation|more|on|by|at|skip|next|previous"
    r"|back(?: to top)?|top|toggle navigation|sign (?:in|up|out)|log ?(?:in|out)|register|subscribe"
    r"(?: now)?|donate|contact(?: us)?|about(?: us)?|privacy(?: policy)?|terms(?: (?:of (?:use|service)"
    r"|and conditions|& conditions))?|advertise(?: with us)?|careers|site ?map|help|faqs?|cookies?"
    r"|published|updated|posted|last (?:updated|modified)|modified|e-?paper|live|latest"
    r"|(?:bookmark|comment|reply|report|edit|view all|see all|show more|load more|load comments)"
    r"|\d+ min(?:ute)?s? read|connect with us|our (?:newsletter|app)s?|newsletters?|language|english)",
    re.IGNORECASE,
)
IMAGE = r"(?:photo(?:graph)?|image|picture|pic|video|graphic|illustration|cartoon|screengrab|screenshot)s?"
AGENCY = (
    r"(?:AFP|AP|REUTERS|Reuters|EPA(?:-EFE)?|EFE|ANI|PTI|dpa|DPA|TASS|Xinhua|Sputnik|Getty(?: Images)?"
    r"|Shutterstock|Anadolu|Bloomberg|UPI|ANSA|Kyodo|Yonhap|Unsplash|Pixabay|Pexels|iStock|Alamy"
    r"|Wiki(?:media|pedia)?(?: Commons)?|Flickr|Handout|Pool|File(?: photo)?|ZUMA(?: Press)?|NurPhoto)"
)
CREDITED = (
    rf"(?:(?i:{IMAGE})\s*(?:(?i:credits?|courtesy|by|via)\b|[:/|©])|{AGENCY}\s?/"
    rf"|{AGENCY}\s(?i:photos?|images?)\b|©)"
)
NAMES = r"(?:[\w.’'-]+ ){0,5}[\w.’'-]+"
# Sure even where the line is a sentence: "Photo: Xi speaks in Beijing on Friday."
IMAGE_LABEL = re.compile(
    rf"\W*(?:(?:file|stock|representative|representational|lead|featured?|cover|ap|afp)\W+)?{IMAGE}"
    r"\s*(?:credits?|courtesy|source|caption|by|via)?\s*[:|©]\s*\S.*"
    r"|(?:credits?|courtesy|pictured|caption)\s*[:|]\s*\S.*|file (?:photo|image|picture)\b.*",
    re.IGNORECASE,
)
# Only where the line is no sentence: "Photos by Maxar showed a convoy." is the article's.
IMAGE_CREDIT = re.compile(
    rf"\W*(?:(?i:file|stock|representative|representational|lead|featured?|cover|courtesy)\W+)?"
    rf"(?i:{IMAGE})\s*(?:(?i:credits?|courtesy|source|caption|provided by|taken by|by|via)\b"
    r"|\s?[–—-]\s|/).*"
    rf"|\W*(?:©\s*)?(?:{NAMES}\s*[/|]|{NAMES} via |via )\s*{AGENCY}\b.{{0,40}}"
    rf"|\W*{AGENCY}(?: (?i:{IMAGE}))?\s*[/|]\s*{NAMES}\W*|\W*{AGENCY} (?i:{IMAGE})\W*"
    r"|\W*(?i:representative|representational|file|stock) (?:photo|image|picture)\W*"
)
CAPTION = re.compile(
    rf".*[(\[]\s*{CREDITED}[^()\[\]]{{0,100}}[)\]]\.?"
    rf"|.*\s[|–—]\s*{CREDITED}[^.]{{0,80}}"
    rf"|.*[.”\"’)]\s*(?:(?i:{IMAGE})\s*(?i:credits?|courtesy)?\s*[:/|©]|©|{AGENCY}\s?/)[^.]{{0,60}}\.?"
    rf"|.*[.”\"’)]\s*{NAMES}\s?/\s?{AGENCY}\b[^.]{{0,30}}"
)
CREDIT = re.compile(
    r"\W?(?:sourced?|sources|credits?|via|originally published (?:by|on|in|at)|first published"
    r" (?:by|on|in|at)|published with permission from)(?: (?:by|from))?\s*[:–—-]\s*\S.{1,80}"
    r"|\((?:with (?:agency )?inputs?|reporting|writing|additional reporting|edited|editing|report) "
    r"(?:from|by|and)\b.{1,250}\)\.?|with (?:agency )?inputs? from \S.{1,80}",
    re.IGNORECASE,
)
LINK = re.compile(
    r"\W*(?:(?:also|must|now|further|and) )?(?:read|see|watch|listen|more|related)"
    r"(?: (?:more|also|next|now|here|too|this|full story|stor(?:y|ies)|articles?|news|posts?))*"
    r"\s*(?:[:|»›→➤]|[–—-]\s)\s*(?P<link>.*)"
    r"|\W*(?:(?:also|must) (?:read|see|watch)|(?:read|see) (?:more|also)|click here (?:to|for))\b"
    r"\s*(?P<text>.*)",
    re.IGNORECASE,
)
LINK_LIST = re.compile(
    r"(?:related|recommended|similar|other|more|popular|top|trending|latest|recent|must.read)"
    r"(?: (?:articles?|stor(?:y|ies)|news|posts?|content|coverage|links?|reading|topics?|videos?|reads?"
    r"|now|for you|like this|headlines|on this(?: story| topic)?|from \S+(?: \S+){0,3}))+\W*"
    r"|(?:you|we think you) (?:may|might|will|.ll)(?: also)? (?:like|love|enjoy|be interested in)\W*"
    r"|(?:most|more) (?:read|popular|viewed|shared|watched)\W*|don.t miss\W*|in case you missed it\W*"
    r"|(?:what to )?(?:read|watch) next\W*|editor.?s.? (?:picks?|choice)\W*|recommended\W*|trending\W*"
    r"|explore more\W*|around the web\W*|from (?:the|around the) web\W*|keep reading\W*",
    re.IGNORECASE,
)
TAGS = re.compile(
    r"(?:tags?|tagged(?: (?:with|as|in))?|keywords|topics|related topics|filed under|categories"
    r"|in this article|more about)\s*(?P<colon>[:|])?\s*(?P<rest>.*)",
    re.IGNORECASE,
)
ABOUT_AUTHOR = re.compile(
    r"(?:about the (?:author|writer|contributor)s?|author(?: bio)?|meet the author)\W*",
    re.IGNORECASE,
)
COMMENT_COUNT = re.compile(
    r"(?:\d[\d,]*|no|one|view|show|see|read|load|all) (?:comments?|replies|repl(?:y|ies)|responses?"
    r"|thoughts?)\b(?: (?:on|to|so far|yet)\b.{0,200})?\W*"
    r"|(?:reader |user |your )?comments?\s*(?:\(\s*\d+\s*\)|:?\s*\d+|section)?\W*"
    r"|(?:reader|user) (?:comments|opinions|reactions)\W*|discussion\W*",
    re.IGNORECASE,
)
COMMENT_FORM = re.compile(
    r"(?:leave|post|add|write|submit|share|cancel) (?:a |your |an? )?(?:new )?(?:reply|comment|response"
    r"|thoughts?|opinion)s?(?: (?:to|below|on|cancel|here)\b.{0,80})?\W*"
    r"|(?:cancel reply|post comment|what do you think\?? .*comments?.*|be the first to comment.*)"
    r"|your e-?mail address will not be published.*|required fields are marked.*"
    r"|save my name,? e-?mail.*|notify me of (?:follow|new).*|this site uses akismet.*"
    r"|(?:please )?(?:log|sign) ?in (?:or (?:register|sign up) )?to (?:post|leave|comment|reply|join).*"
    r"|you must be logged in to (?:post|comment).*|join the (?:conversation|discussion|debate)\W*"
    r"|(?:name|e-?mail|website|comment|your name|your e-?mail|your comment)\s*\*?:?"
    r"|comments? (?:are|is) (?:closed|moderated|off).*|comments? (?:policy|guidelines|rules)\W*"
    r"|reply|report (?:abuse|comment)|sort by\W.*|newest first|oldest first",
    re.IGNORECASE,
)
COMMENT_MADE = re.compile(
    r".*\b\d{1,2}:\d{2}\s*(?:[ap]\.?m\.?)?\W*$|.*\bsays?:$|.*\b(?:minutes?|hours?|days?|weeks?|months?"
    r"|years?) ago\b.{0,20}$|reply$|like(?: reply)?$|\d+ likes?$|(?:upvote|report|flag)\b.{0,10}$"
    r"|(?:posted|commented|submitted) (?:by|on|at)\b.{0,60}$",
    re.IGNORECASE,
)


def furniture(text: str) -> str:
    """The reason for which a line goes wherever it stands, or "" if it may stay."""
    bare = text.strip(" \t.:•|*-–—[]()<>»›")
    if QUOTED.search(text) or len(text) > MOST_CHARACTERS:
        return ""
    for reason, pattern in ALWAYS.items():
        if pattern.fullmatch(bare) or pattern.fullmatch(text):
            return reason
    return ""


def may_be_furniture(text: str) -> bool:
    """Words of a page's frame, if it stands at the article's edge or beside other furniture."""
    bare = text.strip(" \t.:•|*-–—[]()<>»›←→+×✕")
    if len(bare) > MOST_CHARACTERS:
        return False
    return not bare or bool(AT_EDGES.fullmatch(bare)) or names_sections(bare)


def names_sections(text: str) -> bool:
    """A menu on one line or a section's label: nothing but names that sections have."""
    words = re.findall(r"[^\W_]+(?:['’-]\w+)*", text.casefold())
    return 0 < len(words) <= 40 and all(w in SECTIONS or w in ("and", "in", "s") for w in words)
