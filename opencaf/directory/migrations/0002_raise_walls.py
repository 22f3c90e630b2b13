from django.db import migrations

from opencaf.core.second_wall import RaiseWall


class Migration(migrations.Migration):
    dependencies = [("directory", "0001_initial"), ("agencies", "0002_raise_walls")]
    operations = [
        RaiseWall("Service"),
    ]
