"""What a page offers beside its article: players, galleries, text size, reading time, paywall.

Each is furniture wherever it stands, with the reason a curator will read.
"""

from articles.cleaning.menus import any_of

THIS = r"(?:(?:this|our|your) )?"  # "Review the report" may be a step of the article's list
PIECE = r"(?:article|story|post|page|report|piece|interview|column|newsletter|content)"

PAGE_TOOLS = {
    "listen or watch": any_of(
        r"you can (?:now )?listen to\b.{0,60}|heard on (?-i:[A-Z])[^.!?]{1,60}"
        r"|\d+[ -]min(?:ute)?[ -]listen",
        rf"(?:listen to|play|hear) (?:the )?{THIS}(?:{PIECE}|audio|podcast|episode|summary)"
        r"(?:\W.{0,30}| now| here| (?:below|in app|with)\b.{0,30}| your browser\b.{0,80})?",
        r"(?:listen|audio)\W+(?:\d+[: .]?\d* ?(?:min\w*|sec\w*)?|(?:to|in) .{0,20}\bapp)\W*",
        r"\d{1,2}:\d{2}(?:\s*/\s*\d{1,2}:\d{2})?|(?:play|pause|mute|unmute) ?(?:video|audio)?",
        r"(?:loading|video unavailable|now playing)\W*|this video is no longer available\W*",
        r"(?:volume|playback speed|speed)\W+[\d%.x -]+|(?:seek|skip) (?:back|forward)s? \d+ \w+",
        r"(?:watch|view) (?:the )?(?:full )?video(?: (?:above|below|here))?\W*"
        r"|audio by\W+.{1,30}|\d+ ?x|click to (?:play|watch|listen)\b.{0,30}|auto-?play",
        r"(?:\w+ )?video player is loading\W*|(?:this is a|beginning of|end of) (?:modal|dialog)"
        r" window\b.{0,80}",
    ),
    "picture gallery": any_of(
        r"(?:view|open|see|show|launch|go to|start|browse) (?:the |full |photo |picture |image )*"
        r"(?:gallery|slideshow|carousel)(?:\W+\d+ (?:images?|photos?|pictures?))?\W*",
        r"(?:view|see|show|\+)? ?(?:all )?\d* ?(?:images?|photos?|pictures?)"
        r"(?: (?:in (?:the )?(?:gallery|full ?screen)|\d+ of \d+))?",
        r"(?:image|photo|picture|slide|page)\W{1,3}\d+ (?:of|/) \d+|\d{1,3} (?:of|/) \d{1,3}",
        r"(?:click|tap|press)(?: (?:here|on (?:the )?(?:image|photo|picture)))? to "
        r"(?:enlarge|zoom|expand|view|open)\b.{0,30}",
        r"(?:enlarge|expand|zoom|open|close|view) (?:the |this |full )*"
        r"(?:image|photo|picture|caption|lightbox)(?: (?:modal|in (?:full ?screen|new tab)))?\W*",
        r"(?:show|hide|toggle|read) (?:the )?caption|(?:next|previous) (?:slide|image|photo)",
        r"[\w .,()%+-]{1,100}\.(?:jpe?g|png|gif|webp|avif|svg|tiff?)",
    ),
    "page tool": any_of(
        r"(?:(?:text|font)[ -]?(?:size|resizer?)|(?:increase|decrease|change|reset|adjust) "
        r"(?:the )?(?:text|font)(?:[ -]?size)?)\W*(?:(?-i:[Aa][Aa]?)[\s+–/-]*){0,4}",
        r"(?-i:A[Aa]|aA|[Aa](?:\s[Aa]){1,3}|[Aa] ?[+–-](?:\W+[Aa](?: ?[+–-])?){0,3})|translate",
        rf"(?:save|bookmark|print|copy|gift|clip|download|pin|bookmark) {THIS}{PIECE}(?: as pdf)?",
        rf"(?:{PIECE} )?(?:saved|bookmarked)(?: (?:for|to) (?:later|reading list|your \w+))?\W*",
        rf"share (?:this |the )?(?:full )?{PIECE}|share|(?:sign up|subscribe)(?: now| here)?"
        r"|subscribed|(?:jump|go|skip) to comments",
        r"save (?:articles|stories)\b.{0,20}\blater\b.{0,60}|(?:sign|log) in to (?:access|view|see"
        r"|save|follow)\b.{0,60}",
        r"(?:save|read) (?:it )?(?:for )?later|add to (?:favou?rites|reading list|bookmarks)",
        r"(?:log|sign) ?in,? (?:register )?(?:or|to) (?:\w+ to )?save\b.{0,40}"
        r"|(?:normal|larger?|very large|small(?:er)?) text size",
        r"(?:get )?short url|(?:copy|get) (?:url|link|short link)\W*",
        r"(?:follow|make|choose|add|set|prefer|see more of)\b.{0,40}\b(?:(?:on|in) google"
        r"(?: (?:news|discover|search))?|preferred source(?: on google)?)\W*"
        r"|(?:google )?preferred source",
        r"follow (?:topics?|author|this (?:topic|author|story)|for (?:updates|more))\W*",
        rf"(?:rate|review|discuss|summari[sz]e|explain) this {PIECE}(?: with \w+)?\W*",
        rf"(?:submit|suggest|report|request) (?:a |an |this )?(?:correction|mistake|error|typo"
        rf"|problem)s?(?: (?:in|with) {THIS}{PIECE})?\W*",
        r"(?:ai|machine)[ -](?:generated )?(?:summary|translat(?:ed|ion))"
        r"|(?:ask|powered by|summari[sz]ed? (?:by|with)|generated (?:by|with)) ai\b\W*",
        r"(?:manage|turn on|enable|allow|get|disable) (?:your |our |push |desktop |browser |news )*"
        r"(?:notifications|push alerts)\b.{0,60}|notifications can be\b.{0,60}",
        r"[∙·•] ?(?:paid|free|preview)",
    ),
    "reading time": any_of(
        r"(?:(?:estimated|approximate|average|about) )*(?:read(?:ing)?[ -]?time|time to read)\W*"
        r"(?:(?:less than |about |~ ?)?(?:an?|one|\d+)[ -]?(?:min\w*|sec\w*)(?: read)?)?\W*",
        r"(?:less than |under |about |~ ?)(?:an?|one|\d+)[ -]?min(?:ute)?s?(?: read)?",
        r"(?:an? )?(?:one|two|three|four|five|six|seven|eight|nine|ten"
        r"|\d+(?:\.\d+)?)[ -]min(?:ute)?s?"
        r"[ -]?read",
        r"(?:.{0,80}\W)?\d[\d.,]* words\W{1,5}(?:an? )?[\d.]+[ -]min(?:ute)?s?(?: read)?"
        r"(?:\W.{0,60})?",
    ),
    "subscription": any_of(
        rf"(?:this|the rest of this|our|the full|full) {PIECE} (?:is|are|remains?) "
        r"(?:free to read if you|(?:only )?(?:available )?(?:exclusively |only )?(?:for|to) "
        r"(?:(?:our|paid|paying|premium|registered|free) )*(?:subscribers?|members?|readers))"
        r"\b.{0,80}",
        r"if you (?:have|are|.ve) (?:already )?(?:an? )?(?:registered|subscribed|subscriber|member)"
        r"\b.{0,30}\b(?:sign|log) ?in\b.{0,60}",
        r"(?:(?:please )?(?:subscribe|register|sign (?:up|in)|log ?in|join"
        r"|create an? (?:free )?account)"
        r"(?: (?:now|today|for free|with a few details|or (?:log|sign) ?in))?,? )?to "
        r"(?:continue reading|read (?:more|on|the (?:full|rest|whole)|this)|keep reading|unlock)"
        rf"\b(?: (?:of )?{THIS}(?:full |whole )?{PIECE})?(?:\W.{{0,60}})?",
        r"register (?:now|with a few details)\b.{0,80}|want to read more\?.{0,40}",
        r"(?:start|try|begin|get|enjoy) (?:your |our |a |an )?(?:\w+[ -]){0,3}(?:free|\d+[ -]day)"
        r"(?:[ -]\w+)? (?:trial|access|subscription)\b.{0,60}|try (?:\w+\W+|it (?:for )?)free",
        r"thank(?:s| you) for (?:reading|subscribing|your support)\W*",
        r"(?:subscribers?|members?|premium)[ -](?:only|exclusive|content|article"
        r"|story)(?: content)?",
        r"(?:you(?:.ve| have) (?:reached|hit)|this is) (?:the end of )?your (?:\w+ ){0,3}"
        r"(?:limit|preview|free articles?)\b.{0,60}|(?:view|see) (?:subscription|offers?|plans)\W*",
        r"questions or problems\?.{0,120}|(?:manage|upgrade|renew) (?:my|your) subscription",
        r"share this post with\b.{0,40}|give a gift subscription|upgrade to paid",
    ),
    "link to its source": any_of(
        r"(?:read|view|see|visit|continue reading) (?:the |this )?(?:full |original |source "
        r"|whole )+"
        rf"(?:{PIECE}|text|link|version|source)(?: (?:on|at|here|in|from)\b.{{0,50}})?\W*",
        rf"(?:link to )?(?:the )?full {PIECE}(?: (?:is )?available)?(?: here)?(?:\W+https?://\S+)?",
        r"read (?:more|the rest)(?: of (?:the|this) \w+)? (?:via|on|at) \S.{0,80}",
        rf"(?:original|source) (?:{PIECE}|link|url)(?: here)?|(?:full"
        rf"|original) {PIECE}: \S.{{1,40}}",
        r"(?:https?://)?(?:[\w-]+\.)+(?:com|org|net|info|news|edu|gov|co\.[a-z]{2})(?:/\S*)?",
    ),
}
