from django.db import migrations

# What each report counts, in SQL: the same facts as opencaf/reports/questions, for figures without cases.
# Each runs with the eyes of who asks: called by itself it shows what the walls show, and no more.
HELP = """
create function reports_authority() returns uuid
language sql stable set search_path = public, pg_temp as $$
    select nullif(current_setting('app.authority', true), '')::uuid
$$;

create function reports_is_a_mistake(asked uuid) returns boolean
language sql stable set search_path = public, pg_temp as $$
    select exists (
        select from episodes_closure closure
        where closure.episode_id = asked and closure.reopened_on is null
          and closure.reason in ('opened_in_error', 'merged_or_duplicate'))
$$;

-- Monday to Friday, bank holidays among them.
create function reports_working_days_after(day date, days integer) returns date
language sql immutable set search_path = public, pg_temp as $$
    select case when days = 0 then day else (
        select later::date from generate_series(day + 1, day + 7 + 2 * days, '1 day') later
        where extract(isodow from later) < 6 order by later offset greatest(days - 1, 0) limit 1) end
$$;

create function reports_age_group(intended date, expected date, born date, years integer, known date)
returns text language sql immutable set search_path = public, pg_temp as $$
    select case
        when expected is not null or born > intended then 'unborn'
        when born is null and years is null then 'unknown'
        else (
            select case when age < 0 then 'unknown' when age < 1 then '0' when age < 5 then '1-4'
                        when age < 10 then '5-9' when age < 16 then '10-15' else '16' end
            from (select extract(year from age(intended, coalesce(born, known)))::integer
                         + case when born is null then years else 0 end) as full_years(age))
        end
$$;
"""

BEGINNING = """
create function reports_facts_started(first_day date, ends_before date) returns table (
    fact_id uuid, episode_id uuid, child_id uuid, happened_on date, codes jsonb, holds boolean)
language sql stable set search_path = public, pg_temp as $$
    select episode.id, episode.id, null::uuid, episode.intended_on, '{}'::jsonb, null::boolean
    from episodes_episode episode
    where episode.authority_id = reports_authority() and not reports_is_a_mistake(episode.id)
      and episode.intended_on >= first_day and episode.intended_on < ends_before
$$;

create function reports_facts_assessed(first_day date, ends_before date) returns table (
    fact_id uuid, episode_id uuid, child_id uuid, happened_on date, codes jsonb, holds boolean)
language sql stable set search_path = public, pg_temp as $$
    select stands.episode_id, stands.episode_id, null::uuid, stands.first_completed_on,
           jsonb_build_object('soon', case told.holds when true then 'in_time' when false then 'late'
                                      else 'unknown' end), told.holds
    from episodes_standing stands
    join episodes_episode episode on episode.id = stands.episode_id
    join agencies_authority authority on authority.id = stands.authority_id
    cross join lateral (
        select case when episode.intended_accuracy = 'AAA' and stands.first_completed_on >= stands.intended_on
                    then stands.first_completed_on - stands.intended_on <= authority.assessment_within_days
                    end) told(holds)
    where stands.authority_id = reports_authority() and not reports_is_a_mistake(stands.episode_id)
      and stands.first_completed_on >= first_day and stands.first_completed_on < ends_before
$$;

create function reports_facts_first_meeting(first_day date, ends_before date, today date) returns table (
    fact_id uuid, episode_id uuid, child_id uuid, happened_on date, codes jsonb, holds boolean)
language sql stable set search_path = public, pg_temp as $$
    select stands.episode_id, stands.episode_id, null::uuid, completed,
           jsonb_build_object('outcome', told.outcome),
           case when told.outcome in ('before', 'in_time') then true
                when told.outcome in ('late', 'overdue') then false end
    from episodes_standing stands
    join episodes_episode episode on episode.id = stands.episode_id
    join agencies_authority authority on authority.id = stands.authority_id
    cross join lateral (
        select stands.first_completed_on, stands.first_completed_on + authority.first_meeting_within_days,
               (select min(meeting.held_on) from episodes_meeting meeting
                where meeting.episode_id = stands.episode_id and meeting.status = 'held')
    ) days(completed, due, met)
    cross join lateral (
        select case when met < completed then 'before' when met <= due then 'in_time'
                    when met is not null then 'late' when episode.closed_on <= due then 'closed'
                    when due < today then 'overdue' else 'waiting' end) told(outcome)
    where stands.authority_id = reports_authority() and not reports_is_a_mistake(stands.episode_id)
      and completed >= first_day and completed < ends_before
$$;

create function reports_facts_consent(first_day date, ends_before date) returns table (
    fact_id uuid, episode_id uuid, child_id uuid, happened_on date, codes jsonb, holds boolean)
language sql stable set search_path = public, pg_temp as $$
    select consent.id, consent.episode_id, null::uuid, consent.answered_on,
           jsonb_build_object(
               'answer', case when not given then 'refused' when withdrawn_on is not null then 'withdrawn'
                              when partial then 'part' else 'given' end,
               'kind', kind, 'who', capacity, 'how', method), null::boolean
    from episodes_consent consent
    where consent.authority_id = reports_authority() and not reports_is_a_mistake(consent.episode_id)
      and answered_on >= first_day and answered_on < ends_before
$$;
"""

