import django.db.models.deletion
from django.db import migrations, models

import opencaf.core.fields
from opencaf.core.database.at_once import at_once
from opencaf.core.second_wall import KeepInAuthority


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0002_raise_walls"),
        ("episodes", "0002_raise_walls"),
        ("people", "0002_raise_walls"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="attendance",
            name="attendance_names_one_person",
        ),
        migrations.RemoveConstraint(
            model_name="attendance",
            name="attendance_is_noted_once",
        ),
        migrations.AddField(
            model_name="attendance",
            name="agency",
            field=opencaf.core.fields.AuthorityForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agencies.agency",
            ),
        ),
        migrations.AddConstraint(
            model_name="attendance",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("agency", None), ("person", None), ("practitioner__isnull", False)),
                    models.Q(("agency", None), ("person__isnull", False), ("practitioner", None)),
                    models.Q(("agency__isnull", False), ("person", None), ("practitioner", None)),
                    _connector="OR",
                ),
                name="attendance_names_one_person_or_agency",
            ),
        ),
        migrations.AddConstraint(
            model_name="attendance",
            constraint=models.UniqueConstraint(
                fields=("meeting", "practitioner", "person", "agency"),
                name="attendance_is_noted_once",
                nulls_distinct=False,
            ),
        ),
        KeepInAuthority("Attendance", "agency"),
    ]

    operations = at_once(operations)
