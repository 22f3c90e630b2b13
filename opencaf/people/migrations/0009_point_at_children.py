from importlib import import_module

from django.db import migrations

before = import_module("opencaf.people.migrations.0006_heed_shields")

# A number, a telephone and the line of an address are compared without what people put between.
INDEXES = """
create index identifier_bare on people_identifier
    (authority_id, (upper(regexp_replace(value, '[^a-zA-Z0-9]', '', 'g'))));
create index contact_digits on people_contactpoint
    (authority_id, (right(regexp_replace(value, '[^0-9]', '', 'g'), 9))) where kind <> 'email';
create index household_line on people_household
    (authority_id, (substring(lower(regexp_replace(line1 || ' ' || line2, '[^a-zA-Z0-9]+', ' ', 'g'))
                              from '[0-9]+[a-z]? [a-z]{3,}')));
create index schooling_name on people_schooling (authority_id, (upper(name))) where name <> '';
"""

LET_INDEXES_GO = """
drop index identifier_bare;
drop index contact_digits;
drop index household_line;
drop index schooling_name;
"""

# What a search must know of records that the finder may not open (access.past_the_wall); none of it gives a
# shielded child away, nor a sealed address, telephone or school place.
POINTING = """
create or replace function people_holders(numbers text[], most integer) returns setof uuid
language sql stable security definer set search_path = public, pg_temp as $$
    select held.person_id from people_identifier held
    join people_person person on person.id = held.person_id
     and (not person.shielded or access_is_under_shield(person.id))
    where held.authority_id = nullif(current_setting('app.authority', true), '')::uuid
      and upper(regexp_replace(held.value, '[^a-zA-Z0-9]', '', 'g')) = any(numbers)
    limit most
$$;

-- near: a number that was typed with one figure wrong, or two changed over.
create or replace function people_numbers_compared(people uuid[], numbers text[])
returns table (person_id uuid, scheme text, value text)
language sql stable security definer set search_path = public, pg_temp as $$
    select held.person_id, held.scheme, coalesce((
        select case when bare.value = typed.number then typed.number else '~' || typed.number end
        from unnest(numbers) as typed(number)
        where bare.value = typed.number
           or length(bare.value) > 6 and length(bare.value) = length(typed.number) and (
               select count(*) from generate_series(1, length(bare.value)) as place
               where substr(bare.value, place, 1) <> substr(typed.number, place, 1)) <= 2
        order by bare.value = typed.number desc limit 1), '')
    from people_identifier held
    join people_person person on person.id = held.person_id
    cross join lateral (select upper(regexp_replace(held.value, '[^a-zA-Z0-9]', '', 'g'))) as bare(value)
    where held.authority_id = nullif(current_setting('app.authority', true), '')::uuid
      and held.person_id = any(people)
      and (not person.shielded or access_is_under_shield(person.id))
$$;

create function people_reached_by(phones text[], kinds text[], most integer) returns setof uuid
language sql stable security definer set search_path = public, pg_temp as $$
    with owners as materialized (
        select point.person_id from people_contactpoint point
        where point.authority_id = nullif(current_setting('app.authority', true), '')::uuid
          and right(regexp_replace(point.value, '[^0-9]', '', 'g'), 9) = any(phones)
          and point.kind <> 'email' and not point.sealed limit most)
    select reached.id from (
        select person_id as id from owners
        union
        select kin.to_id from owners join people_relationship kin
          on kin.of_id = owners.person_id and kin.kinship = any(kinds)) reached
    join people_person person on person.id = reached.id
     and (not person.shielded or access_is_under_shield(person.id))
    limit most
$$;

create function people_living_at(asked text, most integer) returns setof uuid
language sql stable security definer set search_path = public, pg_temp as $$
    select stay.person_id from people_household household
    join people_householdmember stay on stay.household_id = household.id and (stay.to_on is null or
        stay.to_on > (nullif(current_setting('app.now', true), '')::timestamptz at time zone 'Europe/London')::date)
    join people_person person on person.id = stay.person_id
     and (not person.shielded or access_is_under_shield(person.id))
    where household.authority_id = nullif(current_setting('app.authority', true), '')::uuid
      and substring(lower(regexp_replace(household.line1 || ' ' || household.line2, '[^a-zA-Z0-9]+', ' ', 'g'))
                    from '[0-9]+[a-z]? [a-z]{3,}') = asked
      and not household.sealed
    limit most
$$;

-- words: of the school's name, all of which it must have; codes: of which the child must have one.
create function people_schooled_at(school text, words text[], codes text[], most integer) returns setof uuid
language sql stable security definer set search_path = public, pg_temp as $$
    with places as (
        select place.person_id, place.sealed from agencies_agency agency
        join people_schooling place on place.agency_id = agency.id
        where agency.authority_id = nullif(current_setting('app.authority', true), '')::uuid
          and cardinality(words) > 0
          and not exists (select from unnest(words) as word where position(word in lower(agency.name)) = 0)
        union all
        select place.person_id, place.sealed from people_schooling place
        where place.authority_id = nullif(current_setting('app.authority', true), '')::uuid
          and place.name <> '' and upper(place.name) = upper(school))
    select distinct places.person_id from places
    join people_searchname filed on filed.person_id = places.person_id and filed.is_child
     and (filed.given_code = any(codes) or filed.family_code = any(codes))
    where not places.sealed and (not filed.shielded or access_is_under_shield(filed.person_id))
    limit most
$$;

create function people_phones_compared(people uuid[], phones text[], kinds text[]) returns setof uuid
language sql stable security definer set search_path = public, pg_temp as $$
    select asked.id from unnest(people) as asked(id)
    join people_person person on person.id = asked.id
     and (not person.shielded or access_is_under_shield(person.id))
    where exists (
        select from people_contactpoint point
        where point.authority_id = nullif(current_setting('app.authority', true), '')::uuid
          and point.kind <> 'email' and not point.sealed
          and right(regexp_replace(point.value, '[^0-9]', '', 'g'), 9) = any(phones)
          and (point.person_id = asked.id or point.person_id in (
              select kin.of_id from people_relationship kin
              where kin.to_id = asked.id and kin.kinship = any(kinds))))
$$;

-- house: whether house and street are the ones typed; else only the street is.
create function people_lines_compared(people uuid[], asked text) returns table (person_id uuid, house boolean)
language sql stable security definer set search_path = public, pg_temp as $$
    select stay.person_id, bool_or(home.line = asked)
    from people_householdmember stay
    join people_household household on household.id = stay.household_id and not household.sealed
    join people_person person on person.id = stay.person_id
     and (not person.shielded or access_is_under_shield(person.id))
    cross join lateral (select substring(
        lower(regexp_replace(household.line1 || ' ' || household.line2, '[^a-zA-Z0-9]+', ' ', 'g'))
        from '[0-9]+[a-z]? [a-z]{3,}')) as home(line)
    where stay.authority_id = nullif(current_setting('app.authority', true), '')::uuid
      and stay.person_id = any(people)
      and split_part(home.line, ' ', 2) = split_part(asked, ' ', 2)
    group by stay.person_id
$$;
"""