HELPING = """
create function reports_facts_open(today date) returns table (
    fact_id uuid, episode_id uuid, child_id uuid, happened_on date, codes jsonb, holds boolean)
language sql stable set search_path = public, pg_temp as $$
    select stands.episode_id, stands.episode_id, null::uuid, today,
           jsonb_build_object(
               'state', stands.state,
               'lead', case when stands.lead_id is not null then 'has'
                            when stands.state in ('planning', 'supporting') then 'missing'
                            else 'not_yet' end,
               'review', case when is_overdue then 'overdue' else 'not' end,
               'drift', case when is_drifting then 'drifts' else 'not' end,
               'open_for', case when days < 91 then '0' when days < 182 then '3' when days < 365 then '6'
                                when days < 730 then '12' else '24' end,
               'lead_agency', coalesce(lead.agency_id::text, 'none'),
               'lead_sector', coalesce(agency.sector, 'none')), null::boolean
    from episodes_standing stands
    join agencies_authority authority on authority.id = stands.authority_id
    left join episodes_leadprofessional lead on lead.id = stands.lead_id
    left join agencies_agency agency on agency.id = lead.agency_id
    cross join lateral (
        select today - stands.intended_on,
               stands.state = 'supporting'
               and (stands.last_planned_for is null or stands.last_planned_for < today)
               and (stands.has_held and stands.agreed_next_on < today
                    or not stands.has_held and stands.led_since < today - authority.review_every_days),
               stands.state <> 'suspended'
               and (stands.intended_on < today - authority.drift_after_days
                    or stands.state in ('intended', 'assessing') and stands.first_completed_on is null
                       and stands.intended_on < today - authority.assessment_within_days)
    ) board(days, is_overdue, is_drifting)
    where stands.authority_id = reports_authority() and stands.state <> 'closed'
$$;

create function reports_facts_leads(today date) returns table (
    fact_id uuid, episode_id uuid, child_id uuid, happened_on date, codes jsonb, holds boolean)
language sql stable set search_path = public, pg_temp as $$
    select stands.episode_id, stands.episode_id, null::uuid, today,
           jsonb_build_object(
               'agency', lead.agency_id::text, 'sector', agency.sector,
               'load', case when load = 1 then '1' when load <= 3 then '2' when load <= 5 then '4'
                            when load <= 10 then '6' else '11' end), null::boolean
    from (select open.*, count(*) over (partition by open.leader_id) as load
          from episodes_standing open
          where open.authority_id = reports_authority() and open.state <> 'closed'
            and open.lead_id is not null) stands
    join episodes_leadprofessional lead on lead.id = stands.lead_id
    join agencies_agency agency on agency.id = lead.agency_id
$$;

create function reports_facts_requests(first_day date, ends_before date, today date) returns table (
    fact_id uuid, episode_id uuid, child_id uuid, happened_on date, codes jsonb, holds boolean)
language sql stable set search_path = public, pg_temp as $$
    select request.id, request.episode_id, null::uuid, request.asked_on,
           jsonb_build_object(
               'stage', case when request.started_on is not null then 'started' else coalesce(
                   (select decision.decision from episodes_servicedecision decision
                    where decision.request_id = request.id
                    order by decision.decided_on desc, decision.id desc limit 1), 'asked') end,
               'need', coalesce(nullif(request.need, ''), 'none'), 'service', request.agency_id::text),
           case when request.started_on is not null then request.started_on <= request.asked_on + 84
                when request.asked_on + 84 < today then false end
    from episodes_servicerequest request
    where request.authority_id = reports_authority() and request.recalled_on is null
      and request.asked_on >= first_day and request.asked_on < ends_before
$$;

create function reports_facts_steps(first_day date, ends_before date, today date) returns table (
    fact_id uuid, episode_id uuid, child_id uuid, happened_on date, codes jsonb, holds boolean)
language sql stable set search_path = public, pg_temp as $$
    select step.id, step.episode_id, null::uuid, sent,
           jsonb_build_object(
               'direction', step.direction,
               'answer', case when step.direction = 'up' then coalesce(nullif(step.answer, ''), 'waiting')
                              else 'none' end,
               'feedback', told.feedback),
           case when told.feedback = 'in_time' then true
                when told.feedback in ('late', 'missing') then false end
    from episodes_thresholdstep step
    join agencies_authority authority on authority.id = step.authority_id
    cross join lateral (select coalesce(step.sent_on, step.decided_on)) happened(sent)
    cross join lateral (select reports_working_days_after(sent, authority.feedback_within)) ends(due)
    cross join lateral (
        select case when step.direction <> 'up' then 'none' when step.fed_back_on <= due then 'in_time'
                    when step.fed_back_on is not null then 'late' when due < today then 'missing'
                    else 'waiting' end) told(feedback)
    where step.authority_id = reports_authority() and step.taken_back_on is null
      and sent >= first_day and sent < ends_before
$$;
"""

