"""Who may do what with an episode. Pages, operations and greyed buttons all ask here."""

from __future__ import annotations

from opencaf.access.models import AccessRequest, Basis, BrokenGlass, Level
from opencaf.access.queries import let_write, live_grants_for_episode
from opencaf.access.sight import SEES_ALL, sight_of
from opencaf.agencies.models import Practitioner, Role
from opencaf.agencies.permissions import can_oversee, can_pass_border
from opencaf.core.rulings import Ruling, no, yes
from opencaf.episodes.models import (
    Action,
    Assessment,
    Attendance,
    Contribution,
    Episode,
    LeadOffer,
    Panel,
)
from opencaf.episodes.reads import last_lead, lead_now, leads_case_of, visible_episode
from opencaf.episodes.states import State
from opencaf.people.models import Person
from opencaf.people.permissions import WRITES_RECORDS, can_see_child
from opencaf.training.queries.needed import may_start


def can_start(practitioner: Practitioner) -> Ruling:
    """Whether somebody may record the intention to do a CAF: any practitioner in any agency.

    Where the authority asks for training first, only one whose training holds.
    """
    if practitioner.has_role(*WRITES_RECORDS):
        trained = may_start(practitioner)
        return yes("Any practitioner may start one.") if trained else trained
    return no(f"Starting a {practitioner.authority.short_name} is for people who work with families.")


def can_see_board(practitioner: Practitioner) -> Ruling:
    """Whether somebody looks after the cases of a locality or the whole authority."""
    if practitioner.has_role(*SEES_ALL):
        return yes(f"You are {practitioner.post.get_role_display()}.")
    return no("The board is for coordinators and managers, who look after all cases of their area.")


def can_plan_panels(practitioner: Practitioner) -> Ruling:
    """Whether somebody may plan a panel, change it, order its turns or cancel it."""
    if practitioner.has_role(*SEES_ALL):
        return yes(f"You are {practitioner.post.get_role_display()}.")
    return no("Coordinators and managers plan panels. Ask one of them.")


def can_see_panel(practitioner: Practitioner, panel: Panel) -> Ruling:
    """Whether somebody may see when a panel sits, who sits on it, and those turns whose cases they see."""
    if practitioner.id == panel.chair_id or panel.members.filter(practitioner=practitioner.id).exists():
        return yes("You sit on it.")
    if practitioner.has_role(*SEES_ALL):
        return yes(f"You are {practitioner.post.get_role_display()}.")
    return no("Only who sits on this panel, coordinators and managers see it. Ask a coordinator.")


def can_see(practitioner: Practitioner, episode: Episode) -> Ruling:
    """Whether somebody has a live professional reason to see this episode."""
    if is_visible(practitioner, episode):
        return yes(why_visible(practitioner, episode))
    return no(f"You have no live reason to see this {practitioner.authority.short_name}.")


def is_visible(practitioner: Practitioner, episode: Episode) -> bool:
    """Whether an episode is among those that somebody sees."""
    return bool(visible_episode(*sight_of(practitioner), episode.id))


def why_visible(practitioner: Practitioner, episode: Episode) -> str:
    """Return the reason, in words, why somebody sees an episode."""
    grants = live_grants_for_episode(practitioner.id, episode.id)
    if grants and grants[0].level >= Level.FULL:
        return grants[0].get_basis_display()
    place = practitioner.post.locality.name if practitioner.post.locality else str(practitioner.authority)
    return f"{practitioner.post.get_role_display()} for {place}"


def can_write(practitioner: Practitioner, episode: Episode) -> Ruling:
    """Whether somebody may add to an open episode: those with a full grant, and coordinators and managers."""
    short = practitioner.authority.short_name
    if not episode.is_open:
        return no(f"This {short} is closed. Reopen it to add to it.")
    return works_with(practitioner, episode)


def works_with(practitioner: Practitioner, episode: Episode) -> Ruling:
    """Whether somebody is one of those who work with the family, or coordinates, whatever the state."""
    short = practitioner.authority.short_name
    if practitioner.has_role(*SEES_ALL):
        # one read instead of can_see's three: pages of many boxes stay within their ceiling
        if is_visible(practitioner, episode):
            return yes(f"You are {practitioner.post.get_role_display()}.")
        return no(f"You have no live reason to see this {short}.")
    grants = live_grants_for_episode(practitioner.id, episode.id)
    if practitioner.has_role(*WRITES_RECORDS) and let_write(grants):
        return yes("You work with this family.")
    return no(f"Only those who work with this family and the coordinator can change this {short}.")


