"""Reading our own source for the guards."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "opencaf"


@dataclass(frozen=True)
class Module:
    """One module's name, path and syntax tree."""

    path: Path
    tree: ast.Module

    @property
    def name(self) -> str:
        """The path from the root, as a person would say it."""
        return str(self.path.relative_to(ROOT)) if self.path.is_relative_to(ROOT) else str(self.path)


def module_of(text: str, name: str = "made_up.py") -> Module:
    """A module that exists only to show that a guard can fail."""
    return Module(Path(name), ast.parse(text))


def modules(*folders: str) -> Iterator[Module]:
    """Every module of ours below these folders of the package, but for migrations."""
    for folder in folders:
        start = PACKAGE / folder
        paths = [start] if start.is_file() else sorted(start.rglob("*.py"))
        for path in paths:
            if "migrations" not in path.parts:
                yield Module(path, ast.parse(path.read_text()))


def operation_modules() -> Iterator[Module]:
    """Every module that holds operations: an app's operations.py or its operations folder."""
    for path in sorted([*PACKAGE.glob("*/operations.py"), *PACKAGE.glob("*/operations/**/*.py")]):
        yield Module(path, ast.parse(path.read_text()))


def functions(module: Module) -> Iterator[ast.FunctionDef]:
    """The functions of a module's top level."""
    for node in module.tree.body:
        if isinstance(node, ast.FunctionDef):
            yield node


def decorators(function: ast.FunctionDef) -> list[str]:
    """A function's decorators as text."""
    return [ast.unparse(decorator) for decorator in function.decorator_list]


def calls(node: ast.AST) -> set[str]:
    """What is called inside, as text: require, trail.record, …"""
    return {ast.unparse(call.func) for call in ast.walk(node) if isinstance(call, ast.Call)}