ENDING = """
create function reports_facts_closed(first_day date, ends_before date) returns table (
    fact_id uuid, episode_id uuid, child_id uuid, happened_on date, codes jsonb, holds boolean)
language sql stable set search_path = public, pg_temp as $$
    select closure.id, closure.episode_id, null::uuid, closure.closed_on,
           jsonb_build_object(
               'reason', reason, 'outcome', outcome_level, 'own', coalesce(category_id::text, 'none'),
               'national', case
                   when reason = 'stepped_up_csc' then 'step_up'
                   when reason = 'needs_met_universal' then 'step_down'
                   when reason = 'needs_met_single_agency' then 'support_provided'
                   when reason = 'not_stated' then 'not_stated'
                   when reason in ('declined_at_offer', 'no_further_action') then 'no_support'
                   when state_before in ('intended', 'assessing') then 'no_support'
                   else 'end_of_support' end), null::boolean
    from episodes_closure closure
    where closure.authority_id = reports_authority() and reopened_on is null
      and closed_on >= first_day and closed_on < ends_before
      and reason not in ('opened_in_error', 'merged_or_duplicate')
$$;

create function reports_facts_again(first_day date, ends_before date, today date) returns table (
    fact_id uuid, episode_id uuid, child_id uuid, happened_on date, codes jsonb, holds boolean)
language sql stable set search_path = public, pg_temp as $$
    select about.id, about.episode_id, about.child_id, closure.closed_on,
           jsonb_build_object('again', told.came, 'reason', closure.reason),
           case told.came when 'again' then true when 'not' then false end
    from episodes_closure closure
    join episodes_episodechild about on about.episode_id = closure.episode_id and about.left_on is null
    cross join lateral (
        select (closure.closed_on + interval '1 year')::date,
               (select min(later.intended_on) from episodes_episodechild other
                join episodes_episode later on later.id = other.episode_id
                where other.authority_id = about.authority_id and other.child_id = about.child_id
                  and later.intended_on > closure.closed_on and not reports_is_a_mistake(later.id))
    ) days(ends, back)
    cross join lateral (
        select case when back <= ends then case when ends < today then 'again' else 'again_early' end
                    when ends < today then 'not' else 'open' end) told(came)
    where closure.authority_id = reports_authority() and closure.reopened_on is null
      and closure.closed_on >= first_day and closure.closed_on < ends_before
      and closure.reason not in ('opened_in_error', 'merged_or_duplicate', 'child_died')
$$;

create function reports_facts_needs(first_day date, ends_before date) returns table (
    fact_id uuid, episode_id uuid, child_id uuid, happened_on date, codes jsonb, holds boolean)
language sql stable set search_path = public, pg_temp as $$
    select first.id, first.episode_id, first.child_id, first.completed_on,
           jsonb_build_object(
               'element', first.element, 'mark', first.value::text,
               'moved', case when latest.id is null then 'not_marked' when latest.value is null then 'no_number'
                             when latest.value < first.value then 'improved'
                             when latest.value = first.value then 'same' else 'worse' end),
           latest.value < first.value
    from (select distinct on (mark.episode_id, mark.child_id, mark.element)
                 mark.*, assessment.completed_on
          from episodes_mark mark join episodes_assessment assessment on assessment.id = mark.assessment_id
          where mark.authority_id = reports_authority() and mark.occasion = 'start'
            and mark.rater in ('practitioner', 'team') and mark.state = 'marked' and mark.value >= 3
            and assessment.completed_on >= first_day and assessment.completed_on < ends_before
            and not reports_is_a_mistake(mark.episode_id)
            and not exists (
                select from episodes_assessment earlier
                where earlier.episode_id = mark.episode_id and earlier.completed_on is not null
                  and earlier.version < assessment.version)
          order by mark.episode_id, mark.child_id, mark.element, mark.rater, mark.id) first
    left join lateral (
        select later.id, later.value from episodes_mark later
        where later.episode_id = first.episode_id and later.child_id = first.child_id
          and later.element = first.element and later.occasion in ('review', 'close')
          and later.rater in ('practitioner', 'team') and later.state <> 'not_asked'
        order by later.marked_on desc, later.id desc limit 1) latest on true
$$;
"""

OVER_TIME = "started assessed consent closed needs"
KNOWING_TODAY = "first_meeting requests steps again"
LET_GO = [
    *(f"drop function reports_facts_{name}(date, date)" for name in OVER_TIME.split()),
    *(f"drop function reports_facts_{name}(date, date, date)" for name in KNOWING_TODAY.split()),
    *(f"drop function reports_facts_{name}(date)" for name in ("open", "leads")),
    "drop function reports_age_group(date, date, date, integer, date)",
    "drop function reports_working_days_after(date, integer)",
    "drop function reports_is_a_mistake(uuid)",
    "drop function reports_authority()",
]


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0001_save_views"),
        ("episodes", "0045_list_requests_in_turn"),
    ]
    operations = [migrations.RunSQL([HELP, BEGINNING, HELPING, ENDING], LET_GO)]
