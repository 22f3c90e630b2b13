from django.db import migrations

# Everything that an import wrote bears its moment. Cases go first, so that nothing is worked out anew about
# them; whatever was added to them since by somebody else makes the whole fail, since keys would lead nowhere.
TAKE_BACK = """
create function registers_take_back(asked uuid) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare
    here uuid := nullif(current_setting('app.authority', true), '')::uuid;
    brought registers_import;
    cases uuid[];
    touched uuid[];
    children uuid[];
    fresh uuid[];
    homes uuid[];
    workers uuid[];
    words text[];
    counter record;
begin
    if not access_sees_every_case() then
        raise exception 'only_who_sees_every_case_takes_back' using errcode = 'insufficient_privilege';
    end if;
    select * into strict brought from registers_import
    where id = asked and authority_id = here and state <> 'undone' for update;
    cases := array(
        select distinct episode_id from registers_importedrow
        where brought_in_id = asked and ended = 'written' and episode_id is not null);
    touched := array(
        select distinct episode_id from registers_importedrow
        where brought_in_id = asked and episode_id is not null);
    children := array(
        select distinct one.person_id from registers_importedperson one
        join registers_importedrow line on line.id = one.row_id where line.brought_in_id = asked);
    fresh := array(
        select distinct one.person_id from registers_importedperson one
        join registers_importedrow line on line.id = one.row_id
        where line.brought_in_id = asked and one.is_new
        union
        select of_id from people_relationship
        where to_id = any(children) and recorded_at = brought.recorded_at and recorded_how = 'imported'
          and not of_id = any(children));
    homes := array(
        select distinct household_id from people_householdmember
        where person_id = any(children) and recorded_at = brought.recorded_at and recorded_how = 'imported');
    words := array(
        select given from people_searchname where person_id = any(fresh)
        union select family from people_searchname where person_id = any(fresh));
    workers := array(select practitioner_id from registers_importedworker where brought_in_id = asked);

    delete from registers_importedoriginal using registers_importedrow line
        where row_id = line.id and line.brought_in_id = asked;
    delete from registers_importedperson using registers_importedrow line
        where row_id = line.id and line.brought_in_id = asked;
    delete from registers_importedrow where brought_in_id = asked;
    delete from registers_importedworker where brought_in_id = asked;

    delete from episodes_standing where episode_id = any(cases);
    delete from episodes_episode where id = any(cases);
    delete from episodes_episodechild where episode_id = any(touched) and recorded_at = brought.recorded_at
        and recorded_how = 'imported';
    delete from episodes_meeting where episode_id = any(touched) and recorded_at = brought.recorded_at
        and recorded_how = 'imported';
    delete from episodes_leadprofessional where episode_id = any(touched) and recorded_at = brought.recorded_at
        and recorded_how = 'imported';
    delete from episodes_assessment where episode_id = any(touched) and recorded_at = brought.recorded_at
        and recorded_how = 'imported';
    delete from episodes_closure where episode_id = any(touched) and recorded_at = brought.recorded_at
        and recorded_how = 'imported';
    delete from episodes_contactnote where episode_id = any(touched) and recorded_at = brought.recorded_at
        and recorded_how = 'imported';

    delete from people_duplicatepair where first_id = any(fresh) or second_id = any(fresh);
    delete from people_sealreader where record_id = any(homes) and recorded_at = brought.recorded_at;
    delete from people_seal where record_id = any(homes) and recorded_at = brought.recorded_at;
    delete from people_householdmember where person_id = any(children) and recorded_at = brought.recorded_at
        and recorded_how = 'imported';
    delete from people_household where id = any(homes) and recorded_at = brought.recorded_at;
    delete from people_searchname where person_id = any(fresh);
    delete from people_contactpoint where person_id = any(children) and recorded_at = brought.recorded_at
        and recorded_how = 'imported';
    delete from people_identifier where person_id = any(children) and recorded_at = brought.recorded_at
        and recorded_how = 'imported';
    delete from people_schooling where person_id = any(children) and recorded_at = brought.recorded_at
        and recorded_how = 'imported';
    delete from people_personname where person_id = any(children) and recorded_at = brought.recorded_at
        and recorded_how = 'imported';
    delete from people_relationship where to_id = any(children) and recorded_at = brought.recorded_at
        and recorded_how = 'imported';
    delete from people_person where id = any(fresh);
    delete from people_nameword
        where authority_id = here and recorded_at = brought.recorded_at and word = any(array(
            select unnest(words)
            except (select given from people_searchname where authority_id = here
                    union all select family from people_searchname where authority_id = here)));

    delete from agencies_post where practitioner_id = any(workers);
    delete from agencies_practitioner where id = any(workers);
    delete from agencies_agency
        where id = any(array(select jsonb_array_elements_text(brought.agencies)::uuid));
    for counter in
        select key::int as year, (value ->> 0)::int as before, (value ->> 1)::int as given
        from jsonb_each(brought.counters)
    loop
        if counter.before is null then
            delete from agencies_referencecounter
                where authority_id = here and year = counter.year and last = counter.given;
        else
            update agencies_referencecounter set last = counter.before
                where authority_id = here and year = counter.year and last = counter.given;
        end if;
    end loop;
    update registers_import set
        state = 'undone', counters = '{}', agencies = '[]', written = 0,
        undone_at = nullif(current_setting('app.now', true), '')::timestamptz,
        undone_by_id = nullif(current_setting('app.practitioner', true), '')::uuid
        where id = asked;
    set constraints all immediate;
    set constraints all deferred;
end $$;
revoke all on function registers_take_back(uuid) from public;
grant execute on function registers_take_back(uuid) to opencaf_web;
revoke all on function registers_take_back(uuid) from opencaf_worker;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("registers", "0001_hold_old_registers"),
        ("people", "0020_end_lists_with_the_post"),
        ("agencies", "0023_time_offers_of_the_lead"),
    ]
    operations = [migrations.RunSQL(TAKE_BACK, "drop function registers_take_back(uuid)")]
