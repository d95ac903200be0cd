"""How quick a file of all statements is, beside psql's COPY of the same columns.

    DATABASE_URL=postgres://…/on_record_bench python -m tests.bench.export

Starts the site with one worker on a port of its own, and takes turns: file, COPY, file, COPY. Both
outputs are thrown away. Memory is what the worker has at most while it sends, above idle. With
``--query`` COPY takes as many rows as match, from the beginning of the list.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from pathlib import Path

PORT = 8479


def main() -> None:
    options = _options()
    site = _start_site()
    try:
        for _ in range(options.times):
            rows, first, sent, memory = _fetch(options, site)
            copied = _copy(rows)
            sys.stdout.write(
                f"{rows:,} rows. COPY: {copied:,.0f} rows/s. {options.ending}: {rows / sent:,.0f} "
                f"rows/s, {rows / sent / copied:.2f} of it; first byte after {first:.1f} s, "
                f"{memory / 1e6:.0f} MB above idle.\n"
            )
    finally:
        site.terminate()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--query", default="", help="filters, e.g. 'act=denies&sort=speaker'")
    parser.add_argument("--ending", default="csv", choices=("csv", "tsv", "ndjson", "jsonld"))
    parser.add_argument("--dialect", default="data", choices=("data", "excel"))
    parser.add_argument("--times", type=int, default=2)
    return parser.parse_args()


# The columns of docs/export.md as PostgreSQL makes them most quickly.
COLUMNS = """
SELECT s.key, '/statements/' || s.key || '/', s.words, sp.name, sp.slug, sp.kind, sp.party_id,
  pa.name, a.role, a.act, a.negated, s.quotation, s.mode,
  (SELECT string_agg(substr(ar.text, lower(p) + 1, upper(p) - lower(p)), ' … ')
     FROM unnest(a.cue) AS p),
  (SELECT string_agg(substr(ar.text, lower(p) + 1, upper(p) - lower(p)), ' … ')
     FROM unnest(a.source) AS p),
  hops.names, hops.slugs, parties.codes, parties.names,
  ar.title, ar.slug, '/articles/' || ar.slug || '/', ar.url, o.name, o.slug, ar.published_on,
  ar.published_basis, s.start, s."end",
  (SELECT string_agg(lower(p) || '..' || upper(p), ';') FROM unnest(s.content) AS p),
  substr(ar.text, s.start + 1, s."end" - s.start),
  substr(ar.text, greatest(s.start - 31, 1), least(s.start, 32)), substr(ar.text, s."end" + 1, 32),
  ar.text_sha256, a.status, a.confidence, a.extractor_version, o.rights, s.created_at,
  greatest(s.created_at, a.created_at, a.decided_at)
FROM claims_shown sh JOIN claims_statement s ON s.id = sh.statement_id
JOIN claims_attribution a ON a.id = sh.attribution_id
JOIN articles_article ar ON ar.id = sh.article_id
LEFT JOIN articles_outlet o ON o.id = ar.outlet_id
LEFT JOIN claims_speaker sp ON sp.id = a.speaker_id
LEFT JOIN claims_party pa ON pa.code = sp.party_id
LEFT JOIN LATERAL (SELECT string_agg(h.name, ' > ' ORDER BY position) AS names,
    string_agg(h.slug, ' > ' ORDER BY position) AS slugs
  FROM claims_source JOIN claims_speaker h ON h.id = speaker_id
  WHERE attribution_id = a.id) AS hops ON true
LEFT JOIN LATERAL (SELECT string_agg(code, '; ' ORDER BY code) AS codes,
    string_agg(name, '; ' ORDER BY code) AS names
  FROM claims_about JOIN claims_party ON code = party_id
  WHERE statement_id = s.id) AS parties ON true
ORDER BY sh.published_on DESC NULLS LAST, sh.article_id DESC, sh.start, sh.statement_id
"""


def _copy(rows: int) -> float:
    """Rows a second of psql."""
    began = time.perf_counter()
    copy = f"COPY ({COLUMNS} LIMIT {rows}) TO STDOUT (FORMAT csv, HEADER)"
    url = os.environ["DATABASE_URL"].replace("postgres://", "postgresql://")
    subprocess.run(["psql", "-qX", url], input=copy.encode(), stdout=subprocess.DEVNULL, check=True)
    return rows / (time.perf_counter() - began)


def _start_site() -> subprocess.Popen[bytes]:
    # One process, whose memory is measured; the parent that keeps it is not counted.
    command = ["gunicorn", "-c", "python:config.gunicorn", "-w1", "-b", f"127.0.0.1:{PORT}"]
    site = subprocess.Popen([sys.executable, "-m", *command, "--log-level", "warning"])
    for _ in range(100):
        time.sleep(0.3)
        if _curl("/livez", "%{http_code}") == "200":
            _curl("/statements.csv?q=nothinghasthisword", "")
            return site
    raise SystemExit("The site does not start; see above.")


def _curl(path: str, told: str) -> str:
    command = ["curl", "-s", "-o", "/dev/null", "-w", told, f"http://127.0.0.1:{PORT}{path}"]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


def _fetch(
    options: argparse.Namespace, site: subprocess.Popen[bytes]
) -> tuple[int, float, float, int]:
    """Rows, seconds to the first byte and to the last, and bytes of memory above idle."""
    [worker] = Path(f"/proc/{site.pid}/task/{site.pid}/children").read_text().split()
    Path(f"/proc/{worker}/clear_refs").write_text("5")  # forget the peak so far
    idle = _memory(worker, "VmRSS")
    path = f"/statements.{options.ending}?for={options.dialect}&{options.query}"
    told = "%{http_code} %{header_json} %{time_starttransfer} %{time_total}"
    state, *headers, first, last = _curl(path, told).split()
    if state != "200":
        raise SystemExit(f"{path} answered {state}.")
    rows = json.loads(" ".join(headers))["x-total-rows"][0]
    return int(rows), float(first), float(last), _memory(worker, "VmHWM") - idle


def _memory(pid: str, what: str) -> int:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    [kilobytes] = [line.split()[1] for line in lines if line.startswith(f"{what}:")]
    return int(kilobytes) * 1024


if __name__ == "__main__":
    main()
