from django.db import migrations

from opencaf.core.second_wall import RaiseWall


class Migration(migrations.Migration):
    dependencies = [("files", "0001_initial")]
    operations = [
        RaiseWall("StoredFile"),
    ]
