from django.db import migrations

# Whether another authority of this database knows a child: that it does, and whom to ring. It asks itself who may
# ask and whether they know enough, counts, and writes on the trails of both sides. Two of name (both, by sound),
# day of birth and postcode must agree, or a number. Nothing is told of a shielded child or a sealed address.
ELSEWHERE = """
create function people_known_elsewhere(sounds text[], days date[], postcodes text[], numbers text[])
returns table (authority text, phone text, agrees text)
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
    here uuid := nullif(current_setting('app.authority', true), '')::uuid;
    me uuid := nullif(current_setting('app.practitioner', true), '')::uuid;
    moment timestamptz := nullif(current_setting('app.now', true), '')::timestamptz;
    counted bigint;
    met record;
begin
    if not exists (
        select from agencies_post worn
        where worn.id = nullif(current_setting('app.post', true), '')::uuid
          and worn.practitioner_id = me and worn.authority_id = here and worn.ended_on is null
          and worn.role in ('practitioner', 'coordinator', 'manager', 'duty', 'training')) then
        raise exception 'looking for children is for people who work with families'
            using errcode = 'insufficient_privilege';
    end if;
    if cardinality(numbers) = 0 and (cardinality(sounds) > 1)::integer + (cardinality(days) > 0)::integer
        + (cardinality(postcodes) > 0)::integer < 2
        or cardinality(days) > 2 or cardinality(postcodes) > 1 or cardinality(numbers) > 3
        or cardinality(sounds) > 200 then
        raise exception 'too little to tell a child by, or too much at once' using errcode = 'check_violation';
    end if;
    select up.total into counted
    from audit_count_up('elsewhere', gen_random_uuid(), interval '1 hour', interval '0') up;
    if counted > (select searches_an_hour from agencies_authority where id = here) then
        raise exception 'looked elsewhere too often' using errcode = 'insufficient_privilege';
    end if;
    for met in
        select other.id as authority_id, other.name,
               coalesce(nullif(other.help_phone, ''), other.safeguarding_phone) as phone, alike.person_id,
               concat_ws(', ', case when alike.number then 'number' end, case when alike.name then 'name' end,
                         case when alike.day then 'date of birth' end, case when alike.place then 'postcode' end) as said
        from agencies_authority other
        cross join lateral (
            select filed.person_id, bool_or(filed.number) as number,
                   bool_or(filed.given_code = any(sounds) and filed.family_code = any(sounds)
                           and filed.given_code <> '' and filed.family_code <> '') as name,
                   bool_or(filed.day = any(days)) as day, bool_or(filed.postcode = any(postcodes)) as place
            from (
                select own.person_id, own.given_code, own.family_code, own.day, own.postcode, false as number
                from people_searchname own
                where own.authority_id = other.id and own.is_child and not own.shielded
                  and own.given_code = any(sounds) and own.family_code = any(sounds)
                  and own.given_code <> '' and own.family_code <> '' and own.day = any(days)
                union all
                select own.person_id, own.given_code, own.family_code, own.day, own.postcode, false
                from people_searchname own
                where own.authority_id = other.id and own.is_child and not own.shielded
                  and own.postcode = any(postcodes)
                  and (own.day = any(days) or own.given_code = any(sounds) and own.family_code = any(sounds)
                       and own.given_code <> '' and own.family_code <> '')
                union all
                select own.person_id, own.given_code, own.family_code, own.day, own.postcode, true
                from people_identifier held
                join people_searchname own on own.person_id = held.person_id and own.is_child and not own.shielded
                where held.authority_id = other.id
                  and upper(regexp_replace(held.value, '[^a-zA-Z0-9]', '', 'g')) = any(numbers)) filed
            group by filed.person_id) alike
        where other.id <> here
        order by alike.number desc, (alike.name::integer + alike.day::integer + alike.place::integer) desc,
                 other.name, alike.person_id
        limit 10 loop
        insert into audit_event (id, at, authority_id, action, subject_kind, subject_id, reason, detail, request_id)
        values (gen_random_uuid(), moment, met.authority_id, 'told_elsewhere', 'child', met.person_id, '',
                jsonb_build_object('authority', here, 'practitioner', me), '');
        authority := met.name;
        phone := met.phone;
        agrees := met.said;
        return next;
    end loop;
end $$;
revoke execute on function people_known_elsewhere(text[], date[], text[], text[]) from opencaf_worker;
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0013_move_rows")]
    operations = [
        migrations.RunSQL(ELSEWHERE, "drop function people_known_elsewhere(text[], date[], text[], text[]);")
    ]
