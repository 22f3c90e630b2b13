import django.db.models.deletion
from django.db import migrations, models

import opencaf.core.clock
import opencaf.core.fields
import opencaf.core.ids
from opencaf.core.second_wall import RaiseWall


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0018_name_authorities_to_jobs"),
        ("costing", "0005_say_who_pays"),
    ]

    operations = [
        migrations.CreateModel(
            name="PriceIndex",
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
                ("name", models.CharField(max_length=80)),
                ("vintage", models.CharField(max_length=120)),
                ("source", models.CharField(max_length=300)),
                (
                    "unit",
                    models.CharField(
                        choices=[
                            ("per_cent", "Per cent: 2.29 is 2.29%"),
                            ("proportion", "Proportion: 0.0229 is 2.29%"),
                        ],
                        default="per_cent",
                        max_length=10,
                    ),
                ),
                ("rates", models.JSONField()),
                ("forecasts", models.JSONField(blank=True, default=list)),
                ("replaced_at", models.DateTimeField(blank=True, null=True)),
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
                "verbose_name_plural": "price indices",
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("replaced_at", None)),
                        fields=("authority",),
                        name="authority_has_one_index_at_a_time",
                    )
                ],
            },
        ),
        RaiseWall("PriceIndex"),
    ]
