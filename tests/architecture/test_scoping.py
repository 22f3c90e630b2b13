"""Pages reach rows through visible_to, queries and operations, never through a manager."""

import ast

import pytest

from tests.architecture.source import Module, module_of, modules

MANAGERS = {"objects", "_default_manager", "_base_manager"}


def reaches(module: Module) -> list[str]:
    """Where a module of the site reaches for a manager itself; a cached shortcut counts too."""
    return [
        f"{module.name}:{node.lineno} {ast.unparse(node)}"
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Attribute) and node.attr in MANAGERS and not is_allowed(module)
    ]


def is_allowed(module: Module) -> bool:
    """The two shortcuts that all pages fetch with are the place of the rule."""
    return module.name == "opencaf/web/shared/shortcuts.py"


@pytest.mark.parametrize("module", list(modules("web")), ids=lambda module: module.name)
def test_pages_never_reach_for_a_manager(module: Module) -> None:
    assert reaches(module) == []


def test_the_guard_sees_a_manager() -> None:
    careless = module_of("def show(request):\n    return Episode.objects.all()\n")

    assert reaches(careless) == ["made_up.py:2 Episode.objects"]


def test_pages_hold_no_models() -> None:
    paths = [module.name for module in modules("web") if module.path.name == "models.py"]

    assert paths == []
