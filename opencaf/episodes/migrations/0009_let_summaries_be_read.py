from django.db import migrations

# The summary of a record is read past the walls of what it holds: by these functions, which answer only who
# may see it. Services whose very name tells something of a family are counted, not named.
SUMMARIES = """
create function episodes_may_read_summary(asked uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
    select exists (
        select from people_person child
        where child.id = asked
          and child.authority_id = nullif(current_setting('app.authority', true), '')::uuid)
      and (agencies_holds_role('duty', 'coordinator', 'manager') or exists (
        select from access_accessgrant held
        where held.child_id = asked and held.level >= 2
          and held.practitioner_id = nullif(current_setting('app.practitioner', true), '')::uuid
          and held.starts_at <= nullif(current_setting('app.now', true), '')::timestamptz
          and coalesce(held.ends_at, 'infinity') > nullif(current_setting('app.now', true), '')::timestamptz))
$$;

create function episodes_summary_of(asked uuid) returns table (
    reference text, state text, intended_on date, assessed_on date, first_met_on date, last_met_on date,
    next_on date, closed_on date, is_led boolean, contact text, job_title text, phone text, email text,
    agencies text[], unnamed bigint)
language sql stable security definer set search_path = public, pg_temp as $$
    with cases as (
        select episode.* from episodes_episode episode
        join episodes_episodechild about on about.episode_id = episode.id and about.child_id = asked
        where episodes_may_read_summary(asked)),
    involved as (
        select id as episode_id, initiating_agency_id as agency_id from cases
        union
        select lead.episode_id, lead.agency_id from episodes_leadprofessional lead
        where lead.episode_id in (select id from cases) and lead.ended_on is null
        union
        select member.episode_id, coalesce(member.agency_id, post.agency_id) from episodes_teammember member
        left join agencies_post post on post.practitioner_id = member.practitioner_id and post.ended_on is null
        where member.episode_id in (select id from cases) and member.left_on is null),
    named as (
        select involved.episode_id, agency.name, agency.kind in (
            'domestic_abuse_service', 'substance_service', 'camhs', 'adult_mental_health', 'youth_justice',
            'probation', 'prison_service') as tells
        from involved join agencies_agency agency on agency.id = involved.agency_id)
    select cases.reference, cases.state, cases.intended_on,
           (select max(done.completed_on) from episodes_assessment done where done.episode_id = cases.id),
           (select min(met.held_on) from episodes_meeting met
            where met.episode_id = cases.id and met.status = 'held'),
           (select max(met.held_on) from episodes_meeting met
            where met.episode_id = cases.id and met.status = 'held'),
           coalesce(
               (select min(met.planned_for) from episodes_meeting met
                where met.episode_id = cases.id and met.status = 'planned' and met.planned_for
                  >= (nullif(current_setting('app.now', true), '')::timestamptz
                      at time zone 'Europe/London')::date),
               (select met.next_on from episodes_meeting met
                where met.episode_id = cases.id and met.status = 'held'
                order by met.held_on desc, met.id desc limit 1)),
           cases.closed_on, lead.id is not null, who.given_name || ' ' || who.family_name,
           coalesce(worn.job_title, ''), who.phone, who.email,
           array(select distinct named.name from named
                 where named.episode_id = cases.id and not named.tells order by named.name),
           (select count(distinct named.name) from named
            where named.episode_id = cases.id and named.tells)
    from cases
    left join episodes_leadprofessional lead on lead.episode_id = cases.id and lead.ended_on is null
    join agencies_practitioner who on who.id = coalesce(lead.practitioner_id, cases.initiator_id)
    left join lateral (
        select post.job_title from agencies_post post
        where post.practitioner_id = who.id and post.ended_on is null order by post.id limit 1) worn on true
    order by cases.closed_on desc nulls first, cases.intended_on desc
$$;
"""

LET_GO = """
drop function episodes_summary_of(uuid);
drop function episodes_may_read_summary(uuid);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("episodes", "0008_let_parts_be_left_out"),
        ("agencies", "0008_raise_walls_of_accounts"),
        ("access", "0005_give_summaries"),
        ("people", "0003_raise_walls_by_grants"),
    ]
    operations = [migrations.RunSQL(SUMMARIES, LET_GO)]
