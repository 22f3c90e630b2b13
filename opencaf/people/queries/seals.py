"""Seals and who is on their lists."""

from __future__ import annotations

import uuid

from django.db.models import Exists, OuterRef, Q, QuerySet

from opencaf.access.models import AccessGrant, Level
from opencaf.access.sight import SEES_ALL
from opencaf.agencies.models import Post, Practitioner
from opencaf.core.composed import composed_once
from opencaf.people.models import Person, Seal, SealReader


@composed_once
def seals_of(record_id: uuid.UUID) -> QuerySet[Seal]:
    """The seal that a part is under now, if it is."""
    return Seal.objects.filter(record_id=record_id, opened_on=None).select_related("recorded_by")


@composed_once
def readers_of_seal(seal_id: uuid.UUID) -> QuerySet[Practitioner]:
    """Who is on the list of a seal now."""
    listed = SealReader.objects.live().filter(seal_id=seal_id).values("practitioner")
    return Practitioner.objects.filter(pk__in=listed)


@composed_once
def who_may_be_named(child: Person) -> QuerySet[Practitioner]:
    """Who can be put on a list: those who see the child's record, coordinators and managers."""
    seeing = AccessGrant.objects.live().filter(
        practitioner=OuterRef("pk"), child_id=child.id, level__gte=Level.FULL
    )
    posts = Post.objects.filter(practitioner=OuterRef("pk"), ended_on=None, role__in=SEES_ALL)
    return Practitioner.objects.filter(Q(Exists(seeing)) | Q(Exists(posts)), authority_id=child.authority_id)
