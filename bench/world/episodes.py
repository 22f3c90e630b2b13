"""Episodes at every stage of their life, with who sees them, who agreed and who helps."""

from __future__ import annotations

from bench.world.authority import FIRST_WITH_CASES
from bench.world.inserting import Connection, insert, keep
from opencaf.access.models import AccessGrant, AccessRequest
from opencaf.episodes import models as m

SIGNED = {"authority_id": "here.id", "recorded_by_id": "ep.worker"}
STATES = (
    *["closed"] * 8,
    *["intended"] * 2,
    *["assessing"] * 2,
    *["planning"] * 2,
    *["supporting"] * 5,
    "suspended",
)
# How many days ago an episode in a state was intended: from, and how many days more at most.
AGES = {
    "closed": (260, 900),
    "intended": (1, 50),
    "assessing": (20, 60),
    "planning": (50, 60),
    "supporting": (90, 420),
    "suspended": (150, 400),
}
ASSESSED = "ep.state not in ('intended', 'assessing')"
MET = "ep.state in ('supporting', 'suspended', 'closed')"


def make_episodes(connection: Connection, *, episodes: int) -> None:
    """Make episodes of one child or, every fourth one, of two; twelve in twenty are open."""
    keep_episodes(connection, episodes)
    make_heads(connection)
    make_grants(connection)
    make_agreement(connection)
    make_team(connection)


def keep_episodes(connection: Connection, episodes: int) -> None:
    """Keep what the other sets need of each episode, and of each child of it."""
    state = f"(array{list(STATES)!r})[1 + i % {len(STATES)}]"
    days = " ".join(
        f"when '{state}' then {least} + (i * 37 % {more})::int" for state, (least, more) in AGES.items()
    )
    first = FIRST_WITH_CASES
    workers = f"(select count(*) - {first} from practitioner_no)"
    keep(
        connection,
        "ep",
        f"""select gen_random_uuid() id, kid.id kid, kid.mother, stage.i n, stage.state, stage.intended,
            w.id worker, h.id helper, post.agency_id agency, agency.locality_id locality,
            case stage.state when 'closed' then stage.intended + 240 end closed
            from (select i, {state} state, here.today - case {state} {days} end intended
                  from here, generate_series(0, {episodes - 1}) i) stage
            join kid on kid.n = stage.i * 2
            join practitioner_no w on w.n = {first} + (stage.i * 11 + stage.i / {workers}) % {workers}
            join practitioner_no h on h.n = {first} + (stage.i * 11 + stage.i / {workers} + 5) % {workers}
            join agencies_post post on post.practitioner_id = w.id and post.job_title = 'Support worker'
            join agencies_agency agency on agency.id = post.agency_id
            order by stage.i""",
        key="id",
    )
    keep(
        connection,
        "epkid",
        """select ep.*, kid.id child, kid.n % 2 position from ep join kid first on first.id = ep.kid
           join kid on kid.n = first.n or (kid.n = first.n + 1 and ep.n % 4 = 0) order by ep.n""",
        key="id",
    )


def make_heads(connection: Connection) -> None:
    """The episodes with their children, the look before them, checklists, levels and suspensions."""
    insert(
        connection,
        m.Episode,
        "here, ep",
        **SIGNED,
        id="ep.id",
        recorded_at="ep.intended",
        reference="'ZB-' || ep.n",
        family_id="ep.kid",
        locality_id="ep.locality",
        state="ep.state",
        intended_on="ep.intended",
        initiator_id="ep.worker",
        initiating_agency_id="ep.agency",
        why="'She talks little and is often away. Her mother asks for help with the mornings.'",
        told="'Her mother, on the telephone'",
        closed_on="ep.closed",
    )
    insert(
        connection,
        m.EpisodeChild,
        "here, epkid ep",
        **SIGNED,
        episode_id="ep.id",
        child_id="ep.child",
        joined_on="ep.intended",
        is_open="ep.state <> 'closed'",
        position="ep.position",
    )
    insert(
        connection,
        m.RecordCheck,
        "here, ep",
        **SIGNED,
        episode_id="ep.id",
        checked_on="ep.intended",
        searched_for="'Name and date of birth'",
        found="'Nothing'",
    )
    insert(
        connection,
        m.Checklist,
        "here, ep where ep.n % 3 = 0",
        **SIGNED,
        id="ep.id",
        episode_id="ep.id",
        filled_in_on="ep.intended",
        filled_in_by_id="ep.worker",
        decision="'start_caf'",
    )
    insert(
        connection,
        m.ChecklistEntry,
        "here, ep, (values ('healthy'), ('safe_from_harm'), ('learning_developing'), ('positive_impact'),"
        " ('free_from_poverty')) asked (code) where ep.n % 3 = 0",
        **SIGNED,
        checklist_id="ep.id",
        question="asked.code",
        answer="'yes'",
    )
    insert(
        connection,
        m.LevelOfNeed,
        f"here, ep where {ASSESSED}",
        **SIGNED,
        episode_id="ep.id",
        level="2 + ep.n % 2",
        decided_on="ep.intended + 21",
        decided_by_id="ep.worker",
    )
    insert(
        connection,
        m.Suspension,
        "here, ep where ep.state = 'suspended'",
        **SIGNED,
        episode_id="ep.id",
        started_on="ep.intended + 120",
        reason="'Children''s social care is looking into it.'",
    )


