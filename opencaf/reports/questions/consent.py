"""What do families say when they are asked for consent?

Who is in: each answer, in the month in which it was given; a later answer of the same person is one more.
"""

from __future__ import annotations

from opencaf.agencies.models import Practitioner
from opencaf.episodes.codes import ConsentCapacity, ConsentKind, ConsentMethod
from opencaf.episodes.models import Consent, Episode
from opencaf.reports.axes import OF_CASES, codes_of_case, is_a_mistake, rows_of_cases
from opencaf.reports.facts import Fact, Report, fixed
from opencaf.reports.periods import Period

ANSWERS = (
    ("given", "Given"),
    ("part", "Given in part"),
    ("refused", "Refused"),
    ("withdrawn", "Given, and withdrawn since"),
)


def read(practitioner: Practitioner, period: Period, wanted: frozenset[str]) -> list[Fact]:
    """Return a fact for each answer."""
    rows = Consent.objects.filter(
        ~is_a_mistake("episode_id"),
        episode__in=Episode.objects.visible_to(practitioner),
        answered_on__gte=period.first,
        answered_on__lt=period.ends_before,
    )
    names = ("episode_id", "answered_on", "kind", "given", "partial", "withdrawn_on", "capacity", "method")
    return [
        Fact(
            row["episode_id"],
            row["answered_on"],
            codes_of_case(row)
            | {
                "answer": answer_of(
                    row["given"], row["partial"], is_withdrawn=row["withdrawn_on"] is not None
                ),
                "kind": row["kind"],
                "who": row["capacity"],
                "how": row["method"],
            },
        )
        for row in rows_of_cases(rows, wanted, *names)
    ]


def answer_of(given: bool, partial: bool, *, is_withdrawn: bool) -> str:
    """Return what became of an answer; withdrawn tells more than in part."""
    if not given:
        return "refused"
    return "withdrawn" if is_withdrawn else "part" if partial else "given"


REPORT = Report(
    code="consent",
    title="What do families say when they are asked for consent?",
    hint="Given, given in part, refused and withdrawn: to assess, and to share.",
    counts="answers",
    day="the answer was given",
    who_is_in=("Each answer that somebody of a family gave, to the assessment or to sharing it.",),
    who_is_out=("{caf}s opened by mistake or joined to another.",),
    limits=(
        "A family that answers twice counts twice; an answer that was changed later stays in its own month.",
        "Withdrawn counts in the month of the answer, not in that of the withdrawal.",
        "Families who were never asked, or said no before a record was made, are not in these figures.",
    ),
    axes=(
        fixed("answer", "Answer", ANSWERS),
        fixed("kind", "Consent to what", ConsentKind.choices),
        fixed("who", "Who answered", ConsentCapacity.choices),
        fixed("how", "How", ConsentMethod.choices),
        *OF_CASES,
    ),
    read=read,
)
