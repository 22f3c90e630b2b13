"""Every operation is atomic, keyword-only, ends with `by`, requires a permission and records on the trail."""

import ast

import pytest

from tests.architecture.source import (
    Module,
    calls,
    decorators,
    functions,
    module_of,
    modules,
    operation_modules,
)

# Operations called by other operations, which have required already; each with the reason.
CALLED_BY_OPERATIONS = {
    "grant_access": "the operation that makes the reason for access has asked for permission",
    "end_access": "the operation that ends the reason for access has asked for permission",
}

WRITES_TRAIL = {"trail.record", "ceilings.record_search", "ceilings.record_open", "ceilings.record_export"}


def faults_of(module: Module) -> list[str]:
    """What is wrong with the operations of a module, in sentences."""
    private = {f.name: f for f in functions(module)}
    return [fault for f in functions(module) if is_operation(f) for fault in faults_of_operation(f, private)]


def is_operation(function: ast.FunctionDef) -> bool:
    return bool({"all_or_nothing", "transaction.atomic"} & set(decorators(function)))


def faults_of_operation(function: ast.FunctionDef, others: dict[str, ast.FunctionDef]) -> list[str]:
    arguments = function.args
    called = calls_within(function, others)
    checks = {
        "opens a savepoint of its own": "all_or_nothing" in decorators(function),
        "takes arguments by position": not arguments.args and not arguments.posonlyargs,
        "has no last argument `by`": bool(arguments.kwonlyargs) and arguments.kwonlyargs[-1].arg == "by",
        "requires no permission": "require" in called or function.name in CALLED_BY_OPERATIONS,
        "records nothing on the trail": bool(called & WRITES_TRAIL),
        "has no docstring": ast.get_docstring(function) is not None,
    }
    return [f"{function.name} {fault}" for fault, kept in checks.items() if not kept]


def calls_within(function: ast.FunctionDef, others: dict[str, ast.FunctionDef]) -> set[str]:
    """What a function calls, itself or through the functions of its own module."""
    seen: set[str] = set()
    waiting = [function]
    called: set[str] = set()
    while waiting:
        current = waiting.pop()
        seen.add(current.name)
        called |= calls(current)
        waiting += [others[name] for name in called if name in others and name not in seen]
    return called


@pytest.mark.parametrize("module", list(operation_modules()), ids=lambda module: module.name)
def test_operations_keep_their_form(module: Module) -> None:
    assert faults_of(module) == []


def test_the_guard_sees_each_fault() -> None:
    careless = module_of("@transaction.atomic\ndef close_episode(episode, by):\n    episode.save()\n")

    faults = faults_of(careless)

    assert len(faults) == 6


def applied_in_web() -> dict[str, str]:
    """The operations that pages apply: name → module of the page."""
    found = {}
    for module in modules("web"):
        real = real_names(module)
        for function in functions(module):
            for call in ast.walk(function):
                if isinstance(call, ast.Call) and is_apply(call):
                    applied = names_of(call.args[0], function)
                    found |= {real.get(name, name): module.name for name in applied}
    return found


def real_names(module: Module) -> dict[str, str]:
    """What was imported under another name: the other name → the real one."""
    imports = (node for node in ast.walk(module.tree) if isinstance(node, ast.ImportFrom))
    return {alias.asname: alias.name for node in imports for alias in node.names if alias.asname}


def names_of(applied: ast.expr, function: ast.FunctionDef) -> list[str]:
    """What is applied; for a variable, whatever the function puts into it."""
    for node in ast.walk(function):
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == ast.unparse(applied):
            return [branch.id for branch in branches(node.value) if isinstance(branch, ast.Name)]
    return [ast.unparse(applied)]


def branches(value: ast.expr) -> list[ast.expr]:
    """The two sides of a conditional expression, or the one value."""
    return [value.body, value.orelse] if isinstance(value, ast.IfExp) else [value]


def is_apply(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Attribute) and call.func.attr == "apply" and bool(call.args)


def test_pages_apply_operations_only() -> None:
    operations = {f.name for module in operation_modules() for f in functions(module) if is_operation(f)}

    others = {name: page for name, page in applied_in_web().items() if name not in operations}

    assert others == {}


def test_every_exception_is_still_needed() -> None:
    names = {f.name for module in operation_modules() for f in functions(module)}

    assert set(CALLED_BY_OPERATIONS) <= names
