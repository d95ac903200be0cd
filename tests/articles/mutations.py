"""Damaged and hostile files: each format's sample, cut, flipped, spliced and blown up."""

import gzip
import io
import json
import random
import tarfile
import zipfile
from collections.abc import Iterator
from typing import Any

import pypdfium2

from tests.articles import files
from tests.articles.pages import STORY, page

INTERESTING = (
    *(
        b"\x00",
        b"\xff" * 8,
        b"\x7f\xff\xff\xff",
        b"\x80\x00\x00\x00",
        b"<",
        b">",
        b"]]>",
        b"\r\n\r\n",
    ),
    *(
        b"%s%n",
        b"'\"",
        b"../" * 20,
        b"-1",
        b"99999999999",
        b"\xed\xa0\x80",
        "\u202e\U0001f3f4".encode(),
    ),
    *(b"<div>" * 3000, b"<table><tr><td>" * 800, b"(" * 5000, b"{\\rtf1" * 400, b"[" * 20_000),
    *(
        b"&lol;" * 50,
        b"=?utf-8?b?////?=",
        b"charset=utf-7",
        b"Content-Length: -5\r\n",
        b"a" * 50_000,
    ),
    *(b'{"@type":' * 2000, b"<p>\xe2\x80\x9cNo,\xe2\x80\x9d he said.</p>" * 300, b"\n> " * 3000),
)


ODD_VALUES = (
    *(None, True, -1, 1e308, 10**40, "", [], {}, [[]], [None], {"name": None}, {"@id": {}}),
    *("\ud800", "\x00\x01", "\u202e", "a" * 9000, "2022-13-45T99:99:99Z"),
    *("0001-01-01T00:00:00+14:00", "http://[::1", "//", "javascript:x", "https://e.org:99999/"),
)


def samples() -> dict[str, bytes]:
    """A whole file of each format, by its name."""
    linked = (
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Board closes '
        'north pier", "datePublished": "2022-03-05T02:30:00Z", "author": {"name": "Ann Bell"}}'
        "</script>"
    )
    html = page(head=linked + "<title>Board closes north pier</title>")
    mail = files.mail({"release.docx": files.docx(), "a.zip": files.zipped({"b.txt": files.TEXT})})
    return {
        "a.txt": files.TEXT.encode(),
        "a.html": html.encode(),
        "a.mhtml": files.snapshot(html),
        "a.pdf": pdf(),
        "a.docx": files.docx(),
        "a.odt": files.odt(),
        "a.rtf": files.rtf(),
        "a.eml": mail.as_bytes(),
        "a.mbox": files.mailbox(mail, files.mail(html=html)),
        "a.csv": files.table([{"title": files.TITLE, "text": files.TEXT, "date": "2022-03-04"}]),
        "a.jsonl": files.json_lines(
            {"title": files.TITLE, "text": files.TEXT, "url": "https://e.org"}
        ),
        "a.json": files.json_lines([{"title": files.TITLE, "text": files.TEXT}]),
        "a.feed.json": files.json_lines(
            {
                "version": "https://jsonfeed.org/version/1.1",
                "title": "The Example Times",
                "items": [
                    {
                        "id": "1",
                        "url": "https://e.org/1",
                        "title": files.TITLE,
                        "content_html": STORY,
                        "date_published": "2022-03-05T02:30:00Z",
                        "authors": [{"name": "Ann Bell"}],
                    }
                ],
            }
        ),
        "a.rss": files.rss(),
        "a.atom": files.atom(),
        "a.warc": gzip.decompress(files.warc({"https://e.org/a": html})),
        "a.warc.gz": files.warc({"https://e.org/a": html, "https://e.org/b": html}),
        "a.wacz": files.zipped({"archive/a.warc.gz": files.warc({"https://e.org/a": html})}),
        "a.zip": files.zipped({"a.html": html, "b.zip": files.zipped({"c.txt": files.TEXT})}),
        "a.tar.gz": tarred({"a.html": html.encode(), "b.eml": mail.as_bytes()}),
        "a.html.gz": gzip.compress(html.encode()),
    }


