"""Ways to divide that several reports share: who began or leads, where, and which child."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery

from opencaf.agencies.models import Agency, Locality, Practitioner, Sector
from opencaf.episodes.models import Closure, EpisodeChild, LeadProfessional
from opencaf.people.codes import Ethnicity, Sex
from opencaf.reports.ages import AGES, age_band
from opencaf.reports.facts import Axis, Category, Fact, fixed
from opencaf.reports.started import OUT

NONE = "none"


def localities(practitioner: Practitioner) -> list[Category]:
    """Return the localities of the authority, and none."""
    rows = Locality.objects.filter(authority_id=practitioner.authority_id).order_by("name", "id")
    found = [Category(str(pk), name) for pk, name in rows.values_list("pk", "name")]
    return [*found, Category(NONE, "No locality", is_known=False)]


def agencies(practitioner: Practitioner) -> list[Category]:
    """Return the agencies of the authority, those that are stopped too, and none."""
    rows = Agency.objects.filter(authority_id=practitioner.authority_id).order_by("name", "id")
    found = [Category(str(pk), name) for pk, name in rows.values_list("pk", "name")]
    return [*found, Category(NONE, "No agency", is_known=False)]


SECTORS = [*Sector.choices, (NONE, "Nobody leads")]
SECTOR = fixed("sector", "Sector of the initiator", Sector.choices, unknown=[Sector.UNKNOWN])
AGENCY = Axis("agency", "Agency of the initiator", agencies, lists_empty=False, is_short=False)
LOCALITY = Axis("locality", "Locality", localities)
LEAD_SECTOR = fixed(
    "lead_sector", "Sector of the last {authority.lead_title}", SECTORS, unknown=[Sector.UNKNOWN]
)
OF_CASES = (SECTOR, LEAD_SECTOR, AGENCY, LOCALITY)

AGE = fixed("age", "Age of the child", [(code, words) for code, words, _ in AGES], unknown=["unknown"])
SEX = fixed("sex", "Sex of the child", Sex.choices, unknown=[Sex.UNKNOWN])
ETHNICITY = fixed(
    "ethnicity", "Ethnicity of the child", Ethnicity.choices, unknown=[Ethnicity.REFU, Ethnicity.NOBT]
)
OF_CHILDREN = (AGE, SEX, ETHNICITY)
OF_A_CHILD = frozenset(axis.code for axis in OF_CHILDREN)
NOT_KNOWN = {"age": "unknown", "sex": str(Sex.UNKNOWN), "ethnicity": str(Ethnicity.NOBT)}


def is_a_mistake(key: str) -> Exists:
    """Return whether the case with the id in a column was a mistake or joined to another, as SQL."""
    return Exists(Closure.objects.filter(episode=OuterRef(key), reopened_on=None, reason__in=OUT))


def rows_of_cases(
    rows: QuerySet[Any], wanted: frozenset[str], *names: str, case: str = "episode"
) -> Iterable[dict[str, Any]]:
    """Return columns of rows with what is wanted to divide their cases; case: the way to the case."""
    leads = LeadProfessional.objects.filter(episode=OuterRef(f"{case}_id"))
    columns: dict[str, Any] = {
        "sector": F(f"{case}__initiating_agency__sector"),
        "agency": F(f"{case}__initiating_agency_id"),
        "locality": F(f"{case}__locality_id"),
        "lead_sector": Subquery(leads.order_by("-started_on", "-id").values("agency__sector")[:1]),
    }
    by = {f"by_{code}": columns[code] for code in sorted(columns.keys() & wanted)}
    found: QuerySet[Any, dict[str, Any]] = rows.annotate(**by).values(*names, *by)
    return found


def codes_of_case(row: Mapping[str, Any]) -> dict[str, str]:
    """Return the categories that rows_of_cases has put into a row."""
    return {name[3:]: str(value or NONE) for name, value in row.items() if name.startswith("by_")}


def with_children(facts: list[Fact], wanted: frozenset[str]) -> list[Fact]:
    """Return one fact for each child of a case, with what divides children; as they are where nothing does.

    A fact about one child stays one; a case of which no child is known is counted once, as not known.
    """
    asked = wanted & OF_A_CHILD
    if not asked:
        return facts
    children = children_by_case({fact.episode_id for fact in facts}, asked)
    found: list[Fact] = []
    for fact in facts:
        here = children.get(fact.episode_id, {})
        if fact.child_id is not None:
            here = {fact.child_id: here.get(fact.child_id, {})}
        for child_id, codes in here.items() or [(None, {})]:
            known = {code: codes.get(code, NOT_KNOWN[code]) for code in asked}
            found.append(fact._replace(child_id=child_id, codes={**fact.codes, **known}))
    return found


def children_by_case(
    episode_ids: set[uuid.UUID], asked: frozenset[str]
) -> dict[uuid.UUID, dict[uuid.UUID, dict[str, str]]]:
    """Return the children whom cases are or were about, with their categories."""
    rows = EpisodeChild.objects.filter(episode_id__any_of=list(episode_ids)).order_by("position", "id")
    columns = {"age": age_band(), "sex": F("child__sex"), "ethnicity": F("child__ethnicity")}
    rows = rows.annotate(**{f"by_{code}": columns[code] for code in asked})
    found: dict[uuid.UUID, dict[uuid.UUID, dict[str, str]]] = {}
    for row in rows.values("episode_id", "child_id", *(f"by_{code}" for code in asked)):
        codes = {code: str(row[f"by_{code}"]) for code in asked}
        found.setdefault(row["episode_id"], {})[row["child_id"]] = codes
    return found
