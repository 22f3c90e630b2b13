from django.db import migrations, models

from opencaf.core.database.at_once import at_once


class Migration(migrations.Migration):
    dependencies = [
        ("episodes", "0030_tell_the_chronology"),
    ]

    operations = [
        migrations.AddField(
            model_name="closureresult",
            name="highest_mark",
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.AddConstraint(
            model_name="closureresult",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("highest_mark", None),
                    models.Q(
                        ("highest_mark__lte", 5),
                        models.Q(
                            ("mark_at_start", None),
                            ("highest_mark__gte", models.F("mark_at_start")),
                            _connector="OR",
                        ),
                        models.Q(
                            ("mark_at_end", None),
                            ("highest_mark__gte", models.F("mark_at_end")),
                            _connector="OR",
                        ),
                    ),
                    _connector="OR",
                ),
                name="highest_mark_is_not_below_start_or_end",
            ),
        ),
    ]

    operations = at_once(operations)
