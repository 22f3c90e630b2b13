from django.db import migrations

from opencaf.core.second_wall import RaiseWall


class Migration(migrations.Migration):
    dependencies = [("agencies", "0010_add_admission")]
    operations = [RaiseWall("AcceptableUse"), RaiseWall("AgreedUse")]
