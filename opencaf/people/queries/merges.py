"""What a merge is about: the two records, their rows, who sees them, and what was written since."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from opencaf.access.models import AccessGrant, Basis, Level
from opencaf.agencies.models import Practitioner
from opencaf.people.models import (
    ContactPoint,
    FamilyMember,
    HouseholdMember,
    Identifier,
    Merge,
    MergedValue,
    Person,
    PersonName,
    Relationship,
    Schooling,
)
from opencaf.people.queries.existence import rows_of

# The values of a person that are chosen together, from one record or the other.
GROUPS: dict[str, tuple[str, ...]] = {
    "name": ("given_names", "family_name"),
    "birth": ("born_on", "born_accuracy", "born_source", "expected_on", "age_years", "age_known_on"),
    "sex": ("sex",),
    "death": ("died_on",),
    "ethnicity": ("ethnicity", "ethnicity_words"),
    "language": ("first_language", "other_languages", "interpreter"),
    "religion": ("religion",),
    "disability": ("disability", "special_requirements"),
    "special_needs": ("special_needs", "special_needs_words"),
    "young_carer": ("young_carer",),
    "reaching": ("reaching_words",),
    "note": ("note",),
}
# The rows of which one can say that they are wrong or said twice, with what is read beside each.
PARTICULARS: dict[type[Model], tuple[str, ...]] = {
    PersonName: ("person",),
    HouseholdMember: ("household",),
    Identifier: ("person",),
    ContactPoint: ("person",),
    Schooling: ("agency",),
    FamilyMember: ("family",),
}


@dataclass
class Seer:
    """Somebody who sees one of the two records or both, by what. around: through somebody of the family."""

    practitioner: Practitioner
    keeping: set[str] = field(default_factory=set)
    losing: set[str] = field(default_factory=set)
    keeping_around: bool = False
    losing_around: bool = False

    @property
    def may_be_let_in(self) -> bool:
        """Whether somebody has to say if they go on seeing what they see now of the other record."""
        return bool(self.losing)

    @property
    def saw_both(self) -> bool:
        """Whether nothing is new to them."""
        kept = bool(self.keeping) or self.keeping_around
        return kept and (bool(self.losing) or self.losing_around)

    def sees_more(self, *, let_in: bool) -> bool:
        """Whether they see something of the one record that they did not see before."""
        goes_on = bool(self.keeping) or self.keeping_around or self.losing_around or let_in
        return goes_on and not self.saw_both

    @property
    def why(self) -> str:
        """Why they see what they see, in words."""
        named = sorted({Basis(one).label for one in self.keeping | self.losing})
        around = ["Works with somebody of the family"] if self.keeping_around or self.losing_around else []
        return "; ".join([*named, *around])


def seers_of(keeping: Person, losing: Person) -> list[Seer]:
    """Return who sees either record: by a grant of their own, or through somebody of the family."""
    both = {keeping.id, losing.id}
    around = {one: others - both for one, others in around_each([keeping, losing]).items()}
    everybody = {*both, *around[keeping.id], *around[losing.id]}
    grants = AccessGrant.objects.live().filter(child_id__in=everybody, level__gte=Level.SUMMARY)
    found: dict[uuid.UUID, Seer] = {}
    for grant in grants.select_related("practitioner").order_by("id"):
        seer = found.setdefault(grant.practitioner_id, Seer(grant.practitioner))
        if grant.child_id == keeping.id:
            seer.keeping.add(grant.basis)
        elif grant.child_id == losing.id:
            seer.losing.add(grant.basis)
        elif grant.level >= Level.FULL:
            seer.keeping_around |= grant.child_id in around[keeping.id]
            seer.losing_around |= grant.child_id in around[losing.id]
    return sorted(
        (
            one
            for one in found.values()
            if one.keeping or one.losing or one.keeping_around or one.losing_around
        ),
        key=lambda one: str(one.practitioner),
    )


def around_each(people: Collection[Person]) -> dict[uuid.UUID, set[uuid.UUID]]:
    """Return whose open record shows each of these people too: as the wall's people_in_circle has it."""
    found: dict[uuid.UUID, set[uuid.UUID]] = {person.id: set() for person in people}
    ties = Relationship.objects.filter(Q(of__in=people) | Q(to__in=people)).values_list("of_id", "to_id")
    own = FamilyMember.objects.filter(person__in=people, family=OuterRef("family"))
    members = FamilyMember.objects.filter(Exists(own)).values_list("family_id", "person_id")
    families: dict[uuid.UUID, set[uuid.UUID]] = {}
    for family_id, person_id in members:
        families.setdefault(family_id, set()).add(person_id)
    for group in [*map(set, ties), *families.values()]:
        for person_id in group & found.keys():
            found[person_id] |= group - {person_id}
    return found


