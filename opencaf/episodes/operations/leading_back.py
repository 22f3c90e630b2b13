"""A lead that was noted by mistake is taken back: who led before leads on as if it had not been noted."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db.models import Max

from opencaf.access.models import Basis
from opencaf.access.operations import grant_access
from opencaf.agencies.models import Practitioner
from opencaf.audit import trail
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing
from opencaf.episodes.models import Episode, LeadProfessional, TeamMember
from opencaf.episodes.operations.correcting import correct
from opencaf.episodes.operations.leading import close_lead, current_lead, end_access_of
from opencaf.episodes.operations.team import is_in_team, take_into_team, take_out_of_team
from opencaf.episodes.operations.withholding import write_withheld
from opencaf.episodes.permissions import can_choose_lead
from opencaf.episodes.queries.leading import lead_before
from opencaf.episodes.queries.team import children_ids

HANDED_OVER = ("handover_note", "handover_met_on", "handover_present")


@all_or_nothing
def take_back_lead(*, episode: Episode, why: str, by: Practitioner) -> LeadProfessional:
    """Take back a handover that was a mistake; return who leads on.

    The mistaken lead stays readable as one of no day, with the reason and what was handed over. Who joined
    the team with it leaves, who left with it is back. ValidationError: nobody handed over to who leads now.
    """
    require(can_choose_lead(by, episode))
    Episode.objects.select_for_update().get(pk=episode.pk)
    wrong = current_lead(episode)
    before = lead_before(wrong) if wrong else None
    if wrong is None or before is None:
        raise ValidationError(f"Nobody was {by.authority.lead_title} just before. Hand over instead.")
    close_lead(wrong, on=wrong.started_on, why=f"Noted by mistake: {why}")
    lead_on(before, wrong, why=why, by=by)
    undo_team(before, wrong, by=by)
    # last, since whoever takes back their own lead sees no more of the case afterwards
    end_access_of(wrong, by=by)
    trail.record(
        "lead_taken_back",
        subject_kind="lead_professional",
        subject_id=wrong.id,
        episode_id=episode.id,
        leads_on=before.id,
    )
    return before


def lead_on(before: LeadProfessional, wrong: LeadProfessional, *, why: str, by: Practitioner) -> None:
    """Let who led before lead on; what was said of the handover goes with the mistaken lead."""
    for field in HANDED_OVER:
        setattr(wrong, field, getattr(before, field))
    wrong.save(update_fields=HANDED_OVER)
    before.handover_steps.update(lead=wrong)
    correct(before, "ended_on", None, reason=why, episode=before.episode, by=by)
    before.why_ended, before.handover_note, before.handover_met_on, before.handover_present = "", "", None, ""
    before.save(update_fields=["why_ended", *HANDED_OVER])


def undo_team(before: LeadProfessional, wrong: LeadProfessional, *, by: Practitioner) -> None:
    """Give back who led what they saw, and undo how the team changed with the handover."""
    episode, day, child_ids = before.episode, wrong.started_on, list(children_ids(before.episode))
    to = before.practitioner
    grant_access(to=to, child_ids=child_ids, episode_id=episode.id, basis=Basis.LEAD, by=by)
    members = TeamMember.objects.filter(episode=episode)
    if is_in_team(episode, to):
        write_withheld(episode=episode, by=by)
    else:
        left = members.filter(practitioner=to).aggregate(on=Max("left_on"))["on"]
        take_into_team(episode, to, child_ids=child_ids, on=left or day, by=by)
    joined = members.filter(practitioner=wrong.practitioner_id, joined_on=day, left_on=None)
    for member in joined.filter(recorded_by=wrong.recorded_by_id):
        take_out_of_team(member, on=day, by=by)
