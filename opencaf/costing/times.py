"""How long an activity takes, from what practitioners reported.

Three states are kept apart: done with minutes, not done (a true nought), and missing. The mean for one
occurrence is how often an activity is done times how long it takes when done. It is taken within each
respondent first and then across respondents, so that those who report much do not outweigh the others;
the length when done is weighted alike, so that the product is the mean of the occurrences.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Annotated, Any, Final, Literal

from pydantic import BeforeValidator

from opencaf.costing.catalogue import ACTIVITIES
from opencaf.costing.decimals import mean, quantile, total
from opencaf.costing.findings import Findings
from opencaf.costing.tables import Day, Number, Table, read_number, told

MINUTES_OF_A_DAY = 1_440
NOT_DONE, MISSING = "not_done", "missing"
MISSING_WORDS = {"missing", "dont_know", "don't know", "not known"}
Mode = Literal["event_record", "survey", "focus_group"]
MODES: Final[tuple[Mode, ...]] = ("event_record", "survey", "focus_group")  # the best way first


def read_minutes(value: object) -> object:
    """Return minutes, or the word for a time that was not spent or is not known."""
    if isinstance(value, str):
        word = value.strip().lower().replace("-", "_")
        if word in MISSING_WORDS:
            return MISSING
        if word.replace(" ", "_") == NOT_DONE:
            return NOT_DONE
        if not word:
            return None
    return value if value is None else read_number(value)


class TimeRecord(Table):
    """What one respondent reported of one activity."""

    respondent: Annotated[str, told("a pseudonym", min_length=1)]
    role: Annotated[str, told("role of the respondent", min_length=1)]
    agency: Annotated[str, told("agency of the respondent")] = ""
    authority: Annotated[str, told("authority")] = ""
    recording_system: Annotated[str, told("electronic, paper, spreadsheet, database")] = ""
    activity: Annotated[str, told("activity by its code, such as A205, or a word of your own")]
    process: Annotated[str, told("its process, where the activity is not of the catalogue")] = ""
    minutes: Annotated[
        Decimal | Literal["not_done", "missing"] | None,
        BeforeValidator(read_minutes),
        told("minutes, or not_done (a true nought), or missing (dont_know); never blank", "minutes"),
    ] = None
    low: Annotated[Number | None, told("lowest estimate of a group", "minutes")] = None
    most_likely: Annotated[Number | None, told("most likely estimate of a group", "minutes")] = None
    high: Annotated[Number | None, told("highest estimate of a group", "minutes")] = None
    n_cases: Annotated[Number, told("how many cases the answer speaks for", "cases")] = Decimal(1)
    case_ref: Annotated[str, told("case, for event records; a pseudonym")] = ""
    need_group: Annotated[str, told("group of needs")] = ""
    mode: Annotated[Mode, told("how it was collected")] = "survey"
    on: Annotated[Day | None, told("day of the activity")] = None


@dataclass
class Answers:
    """One respondent's answers on one activity: cases with minutes, cases not done, those missing."""

    done: list[tuple[Decimal, Decimal]] = field(default_factory=list)  # minutes, cases
    not_done: Decimal = Decimal(0)
    missing: Decimal = Decimal(0)

    @property
    def cases(self) -> Decimal:
        return total(cases for _, cases in self.done) + self.not_done

    @property
    def minutes(self) -> Decimal:
        return total(minutes * cases for minutes, cases in self.done)

    @property
    def cases_done(self) -> Decimal:
        return total(cases for _, cases in self.done)


@dataclass(frozen=True)
class Time:
    """How long an activity takes a role for one occurrence, and what that rests on."""

    mean: Decimal
    frequency: Decimal
    minutes_when_done: Decimal
    respondents: int
    records: int
    missing_share: Decimal
    per_respondent: dict[str, tuple[Decimal, Decimal]]  # pseudonym: minutes and weight
    modes: dict[str, int]
    median_when_done: Decimal | None = None
    quartiles_when_done: tuple[Decimal, Decimal] | None = None
    outliers: list[Decimal] = field(default_factory=list)
    mean_without_outliers: Decimal | None = None
    bounds: tuple[Decimal, Decimal] | None = None


