from django.db import migrations

from opencaf.access.case_wall import PRACTITIONER, within_sight
from opencaf.core.second_wall import LimitRows

# Analysts count costs without a case being open to them: times without the case they were noted in, and
# the dates of cases without names, words or references.
WITHOUT_CASES = """
create function costing_times_without_cases() returns table (
    code varchar, role varchar, sector varchar, recording_system varchar, activity varchar, process varchar,
    state varchar, minutes numeric, low numeric, most_likely numeric, high numeric, cases smallint,
    need_group varchar, mode varchar)
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
    return query
    select r.code, t.role, t.sector, t.recording_system, t.activity, t.process, t.state, t.minutes,
           t.low, t.most_likely, t.high, t.cases, t.need_group, t.mode
    from costing_timeentry t join costing_respondent r on r.id = t.respondent_id
    where t.authority_id = nullif(current_setting('app.authority', true), '')::uuid
      and agencies_holds_role('analyst', 'coordinator', 'manager')
    order by t.id;
end $$;

create function costing_cases_without_names(first_day date, last_day date) returns table (
    id uuid, state varchar, sector varchar, locality varchar)
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
    return query
    select e.id, e.state, coalesce(g.sector, 'unknown'::varchar), coalesce(l.name, ''::varchar)
    from episodes_episode e
    left join agencies_agency g on g.id = e.initiating_agency_id
    left join agencies_locality l on l.id = e.locality_id
    where e.authority_id = nullif(current_setting('app.authority', true), '')::uuid
      and agencies_holds_role('analyst')
      and e.intended_on < last_day and (e.closed_on is null or e.closed_on >= first_day)
    order by e.id;
end $$;

create function costing_dates_without_names(ids uuid[]) returns table (
    kind text, episode uuid, process varchar, on_day date, other_day date, sector varchar, record uuid,
    family uuid, number bigint)
language plpgsql stable security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
begin
    if not agencies_holds_role('analyst') then
        return;
    end if;
    ids := array(select e.id from episodes_episode e where e.id = any(ids)
                 and e.authority_id = nullif(current_setting('app.authority', true), '')::uuid);
    return query
    select d.kind::text, d.episode::uuid, d.process::varchar, d.on_day::date, d.other_day::date,
           d.sector::varchar, d.record::uuid, d.family::uuid, d.number::bigint
    from (
select 'event', e.id, 'intention', e.intended_on, null::date, coalesce(g.sector, ''), e.id, null::uuid, 1
from episodes_episode e left join agencies_agency g on g.id = e.initiating_agency_id
where e.id = any(ids)
union all
select 'event', a.episode_id, 'assessment', a.completed_on, null, coalesce(g.sector, ''), a.id, null, 1
from episodes_assessment a
join episodes_episode e on e.id = a.episode_id
left join agencies_agency g on g.id = e.initiating_agency_id
where a.episode_id = any(ids) and a.completed_on is not null and a.version = 1
union all
select 'event', m.episode_id,
       case when row_number() over (partition by m.episode_id order by m.held_on, m.id) = 1
            then 'initial_tac' else 'subsequent_tac' end,
       m.held_on, null, '', m.id, e.family_id,
       (select count(distinct o.episode_id) from episodes_meeting o
        join episodes_episode f on f.id = o.episode_id
        where f.family_id = e.family_id and o.held_on = m.held_on and o.kind_id = m.kind_id)
from episodes_meeting m join episodes_episode e on e.id = m.episode_id
where m.episode_id = any(ids) and m.held_on is not null
union all
select 'event', s.episode_id, d.process, d.day, null, '', s.id, null, 1
from episodes_suspension s
cross join lateral (values ('step_up', s.started_on), ('step_down', s.ended_on)) as d (process, day)
where s.episode_id = any(ids) and d.day is not null
union all
select 'lead', l.episode_id, coalesce(r.role, ''), l.started_on, l.ended_on, coalesce(g.sector, ''), l.id, null, 1
from episodes_leadprofessional l
left join agencies_agency g on g.id = l.agency_id
left join costing_respondent r on r.practitioner_id = l.practitioner_id
where l.episode_id = any(ids)
union all
select 'closure', c.episode_id, 'close', c.closed_on, c.reopened_on, '', c.id, null, 1
from episodes_closure c where c.episode_id = any(ids)
union all
select 'shared', m.episode_id,
       case when (select count(*) from episodes_meeting b where b.episode_id = o.episode_id
                  and (b.held_on, b.id) < (o.held_on, o.id)) = 0
            then 'initial_tac' else 'subsequent_tac' end,
       o.held_on, f.intended_on, '', f.id, f.family_id,
       (select count(distinct s.episode_id) from episodes_meeting s
        join episodes_episode t on t.id = s.episode_id
        where t.family_id = f.family_id and s.held_on = o.held_on and s.kind_id = o.kind_id)
from episodes_meeting m
join episodes_episode e on e.id = m.episode_id
join episodes_episode f on f.family_id = e.family_id and f.id <> all(ids)
join episodes_meeting o on o.episode_id = f.id and o.held_on = m.held_on and o.kind_id = m.kind_id
where m.episode_id = any(ids) and m.held_on is not null
order by 2, 4, 5 nulls last, 7
    ) as d (kind, episode, process, on_day, other_day, sector, record, family, number);
end $$;
revoke all on function costing_times_without_cases() from public;
revoke all on function costing_cases_without_names(date, date) from public;
revoke all on function costing_dates_without_names(uuid[]) from public;
grant execute on function costing_times_without_cases() to opencaf_web, opencaf_worker;
grant execute on function costing_cases_without_names(date, date) to opencaf_web, opencaf_worker;
grant execute on function costing_dates_without_names(uuid[]) to opencaf_web, opencaf_worker;
"""
LET_GO = """
drop function costing_dates_without_names(uuid[]);
drop function costing_cases_without_names(date, date);
drop function costing_times_without_cases();
"""


class Migration(migrations.Migration):
    dependencies = [("costing", "0002_raise_walls"), ("episodes", "0007_raise_walls_by_grants")]
    operations = [
        # times of surveys and groups belong to no case
        LimitRows("TimeEntry", "within_a_case", using=f"episode_id is null or {within_sight('episode_id')}"),
        LimitRows(
            "Stopwatch",
            "within_a_case",
            using=f"practitioner_id = {PRACTITIONER} or {within_sight('episode_id')}",
        ),
        migrations.RunSQL(WITHOUT_CASES, LET_GO),
    ]
