from importlib import import_module

from django.db import migrations

before = import_module("opencaf.episodes.migrations.0007_raise_walls_by_grants")

# The duty team knows of every record that is not shielded, as if they had found it.
HEED_SHIELDS = """
create or replace function episodes_known_to_exist(children uuid[]) returns table (
    child_id uuid, episode_id uuid, is_open boolean, is_second boolean, reference text, state text,
    intended_on date, closed_on date, contact_id uuid, given_name text, family_name text, phone text,
    email text, is_lead boolean)
language sql stable security definer set search_path = public, pg_temp as $$
    select about.child_id, episode.id, about.is_open, about.second_open_reason <> '', episode.reference,
           episode.state, episode.intended_on, episode.closed_on, contact.id, contact.given_name,
           contact.family_name, contact.phone, contact.email, lead.id is not null
    from episodes_episodechild about
    join episodes_episode episode on episode.id = about.episode_id
     and (not episode.shielded or access_is_under_shield(episode.id))
    join people_person child on child.id = about.child_id
     and (not child.shielded or access_is_under_shield(child.id))
    left join episodes_leadprofessional lead on lead.episode_id = episode.id and lead.ended_on is null
    join agencies_practitioner contact on contact.id = coalesce(lead.practitioner_id, episode.initiator_id)
    where about.authority_id = nullif(current_setting('app.authority', true), '')::uuid
      and about.child_id = any(children)
    order by about.is_open desc, episode.intended_on desc, episode.id
$$;

create or replace function episodes_children_found(asked uuid) returns setof uuid
language sql stable security definer set search_path = public, pg_temp as $$
    select about.child_id from episodes_episodechild about
    join episodes_episode episode on episode.id = about.episode_id
     and (not episode.shielded or access_is_under_shield(episode.id))
    where about.episode_id = asked
      and (about.child_id = any(access_child_ids(1)) or agencies_holds_role('duty'))
    order by about.position, about.id
$$;

-- A child's cases are shielded with it, those too that whoever shields does not see; one with another shielded
-- child stays so.
create function episodes_follow_shields(asked uuid) returns void
language sql volatile security definer set search_path = public, pg_temp as $$
    update episodes_episode episode set shielded = exists (
        select from episodes_episodechild about join people_person child on child.id = about.child_id
        where about.episode_id = episode.id and child.shielded)
    where access_is_under_shield(asked)
      and episode.authority_id = nullif(current_setting('app.authority', true), '')::uuid
      and episode.id in (select about.episode_id from episodes_episodechild about where about.child_id = asked)
$$;
"""
EXISTENCE = before.EXISTENCE[: before.EXISTENCE.index("-- Numbers without cases")]
AS_BEFORE = f"""
drop function episodes_follow_shields(uuid);
{EXISTENCE.replace("create function", "create or replace function")}
"""


class Migration(migrations.Migration):
    dependencies = [("episodes", "0011_shield_cases"), ("people", "0006_heed_shields")]
    operations = [migrations.RunSQL(HEED_SHIELDS, AS_BEFORE)]
