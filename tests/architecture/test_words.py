"""The project speaks of itself alone, and names no place to download from."""

import re
import subprocess

import pytest

from tests.architecture.source import ROOT

# Spelt in pieces, so that this guard does not find itself.
FORBIDDEN = {
    "a folder outside the project": r"\.\./" + "shared",
    "a machine's path": r"(?<![\w.])/" + r"work/",
    "a package registry": "|".join(
        ["pypi" + r"\.org", "files.python" + "hosted", "registry" + r"\.npmjs", "npmjs" + r"\.org"]
    ),
    "a lock file's address": '"' + 'resolved": "http',
    "an index address": "--" + "index-url|--" + "extra-index-url",
}


def tracked_files() -> list[str]:
    listing = subprocess.run(["git", "ls-files"], cwd=ROOT, check=True, capture_output=True, text=True)
    return [name for name in listing.stdout.splitlines() if (ROOT / name).is_file()]


def found_in(text: str, pattern: str) -> bool:
    return re.search(pattern, text) is not None


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_file_names(what: str) -> None:
    pattern = FORBIDDEN[what]

    files = [name for name in tracked_files() if found_in((ROOT / name).read_text(errors="ignore"), pattern)]

    assert files == []


def test_the_guard_sees_a_forbidden_word() -> None:
    assert found_in("see .." + "/shared" + "/guide", FORBIDDEN["a folder outside the project"])
