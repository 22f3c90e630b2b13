import django.db.models.deletion
from django.db import migrations, models

import opencaf.core.clock
import opencaf.core.fields
import opencaf.core.ids
from opencaf.access.case_wall import SEES_ALL, HideUnderShield, RaiseCaseWall, RaiseWallBehind
from opencaf.core.database.at_once import at_once
from opencaf.core.second_wall import LimitRows, RaiseWall

STEPS = "episodes_thresholdstep"
IN_SOCIAL_CARE = (
    "(select exists (select from agencies_agency team "
    "where team.id = (select access_agency()) and team.kind = 'childrens_social_care'))"
)


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0020_say_when_feedback_is_due"),
        ("episodes", "0028_let_a_form_be_prepared"),
        ("people", "0020_end_lists_with_the_post"),
    ]

    operations = [
        migrations.CreateModel(
            name="ThresholdStep",
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
                    "direction",
                    models.CharField(
                        choices=[("up", "Step-up to social care"), ("down", "Step-down from social care")],
                        max_length=4,
                    ),
                ),
                ("decided_on", models.DateField()),
                ("reason", models.TextField(blank=True)),
                ("what_happened", models.TextField(blank=True)),
                ("sent_on", models.DateField(blank=True, null=True)),
                ("with_plan", models.BooleanField(default=False)),
                ("handed_over", models.TextField(blank=True)),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("accepted", "Accepted"),
                            ("declined", "Declined"),
                            ("more_information", "Asked for more information"),
                        ],
                        max_length=16,
                    ),
                ),
                ("answered_on", models.DateField(blank=True, null=True)),
                ("answer_reason", models.TextField(blank=True)),
                ("feedback", models.TextField(blank=True)),
                ("fed_back_on", models.DateField(blank=True, null=True)),
                ("would_have_helped", models.TextField(blank=True)),
                ("taken_back_on", models.DateField(blank=True, null=True)),
                ("taken_back_why", models.TextField(blank=True)),
                (
                    "again_after",
                    opencaf.core.fields.AuthorityForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sent_again",
                        to="episodes.thresholdstep",
                    ),
                ),
                (
                    "agency",
                    opencaf.core.fields.AuthorityForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "assessment",
                    opencaf.core.fields.AuthorityForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="episodes.assessment",
                    ),
                ),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.authority"
                    ),
                ),
                (
                    "decided_by",
                    opencaf.core.fields.AuthorityForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.practitioner",
                    ),
                ),
                (
                    "episode",
                    opencaf.core.fields.AuthorityForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="threshold_steps",
                        to="episodes.episode",
                    ),
                ),
                (
                    "meeting",
                    opencaf.core.fields.AuthorityForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="episodes.meeting",
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
                (
                    "sent_by",
                    opencaf.core.fields.AuthorityForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.practitioner",
                    ),
                ),
                (
                    "sharing_decision",
                    opencaf.core.fields.AuthorityForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="episodes.sharingdecision",
                    ),
                ),
                (
                    "taken_back_by",
                    opencaf.core.fields.AuthorityForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.practitioner",
                    ),
                ),
            ],
            options={
                "ordering": ["decided_on", "id"],
            },
        ),
        migrations.CreateModel(
            name="SocialCareNumber",
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
                ("number", models.CharField(max_length=200)),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.authority"
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
                (
                    "step",
                    opencaf.core.fields.AuthorityForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="social_care_numbers",
                        to="episodes.thresholdstep",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ThresholdStepPerson",
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
                ("agreed", models.BooleanField()),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.authority"
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
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
                (
                    "step",
                    opencaf.core.fields.AuthorityForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="people",
                        to="episodes.thresholdstep",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="thresholdstep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("direction", "up"),
                        ("sent_by__isnull", False),
                        ("sent_on__gte", models.F("decided_on")),
                    ),
                    models.Q(
                        ("answer", ""),
                        ("direction", "down"),
                        ("fed_back_on", None),
                        ("sent_by", None),
                        ("sent_on", None),
                    ),
                    _connector="OR",
                ),
                name="step_up_is_sent_and_step_down_is_not",
            ),
        ),
        migrations.AddConstraint(
            model_name="thresholdstep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("answer", ""), ("answered_on__gte", models.F("sent_on")), _connector="OR"
                ),
                name="answer_to_a_step_up_has_its_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="thresholdstep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("fed_back_on", None), ("feedback", "")),
                    ("fed_back_on__gte", models.F("sent_on")),
                    _connector="OR",
                ),
                name="feedback_has_its_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="thresholdstep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("taken_back_by", None), ("taken_back_on", None), ("taken_back_why", "")),
                    models.Q(
                        ("taken_back_by__isnull", False),
                        ("taken_back_on__isnull", False),
                        models.Q(("taken_back_why", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="step_taken_back_says_why_and_by_whom",
            ),
        ),
        migrations.AddConstraint(
            model_name="thresholdstep",
            constraint=models.UniqueConstraint(
                condition=models.Q(("answer", ""), ("direction", "up"), ("taken_back_on", None)),
                fields=("episode",),
                name="one_step_up_waits_for_an_answer",
            ),
        ),
        migrations.AddConstraint(
            model_name="socialcarenumber",
            constraint=models.UniqueConstraint(fields=("step",), name="step_has_one_social_care_number"),
        ),
        migrations.AddConstraint(
            model_name="thresholdstepperson",
            constraint=models.UniqueConstraint(fields=("step", "person"), name="step_names_a_person_once"),
        ),
        RaiseWall("ThresholdStep"),
        RaiseWall("ThresholdStepPerson"),
        RaiseWall("SocialCareNumber"),
        RaiseCaseWall("ThresholdStep"),
        HideUnderShield("ThresholdStep"),
        RaiseWallBehind("ThresholdStepPerson", parent=STEPS, via="step_id", with_shield=True),
        RaiseWallBehind("SocialCareNumber", parent=STEPS, via="step_id", with_shield=True),
        LimitRows(
            "SocialCareNumber", "for_coordinators_and_social_care", using=f"{SEES_ALL} or {IN_SOCIAL_CARE}"
        ),
    ]

    operations = at_once(operations)
