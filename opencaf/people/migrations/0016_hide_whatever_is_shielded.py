from django.db import migrations

from opencaf.access.case_wall import HideBehindShield, HideUnderShield

FREELY = "true"  # the row that says who lives there, or belongs to it, comes after
# What is written of a child goes with the child; so does a household or family of which nobody else is seen.


def of_its_members(name: str) -> HideBehindShield:
    """Return the wall of a table of which somebody is seen who belongs to it."""
    table = f"people_{name.lower()}"
    return HideBehindShield(
        name, parent=f"{table}member", via=f"{table}.id", own=f"{name.lower()}_id", check=FREELY
    )


class Migration(migrations.Migration):
    dependencies = [("people", "0015_tell_of_merges"), ("access", "0013_tell_what_is_shielded")]
    operations = [
        *(
            HideUnderShield(name, via="person_id")
            for name in (
                "PersonName",
                "ContactPoint",
                "Identifier",
                "Schooling",
                "FamilyMember",
                "HouseholdMember",
                "Seal",
            )
        ),
        HideUnderShield("Relationship", via="of_id to_id"),
        HideBehindShield("SealReader", parent="people_seal", via="seal_id"),
        of_its_members("Family"),
        of_its_members("Household"),
    ]
