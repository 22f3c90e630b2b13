"""Practice streets."""

from opencaf.agencies.models import Practitioner
from opencaf.core.ids import new_id
from opencaf.practice.models import Street


def make_street(learner: Practitioner) -> Street:
    """A street as work knows of it; nothing stands in it."""
    return Street.objects.create(
        authority_id=learner.authority_id, learner=learner, street_id=new_id(), post_id=new_id()
    )
