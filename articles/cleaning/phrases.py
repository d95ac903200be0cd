"""The words by which a page's own furniture is known, each with the reason a curator will read.

ALWAYS is furniture wherever it stands; menus.py has what is furniture above the title, below the
last sentence or beside other furniture, and may be a subhead elsewhere. No line that reports speech
is ever furniture: somebody said it.
"""

import re

from articles.cleaning.dates import tells_its_dates
from articles.cleaning.menus import MAX_FURNITURE_CHARS, NETWORKS, any_of, is_menu
from articles.cleaning.page_tools import PAGE_TOOLS
from articles.cleaning.reported_speech import reports_speech

ALWAYS = {
    "advertisement": any_of(
        r"(?:advertisements?|advertising|ad|sponsor(?:ed)?(?: (?:content|message))?"
        r"|promoted(?: content)?)",
        r"(?:presented|sponsored|brought to you) by (?-i:[A-Z])[^.!?]{1,60}",
        r"(?:promotion|paid (?:content|post)|(?:remove|report) (?:this )?ads?|ad feedback)",
        r"(?:advertisements?\W+)?(?:the |this )?(?:story|article|text) continues(?: (?:below|after)"
        r"(?: (?:the|this))?(?: (?:advert\w*|ad|video|photo|break|newsletter\b).{0,30})?)?",
        r"continue reading(?: below.{0,60}| the main story)?",
        r"scroll down for (?:video|more)\b.{0,60}",
        r"scroll (?:down )?to continue(?: (?:reading|with)\b.{0,40})?",
        r"skip (?:to|past|after)? ?(?:the )?(?:(?:main )?content|(?:main )?navigation|footer|search"
        r"|advert\w*|ad|(?:next|end of) (?:section|advert\w*)|newsletter\b.{0,20})",
    ),
    "dividing line": any_of(r"[\W_]*[_*=~#·•∙|–—-][\W_]*"),
    "share line": any_of(
        r"(?:kindly |please )?(?:share|tweet|post|pin|send|e-?mail|print|save|like|follow)"
        r"(?: (?:this|it|on|to|via|with|the|by|us|story|article|page|post|news|a|friends?|options?"
        rf"|{NETWORKS}))+[.!:]?",
        rf"(?:{NETWORKS}|share|tweet|pin|save|comments?)"
        rf"(?:[\s,|/·•]+(?:{NETWORKS}|share|tweet|pin|save|more|comments?))+",
        r"(?:follow|like|find|join|connect with|subscribe to) (?:us|@?\w+)"
        rf"(?: (?:on|via|at)(?: (?:and|or|our|the|social media|channels?|{NETWORKS}|@\w+)[,:]?)+"
        r"(?: (?:for|to get|here|page|@)\b.{0,60})?)[.!:]?|(?:follow|like|find|join"
        r"|connect with) us",
        r"(?:follow|find) (?:us|@?\w+(?: (?-i:[A-Z])\w*){0,2}) (?:on|via|at) (?:our )?"
        rf"(?:{NETWORKS}|(?:mobile )?apps?|social media)\b[^.!?]{{0,120}}[.!]?",
        rf"(?:follow|find|join|connect with) us\W+{NETWORKS}(?:[\s,|/·•]+(?:and )?{NETWORKS})*",
        r"copy (?:the )?link(?: to clipboard)?|link copied!?|sharing is caring.{0,3}",
        r"like (?:this|the|what you) .{0,40}\? share (?:it|this)\b.{0,40}",
        r"\d[\d.,]*[km]? shares?|gift (?:this )?article|share this.{0,30}:",
        r"like this:?(?: like)?(?: loading\W*)?|(?:share|spread) (?:your|the) (?:love|word)\W*",
        r"shares|share or comment on this\b.{0,300}|\d+ (?:likes?|restacks?)(?:\W+\d+ restacks?)?",
    ),
    "newsletter or app": any_of(
        r"(?:sign up|subscribe|register|get (?:the|our|all|breaking|daily)|receive|never miss"
        r"|join (?:our|the|thousands|\d)|stay (?:up to date|informed))\b"
        r".*\b(?:newsletters?|mailing list|inbox|e-?mails?|telegram|whats\s?app|(?:our"
        r"|youtube) (?:\w+ )?channel"
        r"|free trial|(?:our|your|daily|morning|evening|weekly|news|breaking|e-?mail|push|latest"
        r"|free)"
        r" (?:\w+ )?(?:briefing|alerts?|notifications?|digest|updates?))\b.*",
        r"enter your e-?mail\b.{0,60}|thank(?:s| you) for (?:signing up|subscribing)\b.{0,80}",
        r"by (?:signing up|subscribing|providing|entering|registering|submitting|clicking)\b.*"
        r"\byou(?:r|.re)?\b.*\b(?:agree\w*|accept\w*|consent\w*|terms|privacy)\b.*",
        r"you (?:can|may) (?:unsubscribe|opt out)\b.*|unsubscribe at any time\b.*",
        r"unsubscribe(?: here| now)?\W*|get news updates\b.{0,30}|subscription failed\W*",
        r"(?:after newsletter promotion|privacy notice: newsletters\b.*)|(?:free )?(?:daily|weekly"
        r"|morning|evening) newsletter|sign up (?:to|for) (?:the )?(?-i:[A-Z])[^.!?]{1,60}",
        r"our (?:\w+ )?(?:e-?mail|newsletter) (?:breaks|brings|delivers|sends|rounds|gives)\b.*",
        r"stay up to date with (?:notifications|the latest|our|all)\b.{0,60}",
        r"(?:was this (?:e-?mail|newsletter)|did (?:someone|a friend)) forward(?:ed)?\b.{0,100}",
        r"to (?:change|update|manage|stop) (?:your|receiving) (?:\w+ ){0,3}(?:alerts?|e-?mails?"
        r"|preferences|settings|newsletters?|subscriptions?)\b.*",
        r"this (?:e-?mail|newsletter) was sent (?:to|by)\b.*",
        r"(?:view|read|open|see)(?: this| it| the)?(?: e-?mail| message| newsletter)? (?:in|on) "
        r"(?:your|a|the)? ?(?:web )?browser\b.{0,40}",
        r"you(?:.re| are| have)? receiv(?:e|ed|ing) this\b.{0,20}\b(?:because|as|since)\b.*",
        r"get .{0,80}\bdelivered to your (?:inbox|e-?mail|phone|door)\b.*|no spam\b.{0,80}",
        r"(?:download|get|install) (?:our|the) (?:\w+ ){0,4}apps?\b(?: (?:for|on|from|to"
        r"|now)\b.*)?",
        r"subscribe (?:for \W?\d|from \W?\d|today|to (?:read|continue|unlock|support))\b.{0,80}",
        r"(?:already a|become a) (?:paid )?(?:subscriber|member)\b.*",
        r"this post is for (?:paid|paying) subscribers\W*|thanks for reading\b.*\bsubscribe\b.*",
        r"unlock (?:\d+\+? )?(?:\w+ ){0,3}(?:stories|articles|access)\b.{0,80}",
        r"you(?: have|.ve) (?:\w+ ){0,3}(?:free )?articles? (?:left|remaining)\b.{0,40}",
        r"you(?: have|.ve) (?:read|reached|used) (?:\w+ ){0,5}free articles?\b.{0,40}",
        r".{0,300}\b(?:sign up|subscribe|delivered to your inbox)\b.{0,60}\bnewsletters?\b.{0,60}",
        r".{0,300}\bnewsletters?\b.{0,60}\b(?:sign up|subscribe|delivered to your inbox)\b.{0,60}",
        r"click here (?:to (?:join|subscribe|sign up|follow|download|register)|for our)\b.{0,60}",
    ),
    "donation appeal": any_of(
        r"will you (?:support|help|give|join|donate|consider|chip in)\b.*|you can help",
        r"(?:please )?(?:donate|give)(?: (?:today|now|monthly|to (?:keep|support|help|us"
        r"|our))\b.*)?",
        r"every (?:gift|donation|contribution|dollar|pound|euro|little bit) (?:counts|helps"
        r"|matters)\b.*",
        r"(?:make|become|be|give) (?:a|an|our|your) (?:[\w-]+ ){0,3}(?:contribution|donation|gift"
        r"|donor"
        r"|supporter|patron|member)(?: (?:today|now|here|to (?:us|our|read|help|support"
        r"|keep))\b.*)?",
        r"(?:please )?(?:support|fund|sustain|back) (?:our|us|independent|quality|free)"
        r"(?: \w+){0,3} (?:journalism|reporting|work|newsroom|press|mission|news)\b.*",
        r"(?:please )?(?:support|help) us\b.*|(?:make|give) (?:a|your) .*\b(?:donation|gift)\b.*",
        r"(?:please )?(?:consider|become|be) .{0,60}\b(?:donat\w+|contribut\w+|supporter|supporting"
        r"|patron|sustaining member)\b.*",
        r"(?:your|every|any|a small|a one-time) (?:[\w-]+ ){0,3}(?:support|donations?"
        r"|contributions?"
        r"|gifts?)\b.*\b(?:us|our|we)\b.*",
        r"(?:we|our \w+) (?:rely|relies|depend|need)s?\b.*\b(?:readers|donations|support\w*"
        r"|your)\b.*",
        r"(?:we|our (?:newsroom|journalism|reporting|work|site)) (?:runs? on|exists? (?:because of"
        r"|thanks to)|(?:are|is) (?:funded|paid for|supported) by)\b.*\b(?:readers?|donations|gifts"
        r"|support\w*|your?)\b.*",
        r"(?:independent|quality|good|our|local|trusted)(?: \w+){0,2} (?:journalism|news|reporting)"
        r" (?:costs money|is(?:n.t| not) (?:free|cheap)|needs (?:you|your)\b.{0,40})",
        r"support from readers\b.*|we need your (?:help|support)\b.{0,60}",
        r"if you(?:.ve| have)? (?:seen|found|value|appreciate|like|enjoy|believe in|read)\b.*"
        r"\b(?:support|donat|contribut|chip in|subscri)\w*\b.*",
        r"donate (?:now|today|here|to (?:us|\w+ today)|monthly|once|with \w+)\b.{0,60}"
        r"|chip in\b.{0,60}",
        r"(?:help|keep) .{0,60}\b(?:free for (?:all|everyone)|our (?:journalism|reporting"
        r"|newsroom))\b.*",
        r"(?:buy (?:me|us) a coffee|support us on patreon)\b.{0,40}",
    ),
    "cookie notice": any_of(
        r"(?=.*\bcookies?\b)(?=.*\b(?:you|your|we|our)\b).*\b(?:accept|consent|agree\w*|manage"
        r"|settings"
        r"|preferences|browse|browsing|experience|partners|allow|reject)\b.*",
        r"your privacy\W+your choice\W*",
        r"(?:we(?: and (?:our|\w+) [\w ]{0,40})?|this (?:web)?site|our (?:web)?sites?) (?:may )?"
        r"(?:also )?(?:uses?|stores?|needs?|process)\b.*\b(?:cookies?|personal (?:data"
        r"|information))\b.*",
        r"(?:by (?:continuing|using|clicking|accepting)|to give you|in order to)\b"
        r".*\b(?:our|you|your|we)\b.*\b(?:cookies?|consent\w*)\b.*",
        r"cookies (?:help|allow|enable) us\b.*|(?:strictly )?necessary cookies\b.{0,40}",
        r"(?:functional|performance|targeting|analytics|marketing|advertising) cookies",
        r"(?:accept|reject|manage|allow|decline|confirm|save|set)"
        r"(?:[ |/·•]+(?:all|my|your|only|our|necessary|cookies?|consent|privacy|choices?"
        r"|preferences?|settings?|options?|and|&|close|continue|proceed|essential|optional|accept"
        r"|reject|manage"
        r"|decline|more information))*",
        r"(?:cookie|consent|privacy) (?:settings|policy|preferences?|notice|choices|options|banner"
        r"|preference cent(?:er|re)|consent)|manage (?:consent|privacy|cookie)\b.{0,40}",
        r"(?:we|the \w+) (?:values?|cares? about|respects?) your privacy\b.*|consent to cookies",
        r"your privacy (?:is important|matters|choices|settings|rights|, your choice)\b.*",
        r"(?:about )?your (?:privacy|choices|cookie|data|consent)(?: \w+){0,2}(?: (?:on"
        r"|at) this site)?",
        r"(?:you can|choose|change|customi[sz]e|review|update|withdraw|select)\b.{0,40}"
        r"\byour\b.{0,30}\b(?:cookies?|consent|privacy|preferences|choices)\b.{0,80}",
        r"before you continue\b.{0,60}|(?:i (?:do not )?)(?:accept|agree|consent)\b.{0,40}",
        r"(?:to (?:view|watch|play) (?:this|the) \w+,? )?(?:please )?(?:enable|turn on|allow)"
        r" (?:javascript|cookies)\b.*",
        r"your browser (?:does not|doesn.t|is (?:not|out|no longer))\b.*",
        r"(?:please )?(?:disable|turn off) your ad.?blocker\b.*",
    ),
    "form message": any_of(
        r"the (?:content|page) you (?:requested|(?:are|were) looking for)\b.{0,80}",
        r"(?:error|sorry|oops|thanks?)\W+(?:please|check your|you have|invalid|the form)\b.{0,100}",
        r"(?:we.re |we are )?sorry,? (?:but )?this \w+ is (?:\w+ )?(?:un)?available\b.{0,100}",
        r"there was (?:a problem|an error|an issue)"
        r"(?: (?:submitting|processing|sending|loading|saving|with (?:your|the))\b.{0,60})?",
        r"(?:submitting|sending|loading|saving|please wait)\W*|characters?(?: count)?\W+[\d /]+",
        r"(?:your )?(?:message|comment|e-?mail|request|submission|subscription|vote|form)"
        r"(?: \w+)? (?:has|have|was|is) (?:been )?(?:successfully )?(?:sent|received|submitted"
        r"|awaiting moderation|successful|invalid|required|recorded|confirmed)\b.{0,60}",
        r"(?:please )?(?:enter|provide|type|use) (?:a|your) (?:valid |correct )?"
        r"(?:e-?mail|name|password|phone|address|search|comment|message)\b.{0,60}",
        r"please (?:check your|try again|fill|complete (?:all|the)|wait|refresh|reload|select an?"
        r"|log ?in|sign in|verify|confirm you)\b.{0,80}",
        r"(?:this|all|these) fields? (?:is|are|marked)\b.{0,60}|invalid (?:e-?mail|password"
        r"|input)\b.{0,40}",
        r"(?:sorry|oops)?\W*(?:an? |there was an? |there has been an? )?(?:unexpected )?error"
        r"(?: (?:has )?occurred| sending| processing| while)?(?: (?:your|this|the|with)\b.{0,60})?",
        r"(?:sorry|oops)?\W*something went wrong\b.{0,80}|(?:no results"
        r"|nothing) found(?: for\b.{0,40})?",
        r"thank(?:s| you) for (?:your (?:message|comment|feedback|submission|interest|rating|vote)"
        r"|contacting us|getting in touch)\b.{0,80}",
        r"you (?:have|are) (?:now )?(?:successfully|already|been|now) ?(?:subscribed|registered"
        r"|logged"
        r"|signed|unsubscribed)\b.{0,60}|(?:forgot|reset|lost) (?:your )?password\W*",
        r"(?:max(?:imum)?\W*)?\d+ characters?(?: (?:left|remaining|max\w*|allowed))?|0 ?/ ?\d+",
        r"(?:i.?m not|i am not|are you) a (?:robot|human)\W*|remember me|keep me logged in",
        r"this (?:site|form) is protected by\b.*|(?:was|did you find) this (?:article|page|story)"
        r" (?:helpful|useful|interesting)\b.{0,20}",
    ),
    "comment form": any_of(
        r"discussion about this post|comments ?restacks|top ?latest ?discussions",
        r"your e-?mail address will not be published\b.{0,80}|required fields are marked\W*",
        r"comments? (?:are|is) (?:now |currently )?(?:closed|disabled|moderated|off)\W*",
        r"(?:view|see|show|load) (?:all |the |more )?(?:\d+ )?comments?\W*(?:\d+\W*)?",
    ),
    "disclaimer": any_of(
        r"this is an archived (?:article|story|page)\b.{0,200}",
        r"this (?:transcript|translation|summary|article|story|audio|video)(?: \w+)? "
        r"(?:was|is|has been) (?:\w+ )?(?:(?:automatically|machine|computer|ai)[ -])?(?:generated"
        r"|translated|transcribed|summari[sz]ed)\b(?: (?:by|with|using) (?:ai|an? \w+|artificial"
        r"|machine)\b| and |\W*$).{0,80}",
        r"\(?(?:(?:this|the) (?:story|article|report)|(?:except for|only) the headline)\b.{0,200}"
        r"\b(?:auto-generated|syndicated feed)\b.*",
        r"(?:the |we )?[\w ]{0,30}(?:is|are) not responsible for the content of external\b.*",
        r"this (?:article|story|post|content) is owned by\b.{0,60}",
        r"(?:the )?(?:views?|opinions?)(?:,? (?:and|or) opinions?)?,? expressed\b.{0,60}\b(?:are|is"
        r"|belong|do|does)\b.*",
        r"(?:this|the) (?:material|story|article|content|report)s? (?:may|can|must) not be"
        r" (?:published|reproduced|copied|republished|redistributed)\b.*",
        r"(?:caution|warning|external(?: e-?mail)?)\W+(?:this )?(?:is an )?(?:external )?(?:e-?mail"
        r"|message|sender)\b.{0,80}\b(?:outside|external)\b.*",
        r"this (?:e-?mail|message)(?:,? (?:and|including) (?:any|its|all) (?:attach\w+|files?)"
        r"\b.{0,60}?)?,? (?:is|are|may|contains?)\b.{0,80}\b(?:confidential|privileged|intended"
        r" (?:only|solely) for)\b.*",
        r"if you (?:have|are not the intended|received)\b.{0,40}\b(?:in error|recipient)\b.*",
        r"sent from my (?-i:[A-Z]|i[PM]).{0,40}|get outlook for \w+.{0,30}",
        r"(?:please )?do not (?:reproduce|copy|republish|distribute)\b.{0,60}",
        r"(?:any )?(?:reproduction|re-?publication|unauthori[sz]ed (?:use|reproduction)"
        r"|distribution)"
        r"\b.{0,80}\b(?:prohibited|forbidden|permission)\b.*",
    ),
    "copyright": any_of(
        r"(?:all )?(?:content|text|material|images?) ?(?:©|\(c\)|copyright) ?\d{4}\b.{0,60}",
        r"(?:copyright\s*)?(?:©|ⓒ|\(c\))\s*(?:copyright\s*)?\W*(?:\d{4}|[A-Z]).*",
        r"this site ©.*|(?-i:Copyright|COPYRIGHT) (?:@ ?)?\d{4}(?:\W{1,3}\d{4})?"
        r"(?:,? (?:by |to )?(?-i:[A-Z&][\w.,&’'-]*|of|the|and|for)){0,10}",
        r"(?-i:Copyright|COPYRIGHT)(?: (?-i:[A-Z&])[\w.&’'-]*){1,6},? \d{4}\W*",
        r"(?:and )?all (?:rights|contents?) (?:are )?reserved(?: (?:by|to|worldwide)\b.{0,60})?\W*",
    ),
    "site footer": any_of(
        r"our standards\W.{0,80}",
        r"this (?:live )?blog (?:is|has) (?:now )?(?:closed|ended)"
        r"|this was published [\w ]{1,20} ago",
        r"this (?:article|story|post) is (?:more than|over) \w+ (?:day|week|month|year)s? old",
        r"(?:have|got|know of) (?:a|any) (?:(?:news|confidential|story) )?(?:tips?|stor(?:y|ies)"
        r"|photos?|videos?)(?: (?:for us|to share))?\?.{0,80}|send us (?:your|a|an)\b.{0,60}",
        r"(?:report|spotted|found|see) an? (?:typo|error|mistake)(?: in (?:this|the) \w+)?\W*"
        r"|re-?use this (?:content|article)|request (?:a )?(?:correction|permissions?)",
        r"(?:proudly )?(?:powered|designed|developed|hosted|built|made|created|maintained) (?:by"
        r"|with|on)"
        r" (?:wordpress|drupal|joomla|ghost|blogger|squarespace|wix|taboola|outbrain|❤|♥"
        r"|love)\b.{0,60}",
        r"(?:(?:web ?)?site|theme|web ?design|design)(?: \w+)? by\b:? .{1,40}",
        r"(?:do not|don.t) (?:sell|share)(?: or share)? my (?:personal )?(?:info\w*|data)",
        r"(?:your |california |us )*(?:privacy|cookie|ad|data) (?:rights|choices)"
        r"|ca notice\b.{0,30}",
        r"registered (?:in|office|company|charity|address)\b.{0,80}\b(?:no|number|nr|street|road"
        r"|st)\b.{0,60}",
        r"(?:contact us|e-?mail us|advertis\w+|tel|phone|fax|e-?mail|call us|editorial|press|tips?)"
        r" ?(?:at|on)?:? ?(?:\+?[\d() .-]{7,20}|[\w.+-]+@[\w.-]+)",
        r"(?:registration on or )?use of this (?:web)?site constitutes\b.*",
        r"(?:back|go|return|scroll|jump) to (?:the )?(?:top|home ?page|home|main page|live"
        r"|the (?:article|list))\W*",
        r"(?:part of|a division of|a product of|a member of|owned by) (?:the )?.{0,40}"
        r"(?-i:Media|Group|Network|Ltd|LLC|Inc|GmbH|PLC|Publishing|Holdings)\b.{0,30}",
    ),
} | PAGE_TOOLS
SHORTCODE = any_of(  # of a plug-in that is gone, with its values in quotation marks
    r"\[/?[a-z]+(?:[_-][a-z]+)+(?: [^\]]*)?\]|\[[a-z]+(?: [\w-]+=[^\]]*)\]|\[/[a-z]+\]"
)
COPYRIGHT = any_of(r"(?:copyright )?(?:©|\(c\))[^.]{0,120}\W+all rights reserved\W*")
# “Accept all” in "By clicking “Accept all”, you agree": a button's name is nobody's words.
BUTTON = re.compile(
    r"\b(?:click|press|select|tapp?)(?:ing)?(?: on)?(?: the)? [“\"‘'][^“”\"‘’'.!?]{1,30},?[”\"’']",
    re.I,
)
SITE_VOICE = re.compile(
    r"\b(?:you|your|we|our|us|please|click|privacy|unsubscribe|cookies|log ?in|sign in|donate"
    r"|sign up|subscribe|don.t miss|this (?:web)?site)\b",
    re.IGNORECASE,
)
NEXT_SENTENCE = re.compile(r"(?<=[.!?]) +(?=[A-Z])")


