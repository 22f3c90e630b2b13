from django.db import migrations

from opencaf.core.second_wall import RaiseWall


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial"), ("agencies", "0002_raise_walls")]
    operations = [
        RaiseWall("Person"),
        RaiseWall("PersonName"),
        RaiseWall("ContactPoint"),
        RaiseWall("Identifier"),
        RaiseWall("Schooling"),
        RaiseWall("Family"),
        RaiseWall("FamilyMember"),
        RaiseWall("Household"),
        RaiseWall("HouseholdMember"),
        RaiseWall("Relationship"),
        RaiseWall("SearchName"),
    ]