def leads(practitioner: Practitioner, episode: Episode) -> bool:
    """Whether somebody is the lead professional now."""
    return any(lead.practitioner_id == practitioner.id for lead in lead_now(episode.id))


def can_coordinate(practitioner: Practitioner, episode: Episode) -> Ruling:
    """Whether somebody may do what only the lead professional, the initiator or a coordinator does."""
    title = practitioner.authority.lead_title
    if practitioner.has_role(*SEES_ALL):
        return can_see(practitioner, episode)
    if leads(practitioner, episode):
        return yes(f"You are the {title}.")
    if episode.initiator_id == practitioner.id:
        return works_with(practitioner, episode)
    return no(f"Only the {title}, the person who started it or a coordinator can do this.")


def can_close(practitioner: Practitioner, episode: Episode) -> Ruling:
    """Whether somebody may close: who leads, the initiator where nobody does, coordinators and managers."""
    short, title = practitioner.authority.short_name, practitioner.authority.lead_title
    if not episode.is_open:
        return no(f"This {short} is closed already.")
    if practitioner.has_role(*SEES_ALL):
        return can_see(practitioner, episode)
    lead = next(iter(lead_now(episode.id)), None)
    if lead and lead.practitioner_id == practitioner.id:
        return yes(f"You are the {title}.")
    if lead is None and episode.initiator_id == practitioner.id:
        return works_with(practitioner, episode)
    whom = (
        f"the {title}, {lead.practitioner}," if lead else f"the person who started it, {episode.initiator},"
    )
    return no(f"Only {whom} or a coordinator can close this {short}.")


def can_reopen(practitioner: Practitioner, episode: Episode) -> Ruling:
    """Whether somebody may reopen: who led last, the initiator, coordinators and managers."""
    if episode.is_open:
        return no(f"This {practitioner.authority.short_name} is open.")
    if practitioner.has_role(*SEES_ALL):
        return can_see(practitioner, episode)
    led_last = any(lead.practitioner_id == practitioner.id for lead in last_lead(episode.id))
    if led_last or episode.initiator_id == practitioner.id:
        return works_with(practitioner, episode)
    short, title = practitioner.authority.short_name, practitioner.authority.lead_title
    return no(f"Only the last {title}, the person who started it or a coordinator can reopen this {short}.")


def can_answer_request(practitioner: Practitioner, request: AccessRequest) -> Ruling:
    """Whether somebody may let another see a record: who was asked, who leads now, coordinators, managers."""
    if request.asked_by_id == practitioner.id:
        return no("Somebody else answers what you asked.")
    if practitioner.has_role(*SEES_ALL):
        return yes(f"You are {practitioner.post.get_role_display()}.")
    lead = next(iter(lead_now(request.episode_id)), None) if request.episode_id else None
    if practitioner.id in (request.asked_of_id, lead.practitioner_id if lead else None):
        return yes("You were asked.")
    return no(f"Only the {practitioner.authority.lead_title} or a coordinator can answer this.")


def can_end_given_access(practitioner: Practitioner, request: AccessRequest) -> Ruling:
    """Whether somebody may end what was given early: who gave it, who leads now, coordinators, managers."""
    if request.answer != AccessRequest.Answer.GIVEN:
        return no("No access was given.")
    if request.answered_by_id == practitioner.id:
        return yes("You gave it.")
    return can_answer_request(practitioner, request)


def can_judge_glass(practitioner: Practitioner, broken: BrokenGlass) -> Ruling:
    """Whether somebody may judge that a record was opened in an emergency: auditors, never their own."""
    if broken.practitioner_id == practitioner.id:
        return no("Somebody else judges what you opened.")
    return can_oversee(practitioner)


