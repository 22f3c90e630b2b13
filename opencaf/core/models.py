"""The base of every table: an id made in Python and the moment the row was written."""

from django.db import models

from opencaf.core import clock
from opencaf.core.ids import new_id


class BaseModel(models.Model):
    """A row with an identity of its own and the moment it was recorded (never a business date)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    recorded_at = models.DateTimeField(default=clock.now, editable=False)

    class Privacy:
        """Every column says whether it tells something about a person (personal) or not (plain)."""

        personal: tuple[str, ...] = ()
        plain: tuple[str, ...] = ("id", "recorded_at")

    class Meta:
        abstract = True
