from django.db import migrations

MEETING_OF_LINK = """
-- Whose link it is, while its meeting lies ahead: for the functions below, which nobody signed in calls.
create function episodes_meeting_of_link(digest text)
returns table (attendance_id uuid, meeting_id uuid, episode_id uuid)
language sql stable security definer set search_path = public, pg_temp as $$
    select line.id, meeting.id, meeting.episode_id
    from episodes_meetinglink link
    join episodes_attendance line on line.id = link.attendance_id
    join episodes_meeting meeting on meeting.id = line.meeting_id
    where link.secret_digest = digest
      and link.authority_id = nullif(current_setting('app.authority', true), '')::uuid
      and link.expires_at > nullif(current_setting('app.now', true), '')::timestamptz
      and meeting.status in ('planned', 'finding')
$$;
revoke all on function episodes_meeting_of_link(text) from public, opencaf_web, opencaf_worker;
"""

MEETING_BEHIND_LINK = """
-- What whoever holds a link may know: when and where, what they answered, and nothing of the case but its number.
create function episodes_meeting_behind_link(digest text) returns json
language sql stable security definer set search_path = public, pg_temp as $$
    select json_build_object(
        'reference', episode.reference,
        'status', meeting.status,
        'planned_for', meeting.planned_for,
        'planned_time', meeting.planned_time,
        'lasts_minutes', meeting.lasts_minutes,
        'place', meeting.place,
        'state', line.state,
        'note', line.note,
        'has_written', exists (select from episodes_wordsbefore where attendance_id = line.id),
        'offers', coalesce((
            select json_agg(json_build_object('id', offer.id, 'on_day', offer.on_day, 'at_time', offer.at_time,
                                              'can', coalesce(answer.can, ''))
                            order by offer.on_day, offer.at_time, offer.id)
            from episodes_dateoffer offer
            left join episodes_dateanswer answer on answer.offer_id = offer.id and answer.attendance_id = line.id
            where offer.meeting_id = meeting.id), '[]'::json))
    from episodes_meeting_of_link(digest) found
    join episodes_attendance line on line.id = found.attendance_id
    join episodes_meeting meeting on meeting.id = found.meeting_id
    join episodes_episode episode on episode.id = found.episode_id
$$;
revoke all on function episodes_meeting_behind_link(text) from public;
grant execute on function episodes_meeting_behind_link(text) to opencaf_web;
"""

ANSWER_BY_LINK = """
-- Whether the holder of a link comes; gives the line of the attendance and the case, for the trail.
create function episodes_answer_by_link(digest text, answer text, words text)
returns table (attendance_id uuid, episode_id uuid)
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
    line record;
begin
    select * into line from episodes_meeting_of_link(digest);
    if line is null or answer not in ('coming', 'apologies') then
        return;
    end if;
    update episodes_attendance
    set state = answer, note = words,
        answered_at = nullif(current_setting('app.now', true), '')::timestamptz
    where id = line.attendance_id;
    return query select line.attendance_id, line.episode_id;
end $$;
revoke all on function episodes_answer_by_link(text, text, text) from public;
grant execute on function episodes_answer_by_link(text, text, text) to opencaf_web;
"""

DATES_BY_LINK = """
-- At which of the offered days the holder of a link can come: {"offer": "yes", ...}; ids: one for each answer.
create function episodes_answer_dates_by_link(digest text, answers jsonb, ids uuid[])
returns table (attendance_id uuid, episode_id uuid)
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
    line record;
begin
    select * into line from episodes_meeting_of_link(digest);
    if line is null then
        return;
    end if;
    insert into episodes_dateanswer (id, recorded_at, authority_id, recorded_how, offer_id, attendance_id, can)
    select ids[said.number], nullif(current_setting('app.now', true), '')::timestamptz,
           offer.authority_id, 'link', offer.id, line.attendance_id, said.can
    from (select key::uuid as offer_id, value as can, row_number() over (order by key) as number
          from jsonb_each_text(answers)) said
    join episodes_dateoffer offer on offer.id = said.offer_id and offer.meeting_id = line.meeting_id
    where said.can in ('yes', 'if_needed', 'no')
    on conflict on constraint a_date_is_answered_once do update set can = excluded.can;
    return query select line.attendance_id, line.episode_id;
end $$;
revoke all on function episodes_answer_dates_by_link(text, jsonb, uuid[]) from public;
grant execute on function episodes_answer_dates_by_link(text, jsonb, uuid[]) to opencaf_web;
"""

WRITE_BY_LINK = """
-- The words of whoever holds a link, once; nothing is given back where they have written already.
create function episodes_write_by_link(digest text, new_id uuid, well text, worry text, wish text)
returns table (attendance_id uuid, episode_id uuid)
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
    line record;
    written uuid;
begin
    select * into line from episodes_meeting_of_link(digest);
    if line is null then
        return;
    end if;
    insert into episodes_wordsbefore
        (id, recorded_at, authority_id, recorded_how, attendance_id, going_well, worries, wishes)
    select new_id, nullif(current_setting('app.now', true), '')::timestamptz,
           attendance.authority_id, 'link', attendance.id, well, worry, wish
    from episodes_attendance attendance where attendance.id = line.attendance_id
    on conflict on constraint somebody_contributes_to_a_meeting_once do nothing
    returning id into written;
    if written is not null then
        return query select line.attendance_id, line.episode_id;
    end if;
end $$;
revoke all on function episodes_write_by_link(text, uuid, text, text, text) from public;
grant execute on function episodes_write_by_link(text, uuid, text, text, text) to opencaf_web;
"""

BACK = """
drop function episodes_write_by_link(text, uuid, text, text, text);
drop function episodes_answer_dates_by_link(text, jsonb, uuid[]);
drop function episodes_answer_by_link(text, text, text);
drop function episodes_meeting_behind_link(text);
drop function episodes_meeting_of_link(text);
"""


class Migration(migrations.Migration):
    dependencies = [("episodes", "0018_invite_to_meetings")]
    operations = [
        migrations.RunSQL(
            MEETING_OF_LINK + MEETING_BEHIND_LINK + ANSWER_BY_LINK + DATES_BY_LINK + WRITE_BY_LINK, BACK
        ),
    ]
