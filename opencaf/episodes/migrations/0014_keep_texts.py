import django.db.models.deletion
from django.db import migrations, models

import opencaf.core.clock
import opencaf.core.fields
import opencaf.core.ids
from opencaf.access.case_wall import RaiseWallBehind
from opencaf.core.second_wall import RaiseWall


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0015_let_reviews_say_more"),
        ("episodes", "0013_say_who_typed"),
    ]

    operations = [
        migrations.CreateModel(
            name="TextVersion",
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
                ("name", models.CharField(max_length=30)),
                ("number", models.PositiveIntegerField()),
                ("text", models.TextField(blank=True)),
                (
                    "assessment",
                    opencaf.core.fields.AuthorityForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="text_versions",
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
                "constraints": [
                    models.UniqueConstraint(
                        fields=("assessment", "name", "number"), name="text_version_is_numbered_once"
                    )
                ],
            },
        ),
        RaiseWall("TextVersion"),
        RaiseWallBehind("TextVersion", parent="episodes_assessment", via="assessment_id"),
    ]
