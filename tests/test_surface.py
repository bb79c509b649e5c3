"""What the project offers: names of its modules, and verbs of its command line."""

import ast
import importlib
import pkgutil
import re
import shlex
from pathlib import Path

import pytest

import dmz_map
from dmz_map.cli import main, verbs

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
MODULES = sorted(found.name for found in pkgutil.walk_packages(dmz_map.__path__, "dmz_map."))
WINGS = {
    "dmz_map." + w
    for w in ("tabular", "geo", "archive", "store", "importing", "reading", "web", "publish", "ui")
}
PROGRAMS = {
    "dmz_map.__main__",
    "dmz_map.app",
    "dmz_map.ui.main",
    *WINGS,
}
VERBS = verbs.list_commands(None)


def offered(module):
    """Return the names of a module's ``__all__`` as its source spells them, or None."""
    tree = ast.parse(Path(importlib.util.find_spec(module).origin).read_text(encoding="utf-8"))
    for node in tree.body:
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        if any(isinstance(target, ast.Name) and target.id == "__all__" for target in targets):
            return ast.literal_eval(node.value)
    return None


def rank(name):
    """Constants first, then classes, then functions, each by the alphabet."""
    return (0 if name.isupper() else 1 if name[0].isupper() else 2, name)


@pytest.mark.parametrize("module", [name for name in MODULES if name not in PROGRAMS])
def test_a_module_lists_its_names_once_in_order_and_has_each(module):
    names = offered(module)
    assert names is not None, f"{module} has no __all__"
    assert names == sorted(set(names), key=rank)
    room = importlib.import_module(module)
    assert [name for name in names if not hasattr(room, name)] == []
    assert [name for name in names if name.startswith("_")] == []


@pytest.mark.parametrize("module", sorted(PROGRAMS))
def test_a_program_offers_no_names(module):
    assert module in MODULES
    assert offered(module) is None


@pytest.mark.parametrize("wing", sorted(WINGS))
def test_a_wing_says_in_a_sentence_what_it_owns_and_imports_nothing(wing):
    tree = ast.parse(Path(importlib.util.find_spec(wing).origin).read_text(encoding="utf-8"))
    assert [type(node) for node in tree.body] == [ast.Expr]
    assert "mports" in ast.get_docstring(tree)


def help_of(words, capsys):
    assert main([*words, "--help"]) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_has_help_and_an_example_that_the_parser_takes(verb, capsys):
    text = help_of([verb], capsys)
    (example,) = re.findall(rf"^  example: python -m dmz_map {verb}\b(.*)$", text, re.M)
    command = verbs.get_command(None, verb)
    assert command.make_context(verb, shlex.split(example)).args == []
    assert command.callback.__name__ == f"_{verb.replace('-', '_')}"
    assert re.search(rf"^  {verb}\s+[a-z]", help_of([], capsys), re.M)


@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_has_a_line_in_the_readme(verb):
    assert re.search(
        rf"^.*python -m dmz_map {verb}(?![\w-])", README.read_text(encoding="utf-8"), re.M
    )


def test_the_readme_speaks_of_no_verb_that_there_is_not():
    named = set(re.findall(r"python -m dmz_map ([a-z-]+)", README.read_text(encoding="utf-8")))
    assert named == set(VERBS)


def test_each_promise_names_a_test_that_is_there():
    security = (README.parent / "SECURITY.md").read_text(encoding="utf-8")
    named = re.findall(r"`(tests/[\w/.]+)(?:::(\w+))?`", security)
    assert len(named) > 10
    for path, function in named:
        assert (README.parent / path).exists(), path
        assert not function or f"def {function}(" in (README.parent / path).read_text("utf-8")
