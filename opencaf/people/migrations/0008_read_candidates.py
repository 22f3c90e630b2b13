from django.db import migrations

# How far letters are apart: of both names together, or of one of them where the other has changed altogether.
# Each is one expression, so that PostgreSQL puts it in place instead of calling it.
LETTERS = """
create function people_nearest_letters(name integer, asked integer[]) returns integer
language sql immutable parallel safe as $$
    select least(bit_count((name # asked[1])::bit(32)), bit_count((name # asked[2])::bit(32)),
                 bit_count((name # asked[3])::bit(32)), bit_count((name # asked[4])::bit(32)))::integer
$$;

create function people_letters_apart(given integer, family integer, asked integer[]) returns integer
language sql immutable parallel safe as $$
    select least(
        people_nearest_letters(given, asked) + people_nearest_letters(family, asked),
        2 * least(people_nearest_letters(given, asked), people_nearest_letters(family, asked)) + 4)
$$;

-- How far two days are apart: one for each of day, month and year that differs.
create function people_days_apart(one date, other date) returns integer
language sql immutable parallel safe as $$
    select coalesce(
        (extract(day from one) <> extract(day from other))::integer
        + (extract(month from one) <> extract(month from other))::integer
        + (extract(year from one) <> extract(year from other))::integer, 1)
$$;
"""

# Both read as who asks: the wall stands. Their plans are kept, since planning takes longer than reading.
TIERS = """
create function people_first_tier(
    sounds text[], days date[], near_from date, near_to date, wide_from date, wide_to date,
    places text[], pointed uuid[])
returns table (person uuid, given_name text, family_name text, born date, place text)
language plpgsql stable set plan_cache_mode = force_generic_plan as $$
declare
    here uuid := nullif(current_setting('app.authority', true), '')::uuid;
begin
    return query
    (select person_id, given::text, family::text, day, postcode::text from people_searchname
     where authority_id = here and is_child and family_code = any(sounds) and day = any(days) limit 400)
    union all
    (select person_id, given, family, day, postcode from people_searchname
     where authority_id = here and is_child and given_code = any(sounds) and day = any(days) limit 400)
    union all
    (select person_id, given, family, day, postcode from people_searchname
     where authority_id = here and is_child and family_code = any(sounds)
       and day between near_from and near_to limit 400)
    union all
    (select person_id, given, family, day, postcode from people_searchname
     where authority_id = here and is_child and family_code = any(sounds) and given_code = any(sounds)
       and day between wide_from and wide_to limit 400)
    union all
    (select person_id, given, family, day, postcode from people_searchname
     where authority_id = here and is_child and family_code = any(sounds)
       and given_code = any(sounds || ''::text) and day is null limit 100)
    union all
    (select person_id, given, family, day, postcode from people_searchname
     where authority_id = here and is_child and postcode = any(places) limit 300)
    union all
    (select person_id, given, family, day, postcode from people_searchname
     where is_child and person_id = any(pointed) limit 600);
end $$;

-- The sound codes of names here that are spelt nearly as typed, the likeliest of each word typed.
-- words: which of these each key belongs to.
create function people_spellings(keys text[], words integer[], most integer) returns text[]
language sql stable as $$
    select array(select distinct ranked.code::text from (
        select known.code, row_number() over (
            partition by typed.word
            order by known.key like '~%', known.given + known.family desc, known.word) as place
        from unnest(keys, words) as typed(key, word)
        join people_nameword known on known.key = typed.key
         and known.authority_id = nullif(current_setting('app.authority', true), '')::uuid) ranked
        where ranked.place <= most)
$$;

-- words: which of the words typed each key belongs to. either: whether one name alone is enough.
create function people_second_tier(
    sounds text[], keys text[], words integer[], asked integer[], days date[], near date[],
    near_from date, near_to date, either boolean)
returns table (person uuid, given_name text, family_name text, born date, place text)
language plpgsql stable set plan_cache_mode = force_generic_plan as $$
declare
    here uuid := nullif(current_setting('app.authority', true), '')::uuid;
    wider text[] := sounds || people_spellings(keys, words, 16);
begin
    return query
    (select person_id, given::text, family::text, day, postcode::text from people_searchname
     where authority_id = here and is_child and day = any(days)
     order by people_letters_apart(given_letters, family_letters, asked) limit 150)
    union all
    (select * from (
        select person_id, given, family, day, postcode from (
            select * from people_searchname
            where authority_id = here and is_child and day between near_from and near_to limit 6000) alike
        order by people_letters_apart(given_letters, family_letters, asked) limit 200) within)
    union all
    (select person_id, given, family, day, postcode from people_searchname
     where authority_id = here and is_child and given_code = any(sounds) and day between near_from and near_to
     order by people_letters_apart(given_letters, family_letters, asked) limit 200)
    union all
    (select person_id, given, family, day, postcode from people_searchname
     where authority_id = here and is_child and family_code = any(sounds) and day = any(near)
     order by people_letters_apart(given_letters, family_letters, asked) limit 150)
    union all
    (select person_id, given, family, day, postcode from people_searchname
     where authority_id = here and is_child and given_code = any(sounds) and day = any(near)
     order by people_letters_apart(given_letters, family_letters, asked) limit 150)
    union all
    (select * from (
        select person_id, given, family, day, postcode from (
            select * from people_searchname
            where authority_id = here and is_child and family_code = any(wider) and given_code = any(wider)
            limit 4000) alike
        order by people_letters_apart(given_letters, family_letters, asked)
                 + 3 * people_days_apart(day, days[1]) limit 200) both_names)
    union all
    (select * from (
        select person_id, given, family, day, postcode from (
            (select * from people_searchname
             where either and authority_id = here and is_child and family_code = any(wider) limit 4000)
            union all
            (select * from people_searchname
             where either and authority_id = here and is_child and given_code = any(wider) limit 4000)) alike
        order by people_letters_apart(given_letters, family_letters, asked) limit 300) one_name);
end $$;
"""

LET_TIERS_GO = """
drop function people_second_tier(
    text[], text[], integer[], integer[], date[], date[], date, date, boolean);
drop function people_spellings(text[], integer[], integer);
drop function people_first_tier(text[], date[], date, date, date, date, text[], uuid[]);
drop function people_days_apart(date, date);
drop function people_letters_apart(integer, integer, integer[]);
drop function people_nearest_letters(integer, integer[]);
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0007_find_whatever_was_typed")]
    operations = [migrations.RunSQL(LETTERS + TIERS, LET_TIERS_GO)]
