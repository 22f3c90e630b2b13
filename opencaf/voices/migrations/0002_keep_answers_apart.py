from django.db import migrations

from opencaf.access.case_wall import HideUnderShield, RaiseCaseWall
from opencaf.core.second_wall import LimitRows

# ruff: noqa: S608 - what is put into the statements is written here
WHO = "nullif(current_setting('app.practitioner', true), '')::uuid"
WHERE = "nullif(current_setting('app.authority', true), '')::uuid"
NOW = "nullif(current_setting('app.now', true), '')::timestamptz"

WHO_HEARS = f"""
-- Whether the post that is worn is one of these roles.
create function voices_wears(variadic roles text[]) returns boolean
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
    return exists (
        select from agencies_post worn
        where worn.id = nullif(current_setting('app.post', true), '')::uuid
          and worn.practitioner_id = {WHO} and worn.authority_id = {WHERE}
          and worn.ended_on is null and worn.role = any(roles));
end $$;

-- The cases with which who asks works or ever worked: by a grant, as lead, in the team, or as who began it.
create function voices_own_cases() returns uuid[]
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
    return (select coalesce(array_agg(found.id), '{{}}') from (
        select episode_id as id from access_accessgrant
        where practitioner_id = {WHO} and authority_id = {WHERE} and episode_id is not null
          and basis not in ('found', 'recorded', 'entered')
        union select episode_id from episodes_leadprofessional where practitioner_id = {WHO}
        union select episode_id from episodes_teammember where practitioner_id = {WHO}
        union select episode_id from episodes_coordination where practitioner_id = {WHO}
        union select id from episodes_episode where initiator_id = {WHO}) found);
end $$;

-- The replies that belong to those cases.
create function voices_own_replies() returns uuid[]
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
    return (select coalesce(array_agg(reply_id), '{{}}') from voices_replytie
            where authority_id = {WHERE} and episode_id = any(voices_own_cases()));
end $$;
"""

BEHIND_LINK = f"""
-- What stands behind a link that still works: the questions and what became of it, and nothing of the case.
create function voices_behind_link(digest text) returns json
language sql stable security definer set search_path = public, pg_temp as $$
    select json_build_object('questionnaire_id', questionnaire_id, 'outcome', outcome)
    from voices_asked
    where secret_digest = digest and digest <> '' and authority_id = {WHERE}
      and expires_on >= ({NOW} at time zone 'Europe/London')::date
$$;
"""

TAKE = f"""
-- Writes a reply under the id that is given, of this month alone, and ties it to its case where nobody looks.
create function voices_take(about uuid, new_id uuid, spoken text, came text, said jsonb) returns void
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
    asked voices_asked;
    this_month date := date_trunc('month', {NOW} at time zone 'Europe/London')::date;
    at timestamptz := this_month::timestamp at time zone 'Europe/London';
begin
    update voices_asked set outcome = 'answered' where id = about returning * into asked;
    insert into voices_reply
        (id, recorded_at, authority_id, questionnaire_id, moment, month, language, way)
    values (new_id, at, asked.authority_id, asked.questionnaire_id, asked.moment, this_month, spoken, came);
    insert into voices_answer (id, recorded_at, authority_id, reply_id, question_id, step, words)
    select gen_random_uuid(), at, asked.authority_id, new_id, question.id, one.step, coalesce(one.words, '')
    from jsonb_to_recordset(said) one(question uuid, step smallint, words text)
    join voices_voicequestion question
      on question.id = one.question and question.questionnaire_id = asked.questionnaire_id;
    insert into voices_replytie (id, recorded_at, authority_id, reply_id, episode_id)
    values (gen_random_uuid(), at, asked.authority_id, new_id, asked.episode_id);
end $$;
revoke all on function voices_take(uuid, uuid, text, text, jsonb) from public, opencaf_web, opencaf_worker;

-- The answers of whoever holds a link, once; false where the link is over or was used.
create function voices_answer_by_link(digest text, new_id uuid, spoken text, said jsonb) returns boolean
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
    about uuid;
begin
    select id into about from voices_asked
    where secret_digest = digest and digest <> '' and authority_id = {WHERE} and outcome = ''
      and expires_on >= ({NOW} at time zone 'Europe/London')::date
    for update;
    if about is null then
        return false;
    end if;
    perform voices_take(about, new_id, spoken, 'link', said);
    return true;
end $$;

-- That whoever holds a link would rather not say anything.
create function voices_decline_by_link(digest text) returns boolean
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
    update voices_asked set outcome = 'declined'
    where secret_digest = digest and digest <> '' and authority_id = {WHERE} and outcome = ''
      and expires_on >= ({NOW} at time zone 'Europe/London')::date;
    return found;
end $$;

-- Answers that came on paper, typed in by somebody who coordinates and never worked with the case.
create function voices_type_in(about uuid, new_id uuid, spoken text, said jsonb) returns boolean
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
    waits uuid;
begin
    select id into waits from voices_asked
    where id = about and authority_id = {WHERE} and outcome = '' and voices_wears('coordinator')
      and not (episode_id = any(voices_own_cases()))
    for update;
    if waits is null then
        return false;
    end if;
    perform voices_take(waits, new_id, spoken, 'paper', said);
    return true;
end $$;
"""

