from importlib import import_module

from django.db import migrations

before = import_module("opencaf.people.migrations.0003_raise_walls_by_grants")

# A search gives nobody a shielded child but those on the list, and nobody the address or school place that is
# sealed: the same functions, which look past the wall, with what the policies say of shields and seals.
HEED_SHIELDS = """
create or replace function people_holders(numbers text[], most integer) returns setof uuid
language sql stable security definer set search_path = public, pg_temp as $$
    select held.person_id from people_identifier held
    join people_person person on person.id = held.person_id
     and (not person.shielded or access_is_under_shield(person.id))
    where held.authority_id = nullif(current_setting('app.authority', true), '')::uuid
      and held.value = any(numbers) and held.scheme in ('nhs', 'upn')
    limit most
$$;

create or replace function people_cared_for(codes text[], both_names boolean, kinds text[], most integer)
returns setof uuid
language sql stable security definer set search_path = public, pg_temp as $$
    select distinct kin.to_id from people_relationship kin
    join people_person child on child.id = kin.to_id
     and (not child.shielded or access_is_under_shield(child.id))
    where kin.kinship = any(kinds) and kin.of_id in (
        select filed.person_id from people_searchname filed
        where filed.authority_id = nullif(current_setting('app.authority', true), '')::uuid
          and case when both_names
              then filed.family_code = any(codes) and (filed.given_code = any(codes) or filed.given_code = '')
              else filed.family_code = any(codes) or filed.given_code = any(codes) end)
    limit most
$$;

create or replace function people_numbers_compared(people uuid[], numbers text[])
returns table (person_id uuid, scheme text, value text)
language sql stable security definer set search_path = public, pg_temp as $$
    select held.person_id, held.scheme, case when held.value = any(numbers) then held.value else '' end
    from people_identifier held join people_person person on person.id = held.person_id
    where held.authority_id = nullif(current_setting('app.authority', true), '')::uuid
      and held.person_id = any(people)
      and (not person.shielded or access_is_under_shield(person.id))
$$;

create or replace function people_carers_names(people uuid[], kinds text[])
returns table (child_id uuid, given text, family text)
language sql stable security definer set search_path = public, pg_temp as $$
    select kin.to_id, coalesce(filed.given, ''), coalesce(filed.family, '')
    from people_relationship kin
    join people_person child on child.id = kin.to_id
    left join people_searchname filed on filed.person_id = kin.of_id
    where kin.authority_id = nullif(current_setting('app.authority', true), '')::uuid
      and kin.to_id = any(people) and kin.kinship = any(kinds)
      and (not child.shielded or access_is_under_shield(child.id))
$$;

create or replace function people_schools_named(people uuid[]) returns table (person_id uuid, name text)
language sql stable security definer set search_path = public, pg_temp as $$
    select place.person_id, coalesce(agency.name, place.name)
    from people_schooling place join people_person person on person.id = place.person_id
    left join agencies_agency agency on agency.id = place.agency_id
    where place.authority_id = nullif(current_setting('app.authority', true), '')::uuid
      and place.person_id = any(people) and not place.sealed
      and (not person.shielded or access_is_under_shield(person.id))
$$;

create or replace function people_known_to_exist(people uuid[]) returns table (
    id uuid, authority_id uuid, recorded_by_id uuid, given_names text, family_name text, born_on date,
    born_accuracy text, expected_on date, age_years smallint, age_known_on date, street text, postcode text)
language sql stable security definer set search_path = public, pg_temp as $$
    select person.id, person.authority_id, person.recorded_by_id, person.given_names, person.family_name,
           person.born_on, person.born_accuracy, person.expected_on, person.age_years, person.age_known_on,
           coalesce(home.street, ''), coalesce(home.postcode, '')
    from people_person person
    left join lateral (
        select household.postcode, (
            select string_agg(upper(left(word, 1)) || '.', ' ' order by place)
            from regexp_split_to_table(coalesce(nullif(household.line2, ''), household.line1), '\\s+')
                 with ordinality as words(word, place)
            where word ~ '^[[:alpha:]]') as street
        from people_householdmember stay join people_household household on household.id = stay.household_id
        where stay.person_id = person.id and not household.sealed
          and (stay.to_on is null or stay.to_on >
            (nullif(current_setting('app.now', true), '')::timestamptz at time zone 'Europe/London')::date)
        order by stay.from_on desc nulls last, stay.id
        limit 1) home on true
    where person.authority_id = nullif(current_setting('app.authority', true), '')::uuid
      and person.id = any(people)
      and (not person.shielded or access_is_under_shield(person.id))
$$;
"""
AS_BEFORE = before.FINDING.replace("create function", "create or replace function")


class Migration(migrations.Migration):
    dependencies = [("people", "0005_shield_children")]
    operations = [migrations.RunSQL(HEED_SHIELDS, AS_BEFORE)]
