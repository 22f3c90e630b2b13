from django.db import migrations

# National analysts read what authorities told: figures that are hidden and rounded already (docs/adr/0047).
READ = """
create function national_may_read() returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
    select agencies_holds_role('national_analyst') and exists (
        select from agencies_authority body
        where body.id = nullif(current_setting('app.authority', true), '')::uuid and body.is_national)
$$;

create function national_figures(asked_report text, asked_axis text) returns table (
    authority text, begun smallint, code text, number integer, said integer, holding integer)
language sql stable security definer set search_path = public, pg_temp as $$
    select authority.code, told.begun, told.code, told.number, told.said, told.holding
    from national_summary told
    join agencies_authority authority on authority.id = told.authority_id
    where (select national_may_read()) and told.report = asked_report and told.axis = asked_axis
$$;

create function national_countings() returns table (
    authority text, name text, counted_at timestamptz, below smallint)
language sql stable security definer set search_path = public, pg_temp as $$
    select authority.code, authority.name, counting.counted_at, counting.below
    from agencies_authority authority
    left join national_counting counting on counting.authority_id = authority.id
    where (select national_may_read()) and not authority.is_national
    order by authority.name
$$;

revoke all on function national_may_read(), national_figures(text, text), national_countings() from public;
revoke execute on function national_figures(text, text), national_countings() from opencaf_worker;
"""

# By night the program itself asks what analysts may ask, acting for an authority and for nobody in it.
COUNTS = """
create function national_counts_now() returns boolean
language sql stable set search_path = public, pg_temp as $$
    select nullif(current_setting('app.practitioner', true), '') is null
       and nullif(current_setting('app.authority', true), '') is not null
$$;
"""
MAY_ASK = "agencies_holds_role('training', 'analyst')"
MAY_ASK_NOW = f"({MAY_ASK} or national_counts_now())"


def let_ask(before, after):
    """Return what lets reports_counted answer somebody else, whatever reports it knows by then."""
    quoted = [words.replace("'", "''") for words in (f"if not {before} then", f"if not {after} then")]
    return f"""
do $body$
declare
    now text := pg_get_functiondef('reports_counted(text, date, date, date, text[], text, text)'::regprocedure);
    then_ text := replace(now, '{quoted[0]}', '{quoted[1]}');
begin
    if now = then_ then raise exception 'reports_counted asks otherwise who may ask'; end if;
    execute then_;
end $body$;
"""


DROP = """
drop function national_counts_now();
drop function national_countings();
drop function national_figures(text, text);
drop function national_may_read();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("national", "0001_tell_country"),
        ("reports", "0004_tell_more_facts"),
    ]
    operations = [
        migrations.RunSQL(
            [READ, COUNTS, let_ask(MAY_ASK, MAY_ASK_NOW)], [let_ask(MAY_ASK_NOW, MAY_ASK), DROP]
        )
    ]
