from django.db import migrations

from opencaf.core.second_wall import RaiseWall


class Migration(migrations.Migration):
    dependencies = [("agencies", "0007_add_invitation_and_lost_factor")]
    operations = [RaiseWall("Invitation"), RaiseWall("LostFactor")]