def expected_minutes(low: Decimal, most_likely: Decimal, high: Decimal, shape: str) -> Decimal:
    """Return the mean of three estimates: PERT's (a + 4m + b) / 6, or the triangle's (a + m + b) / 3."""
    if shape == "triangular":
        return (low + most_likely + high) / 3
    return (low + 4 * most_likely + high) / 6


def minutes_of(record: TimeRecord, shape: str) -> Decimal | str:
    """Return a record's minutes or state."""
    if record.low is not None and record.most_likely is not None and record.high is not None:
        return expected_minutes(record.low, record.most_likely, record.high, shape)
    return MISSING if record.minutes is None else record.minutes


def check_records(records: Sequence[TimeRecord], findings: Findings) -> None:
    """Refuse records that say nothing, or what cannot be."""
    per_day: dict[tuple[str, Any], Decimal] = defaultdict(Decimal)
    for place, record in enumerate(records, 1):
        where = f"records[{place}]"
        check_state(record, where, findings)
        if record.n_cases <= 0:
            sentence = f"{record.respondent} answers for {record.n_cases} cases, which cannot be divided by: enter 1 or more."
            findings.add("E19", f"{where}.n_cases", sentence)
        if not record.process and record.activity not in ACTIVITIES:
            sentence = (
                f"{record.activity} is no activity of the catalogue: correct its code, or name its process."
            )
            findings.add("E13", f"{where}.activity", sentence)
        if record.on and isinstance(record.minutes, Decimal):
            per_day[record.respondent, record.on] += record.minutes
    for (respondent, on), minutes in per_day.items():
        if minutes > MINUTES_OF_A_DAY:
            sentence = f"{respondent} has {minutes} minutes on {on}, more than 24 hours: correct them."
            findings.add("E01", "records", sentence)


def check_state(record: TimeRecord, where: str, findings: Findings) -> None:
    """Refuse a blank time, and minutes below nought or above a day."""
    estimates = [record.low, record.most_likely, record.high]
    if record.minutes is None and all(estimate is None for estimate in estimates):
        sentence = f"Say what {record.respondent} answered on {record.activity}: minutes, not_done or missing; a blank is none."
        findings.add("E02", f"{where}.minutes", sentence)
        return
    if record.minutes is None and any(estimate is None for estimate in estimates):
        findings.add("E02", where, "Give all three estimates: low, most_likely and high.")
        return
    figures = [figure for figure in [record.minutes, *estimates] if isinstance(figure, Decimal)]
    for figure in figures:
        if figure < 0 or figure > MINUTES_OF_A_DAY:
            sentence = f"{record.activity} of {record.respondent} takes {figure} minutes: enter 0 to {MINUTES_OF_A_DAY:,}."
            findings.add("E01", f"{where}.minutes", sentence)
    known = [estimate for estimate in estimates if estimate is not None]
    if known != sorted(known):
        findings.add("E01", where, "Put the three estimates in order: low, most_likely, high.")


def time_of(
    records: Sequence[TimeRecord], *, by_case: bool = False, shape: str = "pert", winsorise: bool = False
) -> Time | None:
    """Return the time of one activity from records of one role; None where nobody answered."""
    minutes_done = [m for record in records if isinstance(m := minutes_of(record, shape), Decimal)]
    fence = upper_fence(minutes_done)
    outliers = [m for m in minutes_done if fence is not None and m > fence]
    cap = fence if winsorise else None
    answers = answers_by_respondent(records, shape, cap)
    per_respondent = contributions(answers, by_case=by_case)
    if not per_respondent:
        return None
    frequency = weighted_frequency(answers, by_case=by_case)
    middle = ratio(per_respondent)
    asked = total(record.n_cases for record in records)
    missing = total(answer.missing for answer in answers.values())
    ordered = sorted(minutes_done)
    return Time(
        mean=middle,
        frequency=frequency,
        minutes_when_done=middle / frequency if frequency else Decimal(0),
        respondents=len(per_respondent),
        records=len(records),
        missing_share=missing / asked,
        per_respondent=per_respondent,
        modes=counted_modes(records),
        median_when_done=quantile(ordered, Decimal("0.5")) if ordered else None,
        quartiles_when_done=(quantile(ordered, Decimal("0.25")), quantile(ordered, Decimal("0.75")))
        if ordered
        else None,
        outliers=outliers,
        mean_without_outliers=mean_without(records, fence, by_case=by_case, shape=shape)
        if outliers
        else None,
        bounds=bounds_of(records, ordered, by_case=by_case, shape=shape) if missing and ordered else None,
    )


