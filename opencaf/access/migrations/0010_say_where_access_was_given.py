import django.db.models.deletion
from django.db import migrations, models

import opencaf.core.fields
from opencaf.core.database.at_once import at_once
from opencaf.core.second_wall import KeepInAuthority

# Whoever writes a grant need not know where its holder works: in the post worn, where they write it for
# themselves, else in the first that has not ended, as everywhere.
SAY_WHERE = """
create function access_say_where() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
    if new.agency_id is null then
        new.agency_id := (
            select held.agency_id from agencies_post held
            where held.practitioner_id = new.practitioner_id and held.ended_on is null
            order by held.id <> coalesce(nullif(current_setting('app.post', true), '')::uuid, new.id), held.id
            limit 1);
    end if;
    return new;
end $$;

create trigger grant_says_where before insert on access_accessgrant
for each row execute function access_say_where();
"""

LET_GO = """
drop trigger grant_says_where on access_accessgrant;
drop function access_say_where();
"""


class Migration(migrations.Migration):
    dependencies = [("access", "0009_tell_where_somebody_works"), ("agencies", "0015_let_reviews_say_more")]
    operations = [
        migrations.AddField(
            model_name="accessgrant",
            name="agency",
            field=opencaf.core.fields.AuthorityForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agencies.agency",
            ),
        ),
        KeepInAuthority("AccessGrant", "agency"),
        migrations.RemoveConstraint(model_name="accessgrant", name="one_live_grant_for_a_reason"),
        migrations.AddConstraint(
            model_name="accessgrant",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ends_at", None)),
                fields=("practitioner", "child_id", "episode_id", "basis", "agency"),
                name="one_live_grant_for_a_reason",
                nulls_distinct=False,
            ),
        ),
        migrations.RunSQL(SAY_WHERE, LET_GO),
    ]

    operations = at_once(operations)
