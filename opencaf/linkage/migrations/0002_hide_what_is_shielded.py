from django.db import migrations

from opencaf.access.case_wall import HideUnderShield


class Migration(migrations.Migration):
    dependencies = [("linkage", "0001_link_registers"), ("access", "0013_tell_what_is_shielded")]
    operations = [HideUnderShield("RegisterLink", via="person_id")]
