"""The second wall around what a family leaves out for an agency: conditions on rows (docs/adr/0018).

They say in SQL what queries.withholding says to pages, over the same rows of Withheld. Most people see
nothing kept from them, so that each condition first asks, once for a statement, in which cases anything is.
"""

from __future__ import annotations

from opencaf.core.second_wall import LimitRows

CASES = "(select episodes_with_parts_left_out())"
NONE = f"{CASES} = '{{}}'::uuid[]"
POLICY = "not_left_out"


class HidePartsLeftOut(LimitRows):
    """Hide the rows about one element of one child from whoever may not see that part.

    case: how the row leads to its case, as SQL.
    """

    def __init__(self, name: str, *, case: str = "episode_id") -> None:
        self.settings = {"case": case}
        elsewhere = f"{case} <> all(({CASES})::uuid[])"
        using = f"{elsewhere} or not episodes_is_left_out({case}, child_id, element)"
        super().__init__(name, POLICY, using=using)

    def deconstruct(self) -> tuple[str, list[str], dict[str, str]]:
        return HidePartsLeftOut.__qualname__, [self.name], dict(self.settings)


class HideToldLeftOut(LimitRows):
    """Hide for which child a box tells an element, where that part is left out."""

    def __init__(self, name: str) -> None:
        told = f"episodes_is_told_openly({CASES}, assessment_id, question_id, child_id)"
        super().__init__(name, POLICY, using=f"{NONE} or {told}")

    def deconstruct(self) -> tuple[str, list[str], dict[str, str]]:
        return HideToldLeftOut.__qualname__, [self.name], {}


class HideStoriesLeftOut(LimitRows):
    """Hide a box whose element is left out for every child it is about."""

    def __init__(self, name: str) -> None:
        is_open = f"episodes_box_is_open({CASES}, id, assessment_id, question_id)"
        super().__init__(name, POLICY, using=f"{NONE} or {is_open}")

    def deconstruct(self) -> tuple[str, list[str], dict[str, str]]:
        return HideStoriesLeftOut.__qualname__, [self.name], {}


class HideConclusionsLeftOut(LimitRows):
    """Hide what tells of all parts of an assessment from whoever sees none of them."""

    def __init__(self, name: str) -> None:
        sees = f"episodes_sees_a_part({CASES}, assessment_id)"
        super().__init__(name, POLICY, using=f"assessment_id is null or {NONE} or {sees}")

    def deconstruct(self) -> tuple[str, list[str], dict[str, str]]:
        return HideConclusionsLeftOut.__qualname__, [self.name], {}


class HideAnswersLeftOut(LimitRows):
    """Hide what somebody was asked to write about an element that is left out for every child asked about."""

    def __init__(self, name: str) -> None:
        is_open = f"episodes_answer_is_open({CASES}, contribution_id, question_id)"
        super().__init__(name, POLICY, using=f"{NONE} or {is_open}")

    def deconstruct(self) -> tuple[str, list[str], dict[str, str]]:
        return HideAnswersLeftOut.__qualname__, [self.name], {}


class HideEventsLeftOut(LimitRows):
    """Hide an event of the chronology that names a child of whom its part, or every part, is left out."""

    def __init__(self, name: str) -> None:
        is_open = f"episodes_event_is_open({CASES}, id, episode_id, element)"
        super().__init__(name, POLICY, using=f"{NONE} or {is_open}")

    def deconstruct(self) -> tuple[str, list[str], dict[str, str]]:
        return HideEventsLeftOut.__qualname__, [self.name], {}


class HideFilesLeftOut(LimitRows):
    """Hide a file that may tell of a part left out: without an element of any, without a child of all."""

    def __init__(self, name: str) -> None:
        elsewhere = f"episode_id <> all(({CASES})::uuid[])"
        using = f"{elsewhere} or not episodes_file_is_left_out(episode_id, child_id, element)"
        super().__init__(name, POLICY, using=using)

    def deconstruct(self) -> tuple[str, list[str], dict[str, str]]:
        return HideFilesLeftOut.__qualname__, [self.name], {}


class HideRemarksLeftOut(LimitRows):
    """Hide what is said about an element left out for any child; about the whole, where any part is."""

    def __init__(self, name: str) -> None:
        elsewhere = f"episode_id <> all(({CASES})::uuid[])"
        using = f"{elsewhere} or not episodes_file_is_left_out(episode_id, null, element)"
        super().__init__(name, POLICY, using=using)

    def deconstruct(self) -> tuple[str, list[str], dict[str, str]]:
        return HideRemarksLeftOut.__qualname__, [self.name], {}
