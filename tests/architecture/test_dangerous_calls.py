"""What could carry somebody else's program or markup is not called, or in few places that are named."""

import ast

from tests.architecture.source import Module, module_of, modules

# Markup is made from parts that were escaped before.
MAKES_MARKUP = {
    "opencaf/web/children/showing.py": "links beside the words of a summary list",
    "opencaf/web/shared/charts.py": "a chart's figures, escaped one by one",
    "opencaf/web/shared/concern_drawing.py": "the concern map's words and shapes, escaped one by one",
    "opencaf/web/shared/forms/bound.py": "fields that render themselves",
    "opencaf/web/shared/markup.py": "GOV.UK components",
    "opencaf/web/shared/templatetags/govuk.py": "GOV.UK components in templates",
    "opencaf/web/voices/faces.py": "a face, made of numbers of ours",
    "opencaf/web/shared/tree_drawing.py": "the picture of a family, made of escaped parts",
}
SAFE = {"mark_safe", "SafeString", "safestring.mark_safe"}
FORBIDDEN_IMPORTS = {"pickle", "marshal", "shelve", "dill", "xml", "lxml", "yaml", "telnetlib", "ftplib"}
FORBIDDEN_CALLS = {"eval", "exec", "os.system", "os.popen", "subprocess.getoutput"}


def imported(module: Module) -> set[str]:
    """The packages that a module imports."""
    found = set()
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.split(".")[0])
    return found


def dangerous(module: Module) -> set[str]:
    """What a module imports or calls and must not."""
    found = imported(module) & FORBIDDEN_IMPORTS
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call):
            found |= {ast.unparse(node.func)} & FORBIDDEN_CALLS
            found |= {"shell" for word in node.keywords if word.arg == "shell"}
    return found


def makes_markup(module: Module) -> bool:
    names = (node for node in ast.walk(module.tree) if isinstance(node, ast.Name | ast.Attribute))
    return any(ast.unparse(name) in SAFE for name in names)


def test_nothing_is_read_or_run_that_could_carry_a_program() -> None:
    assert {module.name: dangerous(module) for module in modules("") if dangerous(module)} == {}


def test_markup_is_called_safe_in_few_places() -> None:
    assert {module.name for module in modules("") if makes_markup(module)} == set(MAKES_MARKUP)


def test_this_guard_sees_each() -> None:
    careless = module_of("import pickle\nfrom xml import dom\nrun('ls', shell=True)\neval('1')\n")

    assert dangerous(careless) == {"pickle", "xml", "shell", "eval"}
    assert makes_markup(module_of("mark_safe(name)"))