def make_grants(connection: Connection) -> None:
    """Why each of those who help may see the case, and who has found a child in a search."""
    granted = {"authority_id": "here.id", "child_id": "ep.child", "starts_at": "ep.intended"}
    for who, basis, of_those in (
        ("ep.worker", "initiated", "true"),
        ("ep.worker", "lead", MET),
        ("ep.helper", "team", MET),
    ):
        insert(
            connection,
            AccessGrant,
            f"here, epkid ep where {of_those}",
            **granted,
            **held_by(who),
            episode_id="ep.id",
            level="3",
            basis=f"'{basis}'",
        )
    insert(
        connection,
        AccessGrant,
        "here, epkid ep",
        **granted,
        **held_by("ep.worker"),
        level="3",
        basis="'recorded'",
    )
    insert(
        connection,
        AccessGrant,
        "here, epkid ep",
        **granted,
        **held_by("ep.helper"),
        level="1",
        basis="'found'",
    )
    insert(
        connection,
        AccessRequest,
        "here, epkid ep where ep.state = 'supporting' and ep.n % 20 = 16",
        **SIGNED,
        asked_by_id="ep.helper",
        asked_of_id="ep.worker",
        child_id="ep.child",
        episode_id="ep.id",
        purpose="'I am the new health visitor.'",
        asked_on="ep.intended",
        answer_by="ep.intended + 5",
    )


def held_by(who: str) -> dict[str, str]:
    """Return whose a grant is and where they work, which no trigger fills in where keys go unchecked."""
    post = f"agencies_post held where held.practitioner_id = {who} order by held.id limit 1"
    return {"practitioner_id": who, "agency_id": f"(select agency_id from {post})"}


def make_agreement(connection: Connection) -> None:
    """Consent to assess, and to share with who works with the family and three agencies."""
    keep(
        connection,
        "agreed",
        "select gen_random_uuid() answer, ep.*, kind.code from ep, (values ('assess'), ('share')) kind (code)"
        " where ep.state <> 'intended' order by ep.n",
    )
    insert(
        connection,
        m.Consent,
        "here, agreed ep",
        **SIGNED,
        id="ep.answer",
        episode_id="ep.id",
        kind="ep.code",
        given="true",
        answered_on="ep.intended + 3",
        given_by_id="ep.mother",
        capacity="'parent'",
        method="'written'",
        explained_by_id="ep.worker",
        words="'Yes, but not to the neighbours.'",
    )
    keep(
        connection,
        "told",
        "select distinct on (ep.answer, reader.agency) gen_random_uuid() id, ep.answer, ep.worker, reader.*"
        " from agreed ep cross join lateral ("
        "   select post.agency_id, 'everything', 0 from agencies_post post"
        "   where post.practitioner_id in (ep.worker, ep.helper)"
        "   union all"
        "   select agency_no.id, (array['everything', 'part', 'nothing'])[1 + i], 1"
        "   from generate_series(0, 2) i join agency_no on true"
        "   where agency_no.n = (ep.n + i) % (select count(*) from agency_no)"
        " ) reader (agency, share, rank) where ep.code = 'share'"
        " order by ep.answer, reader.agency, reader.rank",
    )
    insert(
        connection,
        m.ConsentAgency,
        "here, told ep",
        **SIGNED,
        id="ep.id",
        consent_id="ep.answer",
        agency_id="ep.agency",
        share="ep.share",
    )


def make_team(connection: Connection) -> None:
    """Who leads, and the team of the lead professional, a helper and the mother."""
    insert(
        connection,
        m.LeadProfessional,
        f"here, ep where {MET}",
        **SIGNED,
        episode_id="ep.id",
        practitioner_id="ep.worker",
        agency_id="ep.agency",
        started_on="ep.intended + 40",
        ended_on="ep.closed",
        chosen_by="'The family and the meeting'",
    )
    member = {**SIGNED, "episode_id": "ep.id", "joined_on": "ep.intended + 40", "left_on": "ep.closed"}
    for who in ("ep.worker", "ep.helper"):
        insert(
            connection,
            m.TeamMember,
            f"here, ep join agencies_post post on post.practitioner_id = {who}"
            f" and post.job_title = 'Support worker' where {MET}",
            **member,
            practitioner_id=who,
            agency_id="post.agency_id",
            role="'Support worker'",
        )
    insert(
        connection, m.TeamMember, f"here, ep where {MET}", **member, person_id="ep.mother", role="'Mother'"
    )