def answers_by_respondent(
    records: Sequence[TimeRecord], shape: str, cap: Decimal | None = None
) -> dict[str, Answers]:
    """Return each respondent's answers; minutes above a cap count as the cap."""
    answers: dict[str, Answers] = defaultdict(Answers)
    for record in records:
        answer, minutes = answers[record.respondent], minutes_of(record, shape)
        if minutes == MISSING:
            answer.missing += record.n_cases
        elif minutes == NOT_DONE:
            answer.not_done += record.n_cases
        elif isinstance(minutes, Decimal):
            answer.done.append((minutes if cap is None else min(minutes, cap), record.n_cases))
    return dict(answers)


def contributions(answers: dict[str, Answers], *, by_case: bool) -> dict[str, tuple[Decimal, Decimal]]:
    """Return what each respondent adds above and below the line of the mean."""
    known = {name: answer for name, answer in answers.items() if answer.cases}
    if by_case:
        return {name: (answer.minutes, answer.cases) for name, answer in known.items()}
    return {name: (answer.minutes / answer.cases, Decimal(1)) for name, answer in known.items()}


def ratio(contributed: dict[str, tuple[Decimal, Decimal]]) -> Decimal:
    """Return the mean that respondents' contributions make."""
    weight = total(weight for _, weight in contributed.values())
    return total(minutes for minutes, _ in contributed.values()) / weight


def weighted_frequency(answers: dict[str, Answers], *, by_case: bool) -> Decimal:
    """Return the share of occurrences in which the activity was done."""
    known = [answer for answer in answers.values() if answer.cases]
    if by_case:
        return total(answer.cases_done for answer in known) / total(answer.cases for answer in known)
    return mean([answer.cases_done / answer.cases for answer in known])


def upper_fence(minutes: Sequence[Decimal]) -> Decimal | None:
    """Return Q3 + 3 · IQR, above which a time is pointed out; four are needed to have quartiles."""
    if len(minutes) < 4:
        return None
    ordered = sorted(minutes)
    lower, upper = quantile(ordered, Decimal("0.25")), quantile(ordered, Decimal("0.75"))
    return upper + 3 * (upper - lower)


def mean_without(
    records: Sequence[TimeRecord], fence: Decimal | None, *, by_case: bool, shape: str
) -> Decimal | None:
    """Return the mean without times above the fence."""
    kept = [
        r for r in records if not (isinstance(m := minutes_of(r, shape), Decimal) and fence and m > fence)
    ]
    contributed = contributions(answers_by_respondent(kept, shape), by_case=by_case)
    return ratio(contributed) if contributed else None


def bounds_of(
    records: Sequence[TimeRecord], ordered: Sequence[Decimal], *, by_case: bool, shape: str
) -> tuple[Decimal, Decimal]:
    """Return the mean with what is missing filled by the 5th and by the 95th percentile."""
    filled = []
    for share in (Decimal("0.05"), Decimal("0.95")):
        answers = answers_by_respondent(records, shape)
        for answer in answers.values():
            if answer.missing:
                answer.done.append((quantile(ordered, share), answer.missing))
        filled.append(ratio(contributions(answers, by_case=by_case)))
    return filled[0], filled[1]


def counted_modes(records: Sequence[TimeRecord]) -> dict[str, int]:
    """Return how many records were collected in which way."""
    return {mode: n for mode in MODES if (n := sum(record.mode == mode for record in records))}
