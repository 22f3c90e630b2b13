"""Answers of a family, made by the operation that records them."""

from typing import Any

from opencaf.agencies.models import Agency, Practitioner
from opencaf.episodes.models import Consent, Episode
from opencaf.episodes.operations.consent import record_consent
from opencaf.episodes.operations.consent_rows import AgencyShare
from opencaf.people.models import Person, Relationship
from tests.factories import DAY, ChildFactory


def make_parent(child: Person, *, responsible: bool | None = True, **values: Any) -> Person:
    """A mother of a child, with parental responsibility unless said otherwise."""
    values.setdefault("given_names", "Hodan")
    parent = ChildFactory(born_on=None, **values)
    Relationship.objects.create(
        authority_id=child.authority_id,
        of=parent,
        to=child,
        kinship="mother",
        parental_responsibility=responsible,
    )
    return parent


def make_consent(episode: Episode, *, by: Practitioner, **values: Any) -> Consent:
    """A yes to the assessment by the first child's mother, in writing."""
    if "given_by" not in values:
        values["given_by"] = make_parent(episode.episode_children.all()[0].child)
    values = {
        "kind": "assess",
        "given": True,
        "answered_on": DAY,
        "capacity": "parent",
        "method": "written",
        "explained_by": by,
        **values,
    }
    return record_consent(episode=episode, by=by, **values)


def make_share(episode: Episode, agencies: dict[Agency, str], *, by: Practitioner, **values: Any) -> Consent:
    """A yes to sharing, with what each agency may see; of a part, general health alone."""
    rows = [
        AgencyShare(agency, "part", parts="only", elements=["general_health"])
        if share == "part"
        else AgencyShare(agency, share)
        for agency, share in agencies.items()
    ]
    return make_consent(episode, by=by, kind="share", agencies=rows, **values)