def can_withhold_glass(practitioner: Practitioner, broken: BrokenGlass) -> Ruling:
    """Whether somebody may keep an emergency look off the family's list, or let it stand there again.

    Who leads a case of the child, coordinators, managers, and the privacy officer; never their own.
    """
    if broken.practitioner_id == practitioner.id:
        return no("Somebody else decides about what you opened.")
    if practitioner.has_role(*SEES_ALL, Role.AUDITOR):
        return yes(f"You are {practitioner.post.get_role_display()}.")
    if leads_case_of(practitioner.id, broken.child_id):
        return yes(f"You are the {practitioner.authority.lead_title}.")
    return no(
        f"Only the {practitioner.authority.lead_title}, a coordinator or the privacy officer decides this."
    )


def can_shield(practitioner: Practitioner, child: Person) -> Ruling:
    """Whether somebody may shield a record, name who sees it, or lift the shield: coordinators, managers.

    Of a shielded record only those on its list: the database gives the child to nobody else.
    """
    if practitioner.has_role(*SEES_ALL):
        return can_see_child(practitioner, child)
    return no("Only a coordinator or a manager can shield a record. Ask one of them.")


def can_suspend(practitioner: Practitioner, episode: Episode) -> Ruling:
    """Whether somebody may let an open episode rest, or take it up again."""
    if not episode.is_open:
        return no(f"This {practitioner.authority.short_name} is closed.")
    return can_coordinate(practitioner, episode)


def can_correct(practitioner: Practitioner, episode: Episode) -> Ruling:
    """Whether somebody may put a date or a text right, with a reason, whatever the state."""
    return works_with(practitioner, episode)


def can_note_own_marks(practitioner: Practitioner, episode: Episode) -> Ruling:
    """Whether somebody may note what the family marks themselves; after closing too."""
    return works_with(practitioner, episode)


def can_choose_lead(practitioner: Practitioner, episode: Episode) -> Ruling:
    """Whether somebody may note who is lead professional, or hand the lead over."""
    if not episode.is_open:
        return no(f"This {practitioner.authority.short_name} is closed. Reopen it first.")
    return can_coordinate(practitioner, episode)


def can_answer_offer(practitioner: Practitioner, offer: LeadOffer) -> Ruling:
    """Whether somebody may accept or decline the lead: only whom it was offered to, while it waits.

    They do not see the case: nothing of it may be read here.
    """
    if offer.practitioner_id != practitioner.id:
        return no("Only the person it was offered to can answer.")
    if not offer.is_open:
        return no(f"This offer was answered: {offer.get_answer_display().lower()}.")
    return yes("You were asked.")


def sees_offered_case(practitioner: Practitioner, offer: LeadOffer) -> bool:
    """Whether somebody who was offered the lead sees the case already, for another reason."""
    return bool(visible_episode(*sight_of(practitioner), offer.episode_id))


def can_update_action(practitioner: Practitioner, action: Action) -> Ruling:
    """Whether somebody may write progress on an action or close it: its owner, the team, the coordinator."""
    episode = action.outcome.episode
    ruling = can_write(practitioner, episode)
    is_theirs = episode.is_open and action.owner_id == practitioner.id
    if is_theirs and (ruling or can_see(practitioner, episode)):
        return yes("This is your action.")
    return ruling


def can_answer_invitation(practitioner: Practitioner, line: Attendance) -> Ruling:
    """Whether somebody may say for themselves whether they come: only who is invited."""
    if line.practitioner_id == practitioner.id:
        return yes("You are invited.")
    return no("Only who is invited can say whether they come. Who writes the meeting down notes the others.")


def can_answer_help(practitioner: Practitioner, episode: Episode) -> Ruling:
    """Whether somebody may answer who asked for help: coordinators and managers who look after the case."""
    if practitioner.has_role(*SEES_ALL):
        return can_see(practitioner, episode)
    return no("A coordinator or a manager answers this.")


def can_enter_for(practitioner: Practitioner) -> Ruling:
    """Whether somebody may record an intention for somebody of any agency: coordinators and managers."""
    if practitioner.has_role(*SEES_ALL):
        return yes("You enter what others say.")
    return no("Only a coordinator or a manager can enter an intention for somebody else.")


def can_fill_in_checklist(practitioner: Practitioner, episode: Episode) -> Ruling:
    """Whether the checklist may be filled in or changed: by those who write, until the assessment starts."""
    if episode.state != State.INTENDED:
        return no("The checklist can be changed only until the assessment starts.")
    return can_write(practitioner, episode)


