"""Parameters of an address that say where a reader came from, never which page it is."""

import re

# Names that some sites use for the page itself (id, source, cid) are not among them: two articles
# must not become one.
TRACKING = re.compile(
    r"(?:utm|at|ns|oly|vero|mc|mkt|mtm|pk|hsa|sc|soc|guce|__s)_\w+"
    r"|(?:fb|g|d|y|ys|tw|tt|sc)clid|msclkid|li_fat_id|[gw]braid|gclsrc|igshid|igsh|_g[al]"
    r"|_hs(?:enc|mi)|hsctatracking|s_cid|cmp(?:id)?|ocid|icid|ito|xtor|wt\.\w+|spm|smid|smtyp"
    r"|ref|ref_?(?:src|url)|referr?er|share|sr_share|sref|srnd|srsltid|epik|guccounter|campaign_id"
    r"|emc|taid|traffic_source|leadsource|__twitter_impression|__tn__|cn-reloaded",
    re.IGNORECASE,
)


def is_tracking(parameter: str) -> bool:
    return TRACKING.fullmatch(parameter) is not None