def why_not_merged(keeping: Person, losing: Person) -> str:
    """Return why these two cannot be merged, in a word; empty where they can."""
    return str(rows_of("people_why_not_merged(%s, %s)", [keeping.id, losing.id])[0][0])


def differing(keeping: Person, losing: Person) -> list[str]:
    """Return the groups of values in which the other record says something, and something else."""
    return [
        group
        for group, names in GROUPS.items()
        if any(getattr(losing, one) != getattr(keeping, one) for one in names) and says(losing, group)
    ]


def says(person: Person, group: str) -> bool:
    """Whether a record says anything in a group of values."""
    unsaid = {None, "", "U", "NOBT"}
    names = [one for one in GROUPS[group] if one != "born_accuracy"]
    return any(getattr(person, one) not in unsaid for one in names)


def rows_about(person: Person) -> list[Any]:
    """Return what hangs on a person and can be left behind, as far as who asks sees it."""
    return rows_about_each([person])[person.id]


def rows_about_each(people: Collection[Person]) -> dict[uuid.UUID, list[Any]]:
    """Return the same for each of some people, in one read for each kind of row."""
    found: dict[uuid.UUID, list[Any]] = {person.id: [] for person in people}
    for model, beside in PARTICULARS.items():
        rows = model._default_manager.filter(person__in=people).select_related(*beside).order_by("id")
        for row in rows:
            found[row.person_id].append(row)  # type: ignore[attr-defined]  # each of them hangs on one person
    kin = Relationship.objects.filter(Q(of__in=people) | Q(to__in=people)).select_related("of", "to")
    for tie in kin.order_by("id"):
        for person_id in {tie.of_id, tie.to_id} & found.keys():
            found[person_id].append(tie)
    return found


def written_since(merge: Merge) -> list[Any]:
    """Return what was written about the one record since the merge, that is of no case."""
    if merge.answered_at is None:
        return []
    return [row for row in rows_about(merge.keeping) if row.recorded_at > merge.answered_at]


def cases_since(merge: Merge) -> list[Any]:
    """Return the places of the child in cases that were begun since the merge."""
    rows = merge.keeping.episodes_as_child.filter(recorded_at__gt=merge.answered_at)
    return list(rows.select_related("episode").order_by("id"))


def changed_since(merge: Merge) -> list[MergedValue]:
    """Return the values taken by the merge that say something else by now."""
    values = merge.values.order_by("field")
    return [one for one in values if getattr(merge.keeping, one.field) != of_field(one.field, one.after)]


def of_field(name: str, value: Any) -> Any:
    """Return a kept value as the person's field holds it."""
    return Person._meta.get_field(name).to_python(value) if value is not None else None  # type: ignore[union-attr]


def open_merges() -> QuerySet[Merge]:
    """Return proposals that wait for a second person, the oldest first."""
    rows = Merge.objects.filter(state=Merge.State.PROPOSED)
    return rows.select_related("keeping", "losing", "recorded_by").order_by("recorded_at", "id")


def merges_done() -> QuerySet[Merge]:
    """Return the merges that stand, the latest first."""
    rows = Merge.objects.filter(state=Merge.State.MERGED)
    return rows.select_related("keeping", "losing", "answered_by").order_by("-answered_at", "id")


def merge_called(merge_id: uuid.UUID) -> Merge | None:
    """Return one merge that somebody may see."""
    names = ("keeping", "losing", "recorded_by", "answered_by", "undone_by")
    return Merge.objects.filter(pk=merge_id).select_related(*names).first()


def newly_seeing(seers: Iterable[Seer], lets_in: Iterable[str]) -> list[Seer]:
    """Return who sees more than before once the two are one, where these are let in."""
    wanted = set(lets_in)
    return [one for one in seers if one.sees_more(let_in=str(one.practitioner.id) in wanted)]
