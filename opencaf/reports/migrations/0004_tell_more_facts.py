from importlib import import_module

from django.db import migrations

# What three more reports count, in SQL, as 0002 has the others: the same facts as opencaf/reports/questions.
VOICES = """
create function reports_facts_voices(first_day date, ends_before date) returns table (
    fact_id uuid, episode_id uuid, child_id uuid, happened_on date, codes jsonb, holds boolean)
language sql stable set search_path = public, pg_temp as $$
    with marked as (
        select mark.assessment_id, mark.review_id, mark.rater from episodes_mark mark
        where mark.authority_id = reports_authority() and mark.state = 'marked'
    ), heard as (
        select assessment.id, assessment.episode_id, assessment.completed_on as day, 'assessment' as occasion,
               exists (select from marked where marked.assessment_id = assessment.id
                       and rater = 'young_person')
               or exists (select from episodes_finding finding
                          where finding.assessment_id = assessment.id
                            and reports_is_child_of(finding.whose_id, assessment.episode_id)) as by_child,
               exists (select from marked where marked.assessment_id = assessment.id and rater = 'parent')
               or exists (select from episodes_finding finding
                          where finding.assessment_id = assessment.id and finding.whose_id is not null
                            and not reports_is_child_of(finding.whose_id, assessment.episode_id))
                   as by_parents,
               exists (select from episodes_story story
                       where story.assessment_id = assessment.id and story.family_words <> '') as by_family
        from episodes_assessment assessment
        where assessment.authority_id = reports_authority()
        union all
        select review.id, review.episode_id, review.reviewed_on, 'review',
               exists (select from marked where marked.review_id = review.id and rater = 'young_person')
               or exists (select from episodes_attendance came
                          join episodes_wordsbefore words on words.attendance_id = came.id
                          where came.meeting_id = review.meeting_id
                            and reports_is_child_of(came.person_id, review.episode_id)),
               exists (select from marked where marked.review_id = review.id and rater = 'parent')
               or exists (select from episodes_attendance came
                          join episodes_wordsbefore words on words.attendance_id = came.id
                          where came.meeting_id = review.meeting_id and came.person_id is not null
                            and not reports_is_child_of(came.person_id, review.episode_id)), false
        from episodes_review review
        where review.authority_id = reports_authority()
    )
    select id, heard.episode_id, null::uuid, day,
           jsonb_build_object(
               'occasion', occasion,
               'voice', case when by_child and by_parents then 'both' when by_child then 'child'
                             when by_parents then 'parents' when by_family then 'family' else 'none' end),
           by_child or by_parents or by_family
    from heard
    where day >= first_day and day < ends_before and not reports_is_a_mistake(heard.episode_id)
$$;
"""

SIBLINGS = """
create function reports_facts_siblings(first_day date, ends_before date) returns table (
    fact_id uuid, episode_id uuid, child_id uuid, happened_on date, codes jsonb, holds boolean)
language sql stable set search_path = public, pg_temp as $$
    with cases as (
        select stands.episode_id, stands.first_completed_on as day,
               (select id from episodes_assessment version
                where version.episode_id = stands.episode_id and version.completed_on is not null
                order by version.version limit 1) as first_id
        from episodes_standing stands
        where stands.authority_id = reports_authority() and not reports_is_a_mistake(stands.episode_id)
          and stands.first_completed_on >= first_day and stands.first_completed_on < ends_before
    ), inside as (
        select cases.*, about.child_id,
               case when exists (select from episodes_storychild told
                                 where told.assessment_id = cases.first_id
                                   and told.child_id = about.child_id)
                    then 'told' else 'listed' end as seen
        from cases join episodes_episodechild about on about.episode_id = cases.episode_id
    ), near as (
        select inside.episode_id, inside.day, other.person_id
        from inside
        join people_householdmember own on own.person_id = inside.child_id and own.to_on is null
        join people_householdmember other on other.household_id = own.household_id and other.to_on is null
        union
        select inside.episode_id, inside.day, other.person_id
        from inside
        join people_familymember own on own.person_id = inside.child_id and own.to_on is null
        join people_familymember other on other.family_id = own.family_id and other.to_on is null
    ), everybody as (
        select inside.episode_id, inside.day, inside.child_id, inside.seen from inside
        union all
        select near.episode_id, near.day, near.person_id, 'outside' from near
        join people_person person on person.id = near.person_id
        where person.merged_into_id is null and person.died_on is null and not person.shielded
          and coalesce(person.born_on, person.expected_on) + interval '18 years' > near.day
          and not reports_is_child_of(near.person_id, near.episode_id)
    )
    select md5(one.episode_id::text || one.child_id::text)::uuid, one.episode_id,
           case when one.seen <> 'outside' then one.child_id end, one.day,
           jsonb_build_object('seen', one.seen), one.seen = 'told'
    from (select everybody.*, count(*) over (partition by everybody.episode_id) as together
          from everybody) one
    where one.together > 1
$$;
"""

USED = """
create function reports_facts_used(first_day date, ends_before date) returns table (
    fact_id uuid, episode_id uuid, child_id uuid, happened_on date, codes jsonb, holds boolean)
language sql stable set search_path = public, pg_temp as $$
    select done.id, done.episode_id, null::uuid, done.day,
           jsonb_build_object('did', done.did, 'agency', agency.id::text, 'sector', agency.sector),
           null::boolean
    from (
        select id, id as episode_id, intended_on as day, 'started' as did, initiating_agency_id as at
        from episodes_episode where authority_id = reports_authority()
        union all
        select id, episode_id, started_on, 'led', agency_id
        from episodes_leadprofessional where authority_id = reports_authority()
        union all
        select sent.id, sent.episode_id, sent.sent_on, 'contributed',
               (select post.agency_id from agencies_post post where post.practitioner_id = sent.practitioner_id
                order by post.ended_on desc nulls first, post.id limit 1)
        from episodes_contribution sent where sent.authority_id = reports_authority()
    ) done(id, episode_id, day, did, at)
    join agencies_agency agency on agency.id = done.at
    where done.day >= first_day and done.day < ends_before and not reports_is_a_mistake(done.episode_id)
$$;
"""

IS_CHILD_OF = """
create function reports_is_child_of(person uuid, asked uuid) returns boolean
language sql stable set search_path = public, pg_temp as $$
    select exists (
        select from episodes_episodechild about where about.episode_id = asked and about.child_id = person)
$$;
"""

COUNTED = import_module("opencaf.reports.migrations.0003_count_without_cases").COUNTED.replace(
    "create function", "create or replace function"
)
LAST = "union all select * from reports_facts_needs(first_day, ends_before) where report = 'needs'"
MORE = """
        union all select * from reports_facts_voices(first_day, ends_before) where report = 'voices'
        union all select * from reports_facts_siblings(first_day, ends_before) where report = 'siblings'
        union all select * from reports_facts_used(first_day, ends_before) where report = 'used'"""
LET_GO = [
    COUNTED,
    *(f"drop function reports_facts_{name}(date, date)" for name in ("voices", "siblings", "used")),
    "drop function reports_is_child_of(uuid, uuid)",
]


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0003_count_without_cases"),
        ("people", "0020_end_lists_with_the_post"),
        ("episodes", "0045_list_requests_in_turn"),
    ]
    operations = [
        migrations.RunSQL([IS_CHILD_OF, VOICES, SIBLINGS, USED, COUNTED.replace(LAST, LAST + MORE)], LET_GO)
    ]
