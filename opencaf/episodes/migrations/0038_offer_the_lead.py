import django.db.models.deletion
from django.db import migrations, models

import opencaf.core.clock
import opencaf.core.fields
import opencaf.core.ids
from opencaf.access.case_wall import PRACTITIONER, HideUnderShield, RaiseCaseWall, within_sight
from opencaf.core.database.at_once import at_once
from opencaf.core.second_wall import LimitRows, RaiseWall

OFFERED_OR_WITHIN = f"practitioner_id = {PRACTITIONER} or {within_sight('episode_id')}"

# A coordinator of a locality does not see the cases that somebody led elsewhere: only that there were any.
FIRST_TIME = """
create function episodes_leads_first_time(asked uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
    select not exists (
        select from episodes_leadprofessional earlier
        where earlier.practitioner_id = lead.practitioner_id and earlier.episode_id <> lead.episode_id
          and (earlier.started_on, earlier.id) < (lead.started_on, lead.id))
    from episodes_leadprofessional lead
    where lead.id = asked and lead.authority_id = nullif(current_setting('app.authority', true), '')::uuid
      and agencies_holds_role('coordinator', 'manager')
$$;
"""
FORGET = "drop function episodes_leads_first_time(uuid);"


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0018_let_leads_be_offered"),
        ("agencies", "0023_time_offers_of_the_lead"),
        ("episodes", "0037_count_needs_unmet"),
        ("people", "0020_end_lists_with_the_post"),
    ]

    operations = [
        migrations.CreateModel(
            name="Coordination",
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
                ("started_on", models.DateField()),
                ("ended_on", models.DateField(blank=True, null=True)),
                ("why", models.TextField()),
                ("chosen_by", models.CharField(blank=True, max_length=200)),
                ("why_ended", models.TextField(blank=True)),
                (
                    "agency",
                    opencaf.core.fields.AuthorityForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.agency",
                    ),
                ),
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
                        related_name="coordinations",
                        to="episodes.episode",
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
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "practitioner",
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
                "ordering": ["started_on", "id"],
                "indexes": [models.Index(fields=["practitioner", "ended_on"], name="work_by_practitioner")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("person", None), ("practitioner__isnull", False)),
                            models.Q(("person__isnull", False), ("practitioner", None)),
                            _connector="OR",
                        ),
                        name="work_is_done_by_a_practitioner_or_a_family_member",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("why", ""), _negated=True), name="work_without_the_title_says_why"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_on", None), ("why_ended", "")),
                            models.Q(
                                ("ended_on__gte", models.F("started_on")),
                                models.Q(("why_ended", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="end_of_the_work_says_when_and_why",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_on", None)),
                        fields=("episode",),
                        name="one_does_the_work_at_a_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LeadOffer",
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
                ("offered_on", models.DateField()),
                ("words", models.TextField(blank=True)),
                ("why_changed", models.TextField(blank=True)),
                ("handover_note", models.TextField(blank=True)),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("accepted", "Accepted"),
                            ("declined", "Declined"),
                            ("taken_back", "Taken back"),
                            ("overtaken", "Settled in another way"),
                        ],
                        max_length=10,
                    ),
                ),
                ("answered_on", models.DateField(blank=True, null=True)),
                ("reason", models.TextField(blank=True)),
                (
                    "answered_by",
                    opencaf.core.fields.AuthorityForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.practitioner",
                    ),
                ),
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
                        related_name="lead_offers",
                        to="episodes.episode",
                    ),
                ),
                (
                    "lead",
                    opencaf.core.fields.AuthorityForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="offers",
                        to="episodes.leadprofessional",
                    ),
                ),
                (
                    "offered_by",
                    opencaf.core.fields.AuthorityForeignKey(
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
                    "practitioner",
                    opencaf.core.fields.AuthorityForeignKey(
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
                "ordering": ["offered_on", "id"],
                "indexes": [models.Index(fields=["practitioner", "answer"], name="offer_by_practitioner")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("answer", "")),
                        fields=("episode",),
                        name="one_offer_of_the_lead_waits",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("answer", ""), ("answered_by", None), ("answered_on", None), ("reason", "")
                            ),
                            models.Q(
                                models.Q(("answer", ""), _negated=True),
                                ("answered_by__isnull", False),
                                ("answered_on__gte", models.F("offered_on")),
                                models.Q(
                                    ("answer", "accepted"),
                                    models.Q(("reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="answer_to_an_offer_says_who_when_and_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", "accepted"), ("lead__isnull", False)),
                            models.Q(models.Q(("answer", "accepted"), _negated=True), ("lead", None)),
                            _connector="OR",
                        ),
                        name="accepted_offer_has_its_lead",
                    ),
                ],
            },
        ),
        RaiseWall("Coordination"),
        RaiseWall("LeadOffer"),
        RaiseCaseWall("Coordination"),
        LimitRows("LeadOffer", "of_who_is_asked_or_within_a_case", using=OFFERED_OR_WITHIN),
        HideUnderShield("Coordination"),
        HideUnderShield("LeadOffer"),
        migrations.RunSQL(FIRST_TIME, FORGET),
    ]

    operations = at_once(operations)
