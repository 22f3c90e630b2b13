"""The facts of the case home as one JSON value, so that the page asks once."""

FACTS = """
select jsonb_build_object(
  'schools', (
    select jsonb_agg(jsonb_build_object('child', s.person_id, 'name', coalesce(a.name, s.name)) order by s.from_on desc nulls last)
    from people_schooling s left join agencies_agency a on a.id = s.agency_id
    where s.person_id = any(%(children)s) and s.to_on is null),
  'homes', (
    select jsonb_agg(jsonb_build_object('child', home.child, 'name', home.name) order by home.born nulls last, home.name)
    from (
      select distinct m.person_id as child, p.born_on as born,
             coalesce(nullif(split_part(p.given_names, ' ', 1), ''), p.family_name) as name
      from people_householdmember m
      join people_householdmember o on o.household_id = m.household_id and o.person_id <> m.person_id and o.to_on is null
      join people_person p on p.id = o.person_id
      where m.person_id = any(%(children)s) and m.to_on is null) home),
  'helpers', (
    select jsonb_agg(jsonb_build_object('name', h.name, 'role', h.role, 'agency', h.agency, 'phone', h.phone, 'is_lead', h.is_lead)
                     order by h.is_lead desc, h.works desc, h.since, h.name)
    from (
      select p.given_name || ' ' || p.family_name as name, concat_ws(' · ', case when w.id is not null then 'does the work' end, coalesce(nullif(t.role, ''), nullif(post.job_title, ''))) as role,
             coalesce(a.name, '') as agency, p.phone, t.joined_on as since,
             exists (select from episodes_leadprofessional l where l.episode_id = t.episode_id
                     and l.practitioner_id = t.practitioner_id and l.ended_on is null) as is_lead, w.id is not null as works
      from episodes_teammember t
      join agencies_practitioner p on p.id = t.practitioner_id
      left join agencies_agency a on a.id = t.agency_id
      left join episodes_coordination w on w.episode_id = t.episode_id and w.practitioner_id = t.practitioner_id and w.ended_on is null
      left join lateral (select job_title from agencies_post q where q.practitioner_id = p.id and q.ended_on is null order by q.id limit 1) post on true
      where t.episode_id = %(episode)s and t.left_on is null
      union all
      select p.given_name || ' ' || p.family_name, coalesce(post.job_title, ''), a.name, p.phone, l.started_on, true, false
      from episodes_leadprofessional l
      join agencies_practitioner p on p.id = l.practitioner_id
      join agencies_agency a on a.id = l.agency_id
      left join lateral (select job_title from agencies_post q where q.practitioner_id = p.id and q.ended_on is null order by q.id limit 1) post on true
      where l.episode_id = %(episode)s and l.ended_on is null
        and not exists (select from episodes_teammember t where t.episode_id = l.episode_id
                        and t.practitioner_id = l.practitioner_id and t.left_on is null)
      union all
      select trim(f.given_names || ' ' || f.family_name), 'does the work', 'family', '', w.started_on, false, true
      from episodes_coordination w join people_person f on f.id = w.person_id
      where w.episode_id = %(episode)s and w.ended_on is null
      union all
      select p.given_name || ' ' || p.family_name, 'started it', a.name, p.phone, e.intended_on, false, false
      from episodes_episode e
      join agencies_practitioner p on p.id = e.initiator_id
      join agencies_agency a on a.id = e.initiating_agency_id
      where e.id = %(episode)s
        and not exists (select from episodes_teammember t where t.episode_id = e.id and t.left_on is null)
    ) h),
  'strengths', (
    select jsonb_agg(s.text) from (
      select f.text from episodes_finding f join episodes_assessment v on v.id = f.assessment_id
      where v.episode_id = %(episode)s and f.kind = 'strength'
      order by v.version desc, f.position, f.id limit 3) s),
  'planned_for', (select min(planned_for) from episodes_meeting where episode_id = %(episode)s and status = 'planned'),
  'next_on', last_meeting.next_on,
  'closing_proposed', last_meeting.closing_proposed,
  'meetings_held', (select count(*) from episodes_meeting where episode_id = %(episode)s and status = 'held'),
  'overdue', (
    select jsonb_agg(jsonb_build_object('what', o.what, 'due_on', o.due_on, 'owner', o.owner) order by o.due_on)
    from (
      select x.what, x.due_on, coalesce(p.given_name || ' ' || p.family_name, nullif(trim(f.given_names || ' ' || f.family_name), ''), x.owner_words) as owner
      from episodes_action x join episodes_outcome y on y.id = x.outcome_id
      left join agencies_practitioner p on p.id = x.owner_id
      left join people_person f on f.id = x.owner_person_id
      where y.episode_id = %(episode)s and x.closed_on is null and x.due_on < %(today)s
      order by x.due_on, x.id limit 5) o),
  'words', (
    select jsonb_build_object('text', v.text, 'on', v.said_on, 'who', coalesce(nullif(trim(p.given_names || ' ' || p.family_name), ''), 'The family'))
    from episodes_familyview v left join people_person p on p.id = v.person_id
    where v.episode_id = %(episode)s and v.text <> '' order by v.said_on desc, v.id desc limit 1),
  'has_draft', exists (select from episodes_assessment where episode_id = %(episode)s and state = 'draft'),
  'completed_on', (select max(completed_on) from episodes_assessment where episode_id = %(episode)s),
  'has_lead', exists (select from episodes_leadprofessional where episode_id = %(episode)s and ended_on is null),
  'has_outcomes', exists (select from episodes_outcome where episode_id = %(episode)s),
  'suspended_on', (select max(started_on) from episodes_suspension where episode_id = %(episode)s and ended_on is null),
  'step_up', (
    select jsonb_build_object('sent_on', u.sent_on, 'answer', u.answer, 'answered_on', u.answered_on, 'fed_back_on', u.fed_back_on)
    from episodes_thresholdstep u
    where u.episode_id = %(episode)s and u.direction = 'up' and u.taken_back_on is null
    order by u.sent_on desc, u.id desc limit 1),
  'stepped_down_on', (
    select max(d.decided_on) from episodes_thresholdstep d
    where d.episode_id = %(episode)s and d.direction = 'down' and d.taken_back_on is null),
  'look_back_on', (select max(look_back_on) from episodes_closure where episode_id = %(episode)s and reopened_on is null)
)::text
from (values (1)) one
left join lateral (
  select next_on, closing_proposed from episodes_meeting
  where episode_id = %(episode)s and status = 'held' order by held_on desc, id desc limit 1) last_meeting on true
"""