def mutated(sample: bytes, chance: random.Random) -> bytes:
    """The sample with one to six of such damages."""
    raw = bytearray(sample)
    for _ in range(chance.randint(1, 6)):
        if not raw:
            break
        place = chance.randrange(len(raw))
        match chance.randrange(8):
            case 0:
                raw[place] ^= 1 << chance.randrange(8)
            case 1:
                raw[place] = chance.randrange(256)
            case 2:
                del raw[place : place + chance.randint(1, 200)]
            case 3:
                raw[place:place] = chance.choice(INTERESTING)
            case 4:
                piece = raw[place : place + chance.randint(1, 400)]
                raw[place:place] = piece * chance.randint(1, 30)
            case 5:
                del raw[place:]
            case 6:
                raw[place : place + 4] = chance.randbytes(4)
            case _:
                other = chance.randrange(len(raw))
                raw[place:place] = raw[other : other + chance.randint(1, 100)]
    return bytes(raw)


def damaged(sample: bytes, chance: random.Random) -> bytes:
    """The sample damaged from outside or, where it holds others, inside of one.

    From outside, packed files mostly break at a checksum, and JSON is none any more.
    """
    if chance.random() < 0.5:
        return mutated(sample, chance)
    if sample.startswith(b"PK"):
        return _repacked(sample, chance)
    if sample.startswith(b"\x1f\x8b"):
        return gzip.compress(mutated(gzip.decompress(sample), chance))
    if sample.startswith((b'{"', b"[")):
        return _with_odd_values(json.loads(sample), chance)
    return mutated(sample, chance)


def _repacked(sample: bytes, chance: random.Random) -> bytes:
    archive = zipfile.ZipFile(io.BytesIO(sample))
    members: dict[str, bytes | str] = {name: archive.read(name) for name in archive.namelist()}
    name = chance.choice(list(members))
    return files.zipped(members | {name: damaged(archive.read(name), chance)})


def _with_odd_values(content: Any, chance: random.Random) -> bytes:
    """With one to four of its values in the place of which others stand."""
    places: list[tuple[Any, Any]] = []
    waiting = [content]
    while waiting:
        item = waiting.pop()
        keys = list(item) if isinstance(item, dict) else range(len(item))
        places += [(item, key) for key in keys]
        waiting += [item[key] for key in keys if isinstance(item[key], dict | list)]
    for item, key in chance.sample(places, min(chance.randint(1, 4), len(places))):
        item[key] = chance.choice(ODD_VALUES)
    return json.dumps(content).encode()


def cases(count: int, seed: int) -> Iterator[tuple[str, int, bytes]]:
    """Name, number and bytes of ``count`` damaged files of each format; the same for a seed."""
    for name, sample in samples().items():
        for number in range(count):
            yield name, number, damaged(sample, random.Random(f"{seed} {name} {number}"))


def pdf() -> bytes:
    """A page with some lines, as the shortest PDF has them."""
    lines = "".join(
        f"1 0 0 1 72 {700 - 16 * place} Tm ({line}) Tj "
        for place, line in enumerate(files.PARAGRAPHS)
    )
    stream = f"BT /F1 12 Tf {lines} ET".encode("latin-1", "replace")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >>",
    ]
    raw = b"%PDF-1.4\n" + b"".join(
        b"%d 0 obj\n%s\nendobj\n" % pair for pair in enumerate(objects, start=1)
    )
    buffer = io.BytesIO()
    document = pypdfium2.PdfDocument(raw + b"trailer << /Root 1 0 R >>\n%%EOF")
    document.save(buffer)
    document.close()
    return buffer.getvalue()


def tarred(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as archive:
        for name, raw in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(raw)
            archive.addfile(info, io.BytesIO(raw))
    return buffer.getvalue()
