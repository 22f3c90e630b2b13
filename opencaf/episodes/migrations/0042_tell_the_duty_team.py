from django.db import migrations

# A case that was sent to social care is not open to the duty team before a ground is written down: they are
# told whose it is and who sent it, as a letter on a desk would, and no word of it.
STEPS = """
create function episodes_steps_to_duty() returns table (
    child_id uuid, given_names text, family_name text, sent_on date, sent_by text)
language sql stable security definer set search_path = public, pg_temp as $$
    select child.id, child.given_names, child.family_name, step.sent_on,
           sender.given_name || ' ' || sender.family_name
    from episodes_thresholdstep step
    join lateral (
        select about.child_id from episodes_episodechild about
        where about.episode_id = step.episode_id and about.left_on is null
        order by about.position, about.id limit 1) first on true
    join people_person child on child.id = first.child_id
    join agencies_practitioner sender on sender.id = step.sent_by_id
    where step.authority_id = nullif(current_setting('app.authority', true), '')::uuid
      and step.direction = 'up' and step.answer = '' and step.taken_back_on is null
      and step.agency_id = any((select access_agencies())::uuid[])
      and (select agencies_holds_role('duty'))
      and not step.episode_id = any((select access_hidden_ids())::uuid[])
      and not child.id = any((select access_hidden_ids())::uuid[])
    order by step.sent_on, step.id
    limit 50
$$;
"""
LET_GO = "drop function episodes_steps_to_duty();"


class Migration(migrations.Migration):
    dependencies = [
        ("episodes", "0041_sit_as_a_panel"),
        ("access", "0018_let_leads_be_offered"),
    ]
    operations = [migrations.RunSQL(STEPS, LET_GO)]
