from django.db import migrations

# Where somebody works: in the post that they wear, and in every post that has not ended. What a family leaves
# out, it leaves out for an agency; and what somebody was let see is for where they worked then.
AGENCIES = """
create function access_agency() returns uuid
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
    return (
        select worn.agency_id from agencies_post worn
        where worn.id = nullif(current_setting('app.post', true), '')::uuid
          and worn.practitioner_id = nullif(current_setting('app.practitioner', true), '')::uuid
          and worn.authority_id = nullif(current_setting('app.authority', true), '')::uuid
          and worn.ended_on is null);
end $$;

create function access_agencies() returns uuid[]
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
    return array(
        select held.agency_id from agencies_post held
        where held.practitioner_id = nullif(current_setting('app.practitioner', true), '')::uuid
          and held.authority_id = nullif(current_setting('app.authority', true), '')::uuid
          and held.ended_on is null);
end $$;
"""

LET_GO = """
drop function access_agencies();
drop function access_agency();
"""


class Migration(migrations.Migration):
    dependencies = [("access", "0008_let_contributors_answer")]
    operations = [migrations.RunSQL(AGENCIES, LET_GO)]
