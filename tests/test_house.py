"""The rules of the house: who imports whom, how long a module is, what the tools say, and that fakes keep faith."""

from __future__ import annotations

import ast
import inspect
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from graphlib import TopologicalSorter
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pytest

from fakes import (
    FakeAlert,
    FakeBand,
    FakeCheckIns,
    FakeChildren,
    FakeClock,
    FakeEar,
    FakeHooks,
    FakeJournal,
    FakeMemory,
    FakeStage,
    FakeVigil,
)
from stretchbreak import boundaries
from stretchbreak.shell.sound.band import Band
from stretchbreak.shell.vigil import Vigil

CHECKOUT = Path(__file__).parent.parent
SOURCE = CHECKOUT / "src" / "stretchbreak"
LONGEST_MODULE = 350

MAY_IMPORT = {
    "errors": set(),
    "slim": set(),
    "core": {"errors"},
    "boundaries": {"core", "errors"},
    "documents": {"core", "errors"},
    "screen": {"boundaries", "core", "errors"},
    "shell": {"slim", "documents", "boundaries", "core", "errors"},
    "cli": {"shell", "slim", "screen", "documents", "boundaries", "core", "errors"},
    "__main__": {"slim", "cli"},
}
"""Rooms that the modules of a room may import besides their own; the package itself holds the version."""

VALUES = {
    "__future__",
    "bisect",
    "collections",
    "dataclasses",
    "datetime",
    "enum",
    "functools",
    "heapq",
    "itertools",
    "math",
    "operator",
    "typing",
    "zoneinfo",
}
"""What the core may use of the standard library: values, and nothing that asks the world."""

LOOPS = {"control", "day", "engine", "guiding", "library", "told_engine", "vigil"}
"""The modules of the shell that bring its pieces together; the pieces do not know each other."""

TOO_SLOW = {"typer", "rich", "yaml", "re", "json", "asyncio", "importlib.metadata", "dataclasses"}
"""What a prompt that shows the version should not have to wait for."""


@dataclass(frozen=True)
class Module:
    """One module of the package, by its path below it, and what it imports."""

    name: str
    lines: int
    imports: tuple[str, ...]
    at_once: tuple[str, ...]

    @property
    def room(self) -> str:
        """The part of the house it lies in."""
        return self.name.split(".")[0]