OPEN_TIE = f"""
-- Of which case a reply is, for somebody who coordinates, never worked with it, and has written down why.
create function voices_open_tie(about uuid) returns uuid
language sql stable security definer set search_path = public, pg_temp as $$
    select tie.episode_id from voices_replytie tie
    where tie.reply_id = about and tie.authority_id = {WHERE} and voices_wears('coordinator')
      and not (tie.episode_id = any(voices_own_cases()))
      and exists (select from voices_openedtie opened
                  where opened.reply_id = about and opened.recorded_by_id = {WHO})
$$;
"""

ASK = f"""
-- Asks everybody whose moment has come in the last four weeks; who declined once is not asked again.
create function voices_ask_at_moments() returns integer
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
    today date := ({NOW} at time zone 'Europe/London')::date;
    asked integer;
begin
    with held as (
        select episode_id, held_on, row_number() over (partition by episode_id order by held_on, id) as turn
        from episodes_meeting where authority_id = {WHERE} and status = 'held'),
    events as (
        select episode_id, case turn when 1 then 'first_meeting' else 'review' end as moment, held_on as on_day
        from held where turn <= 2
        union all
        select id, 'closing', closed_on from episodes_episode
        where authority_id = {WHERE} and closed_on is not null
        union all
        select id, 'three_months_after', (closed_on + interval '3 months')::date from episodes_episode
        where authority_id = {WHERE} and closed_on is not null),
    due as (
        select event.*, chosen.kind
        from events event
        join episodes_episode episode on episode.id = event.episode_id and not episode.shielded
        join voices_askedmoment chosen
          on chosen.authority_id = {WHERE} and chosen.moment = event.moment
         and chosen.from_on <= event.on_day and event.on_day < coalesce(chosen.until_on, 'infinity')
        where event.on_day between today - 28 and today
          and not exists (select from episodes_episodechild line join people_person child on child.id = line.child_id
                          where line.episode_id = event.episode_id
                            and (child.died_on is not null or child.shielded))),
    whom as (
        select due.*, line.id as child_id, null::uuid as practitioner_id
        from due join episodes_episodechild line on line.episode_id = due.episode_id
        join people_person child on child.id = line.child_id
        where due.kind = 'child' and child.born_on <= today - interval '5 years'
          and coalesce(line.left_on, 'infinity') >= due.on_day
        union all
        select due.*, null, null from due where due.kind = 'parent'
        union all
        select due.*, null, null from due where due.kind = 'service'
          and exists (select from episodes_servicerequest request
                      where request.episode_id = due.episode_id and request.started_on <= due.on_day)
        union all
        select due.*, null, works.practitioner_id from due
        join (select episode_id, practitioner_id, joined_on as since, left_on as until from episodes_teammember
              where practitioner_id is not null
              union
              select episode_id, practitioner_id, started_on, ended_on from episodes_leadprofessional) works
          on works.episode_id = due.episode_id and works.since <= due.on_day
         and coalesce(works.until, 'infinity') >= due.on_day
        where due.kind = 'practitioner')
    insert into voices_asked
        (id, recorded_at, authority_id, recorded_how, episode_id, kind, moment, questionnaire_id,
         child_id, practitioner_id, secret_digest, outcome)
    select gen_random_uuid(), {NOW}, {WHERE}, 'job', whom.episode_id, whom.kind, whom.moment, used.id,
           whom.child_id, whom.practitioner_id, '', ''
    from (select distinct episode_id, kind, moment, child_id, practitioner_id from whom) whom
    cross join lateral (
        select id from voices_questionnaire
        where authority_id = {WHERE} and kind = whom.kind and in_use_from <= today
        order by version desc limit 1) used
    where not exists (
        select from voices_asked before
        where before.episode_id = whom.episode_id and before.kind = whom.kind
          and before.child_id is not distinct from whom.child_id
          and before.practitioner_id is not distinct from whom.practitioner_id
          and before.outcome = 'declined')
    on conflict do nothing;
    get diagnostics asked = row_count;
    return asked;
end $$;
"""