def can_withdraw_consent(practitioner: Practitioner, episode: Episode) -> Ruling:
    """Whether somebody may note that agreement was withdrawn: the family may do so in every state."""
    return works_with(practitioner, episode)


def can_decide_sharing(practitioner: Practitioner, episode: Episode) -> Ruling:
    """Whether somebody may record a decision about sharing: who works with the family, in every state."""
    return works_with(practitioner, episode)


def can_change_children(practitioner: Practitioner, episode: Episode) -> Ruling:
    """Whether somebody may say that an open episode is about another child too, or no longer about one."""
    if not episode.is_open:
        return no(f"This {practitioner.authority.short_name} is closed. Reopen it first.")
    return can_coordinate(practitioner, episode)


def can_assess(practitioner: Practitioner, episode: Episode) -> Ruling:
    """Whether somebody may write in the assessment: those who work with the family, and coordinators."""
    short = practitioner.authority.short_name
    if not episode.is_open:
        return no(f"This {short} is closed. Reopen it to add to its assessment.")
    return works_with(practitioner, episode)


def can_check_assessment(practitioner: Practitioner, assessment: Assessment, *, has_written: bool) -> Ruling:
    """Whether somebody may look at a completed version and say what is to be done: never at their own.

    Whoever it waits for looks first; any other coordinator or manager who looks after the case may, too.
    """
    if not practitioner.authority.checks_assessments:
        return no("Your authority asks nobody to look at completed assessments.")
    if not assessment.episode.is_open:
        return no(f"This {practitioner.authority.short_name} is closed. Reopen it first.")
    if has_written:
        return no("Somebody else looks at what you wrote or typed.")
    if practitioner.has_role(*SEES_ALL) and is_visible(practitioner, assessment.episode):
        return yes(f"You are {practitioner.post.get_role_display()}.")
    return no("A coordinator or a manager looks at completed assessments.")


def can_contribute(practitioner: Practitioner, contribution: Contribution) -> Ruling:
    """Whether somebody may write what was asked: the asked one in time, or whoever may assess, for them.

    The asked one does not see the case: nothing of it may be read here for them.
    """
    if contribution.practitioner_id != practitioner.id:
        return can_assess(practitioner, contribution.episode)
    grants = live_grants_for_episode(practitioner.id, contribution.episode_id)
    if any(grant.basis == Basis.CONTRIBUTES for grant in grants):
        return yes("You were asked.")
    return no(f"The time to answer is over. Ask {contribution.recorded_by} if you still want to write.")


def can_see_looks(practitioner: Practitioner, episode: Episode) -> Ruling:
    """Whether somebody may see who has looked at a case: who leads, coordinators and managers.

    Auditors see it by reference, in the oversight area, without the case.
    """
    if practitioner.has_role(*SEES_ALL):
        return can_see(practitioner, episode)
    if leads(practitioner, episode):
        return yes(f"You are the {practitioner.authority.lead_title}.")
    return no(
        f"Only the {practitioner.authority.lead_title} and the coordinator can see who has looked. "
        "Ask one of them."
    )


def can_transfer(practitioner: Practitioner, episode: Episode) -> Ruling:
    """Whether somebody may send an open case to another authority: who leads, started it or coordinates."""
    if not can_pass_border(practitioner):
        return can_pass_border(practitioner)
    if not episode.is_open:
        return no(f"This {practitioner.authority.short_name} is closed. Reopen it to send it on.")
    if episode.shielded:
        return no("This record is shielded. Lift the shield first, or agree another way with the authority.")
    return can_coordinate(practitioner, episode)


def can_take_transfer(practitioner: Practitioner, episode: Episode, *, sees_everything: bool) -> Ruling:
    """Whether somebody may take away the package of a case: one of those who may send it and sees it all."""
    if not sees_everything:
        return no("Parts of this record are left out for your agency. Ask a coordinator to take the package.")
    return can_transfer(practitioner, episode)


def can_receive(practitioner: Practitioner) -> Ruling:
    """Whether somebody may receive a case from another authority: coordinators and managers."""
    if practitioner.has_role(*SEES_ALL):
        return can_pass_border(practitioner) and yes(f"You are {practitioner.post.get_role_display()}.")
    return no("Coordinators and managers receive cases from other authorities.")