def furniture(text: str) -> str:
    """The reason for which a line goes wherever it stands, or "" if it may stay.

    Of several sentences the first is known by its words, and the others are too or speak to readers
    of the site.
    """
    if len(text) > MAX_FURNITURE_CHARS:
        return ""
    if COPYRIGHT.fullmatch(text):
        return "copyright"  # its owner may stand in quotation marks
    if SHORTCODE.fullmatch(text):
        return "code of the site"
    if reports_speech(BUTTON.sub("clicking", text)):
        return ""
    if is_menu(text):
        return "menu"
    if tells_its_dates(text):
        return "date line"
    first, *others = NEXT_SENTENCE.split(text)
    reason = _phrase_reason(first) or _phrase_reason(text)
    is_all = all(SITE_VOICE.search(other) or _phrase_reason(other) for other in others)
    return reason if is_all or reason == "copyright" else ""


def _phrase_reason(text: str) -> str:
    bare = text.strip(" \t:•|*-–—[]()<>«»")
    forms = {text, bare}
    if bare.count(" ") > 1:  # "Pause." is a sentence of the article, if a short one
        forms.add(bare.rstrip("."))
    for reason, pattern in ALWAYS.items():
        for form in forms:
            if pattern.fullmatch(form):
                return reason
    return ""
