"""The second wall by grants: conditions under which a row of a case, or of a child, is shown (docs/adr/0015).

They say in SQL what access.sight and access.queries say to visible_to, over the same grants and posts.
What does not hang on the row stands in a `(select …)`, which PostgreSQL asks once for a statement, and only
where a row gets so far: somebody's own grants come first, then the care of the whole authority, and last
what has to be looked up for the row itself. What the functions found they remember until the transaction
ends or a grant, post or list is written (docs/adr/0028).
"""

from __future__ import annotations

from opencaf.access.models import Level
from opencaf.core.second_wall import LimitRows

SEES_EVERY_CASE = "(select access_sees_every_case())"
SEES_ALL = "(select access_sees_all())"
LOCALITY = "(select access_locality())"
HIDDEN = "((select access_hidden_ids())::uuid[])"
PRACTITIONER = "(select nullif(current_setting('app.practitioner', true), '')::uuid)"


def episode_ids(least: int) -> str:
    """Return the ids of the cases that a live grant of this level or more opens, as SQL."""
    return f"((select access_episode_ids({int(least)}))::uuid[])"


def child_ids(least: int) -> str:
    """Return the ids of the children whose record a live grant of this level or more opens, as SQL."""
    return f"((select access_child_ids({int(least)}))::uuid[])"


def within_sight(column: str, least: int = Level.FULL) -> str:
    """Return the condition that the case to which a column points is within sight."""
    near = f"({LOCALITY} is not null and episodes_is_near({column}))"
    return f"{column} = any({episode_ids(least)}) or {SEES_EVERY_CASE} or {near}"


def in_circle(column: str) -> str:
    """Return the condition that a column points to a child who is open, or to somebody of their circle."""
    return f"{column} = any({child_ids(Level.FULL)}) or {SEES_ALL} or people_in_circle({column})"


def of_somebody_or_child() -> str:
    """Return the condition that a row is about what somebody did, or about a child who is open to them."""
    return f"practitioner_id = {PRACTITIONER} or child_id = any({child_ids(Level.FULL)}) or {SEES_ALL}"


class RaiseCaseWall(LimitRows):
    """Show a table's rows only to whoever sees the case to which a column points."""

    def __init__(self, name: str, *, via: str = "episode_id", least: int = Level.FULL) -> None:
        self.settings = {"via": via, "least": int(least)}
        super().__init__(name, "within_a_case", using=within_sight(via, least))

    def deconstruct(self) -> tuple[str, list[str], dict[str, object]]:
        return RaiseCaseWall.__qualname__, [self.name], self.settings


class RaiseWallBehind(LimitRows):
    """Show a table's rows only to whoever sees the row of a table of the same app to which they belong.

    parent: that table, which has its own wall; via: the column that points to it; also: what must hold
    for the parent's row (called parent) besides its being seen; with_shield: hide what a shield hides, too,
    as every new table does.
    """

    def __init__(
        self, name: str, *, parent: str, via: str, also: str = "", with_shield: bool = False
    ) -> None:
        self.settings = {"parent": parent, "via": via, "also": also, "with_shield": with_shield}
        seen = seen_behind_shield if with_shield else seen_by_grants
        super().__init__(name, "behind_its_parent", using=seen(parent, via, also))

    def deconstruct(self) -> tuple[str, list[str], dict[str, object]]:
        return RaiseWallBehind.__qualname__, [self.name], dict(self.settings)


def seen_by_grants(parent: str, via: str, also: str = "") -> str:
    """Return the condition that every case is seen, or the row of another table to which a column points."""
    seen = f"exists (select from {parent} parent where parent.id = {via}{f' and ({also})' if also else ''})"
    return f"{SEES_EVERY_CASE} or {seen}"


def seen_behind_shield(parent: str, via: str, also: str = "") -> str:
    """Return the same where a shield may hide that row.

    A subselect that gives one value is planned once; an `exists` beside an `or` twice, with all inside it.
    """
    whole = f"parent.id = {via}{f' and ({also})' if also else ''}"
    seen = f"(select true from {parent} parent where {whole})"  # noqa: S608 - names of our own tables
    return f"({SEES_EVERY_CASE} and {HIDDEN} = '{{}}') or {seen}"


class RaiseCircleWall(LimitRows):
    """Show what hangs on people only to whoever sees a child to whose circle they belong."""

    def __init__(self, name: str, *, via: str = "person_id") -> None:
        self.settings = {"via": via}
        super().__init__(name, "within_a_circle", using=in_circle(via))

    def deconstruct(self) -> tuple[str, list[str], dict[str, object]]:
        return RaiseCircleWall.__qualname__, [self.name], dict(self.settings)


class HideUnderShield(LimitRows):
    """Hide the rows of a shielded case, or child, from whoever is not on its list (docs/adr/0019).

    via: the columns that point to the case, the child or two people; one that points to none hides nothing.
    """

    def __init__(self, name: str, *, via: str = "episode_id") -> None:
        self.settings = {"via": via}
        using = " and ".join(f"({column} = any({HIDDEN})) is not true" for column in via.split())
        super().__init__(name, "not_under_a_shield", using=using)

    def deconstruct(self) -> tuple[str, list[str], dict[str, object]]:
        return HideUnderShield.__qualname__, [self.name], dict(self.settings)


class HideBehindShield(LimitRows):
    """Hide rows that belong to a row of another table where a shield hides that row.

    parent: that table; via: the column that points to it; own: the parent's column to which it points;
    check: what a row that is written must fulfil, where its parent comes after it.
    """

    def __init__(self, name: str, *, parent: str, via: str, own: str = "id", check: str = "") -> None:
        self.settings = {"parent": parent, "via": via, "own": own, "check": check}
        seen = f"exists (select from {parent} parent where parent.{own} = {via})"
        super().__init__(name, "not_under_a_shield", using=f"{HIDDEN} = '{{}}' or {seen}", check=check)

    def deconstruct(self) -> tuple[str, list[str], dict[str, object]]:
        return HideBehindShield.__qualname__, [self.name], dict(self.settings)
