import django.db.models.deletion
from django.db import migrations, models

import opencaf.core.clock
import opencaf.core.fields
import opencaf.core.ids
from opencaf.access.case_wall import RaiseCaseWall
from opencaf.core.second_wall import RaiseWall


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0018_name_authorities_to_jobs"),
        ("episodes", "0020_keep_what_meetings_lead_to"),
    ]

    operations = [
        migrations.CreateModel(
            name="HelpRequest",
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
                ("asked_on", models.DateField()),
                ("question", models.TextField()),
                ("answered_on", models.DateField(blank=True, null=True)),
                ("answer", models.TextField(blank=True)),
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
                    "asked_by",
                    opencaf.core.fields.AuthorityForeignKey(
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
                        related_name="help_requests",
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
                "ordering": ["asked_on", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", ""), ("answered_by", None), ("answered_on", None)),
                            models.Q(
                                ("answered_by__isnull", False),
                                ("answered_on__isnull", False),
                                models.Q(("answer", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="answer_to_help_says_who_and_when",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("answered_on", None)),
                        fields=("episode",),
                        name="one_question_for_help_waits",
                    ),
                ],
            },
        ),
        RaiseWall("HelpRequest"),
        RaiseCaseWall("HelpRequest"),
    ]