def modules() -> Iterator[Module]:
    """Every module of the package."""
    for path in sorted(SOURCE.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        tree = ast.parse(text)
        name = ".".join(path.relative_to(SOURCE).with_suffix("").parts).removesuffix(".__init__")
        yield Module(
            name, text.count("\n"), tuple(imported(ast.walk(tree))), tuple(imported(ast.iter_child_nodes(tree)))
        )


def imported(nodes: Iterator[ast.AST]) -> Iterator[str]:
    """Every module that these statements import, by its whole name."""
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module is not None:
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                ours = SOURCE.parent / inner.replace(".", "/")
                yield inner if ours.is_dir() or ours.with_suffix(".py").is_file() else node.module


def own(names: tuple[str, ...]) -> list[str]:
    """Of these names the modules of the package, by their path below it."""
    return [name.removeprefix("stretchbreak.") for name in names if name.startswith("stretchbreak.")]


MODULES = list(modules())
named = pytest.mark.parametrize("module", MODULES, ids=lambda module: module.name)


@named
def test_imports_go_in_one_direction(module: Module) -> None:
    """From the command line inwards to the core, never back."""
    allowed = MAY_IMPORT.get(module.room, set()) | {module.room}
    assert [name for name in own(module.imports) if name.split(".")[0] not in allowed] == []


@pytest.mark.parametrize(
    "module", [one for one in MODULES if one.room in {"core", "errors"}], ids=lambda module: module.name
)
def test_the_core_uses_nothing_that_asks_the_world(module: Module) -> None:
    """No clock, file, terminal, thread or environment: values alone."""
    foreign = [name for name in module.imports if not name.startswith("stretchbreak.")]
    assert [name for name in foreign if name.split(".")[0] not in VALUES] == []


@pytest.mark.parametrize(
    "module",
    [one for one in MODULES if one.room == "shell" and one.name.split(".")[-1] not in LOOPS],
    ids=lambda module: module.name,
)
def test_pieces_of_the_shell_do_not_know_each_other(module: Module) -> None:
    """Each is about one piece of the world; the loops and the command line bring them together."""
    home = ".".join(module.name.split(".")[:2])
    others = [name for name in own(module.imports) if name.startswith("shell.")]
    assert [name for name in others if not name.startswith(home)] == []


def test_no_module_imports_itself_round_a_circle() -> None:
    """Whatever a module imports when it is loaded can be loaded before it."""
    graph = {module.name: set(own(module.at_once)) - {module.name} for module in MODULES}
    assert len(list(TopologicalSorter(graph).static_order())) >= len(MODULES)


@named
def test_no_module_is_too_long_to_be_read_at_a_sitting(module: Module) -> None:
    """Longer ones are two modules."""
    assert module.lines <= LONGEST_MODULE


def loaded(program: str, *flags: str) -> set[str]:
    """The modules that a fresh Python has loaded at the end of this program."""
    printing = f"{program}\nimport sys\nsys.stderr.write(' '.join(sys.modules))"
    run = subprocess.run([sys.executable, "-I", *flags, "-c", printing], capture_output=True, text=True, check=True)
    return set(run.stderr.split())


def test_the_version_is_told_without_loading_what_it_does_not_need() -> None:
    """Beyond what this Python loads for itself, none of the slow modules and hardly any of ours."""
    asking = "import sys\nsys.argv = ['stretchbreak', '--version']\nfrom stretchbreak.__main__ import main\nmain()"
    more = loaded(asking) - loaded("")
    assert more & TOO_SLOW == set()
    assert {name for name in more if name.startswith("stretchbreak")} == {"stretchbreak", "stretchbreak.__main__"}


@pytest.mark.parametrize("program", ["sleeper", "client"])
def test_what_must_cost_nothing_loads_only_itself_and_modules_of_c(program: str) -> None:
    """Beyond a bare Python: no module of the standard library that is written in Python."""
    bare = f"import sys\nsys.path.insert(0, {str(SOURCE.parent)!r})\nimport os"
    more = loaded(f"{bare}\nimport stretchbreak.slim.{program}", "-S") - loaded(bare, "-S") - {"__future__"}
    ours = {name for name in more if name.split(".")[0] == "stretchbreak"}
    assert {name for name in more - ours if getattr(import_module(name), "__file__", "").endswith(".py")} == set()
    assert {name.removeprefix("stretchbreak.").split(".")[0] for name in ours} == {"stretchbreak", "slim"}


@pytest.mark.slow
@pytest.mark.parametrize("tool", ["ruff check", "ruff format --check", "mypy"])
def test_the_tools_have_nothing_to_say(tool: str) -> None:
    """Lint, format and types of the whole checkout are right, by the settings in pyproject.toml."""
    program, *arguments = tool.split()
    if find_spec(program) is None:
        pytest.skip(f"{program} is not installed: pip install -e '.[test]' brings it")
    run = subprocess.run(
        [sys.executable, "-m", program, *arguments], cwd=CHECKOUT, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr


@pytest.mark.parametrize(
    ("fake", "promise"),
    [
        (FakeClock, boundaries.Clock),
        (FakeStage, boundaries.Stage),
        (FakeEar, boundaries.Ear),
        (FakeAlert, boundaries.Alert),
        (FakeJournal, boundaries.Journal),
        (FakeMemory, boundaries.Memory),
        (FakeCheckIns, boundaries.CheckIns),
        (FakeHooks, boundaries.Hooks),
        (FakeChildren, boundaries.Children),
        (FakeVigil, Vigil),
        (FakeBand, Band),
    ],
    ids=lambda kind: kind.__name__,
)
def test_a_fake_has_every_method_of_what_it_stands_for(fake: type, promise: type) -> None:
    """The same names with the same parameters: what works with the fake works with the real one."""
    methods = {
        name: method for name, method in vars(promise).items() if inspect.isfunction(method) and name[0] != "_"
    }
    assert methods
    for name, method in methods.items():
        assert inspect.signature(getattr(fake, name)) == inspect.signature(method)
