from importlib import import_module

import django.db.models.deletion
from django.db import migrations, models

from opencaf.core.database.at_once import at_once

KEPT = import_module("opencaf.agencies.migrations.0026_begin_national_bodies").KEEP.split("create trigger")[0]
KEEP = KEPT.replace("create function", "create or replace function")
KEEP_STREETS = (
    KEEP.replace(
        "new.is_national <> old.is_national",
        "new.is_national <> old.is_national or new.practice_of_id is distinct from old.practice_of_id",
    )
    + """
drop trigger agencies_stay_of_a_kind on agencies_authority;
create trigger agencies_stay_of_a_kind before update of is_national, practice_of_id on agencies_authority
for each row execute function agencies_stay_of_a_kind();
"""
)
LET_GO = (
    KEEP
    + """
drop trigger agencies_stay_of_a_kind on agencies_authority;
create trigger agencies_stay_of_a_kind before update of is_national on agencies_authority
for each row execute function agencies_stay_of_a_kind();
"""
)

# A practice street is never where somebody finds themselves: only where they asked to go, until it has ended
# and for as long as they work in the authority it is of.
WHO = import_module("opencaf.agencies.migrations.0006_let_nobody_of_a_stopped_agency_in").AFTER
WHOSE = "where practitioner.user_id = asking_user"
WHO_PRACTISES = WHO.replace(
    WHOSE,
    f"""{WHOSE}
    and (authority.practice_of_id is null
        or authority.practice_ended_at is null and post.id = wanted_post and exists (
            select from agencies_practitioner home
            join agencies_post held on held.practitioner_id = home.id and held.ended_on is null
            join agencies_agency place on place.id = held.agency_id and place.active
            where home.user_id = asking_user and home.authority_id = authority.practice_of_id))""",
)

NAMED = import_module("opencaf.agencies.migrations.0018_name_authorities_to_jobs").NAME
NAME = NAMED.split("revoke")[0].replace("create function", "create or replace function")
NAME_REAL = NAME.replace("from agencies_authority", "from agencies_authority where practice_of_id is null")


class Migration(migrations.Migration):
    dependencies = [("agencies", "0026_begin_national_bodies")]
    operations = [
        migrations.AddField(
            model_name="authority",
            name="practice_of",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agencies.authority",
            ),
        ),
        migrations.AddField(
            model_name="authority",
            name="practice_ended_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddConstraint(
            model_name="authority",
            constraint=models.CheckConstraint(
                condition=models.Q(("practice_of", None), ("is_national", False), _connector="OR"),
                name="no_national_body_is_for_practice",
            ),
        ),
        migrations.AddConstraint(
            model_name="authority",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("practice_ended_at", None), ("practice_of__isnull", False), _connector="OR"
                ),
                name="only_practice_ends",
            ),
        ),
        migrations.RunSQL(KEEP_STREETS, LET_GO),
        migrations.RunSQL(WHO_PRACTISES, WHO),
        migrations.RunSQL(NAME_REAL, NAME),
    ]
    operations = at_once(operations)
