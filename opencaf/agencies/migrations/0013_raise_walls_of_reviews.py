from importlib import import_module

from django.db import migrations

from opencaf.core.second_wall import RaiseWall

BEFORE = import_module("opencaf.agencies.migrations.0004_let_auditors_see_alerts").ALERTS
START = BEFORE.index("create function agencies_alerts")
OLD = BEFORE[START:]
NEW = OLD.replace("returns table (\n    at", "returns table (\n    id uuid, at").replace(
    "select event.at", "select event.id, event.at"
)
DROP = "drop function agencies_alerts(timestamptz);"
MAY = "grant execute on function agencies_alerts(timestamptz) to opencaf_web, opencaf_worker;"


class Migration(migrations.Migration):
    dependencies = [("agencies", "0012_add_review")]
    operations = [
        RaiseWall("AccessReview"),
        RaiseWall("ReviewedPost"),
        RaiseWall("SignedOffAlert"),
        migrations.RunSQL(DROP + NEW + MAY, DROP + OLD + MAY),
    ]
