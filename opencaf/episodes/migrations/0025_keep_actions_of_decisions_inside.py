from django.db import migrations

from opencaf.core.second_wall import KeepInAuthority


class Migration(migrations.Migration):
    dependencies = [("episodes", "0024_hide_answers_left_out")]
    operations = [KeepInAuthority("Decision", "action")]
