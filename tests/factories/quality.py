"""A finding that somebody called right."""

from opencaf.agencies.models import Practitioner
from opencaf.episodes.models import Episode
from opencaf.quality.catalogue import RULES
from opencaf.quality.models import Acceptance
from opencaf.quality.operations import accept_finding


def make_acceptance(episode: Episode, code: str = "no-home", *, by: Practitioner) -> Acceptance:
    """What a rule finds about the one child of a case, called right as it is."""
    return accept_finding(
        rule=RULES[code],
        episode=episode,
        about_id=episode.episode_children.get().id,
        why="They live on a boat.",
        by=by,
    )
