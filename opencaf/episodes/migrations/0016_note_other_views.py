import django.db.models.deletion
from django.db import migrations, models

import opencaf.core.clock
import opencaf.core.fields
import opencaf.core.ids
from opencaf.access.case_wall import RaiseWallBehind
from opencaf.core.second_wall import RaiseWall


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0016_let_contributors_in"),
        ("episodes", "0015_ask_others"),
    ]

    operations = [
        migrations.CreateModel(
            name="DifferenceOfView",
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
                ("whose", models.CharField(max_length=200)),
                ("words", models.TextField()),
                ("noted_on", models.DateField()),
                ("gone_on", models.DateField(blank=True, null=True)),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.authority"
                    ),
                ),
                (
                    "gone_by",
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
                (
                    "story",
                    opencaf.core.fields.AuthorityForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="differences",
                        to="episodes.story",
                    ),
                ),
            ],
            options={
                "ordering": ["noted_on", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("whose", ""), _negated=True), models.Q(("words", ""), _negated=True)
                        ),
                        name="other_view_says_whose_and_what",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("gone_by", None), ("gone_on", None)),
                            models.Q(("gone_by__isnull", False), ("gone_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="view_taken_out_says_when_and_by_whom",
                    ),
                ],
            },
        ),
        RaiseWall("DifferenceOfView"),
        RaiseWallBehind("DifferenceOfView", parent="episodes_story", via="story_id"),
    ]
