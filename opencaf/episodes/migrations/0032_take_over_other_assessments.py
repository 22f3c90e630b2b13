import django.db.models.deletion
from django.db import migrations, models

import opencaf.core.clock
import opencaf.core.fields
import opencaf.core.ids
from opencaf.access.case_wall import RaiseWallBehind
from opencaf.core.database.at_once import at_once
from opencaf.core.second_wall import RaiseWall
from opencaf.episodes.left_out_wall import HideConclusionsLeftOut


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0020_say_when_feedback_is_due"),
        ("episodes", "0031_note_the_highest_mark"),
        ("people", "0020_end_lists_with_the_post"),
    ]

    operations = [
        migrations.CreateModel(
            name="ReusedAssessment",
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
                ("what", models.CharField(max_length=300)),
                ("made_on", models.DateField()),
                (
                    "assessment",
                    opencaf.core.fields.AuthorityForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reused",
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
                "ordering": ["made_on", "id"],
            },
        ),
        migrations.CreateModel(
            name="ReusedAgreement",
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
                    "reused",
                    opencaf.core.fields.AuthorityForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agreements",
                        to="episodes.reusedassessment",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="reusedassessment",
            constraint=models.CheckConstraint(
                condition=models.Q(("what", ""), _negated=True), name="reused_assessment_says_what_it_was"
            ),
        ),
        migrations.AddConstraint(
            model_name="reusedagreement",
            constraint=models.UniqueConstraint(
                fields=("reused", "person"), name="person_agrees_once_to_a_reuse"
            ),
        ),
        RaiseWall("ReusedAssessment"),
        RaiseWallBehind(
            "ReusedAssessment", parent="episodes_assessment", via="assessment_id", with_shield=True
        ),
        HideConclusionsLeftOut("ReusedAssessment"),
        RaiseWall("ReusedAgreement"),
        RaiseWallBehind(
            "ReusedAgreement", parent="episodes_reusedassessment", via="reused_id", with_shield=True
        ),
    ]

    operations = at_once(operations)
