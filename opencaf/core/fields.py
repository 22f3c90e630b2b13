"""Fields that carry a convention of ours."""

from typing import Any

from django.db import models


class AuthorityForeignKey(models.ForeignKey):  # type: ignore[type-arg]
    """A key to another row of the same authority.

    The database constraint is (authority_id, key) and is made by core.second_wall, so that no key
    can cross authorities; Django's own single-column constraint would only say it twice.
    """

    def __init__(self, to: Any, on_delete: Any = models.PROTECT, **kwargs: Any) -> None:
        kwargs["db_constraint"] = False
        super().__init__(to, on_delete, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        del kwargs["db_constraint"]
        return name, path, args, kwargs
