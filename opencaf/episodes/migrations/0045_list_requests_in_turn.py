from importlib import import_module

from django.db import migrations

before = import_module("opencaf.episodes.migrations.0043_let_services_answer")

# What stands in a list of an agency: since when, from whom, of whom no more than initials, and how far it is.
# Whether a request is open is asked one by one in the order of the list, until it is full, and of none that was
# declined or whose case is closed.
LISTED = f"""
create or replace function episodes_requests_received(most integer) returns jsonb
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
    return (
        with in_turn as (
            select request.*, last.decision, last.decided_on,
                   case when request.started_on is not null then 4 when last.decision is null then 1
                        when last.decision = 'accepted' then 2 else 3 end as place
            from ({before.WORN}) here
            join episodes_servicerequest request
                on request.agency_id = here.agency_id and request.authority_id = here.authority_id
            join episodes_episode file on file.id = request.episode_id and file.state <> 'closed'
            left join lateral (
                select made.decision, made.decided_on from episodes_servicedecision made
                where made.request_id = request.id order by made.decided_on desc, made.id desc limit 1) last on true
            where request.sent_on is not null and request.recalled_on is null and request.ended_on is null
              and last.decision is distinct from 'declined'
            order by place, request.sent_on, request.id),
        found as (
            select in_turn.*, open.about
            from in_turn, lateral (select episodes_request_children(in_turn.id) as about offset 0) open
            where open.about <> '{{}}' limit most)
        select coalesce(jsonb_agg(jsonb_build_object(
            'id', found.id, 'episode', found.episode_id, 'service', found.service_name, 'sent_on', found.sent_on,
            'started_on', found.started_on, 'decision', found.decision, 'decided_on', found.decided_on,
            'by', asker.given_name || ' ' || asker.family_name,
            'initials', (
                select string_agg(
                    coalesce(nullif(upper(left(child.given_names, 1) || left(child.family_name, 1)), ''), '?'), ', '
                    order by array_position(found.about, child.id))
                from people_person child where child.id = any(found.about))
            ) order by found.place, found.sent_on, found.id), '[]')
        from found
        left join agencies_practitioner asker on asker.id = coalesce(found.asked_by_id, found.recorded_by_id));
end $$;
"""  # noqa: S608
AGAIN = before.LISTED.replace("create function", "create or replace function")


class Migration(migrations.Migration):
    dependencies = [("episodes", "0044_hold_old_registers")]

    operations = [
        migrations.RunSQL(LISTED, AGAIN),
        migrations.RunSQL("drop function episodes_requests_open();", before.OPEN),
    ]
