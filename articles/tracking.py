"""Parameters of an address that say where a reader came from, never which page it is."""

import re

# Names that some sites use for the page itself (id, source, cid) are not among them: two articles
# must not become one.
TRACKING = re.compile(
    r"(?:utm|itm|at|ns|oly|vero|mc|mkt|mtm|matomo|piwik|pk|hsa|sc|soc|guce|gad|bsft|__s)_\w+"
    r"|(?:fb|g|d|y|ys|tw|tt|sc)clid|msclkid|li_fat_id|[gw]braid|gclsrc|igshid|igsh|_g[al]"
    r"|_hs(?:enc|mi)|__hs\w+|hsctatracking|s_cid|cmp(?:id)?|ncid|ocid|icid|ito|xtor|wt[._]\w+|spm"
    r"|fb_(?:ref|source|action_\w+)|action_\w+_map|mibextid|sfnsn|__s|_openstat|_kx|trk|tblci|ved"
    r"|usg|sxsrf|gs_lcp|rb_clickid|hootpostid|oborigurl|dm_i|ml_subscriber\w*|smid|smtyp"
    r"|ref|ref_?(?:src|url)|referr?er|share|sr_share|sref|srnd|srsltid|epik|guccounter|campaign_id"
    r"|emc|taid|traffic_source|leadsource|__twitter_impression|__tn__|cn-reloaded",
    re.IGNORECASE,
)


def is_tracking(parameter: str) -> bool:
    return TRACKING.fullmatch(parameter) is not None
