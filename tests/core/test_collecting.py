"""The program looks for circles of unused objects seldom, but does."""

import gc
import subprocess
import sys
import weakref

from opencaf.core.collecting import OLD, YOUNG

SEEN_BY_ITSELF = """
import gc
from opencaf.core.collecting import collect_seldom
collect_seldom()
print(gc.isenabled(), gc.get_threshold()[0], gc.get_freeze_count() > 0)
"""


class Knot:
    def __init__(self) -> None:
        self.itself = self


def test_it_looks_seldom_and_leaves_alone_what_was_loaded() -> None:
    said = subprocess.run([sys.executable, "-c", SEEN_BY_ITSELF], capture_output=True, text=True, check=True)

    assert said.stdout.split() == ["True", str(YOUNG), "True"]


def test_a_circle_is_found_in_the_end() -> None:
    before = gc.get_threshold()
    try:
        gc.set_threshold(YOUNG, OLD, OLD)
        seen = weakref.ref(Knot())
        kept = [[number] for number in range(2 * YOUNG)]
    finally:
        gc.set_threshold(*before)

    assert len(kept) == 2 * YOUNG
    assert seen() is None