GRANTS = """
revoke all on function
    voices_wears(text[]), voices_own_cases(), voices_own_replies(), voices_behind_link(text),
    voices_answer_by_link(text, uuid, text, jsonb), voices_decline_by_link(text),
    voices_type_in(uuid, uuid, text, jsonb), voices_open_tie(uuid), voices_ask_at_moments() from public;
grant execute on function
    voices_wears(text[]), voices_own_cases(), voices_own_replies(), voices_behind_link(text),
    voices_answer_by_link(text, uuid, text, jsonb), voices_decline_by_link(text),
    voices_type_in(uuid, uuid, text, jsonb), voices_open_tie(uuid), voices_ask_at_moments()
    to opencaf_web, opencaf_worker;
revoke insert, update, delete on voices_reply, voices_answer from opencaf_web, opencaf_worker;
revoke all on voices_replytie from opencaf_web, opencaf_worker;
"""

BACK = """
grant select, insert, update, delete on voices_reply, voices_answer, voices_replytie to opencaf_web, opencaf_worker;
drop function voices_ask_at_moments();
drop function voices_open_tie(uuid);
drop function voices_type_in(uuid, uuid, text, jsonb);
drop function voices_decline_by_link(text);
drop function voices_answer_by_link(text, uuid, text, jsonb);
drop function voices_take(uuid, uuid, text, text, jsonb);
drop function voices_behind_link(text);
drop function voices_own_replies();
drop function voices_own_cases();
drop function voices_wears(text[]);
"""

HEARS = "(select voices_wears('coordinator', 'analyst'))"
NOT_OWN_REPLY = "not ({column} = any((select voices_own_replies())::uuid[]))"
NOT_OWN_CASE = "not (episode_id = any((select voices_own_cases())::uuid[]))"


def of_replies(column: str) -> str:
    """Return the condition that who asks hears people, and never worked with the case of a reply."""
    return f"{HEARS} and {NOT_OWN_REPLY.format(column=column)}"


class Migration(migrations.Migration):
    dependencies = [("voices", "0001_hear_voices"), ("access", "0019_list_what_waits")]

    operations = [
        migrations.RunSQL(
            WHO_HEARS + BEHIND_LINK + TAKE + OPEN_TIE + ASK + GRANTS,
            BACK,
        ),
        RaiseCaseWall("Asked"),
        HideUnderShield("Asked"),
        LimitRows(
            "Asked",
            "asked_apart_from_the_team",
            using=f"(select voices_wears('coordinator')) and {NOT_OWN_CASE}",
        ),
        LimitRows("Reply", "heard_apart_from_the_team", using=of_replies("id")),
        LimitRows("Answer", "heard_apart_from_the_team", using=of_replies("reply_id")),
        LimitRows("OpenedTie", "heard_apart_from_the_team", using=of_replies("reply_id")),
        LimitRows("ReplyTie", "shown_to_nobody", using="false"),
        LimitRows(
            "Coding",
            "heard_apart_from_the_team",
            using="exists (select from voices_answer answer where answer.id = answer_id)",
        ),
        LimitRows("Interview", "for_who_hears", using=HEARS),
    ]
