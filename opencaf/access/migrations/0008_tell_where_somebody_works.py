from django.db import migrations

# Where somebody works in the post that they wear: what a family leaves out, it leaves out for an agency.
AGENCY = """
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
"""


class Migration(migrations.Migration):
    dependencies = [("access", "0007_shield_records")]
    operations = [migrations.RunSQL(AGENCY, "drop function access_agency()")]
