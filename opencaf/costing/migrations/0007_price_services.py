import django.db.models.deletion
import django.db.models.functions.text
from django.db import migrations, models

import opencaf.core.clock
import opencaf.core.fields
import opencaf.core.ids
from opencaf.core.second_wall import RaiseWall


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0018_name_authorities_to_jobs"),
        ("costing", "0006_keep_own_index"),
    ]

    operations = [
        migrations.CreateModel(
            name="ServicePrice",
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
                ("service", models.CharField(max_length=200)),
                (
                    "unit",
                    models.CharField(
                        choices=[
                            ("each", "The whole service, once it has started"),
                            ("week", "A week of it"),
                            ("month", "A month of it"),
                        ],
                        max_length=5,
                    ),
                ),
                ("amount", models.DecimalField(decimal_places=2, max_digits=10)),
                ("price_year", models.CharField(max_length=7)),
                ("source", models.CharField(max_length=300)),
                (
                    "payer",
                    models.CharField(
                        choices=[
                            ("local_authority", "The local authority"),
                            ("other_public", "Another public body"),
                            ("voluntary", "A voluntary organisation"),
                            ("private", "A private body"),
                        ],
                        max_length=20,
                    ),
                ),
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
                "ordering": ["service", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("authority"),
                        django.db.models.functions.text.Lower("service"),
                        condition=models.Q(("replaced_at", None)),
                        name="service_has_one_price_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount__gte", 0)), name="service_price_is_not_below_nought"
                    ),
                ],
            },
        ),
        RaiseWall("ServicePrice"),
    ]
