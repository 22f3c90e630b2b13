from django.db import migrations

from opencaf.access.case_wall import (
    LOCALITY,
    PRACTITIONER,
    SEES_ALL,
    SEES_EVERY_CASE,
    RaiseCaseWall,
    RaiseWallBehind,
    child_ids,
    episode_ids,
    within_sight,
)
from opencaf.access.models import Level
from opencaf.core.second_wall import LimitRows

NEAR = """
-- Whether a case is in the locality of the coordinator or manager who asks, or in none.
create function episodes_is_near(asked uuid) returns boolean
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
    here uuid := access_locality();
begin
    return here is not null and exists (
        select from episodes_episode near
        where near.id = asked and near.authority_id = nullif(current_setting('app.authority', true), '')::uuid
          and (near.locality_id = here or near.locality_id is null));
end $$;
"""

# What must be known of cases that are not open to who asks (access.past_the_wall).
EXISTENCE = """
create function episodes_known_to_exist(children uuid[]) returns table (
    child_id uuid, episode_id uuid, is_open boolean, is_second boolean, reference text, state text,
    intended_on date, closed_on date, contact_id uuid, given_name text, family_name text, phone text,
    email text, is_lead boolean)
language sql stable security definer set search_path = public, pg_temp as $$
    select about.child_id, episode.id, about.is_open, about.second_open_reason <> '', episode.reference,
           episode.state, episode.intended_on, episode.closed_on, contact.id, contact.given_name,
           contact.family_name, contact.phone, contact.email, lead.id is not null
    from episodes_episodechild about
    join episodes_episode episode on episode.id = about.episode_id
    left join episodes_leadprofessional lead on lead.episode_id = episode.id and lead.ended_on is null
    join agencies_practitioner contact on contact.id = coalesce(lead.practitioner_id, episode.initiator_id)
    where about.authority_id = nullif(current_setting('app.authority', true), '')::uuid
      and about.child_id = any(children)
    order by about.is_open desc, episode.intended_on desc, episode.id
$$;

-- The children of a case whom the practitioner who asks has found, so that a refusal may say whom to ask.
create function episodes_children_found(asked uuid) returns setof uuid
language sql stable security definer set search_path = public, pg_temp as $$
    select about.child_id from episodes_episodechild about
    where about.episode_id = asked and about.child_id = any(access_child_ids(1))
    order by about.position, about.id
$$;

-- Numbers without cases, for who reads reports without seeing cases: small ones are hidden before they are shown.
create function episodes_started(first_day date, ends_before date) returns table (
    counts text, month date, sector text, is_unborn boolean, age integer, sex text, ethnicity text,
    number bigint)
language sql stable security definer set search_path = public, pg_temp as $$
    with begun as (
        select episode.id, episode.intended_on, date_trunc('month', episode.intended_on)::date as month,
               agency.sector
        from episodes_episode episode join agencies_agency agency on agency.id = episode.initiating_agency_id
        where episode.authority_id = nullif(current_setting('app.authority', true), '')::uuid
          and agencies_holds_role('training', 'analyst', 'coordinator', 'manager')
          and episode.intended_on >= first_day and episode.intended_on < ends_before
          and not exists (
              select from episodes_closure closure
              where closure.episode_id = episode.id and closure.reopened_on is null
                and closure.reason in ('opened_in_error', 'merged_or_duplicate')))
    select 'episode', begun.month, begun.sector, false, null::integer, '', '', count(*)
    from begun group by 2, 3
    union all
    select 'child', begun.month, '', child.expected_on is not null or child.born_on > begun.intended_on,
           extract(year from age(begun.intended_on, coalesce(child.born_on, child.age_known_on)))::integer
               + case when child.born_on is null then child.age_years else 0 end,
           child.sex, child.ethnicity, count(*)
    from begun
    join episodes_episodechild about on about.episode_id = begun.id
    join people_person child on child.id = about.child_id
    group by 2, 4, 5, 6, 7
$$;
"""

LET_GO = """
drop function episodes_started(date, date);
drop function episodes_children_found(uuid);
drop function episodes_known_to_exist(uuid[]);
"""

FREELY = "true"  # who gives a grant, or asks for one, may not see the case yet
EPISODE = (
    f"id = any({episode_ids(Level.SUMMARY)}) or {SEES_EVERY_CASE} "
    f"or ({LOCALITY} is not null and (locality_id = {LOCALITY} or locality_id is null))"
)
OF_A_CHILD = f"episode_id is null and ({SEES_ALL} or child_id = any({child_ids(Level.FULL)}))"
GRANT = f"practitioner_id = {PRACTITIONER} or {within_sight('episode_id')} or ({OF_A_CHILD})"
REQUEST = (
    f"asked_by_id = {PRACTITIONER} or asked_of_id = {PRACTITIONER} "
    f"or {within_sight('episode_id')} or ({OF_A_CHILD})"
)
CORRECTION = (
    f"{within_sight('episode_id')} or (episode_id is null and people_sees_record(record_kind, record_id))"
)


def behind(names: str, parent: str) -> list[LimitRows]:
    """Return the walls of the tables whose rows belong to a row of another."""
    return [
        RaiseWallBehind(name, parent=f"episodes_{parent}", via=f"{via or parent}_id")
        for name, _, via in (word.partition(":") for word in names.split())
    ]


class Migration(migrations.Migration):
    dependencies = [
        ("episodes", "0006_let_looks_be_read"),
        ("people", "0003_raise_walls_by_grants"),
        ("audit", "0005_find_who_was_shown"),
    ]
    operations = [
        migrations.RunSQL(NEAR, "drop function episodes_is_near(uuid)"),
        LimitRows("Episode", "within_a_case", using=EPISODE),
        # what the summary of a case is made of
        *(
            RaiseCaseWall(name, least=Level.SUMMARY)
            for name in ("EpisodeChild", "LeadProfessional", "TeamMember")
        ),
        *(
            RaiseCaseWall(name)
            for name in (
                "RecordCheck",
                "LevelOfNeed",
                "Suspension",
                "Checklist",
                "Consent",
                "Assessment",
                "Meeting",
                "Review",
                "Closure",
                "Mark",
                "Outcome",
                "ContactNote",
                "ServiceRequest",
                "FamilyView",
            )
        ),
        RaiseWallBehind(
            "HandoverStep",
            parent="episodes_leadprofessional",
            via="lead_id",
            also=within_sight("parent.episode_id"),
        ),
        *behind("ChecklistEntry", "checklist"),
        *behind("ConsentChild ConsentAgency ConsentContributor", "consent"),
        *behind("AssessmentVisit Story StoryChild Finding ServiceInvolved", "assessment"),
        *behind("StoryRevision", "story"),
        *behind("Attendance Decision", "meeting"),
        *behind("OutcomeChild OutcomeTie Action", "outcome"),
        *behind("ActionProgress", "action"),
        *behind("ServiceRequestChild:request ServiceDecision:request", "servicerequest"),
        *behind("ClosureResult RemainingNeed", "closure"),
        LimitRows("access.AccessGrant", "of_somebody_or_within_a_case", using=GRANT, check=FREELY),
        LimitRows("access.AccessRequest", "of_somebody_or_within_a_case", using=REQUEST, check=FREELY),
        LimitRows("audit.Correction", "with_what_was_corrected", using=CORRECTION),
        migrations.RunSQL(EXISTENCE, LET_GO),
    ]
