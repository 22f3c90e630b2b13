from django.db import migrations

from opencaf.access.case_wall import SEES_ALL, RaiseCircleWall, child_ids, in_circle
from opencaf.access.models import Level
from opencaf.core.second_wall import LimitRows

# Whether somebody is reached through a child whose record is open in full: people.queries.circle in SQL,
# asked from the other end, of the few people of a page whose own record is not open.
CIRCLE_OF_WHO_ASKS = """
create function people_in_circle(asked uuid) returns boolean
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
    moment timestamptz := nullif(current_setting('app.now', true), '')::timestamptz;
begin
    return exists (
        select from (
            select asked as id
            union all select kin.to_id from people_relationship kin where kin.of_id = asked
            union all select kin.of_id from people_relationship kin where kin.to_id = asked
            union all select other.person_id from people_familymember own
                join people_familymember other on other.family_id = own.family_id
                where own.person_id = asked) around
        join access_accessgrant held on held.child_id = around.id
        where held.practitioner_id = nullif(current_setting('app.practitioner', true), '')::uuid
          and held.authority_id = nullif(current_setting('app.authority', true), '')::uuid
          and held.level >= 3 and held.starts_at <= moment
          and (held.ends_at is null or held.ends_at > moment));
end $$;

-- A correction keeps words of the row that it put right, so it is seen with that row: asked as who asks.
create function people_sees_record(kind text, record uuid) returns boolean
language plpgsql stable set search_path = public, pg_temp as $$
begin
    return case kind
        when 'people.person' then exists (select from people_person where id = record)
        when 'people.personname' then exists (select from people_personname where id = record)
        when 'people.contactpoint' then exists (select from people_contactpoint where id = record)
        when 'people.identifier' then exists (select from people_identifier where id = record)
        when 'people.schooling' then exists (select from people_schooling where id = record)
        when 'people.relationship' then exists (select from people_relationship where id = record)
        when 'people.family' then exists (select from people_family where id = record)
        when 'people.familymember' then exists (select from people_familymember where id = record)
        when 'people.household' then exists (select from people_household where id = record)
        when 'people.householdmember' then exists (select from people_householdmember where id = record)
        else false end;
end $$;
"""

# What a search must know of records that the finder may not open (access.past_the_wall).
FINDING = """
create function people_holders(numbers text[], most integer) returns setof uuid
language sql stable security definer set search_path = public, pg_temp as $$
    select held.person_id from people_identifier held
    where held.authority_id = nullif(current_setting('app.authority', true), '')::uuid
      and held.value = any(numbers) and held.scheme in ('nhs', 'upn')
    limit most
$$;

-- both: the codes are of a given and a family name; else one of them is enough.
create function people_cared_for(codes text[], both_names boolean, kinds text[], most integer)
returns setof uuid
language sql stable security definer set search_path = public, pg_temp as $$
    select distinct kin.to_id from people_relationship kin
    where kin.kinship = any(kinds) and kin.of_id in (
        select filed.person_id from people_searchname filed
        where filed.authority_id = nullif(current_setting('app.authority', true), '')::uuid
          and case when both_names
              then filed.family_code = any(codes) and (filed.given_code = any(codes) or filed.given_code = '')
              else filed.family_code = any(codes) or filed.given_code = any(codes) end)
    limit most
$$;

-- A number that was not asked for comes back empty: that there is another one, not which.
create function people_numbers_compared(people uuid[], numbers text[])
returns table (person_id uuid, scheme text, value text)
language sql stable security definer set search_path = public, pg_temp as $$
    select held.person_id, held.scheme, case when held.value = any(numbers) then held.value else '' end
    from people_identifier held
    where held.authority_id = nullif(current_setting('app.authority', true), '')::uuid
      and held.person_id = any(people)
$$;

create function people_carers_names(people uuid[], kinds text[])
returns table (child_id uuid, given text, family text)
language sql stable security definer set search_path = public, pg_temp as $$
    select kin.to_id, coalesce(filed.given, ''), coalesce(filed.family, '')
    from people_relationship kin
    left join people_searchname filed on filed.person_id = kin.of_id
    where kin.authority_id = nullif(current_setting('app.authority', true), '')::uuid
      and kin.to_id = any(people) and kin.kinship = any(kinds)
$$;

create function people_schools_named(people uuid[]) returns table (person_id uuid, name text)
language sql stable security definer set search_path = public, pg_temp as $$
    select place.person_id, coalesce(agency.name, place.name)
    from people_schooling place left join agencies_agency agency on agency.id = place.agency_id
    where place.authority_id = nullif(current_setting('app.authority', true), '')::uuid
      and place.person_id = any(people)
$$;

-- Enough to recognise somebody by: name, birth, the initials of the street where they live, and the postcode.
create function people_known_to_exist(people uuid[]) returns table (
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
        where stay.person_id = person.id and (stay.to_on is null or stay.to_on >
            (nullif(current_setting('app.now', true), '')::timestamptz at time zone 'Europe/London')::date)
        order by stay.from_on desc nulls last, stay.id
        limit 1) home on true
    where person.authority_id = nullif(current_setting('app.authority', true), '')::uuid
      and person.id = any(people)
$$;
"""

LET_GO = """
drop function people_known_to_exist(uuid[]);
drop function people_schools_named(uuid[]);
drop function people_carers_names(uuid[], text[]);
drop function people_numbers_compared(uuid[], text[]);
drop function people_cared_for(text[], boolean, text[], integer);
drop function people_holders(text[], integer);
"""

LET_CIRCLE_GO = """
drop function people_sees_record(text, uuid);
drop function people_in_circle(uuid);
"""

# Somebody new stands in no circle before the row that says how they belong, so those three are written freely.
FREELY = "true"
PERSON_IS_SEEN = f"id = any({child_ids(Level.SUMMARY)}) or {in_circle('id')}"
BOTH_ARE_SEEN = f"({in_circle('of_id')}) and ({in_circle('to_id')})"
EITHER_IS_SEEN = f"{in_circle('of_id')} or {in_circle('to_id')}"
A_MEMBER_IS_SEEN = f"{SEES_ALL} or exists (select from {{0}}member member where member.{{1}}_id = {{0}}.id)"


class Migration(migrations.Migration):
    dependencies = [("people", "0002_raise_walls"), ("access", "0004_tell_how_far_somebody_sees")]
    operations = [
        migrations.RunSQL(CIRCLE_OF_WHO_ASKS, LET_CIRCLE_GO),
        LimitRows("Person", "within_a_circle", using=PERSON_IS_SEEN, check=FREELY),
        RaiseCircleWall("PersonName"),
        RaiseCircleWall("ContactPoint"),
        RaiseCircleWall("Identifier"),
        RaiseCircleWall("Schooling"),
        RaiseCircleWall("FamilyMember"),
        RaiseCircleWall("HouseholdMember"),
        LimitRows("Relationship", "within_a_circle", using=BOTH_ARE_SEEN, check=EITHER_IS_SEEN),
        LimitRows(
            "Family",
            "of_a_circle",
            using=A_MEMBER_IS_SEEN.format("people_family", "family"),
            check=FREELY,
        ),
        LimitRows(
            "Household",
            "of_a_circle",
            using=A_MEMBER_IS_SEEN.format("people_household", "household"),
            check=FREELY,
        ),
        migrations.RunSQL(FINDING, LET_GO),
    ]