# Carers stand apart from children in the index, young ones among the children. Many carers bear one name: those
# children come first whose own name sounds like the one typed.
CARERS = """
drop function people_cared_for(text[], boolean, text[], integer);
create function people_cared_for(
    codes text[], both_names boolean, kinds text[], own_codes text[], most integer) returns setof uuid
language sql stable security definer set search_path = public, pg_temp as $$
    with asking as (select nullif(current_setting('app.authority', true), '')::uuid as authority_id),
    carers as materialized (
        select filed.person_id from asking join people_searchname filed
          on filed.authority_id = asking.authority_id and not filed.is_child
         and both_names and filed.family_code = any(codes) and filed.given_code = any(codes || ''::text)
        union
        select filed.person_id from asking join people_searchname filed
          on filed.authority_id = asking.authority_id and filed.is_child
         and both_names and filed.family_code = any(codes) and filed.given_code = any(codes || ''::text)
        union
        (select filed.person_id from asking join people_searchname filed
          on filed.authority_id = asking.authority_id and not filed.is_child
         and not both_names and filed.family_code = any(codes) limit 2000)
        union
        (select filed.person_id from asking join people_searchname filed
          on filed.authority_id = asking.authority_id and not filed.is_child
         and not both_names and filed.given_code = any(codes) limit 2000)),
    children as materialized (
        select distinct child.id from carers
        join people_relationship kin on kin.of_id = carers.person_id and kin.kinship = any(kinds)
        join people_person child on child.id = kin.to_id
         and (not child.shielded or access_is_under_shield(child.id)))
    select id from children
    order by exists (
        select from people_searchname own where own.person_id = children.id
           and (own.given_code = any(own_codes) or own.family_code = any(own_codes))) desc, id
    limit most
$$;
"""

LET_CARERS_GO = "drop function people_cared_for(text[], boolean, text[], text[], integer);"

LET_POINTING_GO = """
drop function people_lines_compared(uuid[], text);
drop function people_phones_compared(uuid[], text[], text[]);
drop function people_schooled_at(text, text[], text[], integer);
drop function people_living_at(text, integer);
drop function people_reached_by(text[], text[], integer);
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0008_read_candidates")]
    operations = [
        migrations.RunSQL(INDEXES, LET_INDEXES_GO),
        migrations.RunSQL(POINTING + CARERS, LET_CARERS_GO + LET_POINTING_GO + before.HEED_SHIELDS),
    ]
