"""Files as other programs write them: wget, LibreOffice; Chromium's in tests/browser."""

import shutil
import subprocess
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from articles.cleaning import clean
from articles.readers import LeftOut, read
from tests.articles import files
from tests.articles.pages import STORY, page

MORE = "Sam Roe, who speaks for the dockers, said that the board had known of the rust for years."

pytestmark = pytest.mark.process


class QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


@pytest.fixture
def site(tmp_path) -> Iterator[str]:
    """The address of a server with two articles, a picture and a front page that links them."""
    root = tmp_path / "site"
    (root / "news").mkdir(parents=True)
    links = "".join(f'<a href="news/{name}.html">{name}</a>' for name in ("pier", "crane"))
    (root / "index.html").write_text(f"<html><body>{links}<img src='a.png'></body></html>")
    (root / "a.png").write_bytes(b"\x89PNG")
    (root / "news" / "pier.html").write_text(page())
    other = page(
        f"<p>{files.TEXT.replace('pier', 'crane')}</p>",
        head="<title>Crane fails</title>",
        top="<h1>Crane fails</h1>",
    )
    (root / "news" / "crane.html").write_text(other)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(QuietHandler, directory=str(root)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.mark.skipif(not shutil.which("wget"), reason="needs wget")
def test_an_archive_that_wget_wrote_gives_its_articles(site, tmp_path):
    command = [
        "wget",
        "-q",
        "-r",
        "-l1",
        "--warc-file=site",
        f"--directory-prefix={tmp_path}",
        site,
    ]
    subprocess.run(command, cwd=tmp_path, check=False, timeout=60)

    *documents, left_out = read(tmp_path / "site.warc.gz", max_bytes=5_000_000)

    assert sorted(document.title for document in documents) == [
        "Board closes north pier",
        "Crane fails",
    ]
    assert isinstance(left_out, LeftOut)
    assert left_out.counts["front pages"] == 1
    assert left_out.counts["no HTML"] == 1


@pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice")
def test_what_libreoffice_wrote_is_the_story_in_each_of_its_formats(tmp_path):
    middle = "<h2>What comes next</h2><ul><li>Repairs</li><li>A test of both cranes</li></ul>"
    body = f"<h1>{files.TITLE}</h1>{STORY}{middle}<p>{MORE}</p>"
    (tmp_path / "a.html").write_text(f"<html><meta charset=utf-8><body>{body}</body></html>")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    for source, ending in (
        ("a.html", "odt"),
        ("a.odt", "docx"),
        ("a.odt", "rtf"),
        ("a.odt", "pdf"),
    ):
        filters = ["--infilter=HTML"] if source == "a.html" else []
        command = ["soffice", profile, "--headless", *filters, "--convert-to", ending, source]
        subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=180)

    for ending in ("odt", "docx", "rtf", "pdf"):
        (document,) = read(tmp_path / f"a.{ending}", max_bytes=5_000_000)
        cleaned = clean(document.text, title=document.title, structure=document.structure)
        lines = cleaned.text.removeprefix(f"{files.TITLE}\n\n").split("\n\n")
        items = "• Repairs\n• A test of both cranes"
        assert lines == [*files.PARAGRAPHS, "What comes next", items, MORE], ending
        assert document.title or cleaned.title == files.TITLE
