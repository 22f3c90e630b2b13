from django.db import migrations

from opencaf.core.second_wall import RaiseWall

WHO_IS_ASKING = """
create function agencies_who_is_asking(asking_user uuid, wanted_post uuid) returns json
language sql stable security definer set search_path = public, pg_temp as $$
    select json_build_object(
        'practitioner', row_to_json(practitioner), 'post', row_to_json(post), 'agency', row_to_json(agency),
        'authority', row_to_json(authority))
    from agencies_practitioner practitioner
    join agencies_post post on post.practitioner_id = practitioner.id and post.ended_on is null
    join agencies_agency agency on agency.id = post.agency_id
    join agencies_authority authority on authority.id = practitioner.authority_id
    where practitioner.user_id = asking_user
    order by (post.id = wanted_post) desc nulls last, post.id
    limit 1
$$;
revoke all on function agencies_who_is_asking(uuid, uuid) from public;
grant execute on function agencies_who_is_asking(uuid, uuid) to opencaf_web, opencaf_worker;
"""


class Migration(migrations.Migration):
    dependencies = [("agencies", "0001_initial")]
    operations = [
        RaiseWall("Authority"),
        RaiseWall("Locality"),
        RaiseWall("MeetingKind"),
        RaiseWall("ClosureCategory"),
        RaiseWall("ReferenceCounter"),
        RaiseWall("Agency"),
        RaiseWall("Practitioner"),
        RaiseWall("Post"),
        migrations.RunSQL(WHO_IS_ASKING, "drop function agencies_who_is_asking(uuid, uuid)"),
    ]
