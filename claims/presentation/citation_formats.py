"""A citation in the formats that word processors, reference managers and wikis read."""

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.html import escape

from claims.dates import INFERRED, MONTHS, date_in_words
from claims.presentation.citation import Citation

SITE = "On Record"

# A lone brace would unbalance the entry, escaped or not, so both are written as commands.
BIBTEX_ESCAPES = str.maketrans(
    {
        "\\": r"{\textbackslash}", "{": r"{\textbraceleft}", "}": r"{\textbraceright}",
        "~": r"{\textasciitilde}", "^": r"{\textasciicircum}", '"': '"{}',
        "<": r"{\textless}", ">": r"{\textgreater}", "|": r"{\textbar}",
        "$": r"\$", "&": r"\&", "#": r"\#", "_": r"\_", "%": r"\%",
    }
)  # fmt: skip
# Signs in a row that TeX would draw as one: a dash, a curly mark, a Spanish one.
BETWEEN_LIGATURE_SIGNS = re.compile(r"(?<=-)(?=-)|(?<=')(?=')|(?<=[`?!])(?=`)|(?<=,)(?=,)")
MLA_MONTHS = "Jan. Feb. Mar. Apr. May June July Aug. Sept. Oct. Nov. Dec.".split()
MONTH_MACROS = "jan feb mar apr may jun jul aug sep oct nov dec".split()  # of every BibTeX style

# What wikitext could take for markup, wherever it stands, at the start of a line, or in a row.
MARKUP = re.compile(r"[|{}\[\]<>&]|~(?=~)|(?<=~)~|_(?=_)|(?<=_)_|'(?=')|(?<=')'|:(?=//)|^[*#:;= ]")
REPEATED_SIGNS = re.compile(r"~~+|__+")


@dataclass(frozen=True, slots=True)
class CitationFormat:
    """One way to write a citation; ``ending`` is that of its address."""

    ending: str
    name: str
    content_type: str
    write: Callable[[Citation], str]


def plain(citation: Citation) -> str:
    """One sentence that a footnote can take as it is."""
    outlet = f", {citation.outlet_address}" if citation.outlet_address else ""
    return (
        f"{citation.sentence} As reported {citation.source_phrase} {citation.title_in_marks}, "
        f"{citation.day_with_basis}{outlet}. {SITE}, {citation.review}, {citation.address}, "
        f"accessed {date_in_words(citation.accessed)}."
    )


def apa(citation: Citation) -> str:
    """A line in the manner of APA 7: an article without a byline begins with its title."""
    day = citation.published
    date = f"{day.year}, {MONTHS[day.month - 1]} {day.day}" if day else "n.d."
    inferred = f" [{INFERRED}]" if citation.date_is_inferred else ""
    return (
        f"{_with_full_stop(citation.title_field)} ({date}){inferred}. "
        f"{_outlet_then(citation, '. ')}{_statement_of(citation)}. {SITE}. {citation.address}"
    )


def chicago(citation: Citation) -> str:
    """A line in the manner of the Chicago Manual's bibliographies."""
    return (
        f"{_outlet_then(citation, '. ', address=False)}{_heading(citation)} "
        f"{_american(citation.published, citation.date_is_inferred)}. "
        f"{_address_then(citation, '. ')}{_statement_of(citation)}. {SITE}. "
        f"Accessed {_american(citation.accessed)}. {citation.address}."
    )


def mla(citation: Citation) -> str:
    """A line in the manner of MLA 9, which leaves out a date that is not known."""
    inferred = f" [{INFERRED}]" if citation.date_is_inferred else ""
    day = f"{_short_day(citation.published)}{inferred}" if citation.published else ""
    place = ", ".join(filter(None, [citation.outlet, day, citation.outlet_address]))
    return (
        f"{_heading(citation)} {place}{'. ' if place else ''}"
        f"{_statement_of(citation)}. {SITE}, {citation.address}. "
        f"Accessed {_short_day(citation.accessed)}."
    )


