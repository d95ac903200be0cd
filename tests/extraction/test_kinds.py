"""Small texts of every difficult kind, with invented people: who said what, and through whom."""

from collections import defaultdict
from pathlib import Path

import pytest

from tests.extraction.statements import Told, told

KINDS = Path("tests/gold/kinds.txt")
MIN_SHARE = 0.8  # of a kind's texts; a kind of few may miss one


def _plain(words: str) -> str:
    """Words without case, marks at their ends and the "that" that opens a clause."""
    plain = " ".join(words.split()).strip("“”„»«\"'‘’「」,.!?:; ").lower()
    return plain.removeprefix("that ")


def _statement(part: str) -> Told:
    speaker, words, via, *_ = [field.strip() for field in part.split("|")] + [""]
    hops = tuple(hop.strip() for hop in via.split(",") if hop.strip())
    return Told("" if speaker == "EMPTY" else speaker, _plain(words), hops)


def _by_kind() -> dict[str, list[tuple[str, list[Told]]]]:
    kinds: dict[str, list[tuple[str, list[Told]]]] = defaultdict(list)
    kind = ""
    for line in KINDS.read_text(encoding="utf-8").splitlines():
        if line.startswith("# kind: "):
            kind = line.removeprefix("# kind: ")
        elif " =>" in line and not line.startswith("#"):
            text, _, right = line.partition(" =>")
            statements = [_statement(part) for part in right.split(";;") if part.strip()]
            kinds[kind].append((text.replace(" ¶ ", "\n\n").replace(" ⏎ ", "\n"), statements))
    return kinds


@pytest.mark.parametrize("kind", sorted(_by_kind()))
def test_the_statements_of_a_kind_are_found_with_speaker_and_chain(kind):
    texts = _by_kind()[kind]
    wrong = []
    for text, right in texts:
        statements = [one._replace(content=_plain(one.content)) for one in told(text)]
        if statements != right:
            wrong.append((text, statements))

    assert len(wrong) <= max(1, int(len(texts) * (1 - MIN_SHARE))), wrong
