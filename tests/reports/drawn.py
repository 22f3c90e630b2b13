"""Cases drawn at random, for figures that are counted in more than one way."""

from collections.abc import Callable
from typing import Any

from hypothesis import Phase
from hypothesis import strategies as st

ELEMENTS = ("general_health", "learning", "housing")
VOICES = ("child_mark", "parent_mark", "child_goal", "parent_goal", "words")
REASONS = ("needs_met_universal", "consent_withdrawn", "child_died", "not_stated", "merged_or_duplicate")

# Making an example smaller writes hundreds of cases anew.
QUICKLY = (Phase.explicit, Phase.reuse, Phase.generate)

AGO = st.integers(0, 600)
LATER = st.integers(0, 100)
MARK = st.one_of(st.integers(0, 5), st.just("dont_know"))
CASES = st.fixed_dictionaries(
    {
        "ago": AGO,
        "accuracy": st.sampled_from(["AAA", "AAA", "UAA"]),
        "agency": st.integers(0, 2),
        "locality": st.sampled_from([None, 0, 1]),
        "children": st.sets(st.integers(0, 3), min_size=1, max_size=2).map(sorted),
        "assessed": st.none() | LATER,
        "marks": st.lists(st.tuples(st.integers(0, 1), st.sampled_from(ELEMENTS), MARK), max_size=4),
        "reviewed": st.lists(st.tuples(st.integers(0, 1), st.sampled_from(ELEMENTS), MARK), max_size=3),
        "voices": st.sets(
            st.sampled_from(["child_mark", "parent_mark", "child_goal", "parent_goal", "words"])
        ),
        "own_story": st.booleans(),
        "words_before": st.sampled_from(["", "", "child", "parent"]),
        "beside": st.sets(st.integers(0, 2)).map(sorted),
        "contributed": st.none() | LATER,
        "met": st.none() | LATER,
        "lead": st.none() | st.tuples(LATER, st.booleans()),
        "consents": st.lists(
            st.tuples(
                LATER, st.booleans(), st.booleans(), st.booleans(), st.sampled_from(["assess", "share"])
            ),
            max_size=2,
        ),
        "steps": st.lists(
            st.tuples(LATER, st.sampled_from(["", "accepted", "declined"]), st.none() | st.integers(0, 12)),
            max_size=1,
        ),
        "down": st.none() | LATER,
        "requests": st.lists(
            st.tuples(LATER, st.sampled_from([None, "accepted", "declined", "waiting"]), st.none() | LATER),
            max_size=2,
        ),
        "closed": st.none() | st.tuples(LATER, st.sampled_from(REASONS), st.booleans()),
    }
)
Make = Callable[[list[dict[str, Any]]], None]
