from django.db import migrations

# What people do after training, and without it (docs/adr/0054). All but the first look past the wall for
# the roles that they ask for: they tell of who works here and of agencies, never of a case.
TRAINED = """
create function reports_trained(up_to date) returns table (
    practitioner_id uuid, agency_id uuid, trained_on date, started_on date, led_on date)
language sql stable set search_path = public, pg_temp as $$
    with taken as (
        select distinct on (came.practitioner_id) came.practitioner_id, came.agency_id, came.attended_on
        from training_trainingattendance came
        join training_course course on course.id = came.course_id
        where came.authority_id = reports_authority() and course.kind in ('practitioner', 'manager')
          and came.attended_on <= up_to
        order by came.practitioner_id, came.attended_on, came.id
    ), trained as (
        select * from taken
        union all
        select who.id,
               (select post.agency_id from agencies_post post where post.practitioner_id = who.id
                order by post.ended_on desc nulls first, post.id limit 1),
               who.trained_on
        from agencies_practitioner who
        where who.authority_id = reports_authority() and who.trained_on <= up_to
          and not exists (select from training_trainingattendance came where came.practitioner_id = who.id)
    ), cases as (
        select episode.id, episode.initiator_id, episode.intended_on from episodes_episode episode
        where episode.authority_id = reports_authority() and not episode.shielded
          and not exists (
              select from episodes_closure closure
              where closure.episode_id = episode.id and closure.reopened_on is null
                and closure.reason in ('opened_in_error', 'merged_or_duplicate'))
    ), started as (
        select trained.practitioner_id as who, min(cases.intended_on) as day
        from trained join cases on cases.initiator_id = trained.practitioner_id
        where cases.intended_on >= trained.attended_on and cases.intended_on <= up_to
        group by trained.practitioner_id
    ), led as (
        select trained.practitioner_id as who, min(lead.started_on) as day
        from trained join episodes_leadprofessional lead on lead.practitioner_id = trained.practitioner_id
        join cases on cases.id = lead.episode_id
        where lead.started_on >= trained.attended_on and lead.started_on <= up_to
        group by trained.practitioner_id
    )
    select trained.practitioner_id, trained.agency_id, trained.attended_on, started.day, led.day
    from trained
    left join started on started.who = trained.practitioner_id
    left join led on led.who = trained.practitioner_id
    where trained.agency_id is not null
$$;
"""

COUNTED = """
create function reports_trained_counted(up_to date) returns table (
    agency_id uuid, trained bigint, started bigint, started_keys numeric, led bigint, led_keys numeric)
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
    if not agencies_holds_role('training', 'analyst', 'coordinator', 'manager') then
        return;
    end if;
    if to_char(up_to, 'MM-DD') <> '03-31' then
        raise exception 'Without cases, training is followed up to the end of a financial year.';
    end if;
    return query
    select one.agency_id, count(*),
           count(one.started_on), coalesce(sum(one.key) filter (where one.started_on is not null), 0),
           count(one.led_on), coalesce(sum(one.key) filter (where one.led_on is not null), 0)
    from (select found.*,
                 ('x' || substr(md5(found.practitioner_id::text), 1, 8))::bit(32)::bigint as key
          from reports_trained(up_to) found) one
    group by one.agency_id;
end $$;
"""

AGENCIES = """
create function reports_agencies_followed(today date, first_day date) returns table (
    agency_id uuid, trained bigint, trained_since date, has_started boolean, starts_untrained boolean)
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
    if not agencies_holds_role('training', 'coordinator', 'manager') then
        return;
    end if;
    return query
    with trained as (select * from reports_trained(today)),
    cases as (
        select episode.initiator_id, episode.initiating_agency_id as at, episode.intended_on
        from episodes_episode episode
        where episode.authority_id = reports_authority() and not episode.shielded
          and episode.intended_on <= today and not exists (
              select from episodes_closure closure
              where closure.episode_id = episode.id and closure.reopened_on is null
                and closure.reason in ('opened_in_error', 'merged_or_duplicate'))
    ), here as (
        select found.agency_id as at, count(*) as number, min(found.trained_on) as since
        from trained found group by found.agency_id
    )
    select agency.id, coalesce(here.number, 0), here.since,
           exists (select from cases where cases.at = agency.id),
           exists (select from cases where cases.at = agency.id and cases.intended_on >= first_day
                   and not exists (select from trained found
                                   where found.practitioner_id = cases.initiator_id))
    from agencies_agency agency
    left join here on here.at = agency.id
    where agency.authority_id = reports_authority() and agency.active;
end $$;
"""

LEADS = """
create function reports_first_leads_listed() returns table (
    practitioner_id uuid, agency_id uuid, since date)
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
    if not agencies_holds_role('training', 'coordinator', 'manager') then
        return;
    end if;
    return query
    select lead.practitioner_id, lead.agency_id, date_trunc('month', lead.started_on)::date
    from episodes_leadprofessional lead
    join episodes_episode episode on episode.id = lead.episode_id
    where lead.authority_id = reports_authority() and lead.ended_on is null
      and not episode.shielded and episode.state <> 'closed'
      and not exists (
          select from episodes_leadprofessional other
          where other.practitioner_id = lead.practitioner_id and other.episode_id <> lead.episode_id)
      and not exists (
          select from episodes_teammember member
          join agencies_post post on post.practitioner_id = member.practitioner_id
          where member.episode_id = lead.episode_id and member.left_on is null
            and post.role = 'coordinator' and post.ended_on is null)
      and not exists (
          select from episodes_helprequest asked
          where asked.episode_id = lead.episode_id and asked.asked_by_id = lead.practitioner_id
            and asked.answered_on is not null)
      and not exists (
          select from agencies_post post
          where post.practitioner_id = lead.practitioner_id and post.role = 'coordinator'
            and post.ended_on is null);
end $$;
"""

LET_GO = [
    "drop function reports_first_leads_listed()",
    "drop function reports_agencies_followed(date, date)",
    "drop function reports_trained_counted(date)",
    "drop function reports_trained(date)",
]


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0007_say_children_living"),
        ("training", "0001_hold_training"),
        ("episodes", "0045_list_requests_in_turn"),
    ]
    operations = [migrations.RunSQL([TRAINED, COUNTED, AGENCIES, LEADS], LET_GO)]
