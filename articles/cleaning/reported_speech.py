"""Sentences that report what somebody said: never page furniture, whatever words they begin with.

Closed lists of words and patterns with bounds, so a line costs time in proportion to its length,
and cleaning needs neither a parser nor the extraction. A line that only might report speech counts
as one that does: a menu too many harms less than a sentence lost.
"""

import re
from functools import lru_cache

QUOTATION = re.compile("[“”„«»\"]|(?<!\\w)[‘'](?=\\w)[^‘]{1,300}?[\\w,.!?…][’'](?!\\w)")
# "According to the mayor", "in the words of the mayor", "the mayor was told".
SOURCE_PHRASE = re.compile(
    r"\b(?:according to|as per|quoted as|for (?:his|her|their) part"
    r"|(?:is|are) (?:said|believed|thought|understood|expected) to"
    r"|(?:was|were|is|are|been) (?:told|warned|accused|alleged|asked|urged|reminded|quoted)"
    r"|in (?:an?|the|his|her|its|their) (?:\w+ ){0,2}"
    r"(?:statement|letter|speech|interview|memo|ruling|order|testimony|sermon)"
    r"|per (?:the|an?|his|her|its|their)"
    r"|in (?:(?:the|his|her|their|its) )?(?:[\w’'-]+ ){0,3}"
    r"(?:words?|view|opinion|eyes|judge?ment|account|telling|reading))\b(?! your| you\b)",
    re.IGNORECASE,
)
# ", the bishop quipped of the peat bog.": the end of a sentence that somebody else spoke.
LAST_CLAUSE = re.compile(
    r",[’”]? (?!an error )(?:the|an?|one|his|her|its|their|he|she|they|it|(?!All )[A-Z][\w’'.-]*)"
    r"(?: [\w’'.-]+){0,6}? (?:\w{2,}ed|put|made|let|had|has|was|is|were|are|gave|went|began|sang"
    r"|held|came|took|kept|left|meant|drew|threw|read|sent|got|did|does|\w+n[’']t)\b"
    r"(?: [\w’'.-]+){0,8}[.!?…]$"
)
# ", as the bishop put it", ", claims the bishop", ", goes the saying in town".
INVERTED_CLAUSE = re.compile(
    r",[’”]? (?:is |was )?(?:as|so|thus|how|what|said|is|was|(?!terms )[a-z]{2,}(?:s|ed)|read|went"
    r"|ran)"
    r" (?:the|an?|one|his|her|its|their|he|she|they|it|[A-Z][\w’'.-]*)\b"
    r"(?: [\w’'.-]+){0,10}[.!?…]$|\bsa(?:id|ys) (?:the|an?|one|his|her|its|their|[A-Z])"
)
# Finite forms of verbs of saying and thinking that page furniture uses for nothing else.
CUES = frozenset(
    """
accused accuses acknowledged acknowledges added adds admitted admits advised advises affirmed
affirms alleged alleges announced announces answered argued argues asked asks asserted asserts
assumed assumes assured assures believed believes boasted boasts called cautioned cautions chided
cited cites claimed commented complained complains conceded concedes concluded concludes condemned
condemns conditioned confessed confirmed confirms considers contended contends countered cried
criticised criticises criticized criticizes decided decides declared declares decreed denied denies
demanded described describes disclosed discloses disputed disputes doubted emphasised emphasises
emphasized emphasizes estimated exclaimed explained explains feared feels felt found grumbled heard
hinted hints hoped implied implies indicated indicates informed informs insisted insists instructed
joked judged lamented laments learned learnt maintained mentioned mentions mused muttered noted
objected objects observed observes opined ordered pleaded pleads pledged pointed praised praises
predicted predicts proclaimed proclaims promised proposed proposes protested quipped quoted
reaffirmed reaffirms reasoned recalled recalls reckoned reckons refused refuses refuted refutes
reiterated reiterates rejected rejects remarked remarks reminded reminds repeated replied replies
reported responded responds retorted revealed reveals ruled said says scoffed scoffs shouted showed
signalled signaled speculated speculates spoke stated stressed suggested suggests suspected swore
testified testifies thinks thought threatened threatens told tells tweeted underlined underlines
understood uttered vowed vows wanted wants warned warns whispered whispers wondered wonders wrote
writes
""".split()
)
# These are nouns or other forms as often; they count before "that" or as a sentence's last word.
UNSURE_CUES = frozenset(
    """
admit agree agreed agrees allege answer answers argue assert believe boast charge charged charges
claim claims comment comments complain concede conclude confirm contend declare demand demands deny
doubt doubts estimate estimates explain fear fears hold holds hope hopes imply indicate insist knew
know knows maintain maintains mean means meant note notes notice noticed pledge pledges predict
promise promises protest protests read reads reason recommended reckon reject remark repeat repeats
report reports request requested requests respond reveal rule rules say see sees saw show shows
signal signals speak speaks state states stress stresses suggest suspect suspects swear swears tell
think threaten urge urged urges view views vow warn wish wished wishes write written
""".split()
)
# Plurals take these: "officials say", "they want".
PLURAL_CUES = frozenset("argue believe claim fear insist know say tell think want warn".split())
POSSIBLE_CUES = CUES | UNSURE_CUES | PLURAL_CUES
# The site's own voice, or no subject at all: "As stated in our policy", "we found", "you agree".
NO_SOURCE = frozenset("as i it that to we what which you your our please".split())
BETWEEN = frozenset("also did do does had has have later long never not now once then".split())
PATTERNS = (QUOTATION, SOURCE_PHRASE, LAST_CLAUSE, INVERTED_CLAUSE)
TOKEN = re.compile(r"\w+(?:[’'.-]\w+)*|[^\w\s]")


@lru_cache(maxsize=1000)  # several rules ask about each line of an article
def reports_speech(text: str) -> bool:
    """Whether ``text`` holds a quotation, or a verb of saying with somebody who is its subject."""
    if any(pattern.search(text) for pattern in PATTERNS):
        return True
    tokens = TOKEN.findall(text.casefold())
    places = [index for index, token in enumerate(tokens) if token in POSSIBLE_CUES and index]
    return any(_is_cue(tokens, index) and _has_source(tokens, index) for index in places)


def _is_cue(tokens: list[str], index: int) -> bool:
    below = tokens[index + 1 : index + 2]
    if tokens[index] in CUES:
        return below != ["by"]  # "reported by Ann Bell"
    above = tokens[index - 1]
    if tokens[index] in PLURAL_CUES and (above.endswith("s") or above in ("they", "people")):
        return True
    is_last = bool(below) and not any(token[0].isalnum() for token in tokens[index + 1 : index + 4])
    return tokens[index] in UNSURE_CUES and (below == ["that"] or is_last)


def _has_source(tokens: list[str], index: int) -> bool:
    """Before the cue, past adverbs and auxiliaries, stands a word that may be its subject."""
    place = index - 1
    while place >= 0 and (tokens[place] in BETWEEN or tokens[place].endswith("ly")):
        place -= 1
    if place < 0:
        return False
    subject = tokens[place]
    return subject not in NO_SOURCE and (subject[0].isalnum() or subject in ",)”’–—-")
