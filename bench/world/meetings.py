"""Meetings that were held and are planned, reviews that mark anew, and the plan."""

from __future__ import annotations

from bench.world.episodes import MET, SIGNED
from bench.world.inserting import Connection, insert, keep
from opencaf.episodes import models as m

ATTENDANCE = (("practitioner_id", "ep.worker", "present"), ("practitioner_id", "ep.helper", "apologies"))
REVIEWED = 10  # elements that a review marks anew


def make_meetings(connection: Connection) -> None:
    """Make up to three held meetings twelve weeks apart, and one that is planned."""
    keep(
        connection,
        "met",
        f"""select gen_random_uuid() meeting, gen_random_uuid() review, ep.*, i, kind.id kind,
            ep.intended + 40 + 84 * (i - 1) held
            from here, ep, generate_series(1, 3) i, agencies_meetingkind kind
            where {MET} and kind.code = 'tac'
            and ep.intended + 40 + 84 * (i - 1) <= coalesce(ep.closed, here.today) order by ep.n, i""",
        key="id",
    )
    insert(
        connection,
        m.Meeting,
        "here, met ep",
        **SIGNED,
        id="ep.meeting",
        episode_id="ep.id",
        kind_id="ep.kind",
        status="'held'",
        planned_for="ep.held",
        held_on="ep.held",
        place="'The school'",
        chair_id="ep.worker",
        minutes_by_id="ep.worker",
        notes="'We talked about the mornings, the flat and the play group.'",
        next_on="ep.held + 84",
    )
    insert(
        connection,
        m.Meeting,
        "here, ep, agencies_meetingkind kind where kind.code = 'review'"
        " and ep.state in ('planning', 'supporting') and ep.n % 5 > 0",
        **SIGNED,
        episode_id="ep.id",
        kind_id="kind.id",
        planned_for="here.today + (ep.n % 60)::int - 10",
        place="'The school'",
    )
    make_attendance(connection)
    make_reviews(connection)


def make_attendance(connection: Connection) -> None:
    """Who came, and what was decided."""
    for column, who, state in (*ATTENDANCE, ("person_id", "ep.mother", "present")):
        insert(
            connection,
            m.Attendance,
            "here, met ep",
            **SIGNED,
            meeting_id="ep.meeting",
            state=f"'{state}'",
            **{column: who},
        )
    insert(
        connection,
        m.Decision,
        "here, met ep, generate_series(0, 1) position",
        **SIGNED,
        meeting_id="ep.meeting",
        text="'The housing officer is asked to look at the damp before winter.'",
        position="position",
    )


def make_reviews(connection: Connection) -> None:
    """From the second meeting on, a look back with marks agreed by the team."""
    again = "here, met ep where ep.i > 1"
    insert(
        connection,
        m.Review,
        again,
        **SIGNED,
        id="ep.review",
        episode_id="ep.id",
        meeting_id="ep.meeting",
        reviewed_on="ep.held",
        what_changed="'She goes to the play group twice a week.'",
    )
    insert(
        connection,
        m.Mark,
        "here, met ep join epkid using (id) join episodes_question q"
        f" on q.position < {REVIEWED} where ep.i > 1",
        authority_id="here.id",
        recorded_by_id="ep.worker",
        episode_id="ep.id",
        review_id="ep.review",
        occasion="'review'",
        child_id="epkid.child",
        element="q.code",
        state="'marked'",
        value="(q.position + ep.n + ep.i) % 4",
        rater="'team'",
        marked_on="ep.held",
    )
    insert(
        connection,
        m.FamilyView,
        again,
        **SIGNED,
        episode_id="ep.id",
        review_id="ep.review",
        whose="'parent'",
        person_id="ep.mother",
        said_on="ep.held",
        text="'The mornings are shorter now.'",
    )


def make_plans(connection: Connection) -> None:
    """Two outcomes, each with two actions and a line of progress on both."""
    keep(
        connection,
        "wanted",
        "select gen_random_uuid() outcome, ep.*, i from ep, generate_series(0, 1) i"
        f" where {MET} order by ep.n",
        key="id",
    )
    insert(
        connection,
        m.Outcome,
        "here, wanted ep",
        **SIGNED,
        id="ep.outcome",
        episode_id="ep.id",
        wording="'Mornings that are not so long.'",
        measure="'Days at school in a month'",
        agreed_on="ep.intended + 40",
        target_on="ep.intended + 200",
        status="case when ep.closed is null then 'open' when ep.n % 3 = 0 then 'partly' else 'met' end",
        position="ep.i",
    )
    insert(
        connection,
        m.OutcomeChild,
        "here, wanted ep",
        **SIGNED,
        outcome_id="ep.outcome",
        child_id="ep.kid",
    )
    insert(
        connection,
        m.OutcomeTie,
        "here, wanted ep join episodes_question q on q.position = ep.n % 19",
        **SIGNED,
        outcome_id="ep.outcome",
        kind="'element'",
        code="q.code",
    )
    make_actions(connection)


def make_actions(connection: Connection) -> None:
    """The first action of an outcome is done; the second is done too where the episode is closed."""
    keep(
        connection,
        "promised",
        "select gen_random_uuid() action, ep.*, j from wanted ep, generate_series(0, 1) j order by ep.n",
    )
    insert(
        connection,
        m.Action,
        "here, promised ep",
        **SIGNED,
        id="ep.action",
        outcome_id="ep.outcome",
        what="'Go to the play group together on Tuesday.'",
        owner_id="case ep.i when 0 then ep.worker else ep.helper end",
        agreed_on="ep.intended + 40",
        due_on="case ep.j when 0 then ep.intended + 60 else here.today + (ep.n % 90)::int - 20 end",
        status="case when ep.j = 0 or ep.closed is not null then 'done' else 'in_progress' end",
        closed_on="case when ep.j = 0 then ep.intended + 60 else ep.closed end",
        position="ep.j",
    )
    insert(
        connection,
        m.ActionProgress,
        "here, promised ep",
        **SIGNED,
        action_id="ep.action",
        said_on="ep.intended + 55",
        said_by_id="ep.worker",
        text="'Went twice; she stayed the whole hour.'",
    )
