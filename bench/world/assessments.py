"""Assessments with nineteen stories of real length, marks by child, conclusions and the family's words."""

from __future__ import annotations

from bench.world.episodes import ASSESSED, SIGNED
from bench.world.inserting import Connection, insert, keep, quoted
from opencaf.episodes import models as m

STORY = quoted("She talks in short sentences at school and sings all the way home. " * 12)
WRITTEN = "ep.state <> 'intended'"
FINDINGS = (
    "(values ('strength', 0), ('strength', 1), ('need', 2), ('worry', 3), ('goal', 4)) f (kind, position)"
)
MARK = "(array[0, 1, 2, 3, 3, 4, 5])[1 + (ep.position * 7 + ep.n) % 7]"


def make_assessments(connection: Connection) -> None:
    """Make one assessment for each episode that got so far; a draft is half written."""
    insert(
        connection,
        m.Assessment,
        f"here, ep, episodes_assessmentform form where {WRITTEN}",
        **SIGNED,
        id="ep.id",
        episode_id="ep.id",
        form_id="form.id",
        state="case when ep.state = 'assessing' then 'draft' else 'completed' end",
        started_on="ep.intended + 3",
        completed_on=f"case when {ASSESSED} then ep.intended + 21 end",
        shown_to_family_on=f"case when {ASSESSED} then ep.intended + 21 end",
        assessor_id="ep.worker",
        reason="'Slow to talk, and a damp flat.'",
        home_situation=STORY,
        summary="'A child who is loved, in a home that makes her ill.'",
        level_of_need="2",
    )
    make_boxes(connection)
    make_conclusions(connection)


def make_boxes(connection: Connection) -> None:
    """A box for each element, told once for all children, and a mark for each child in those written."""
    keep(
        connection,
        "box",
        f"""select gen_random_uuid() story, ep.*, q.id question, q.code, q.position,
            ep.state <> 'assessing' or q.position < 10 written
            from ep, episodes_question q where {WRITTEN} order by ep.n, q.position""",
        key="id",
    )
    keep(
        connection,
        "kidbox",
        "select ep.*, epkid.child from box ep join epkid using (id) order by ep.n, ep.position",
    )
    insert(
        connection,
        m.Story,
        "here, box ep",
        **SIGNED,
        id="ep.story",
        assessment_id="ep.id",
        question_id="ep.question",
        written_by_id="case when ep.written then ep.worker end",
        written_on="case when ep.written then ep.intended + 10 end",
        story=f"case when ep.written then {STORY} else '' end",
        strengths="case when ep.written then 'Laughs easily.' else '' end",
    )
    insert(
        connection,
        m.StoryChild,
        "here, kidbox ep",
        **SIGNED,
        story_id="ep.story",
        assessment_id="ep.id",
        question_id="ep.question",
        child_id="ep.child",
    )
    insert(
        connection,
        m.Mark,
        "here, kidbox ep where ep.written",
        **SIGNED,
        episode_id="ep.id",
        assessment_id="ep.id",
        occasion="'start'",
        child_id="ep.child",
        element="ep.code",
        state="case when ep.position = 6 then 'dont_know' else 'marked' end",
        value=f"case when ep.position <> 6 then {MARK} end",
        rated_by_id="ep.worker",
        marked_on="ep.intended + 10",
    )


def make_conclusions(connection: Connection) -> None:
    """Findings, a visit, a service that helps already, and what child and parent say."""
    insert(
        connection,
        m.Finding,
        f"here, ep, {FINDINGS} where {WRITTEN}",
        **SIGNED,
        assessment_id="ep.id",
        kind="f.kind",
        text="'Her mother and her nan turn up, every time.'",
        position="f.position",
    )
    insert(
        connection,
        m.AssessmentVisit,
        f"here, ep where {WRITTEN}",
        **SIGNED,
        assessment_id="ep.id",
        visited_on="ep.intended + 8",
        visited_by_id="ep.worker",
    )
    insert(
        connection,
        m.ServiceInvolved,
        f"here, ep where {WRITTEN}",
        **SIGNED,
        assessment_id="ep.id",
        agency_id="ep.agency",
        details="'Extra help with reading on Tuesdays'",
        contributed="true",
    )
    insert(
        connection,
        m.FamilyView,
        f"here, ep, (values ('child'), ('parent')) whose (code) where {ASSESSED}",
        **SIGNED,
        episode_id="ep.id",
        assessment_id="ep.id",
        whose="whose.code",
        person_id="case whose.code when 'child' then ep.kid else ep.mother end",
        said_on="ep.intended + 21",
        text="'I want a bed that is only mine.'",
    )