def _heading(citation: Citation) -> str:
    """The title in quotation marks; a description has none."""
    if citation.is_untitled:
        return _with_full_stop(citation.described)
    return f"“{_with_full_stop(citation.title)}”"


def _with_full_stop(title: str) -> str:
    return title if title.endswith((".", "!", "?", "…")) else f"{title}."


def _outlet_then(citation: Citation, separator: str, *, address: bool = True) -> str:
    outlet = f"{citation.outlet}{separator}" if citation.outlet else ""
    return outlet + (_address_then(citation, " ") if address else "")


def _address_then(citation: Citation, separator: str) -> str:
    return f"{citation.outlet_address}{separator}" if citation.outlet_address else ""


def _statement_of(citation: Citation) -> str:
    """What no style has a place for: whose words, and how they came into the article."""
    via = f", via {' → '.join(citation.relays)}" if citation.relays else ""
    return f"Statement: {citation.attributed_words}{via}"


def _american(day: date | None, inferred: bool = False) -> str:
    basis = f" [{INFERRED}]" if inferred else ""
    return f"{MONTHS[day.month - 1]} {day.day}, {day.year}{basis}" if day else "n.d"


def _short_day(day: date) -> str:
    return f"{day.day} {MLA_MONTHS[day.month - 1]} {day.year}"


def ris(citation: Citation) -> str:
    """An RIS record of the article; whose words they are stands in its notes and abstract."""
    day = citation.published
    fields = [
        ("TY", "NEWS"),
        ("ID", f"onrecord-{citation.key}"),
        ("TI", citation.title_field),
        ("T2", citation.outlet),
        ("PY", str(day.year) if day else ""),
        ("DA", f"{day:%Y/%m/%d}/" if day else ""),
        ("UR", citation.outlet_address or citation.address),
        ("Y2", f"{citation.accessed:%Y/%m/%d}/"),
        ("AB", citation.attributed_words),
        ("N1", f"{_note(citation)}, {citation.address}"),
        ("DB", SITE),
        ("LK", citation.address),
    ]
    return ris_record(fields)


def ris_record(fields: list[tuple[str, str]]) -> str:
    lines = [f"{tag}  - {value}" for tag, value in fields if value]
    return "\r\n".join([*lines, "ER  - ", ""])


def html(citation: Citation) -> str:
    """The same with links, for a page that takes no frames. Shown as code: not marked safe."""
    title = str(escape(citation.title_in_marks))
    if citation.outlet_address:
        title = f'<a href="{escape(citation.outlet_address)}">{title}</a>'
    return (
        f"<p>{escape(citation.sentence)} As reported {escape(citation.source_phrase)} {title}, "
        f'{citation.day_with_basis}. <a href="{escape(citation.address)}">{SITE}</a>, '
        f"{escape(citation.review)}.</p>"
    )


def bibtex(citation: Citation) -> str:
    """An entry for the article, whose note says whose words are cited and how they reached us.

    The speaker is no author: the article is the outlet's.
    """
    day = citation.published
    fields = {
        "title": f"{{{tex(citation.title_field)}}}",
        "key": tex(citation.outlet or citation.title_field),
        "howpublished": tex(citation.outlet),
        "year": str(day.year) if day else "",
        "date": day.isoformat() if day else "",
        "url": citation.outlet_address or citation.address,  # verbatim: no brace is in it
        "urldate": citation.accessed.isoformat(),
        "note": rf"{tex(_note(citation))}, \url{{{citation.address}}}",
        "annote": tex(citation.attributed_words),
    }
    month = [f"  month = {MONTH_MACROS[day.month - 1]}"] if day else []
    return bibtex_entry(citation.key, fields, month)


def bibtex_entry(key: str, fields: dict[str, str], last_rows: Iterable[str] = ()) -> str:
    rows = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    body = ",\n".join([*rows, *last_rows])
    return f"@misc{{onrecord-{key},\n{body},\n}}\n"


