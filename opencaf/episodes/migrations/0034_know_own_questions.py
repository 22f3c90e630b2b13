from django.db import migrations

from opencaf.episodes.elements import ELEMENTS, OWN

CODES = ", ".join(f"'{element.code}'" for element in ELEMENTS)
IS_OWN = f"starts_with(%s, '{OWN}')"

# What an authority's form asks (docs/adr/0032), read with who asks, before anybody is told to the database:
# code, domain, name, help, first day, whether the version of that day asks it. Names are no secret.
AREAS = """
create function episodes_form_areas(of_authority uuid, on_day date) returns json
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
    now_asked uuid;
begin
    if of_authority <> nullif(current_setting('app.authority', true), '')::uuid then
        return null;
    end if;
    select id into now_asked from episodes_assessmentform
    where authority_id = of_authority and in_use_from is not null
    order by in_use_from <= on_day desc, case when in_use_from <= on_day then -version else version end
    limit 1;
    return coalesce((
        select json_agg(
            json_build_array(code, domain, name, help_text, since, is_asked) order by position, code)
        from (
            select distinct on (asked.code) asked.code, asked.domain, asked.name, asked.help_text,
                   asked.position, asked.form_id = now_asked as is_asked,
                   min(used.in_use_from) over (partition by asked.code) as since
            from episodes_assessmentform used join episodes_question asked on asked.form_id = used.id
            where used.authority_id = of_authority and used.in_use_from is not null
              and (asked.form_id = now_asked or IS_OWN)
            order by asked.code, asked.form_id = now_asked desc, used.version desc) known), '[]');
end $$;

-- Every part of an assessment that is known in an authority: the nineteen elements and its own questions.
create function episodes_part_codes(of_authority uuid) returns text[]
language sql stable security definer set search_path = public, pg_temp as $$
    select array[CODES] || array(
        select distinct asked.code from episodes_question asked
        join episodes_assessmentform form on form.id = asked.form_id
        where form.authority_id = of_authority and form.in_use_from is not null and IS_OWN)
$$;

-- A question of their own that no version asked before is left out wherever the family has left out anything
-- of the child for the agency, or named the parts that it may see: nobody could speak of it then.
create function episodes_leave_out_new_parts(of_form uuid) returns bigint
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
    here uuid := nullif(current_setting('app.authority', true), '')::uuid;
    written bigint;
begin
    if not agencies_holds_role('administrator', 'training') then
        return 0;
    end if;
    insert into episodes_withheld (
        id, recorded_at, recorded_how, authority_id, recorded_by_id, recorded_post_id,
        episode_id, agency_id, child_id, element)
    select gen_random_uuid(), nullif(current_setting('app.now', true), '')::timestamptz, 'job', here,
           nullif(current_setting('app.practitioner', true), '')::uuid,
           nullif(current_setting('app.post', true), '')::uuid,
           part.episode_id, part.agency_id, part.child_id, asked.code
    from episodes_assessmentform form
    join episodes_question asked on asked.form_id = form.id and IS_OWN
    cross join (
        select kept.episode_id, kept.agency_id, kept.child_id
        from episodes_withheld kept where kept.authority_id = here
        union
        select said.episode_id, named.agency_id, about.child_id
        from episodes_consentagency named
        join episodes_consent said on said.id = named.consent_id and said.withdrawn_on is null
        join episodes_episodechild about on about.episode_id = said.episode_id
        where named.authority_id = here and named.parts = 'only'
          and not exists (select from episodes_consent later where later.replaces_id = said.id)) part
    where form.id = of_form and form.authority_id = here and form.in_use_from is not null
      and not exists (
          select from episodes_question before join episodes_assessmentform earlier
              on earlier.id = before.form_id and earlier.in_use_from is not null
          where earlier.authority_id = here and earlier.id <> form.id and before.code = asked.code)
    on conflict do nothing;
    get diagnostics written = row_count;
    return written;
end $$;
""".replace("CODES", CODES).replace("IS_OWN", IS_OWN % "asked.code")

LET_GO = """
drop function episodes_leave_out_new_parts(uuid);
drop function episodes_part_codes(uuid);
drop function episodes_form_areas(uuid, date);
"""

# As queries.chronology says to pages. With no part named, a child is left out where every part of them is.
EVENTS = """
create or replace function episodes_event_is_open(asked uuid[], event uuid, of_case uuid, part text)
returns boolean
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
    parts text[];
    named uuid[];
begin
    if of_case <> all(asked) then
        return true;
    end if;
    parts := case when part = '' then EVERY_PART else array[part] end;
    named := array(
        select about.person_id from episodes_chronologyperson about
        join episodes_episodechild ours on ours.episode_id = of_case and ours.child_id = about.person_id
        where about.event_id = event);
    if named <> '{}' then
        return not exists (
            select from unnest(named) kept(child)
            where (select bool_and(episodes_is_left_out(of_case, kept.child, code))
                   from unnest(parts) one(code)));
    end if;
    return exists (
        select from episodes_episodechild about
        where about.episode_id = of_case and about.left_on is null
          and not (select bool_and(episodes_is_left_out(of_case, about.child_id, code))
                   from unnest(parts) one(code)));
end $$;
"""
EVERY_PART = "episodes_part_codes((select authority_id from episodes_episode where id = of_case))"


class Migration(migrations.Migration):
    dependencies = [("episodes", "0033_keep_files")]
    operations = [
        migrations.RunSQL(AREAS, LET_GO),
        migrations.RunSQL(
            EVENTS.replace("EVERY_PART", EVERY_PART), EVENTS.replace("EVERY_PART", f"array[{CODES}]")
        ),
    ]
