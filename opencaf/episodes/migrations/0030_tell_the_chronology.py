import django.db.models.deletion
from django.db import migrations, models

import opencaf.core.clock
import opencaf.core.fields
import opencaf.core.ids
from opencaf.access.case_wall import HideUnderShield, RaiseCaseWall, RaiseWallBehind
from opencaf.core.database.at_once import at_once
from opencaf.core.second_wall import LimitRows, RaiseWall
from opencaf.episodes.elements import ELEMENTS
from opencaf.episodes.left_out_wall import HideEventsLeftOut

CODES = ", ".join(f"'{element.code}'" for element in ELEMENTS)

# As queries.chronology says to pages. With no part named, a child is left out where every part of them is.
OPEN = """
create function episodes_event_is_open(asked uuid[], event uuid, of_case uuid, part text) returns boolean
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
    parts text[] := case when part = '' then array[CODES] else array[part] end;
    named uuid[];
begin
    if of_case <> all(asked) then
        return true;
    end if;
    named := array(
        select about.person_id from episodes_chronologyperson about
        join episodes_episodechild ours on ours.episode_id = of_case and ours.child_id = about.person_id
        where about.event_id = event);
    if named <> '{}' then
        return not exists (
            select from unnest(named) kept(child)
            where (select bool_and(episodes_is_left_out(of_case, kept.child, code))
                   from unnest(parts) one(code)));
    end if;
    return exists (
        select from episodes_episodechild about
        where about.episode_id = of_case and about.left_on is null
          and not (select bool_and(episodes_is_left_out(of_case, about.child_id, code))
                   from unnest(parts) one(code)));
end $$;
""".replace("CODES", CODES)
# What an event said before it was corrected is shown to whoever sees the event.
WITH_ITS_EVENT = (
    "record_kind <> 'episodes.chronologyevent' "
    "or (select true from episodes_chronologyevent event where event.id = record_id)"
)


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0019_say_how_long_requests_wait"),
        ("audit", "0005_find_who_was_shown"),
        ("people", "0020_end_lists_with_the_post"),
        ("episodes", "0029_step_up_and_down"),
    ]

    operations = [
        migrations.CreateModel(
            name="ChronologyEvent",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=opencaf.core.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("recorded_at", models.DateTimeField(default=opencaf.core.clock.now, editable=False)),
                (
                    "recorded_how",
                    models.CharField(
                        choices=[
                            ("typed", "Typed in by a practitioner"),
                            ("job", "Written by the program"),
                            ("imported", "Brought in from another system"),
                            ("link", "Written through a link by somebody without an account"),
                        ],
                        default="typed",
                        max_length=10,
                    ),
                ),
                ("happened_on", models.DateField()),
                ("happened_accuracy", models.CharField(default="AAA", max_length=3)),
                ("text", models.TextField()),
                ("source", models.CharField(blank=True, max_length=200)),
                ("element", models.CharField(blank=True, max_length=60)),
                ("removed_on", models.DateField(blank=True, null=True)),
                ("removed_why", models.TextField(blank=True)),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.authority"
                    ),
                ),
                (
                    "episode",
                    opencaf.core.fields.AuthorityForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="chronology",
                        to="episodes.episode",
                    ),
                ),
                (
                    "removed_by",
                    opencaf.core.fields.AuthorityForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.practitioner",
                    ),
                ),
                (
                    "on_behalf_of",
                    opencaf.core.fields.AuthorityForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.practitioner",
                    ),
                ),
                (
                    "recorded_by",
                    opencaf.core.fields.AuthorityForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.practitioner",
                    ),
                ),
                (
                    "recorded_post",
                    opencaf.core.fields.AuthorityForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.post",
                    ),
                ),
            ],
            options={
                "ordering": ["happened_on", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="event_says_what_happened"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("removed_by", None), ("removed_on", None), ("removed_why", "")),
                            models.Q(
                                ("removed_by__isnull", False),
                                ("removed_on__isnull", False),
                                models.Q(("removed_why", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="removed_event_says_when_by_whom_and_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ChronologyPerson",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=opencaf.core.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("recorded_at", models.DateTimeField(default=opencaf.core.clock.now, editable=False)),
                (
                    "recorded_how",
                    models.CharField(
                        choices=[
                            ("typed", "Typed in by a practitioner"),
                            ("job", "Written by the program"),
                            ("imported", "Brought in from another system"),
                            ("link", "Written through a link by somebody without an account"),
                        ],
                        default="typed",
                        max_length=10,
                    ),
                ),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.authority"
                    ),
                ),
                (
                    "event",
                    opencaf.core.fields.AuthorityForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="people",
                        to="episodes.chronologyevent",
                    ),
                ),
                (
                    "on_behalf_of",
                    opencaf.core.fields.AuthorityForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.practitioner",
                    ),
                ),
                (
                    "person",
                    opencaf.core.fields.AuthorityForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "recorded_by",
                    opencaf.core.fields.AuthorityForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.practitioner",
                    ),
                ),
                (
                    "recorded_post",
                    opencaf.core.fields.AuthorityForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.post",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("event", "person"), name="event_names_a_person_once")
                ],
            },
        ),
        RaiseWall("ChronologyEvent"),
        RaiseCaseWall("ChronologyEvent"),
        HideUnderShield("ChronologyEvent"),
        RaiseWall("ChronologyPerson"),
        RaiseWallBehind(
            "ChronologyPerson", parent="episodes_chronologyevent", via="event_id", with_shield=True
        ),
        migrations.RunSQL(OPEN, "drop function episodes_event_is_open(uuid[], uuid, uuid, text)"),
        HideEventsLeftOut("ChronologyEvent"),
        LimitRows("audit.Correction", "with_its_event", using=WITH_ITS_EVENT),
    ]

    operations = at_once(operations)