def tex(text: str) -> str:
    return BETWEEN_LIGATURE_SIGNS.sub("{}", text.translate(BIBTEX_ESCAPES))


def _note(citation: Citation) -> str:
    """Speaker, sources and review state, which are no field of any format."""
    inferred = ". Date of the article estimated" if citation.date_is_inferred else ""
    return (
        f"Statement of {citation.speaker}, as reported by {citation.reported_by}. "
        f"{SITE}: {citation.review}{inferred}"
    )


def csl_json(citation: Citation) -> str:
    """CSL-JSON 1.0 as Zotero, Pandoc and citeproc read it: a list of one item."""
    return csl_list(_csl(citation))


def csl_list(item: dict[str, Any]) -> str:
    return json.dumps([item], ensure_ascii=False, indent=2) + "\n"


def csl_item(citation: Citation) -> str:
    """The item alone, for a list of many."""
    return json.dumps(_csl(citation), ensure_ascii=False)


def _csl(citation: Citation) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": f"onrecord-{citation.key}",
        "type": "article-newspaper",
        "title": citation.title_field,
        "container-title": citation.outlet,
        "URL": citation.outlet_address or citation.address,
        "accessed": date_parts(citation.accessed),
        "archive": SITE,
        "archive_location": citation.address,
        "abstract": citation.attributed_words,
        "note": _note(citation),
    }
    if citation.published:
        inferred = {"circa": True} if citation.date_is_inferred else {}
        item["issued"] = {**date_parts(citation.published), **inferred}
    return {name: value for name, value in item.items() if value}


def date_parts(day: date) -> dict[str, Any]:
    return {"date-parts": [[day.year, day.month, day.day]]}


def wiki(citation: Citation) -> str:
    """A reference for English Wikipedia.

    The template sets its quote in quotation marks, so only verbatim words stand in it.
    """
    fields = {
        "title": _wiki(citation.title_field),
        "newspaper": _wiki(citation.outlet),
        "date": date_in_words(citation.published) if citation.published else "",
        "url": _wiki_address(citation.outlet_address or citation.address),
        "access-date": date_in_words(citation.accessed),
        "quote": _wiki(" … ".join(citation.verbatim)),
    }
    body = " ".join(f"|{name}={value}" for name, value in fields.items() if value)
    inferred = " Date of the article estimated." if citation.date_is_inferred else ""
    return (
        f"<ref>{{{{cite news {body}}}}} {_wiki(citation.speaker)}, as reported by "
        f"{_wiki(citation.reported_by)}.{inferred} "
        f"[{_wiki_address(citation.address)} {SITE}: {_wiki(citation.review)}]</ref>"
    )


def _wiki(text: str) -> str:
    """Literal text. A bare “RFC 1” or “ISBN 1” would be a link and does no harm."""
    return MARKUP.sub(lambda match: f"&#{ord(match.group())};", text)


def _wiki_address(address: str) -> str:
    """Signs in a row would be a signature or a switch even inside an address."""
    return REPEATED_SIGNS.sub(lambda m: f"%{ord(m.group()[0]):02X}" * len(m.group()), address)


FORMATS = (
    CitationFormat("txt", "Plain text", "text/plain", plain),
    CitationFormat("apa.txt", "APA", "text/plain", apa),
    CitationFormat("chicago.txt", "Chicago", "text/plain", chicago),
    CitationFormat("mla.txt", "MLA", "text/plain", mla),
    CitationFormat("html", "HTML", "text/plain", html),
    CitationFormat("bib", "BibTeX", "application/x-bibtex", bibtex),
    CitationFormat("ris", "RIS", "application/x-research-info-systems", ris),
    CitationFormat("json", "CSL-JSON", "application/vnd.citationstyles.csl+json", csl_json),
    CitationFormat("wiki", "Wikipedia", "text/plain", wiki),
)
BY_ENDING = {format_.ending: format_ for format_ in FORMATS}
