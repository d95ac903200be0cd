"""Names in the code: nouns for values, verbs for functions, a class name once (CONTRIBUTING.md)."""

import ast
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("accounts", "articles", "claims", "config", "training")
# Participles and pronouns: they say that something happened to a value, not what it is.
BARE = frozenset(
    "found told kept made one asked given chosen here known wanted shown seen meant".split()
)
MAX_PER_THOUSAND = 1
SHARED = {"Meta", "Command", "Migration", "Media"}  # the names that Django looks for


@cache
def modules() -> list[tuple[Path, ast.Module]]:
    """The modules of the product with their syntax trees, parsed once."""
    paths = (path for name in PACKAGES for path in sorted((ROOT / name).rglob("*.py")))
    own = [p for p in paths if not {"migrations", "work"} & set(p.relative_to(ROOT).parts)]
    return [(path.relative_to(ROOT), ast.parse(path.read_text())) for path in own]


def assigned_names(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Every name that a module gives: variables, parameters, attributes, functions, classes."""
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name, ctx=ast.Store()) | ast.Attribute(attr=name, ctx=ast.Store()):
                yield name, node.lineno
            case ast.arg(arg=name) | ast.ExceptHandler(name=str(name)):
                yield name, node.lineno
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                yield name, node.lineno


def test_values_are_named_for_what_they_are():
    names = [(path, *pair) for path, tree in modules() for pair in assigned_names(tree)]
    bare = [f"{path}:{line} {name}" for path, name, line in names if name.strip("_") in BARE]

    assert 1000 * len(bare) <= MAX_PER_THOUSAND * len(names), "\n".join(bare)


def test_a_class_name_stands_in_one_file():
    places = defaultdict(set)
    for path, tree in modules():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef) and node.name not in SHARED:
                places[node.name].add(str(path))

    assert not {name: paths for name, paths in places.items() if len(paths) > 1}


def test_the_rule_finds_a_bare_participle():
    names = Counter(name for name, _ in assigned_names(ast.parse("found = kept.told = 1")))

    assert names == {"found": 1, "told": 1}
