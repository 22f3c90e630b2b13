"""A pair laid side by side, ready for its template."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from opencaf.linkage.expecting import THRESHOLDS, expected, shares_known
from opencaf.linkage.judgements import judged_pairs
from opencaf.linkage.learning import JudgedPair
from opencaf.linkage.model import LEAST_SIZE, model_of, probability, shipped_model
from opencaf.linkage.models import RegisterLink
from opencaf.linkage.queries.links import on_record
from opencaf.people.codes import Sex
from opencaf.people.models import LearntWeights

SEXES = dict(Sex.choices)
NOT_SAID = "Not said"


@dataclass(frozen=True)
class Line:
    """One thing that was compared, and what each side says of it."""

    label: str
    recorded: str
    registered: str
    agreement: str = ""
    bits: str = ""


def lines_of(link: RegisterLink) -> list[Line]:
    """Return what record and register say, side by side, with what it says for or against."""
    record = on_record(link.person)
    said = {one["label"]: one for one in link.evidence}
    both = (
        ("Given name", link.person.given_names, link.given_names),
        ("Family name", link.person.family_name, link.family_name),
        ("Other names", record.other_names, link.other_names),
        ("Date of birth", day_of(record.born), day_of(link.born)),
        ("Sex", record.sex, SEXES.get(link.sex, "")),
        ("Postcode", record.postcode, link.postcode),
        ("NHS number", record.nhs_number, link.nhs_number),
        ("UPN", record.upn, link.upn),
    )
    return [
        Line(label, recorded or NOT_SAID, registered or NOT_SAID, *agreement(said.get(label)))
        for label, recorded, registered in both
    ]


def evidence_of(link: RegisterLink) -> list[Line]:
    """Return what was compared, without what either side says: of a pair that was judged."""
    return [Line(one["label"], "", "", *agreement(one)) for one in link.evidence]


def agreement(said: dict[str, Any] | None) -> tuple[str, str]:
    """Return how the two sides agree, and how much that says, in words."""
    if said is None:
        return "", ""
    words = said["words"]
    return words[0].upper() + words[1:], points(said["bits"])


def points(bits: float) -> str:
    """Return evidence as points with their sign."""
    return f"{bits:+.1f}".replace("-", "−") if bits else "0"


def day_of(text: str) -> str:
    """Return 2015-03-27 as 27/03/2015, in which figures are compared most easily."""
    return "/".join(reversed(text.split("-"))) if text else ""


def in_hundred(link: RegisterLink) -> str:
    """Return the chance that they are the same as so many of a hundred such pairs."""
    chance = round(100 * probability(link.bits))
    return {0: "fewer than 1", 100: "more than 99"}.get(chance, f"about {chance}")


# Where nothing was learnt it is not known how often records leave something open.
USUALLY_KNOWN = {"given": 1.0, "family": 1.0, "born": 0.98, "postcode": 0.95, "sex": 0.98}


@dataclass(frozen=True)
class ThresholdLine:
    """What a threshold is expected to do, and what people said of pairs from there on."""

    threshold: str
    precision: str
    recall: str
    judged: str
    note: str = ""


def weights_shown(used: LearntWeights | None, authority_id: uuid.UUID) -> dict[str, Any]:
    """Return the weights in use with what each threshold is expected to do."""
    model = model_of(used.linkage) if used else shipped_model()
    size = max(used.records if used else LEAST_SIZE, LEAST_SIZE)
    judged = [one for one in judged_pairs(authority_id) if one.by_person]
    known = shares_known(used.known if used else USUALLY_KNOWN)
    thresholds = sorted({*THRESHOLDS, model.certain, model.doubtful})
    notes = {model.certain: "A link is made from here on", model.doubtful: "Somebody is asked from here on"}
    lines = [
        ThresholdLine(
            in_per_cent(one.threshold),
            in_per_cent(one.precision),
            in_per_cent(one.recall),
            said_of(judged, one.threshold),
            notes.get(one.threshold, ""),
        )
        for one in expected(model, size=size, known=known, thresholds=thresholds)
    ]
    return {"used": used, "lines": lines, "size": size}


def said_of(judged: list[JudgedPair], threshold: float) -> str:
    """Return how many of the pairs that people judged, from a threshold on, are the same child."""
    above = [one for one in judged if one.probability >= threshold]
    return f"{sum(one.is_same for one in above)} of {len(above)}" if above else "None judged"


def in_per_cent(share: float) -> str:
    """Return a share in per cent; never all or nothing where it is not."""
    text = f"{100 * share:.1f}"
    return {"100.0": "over 99.9" if share < 1 else "100", "0.0": "under 0.1"}.get(text, text) + "%"
