"""Choosing what goes to a service with a request; a part that was taken off stays as a row."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import ValidationError

from opencaf.agencies.models import Practitioner, signed
from opencaf.audit import trail
from opencaf.core import clock
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing
from opencaf.episodes.models import ServiceRequest, ServiceRequestPart
from opencaf.episodes.operations.request_rules import lock_request, refuse_recalled
from opencaf.episodes.permissions import can_write
from opencaf.episodes.queries.request_parts import Choice, key_of, parts_going, parts_offered
from opencaf.episodes.queries.withholding import withheld_from
from opencaf.episodes.reads import children_now

NOT_OFFERED = "A part that you chose can no longer go to this service. Look at what can, and choose again."


@all_or_nothing
def change_parts(*, request: ServiceRequest, parts: Sequence[str], by: Practitioner) -> None:
    """Let more or less go with a request that was sent; whoever works for the agency sees it so at once."""
    require(can_write(by, request.episode))
    lock_request(request)
    refuse_recalled(request)
    if request.sent_on is None:
        raise ValidationError("This request was not sent yet. Choose what goes when you send it.")
    if request.ended_on:
        raise ValidationError("The service has ended, and nothing goes to it any more.")
    added, removed = write_parts(request, parts, by)
    trail.record(
        "request_parts_changed",
        subject_kind="service_request",
        subject_id=request.id,
        episode_id=request.episode_id,
        added=added,
        removed=removed,
    )


def write_parts(request: ServiceRequest, chosen: Sequence[str], by: Practitioner) -> tuple[int, int]:
    """Let the chosen of the parts that can go be those that go; return how many came and went.

    What goes already and is not offered to whoever chooses, since they do not see it, stays as it is.
    """
    children = [row.child for row in children_now(request.episode_id)]
    offered = parts_offered(request, children, withheld_from(by, request.episode)).by_key
    going = parts_going(request)
    if not set(chosen) <= offered.keys():
        raise ValidationError(NOT_OFFERED)
    wanted = [offered[key] for key in dict.fromkeys(chosen)]
    off = [
        part
        for part in going
        if key_of(part) in offered and not any(is_the_same(part, one) for one in wanted)
    ]
    for part in off:
        part.removed_on, part.removed_by = clock.today(), by
    ServiceRequestPart.objects.bulk_update(off, ["removed_on", "removed_by"])
    new = [one for one in wanted if not any(is_the_same(part, one) for part in going)]
    ServiceRequestPart.objects.bulk_create(
        ServiceRequestPart(
            **signed(by),
            request=request,
            kind=one.kind,
            assessment_id=one.assessment_id,
            element=one.element,
            outcome_id=one.outcome_id,
            view_id=one.view_id,
        )
        for one in new
    )
    return len(new), len(off)


def is_the_same(part: ServiceRequestPart, choice: Choice) -> bool:
    """Whether a part that goes is the one offered; an element of an earlier version is another one."""
    return key_of(part) == choice.key and part.assessment_id == choice.assessment_id
