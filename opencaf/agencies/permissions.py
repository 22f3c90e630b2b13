"""Who may set up an authority: its settings, agencies, practitioners and posts."""

from __future__ import annotations

import datetime as dt
import uuid

from opencaf.agencies.models import Agency, LostFactor, Practitioner, Role
from opencaf.core.dates import in_words
from opencaf.core.rulings import Ruling, no, yes

TRAIN_FIRST = "Your authority opens records to people after their training."
INVITES_CONTRIBUTORS = (Role.PRACTITIONER, Role.COORDINATOR, Role.MANAGER)
ADDS_PRACTITIONERS = (Role.ADMINISTRATOR, Role.COORDINATOR, Role.MANAGER)


def can_set_up(practitioner: Practitioner) -> Ruling:
    """Whether somebody may change how the authority works: its localities, agencies, meetings, forms."""
    if practitioner.has_role(Role.ADMINISTRATOR):
        return yes(f"You administer {practitioner.authority}.")
    return no("Only an administrator can change how the authority is set up.")


def can_pass_border(practitioner: Practitioner) -> Ruling:
    """Whether anything may go from here to elsewhere, or come in: not in a practice street."""
    if practitioner.authority.is_practice:
        return no("This is practice: nothing goes out of a practice street, and nothing comes in.")
    return yes(f"{practitioner.authority} works with real families.")


def can_add_practitioner(practitioner: Practitioner) -> Ruling:
    """Whether somebody may add people who never sign in, for whom others type."""
    if practitioner.has_role(*ADDS_PRACTITIONERS):
        return yes("You look after who works with families here.")
    return no("Only an administrator, a coordinator or a manager can add a practitioner.")


def can_give_account(practitioner: Practitioner) -> Ruling:
    """Whether somebody may let people sign in and say in which role."""
    return can_set_up(practitioner)


def can_invite_contributor(practitioner: Practitioner) -> Ruling:
    """Whether somebody may let a person sign in who answers what they are asked, and does nothing else."""
    if practitioner.has_role(*INVITES_CONTRIBUTORS):
        return yes("You work with families.")
    return no("Only somebody who works with families can invite a contributor.")


def can_close_account(practitioner: Practitioner, of: Practitioner) -> Ruling:
    """Whether somebody may close an account; not their own."""
    if of.user_id == practitioner.user_id:
        return no("This is your own account. Ask another administrator to close it.")
    return can_set_up(practitioner)


def can_release_factor(practitioner: Practitioner, lost: LostFactor) -> Ruling:
    """Whether somebody may release a lost second factor: another administrator than the one who verified."""
    if practitioner.id in (lost.recorded_by_id, lost.practitioner_id):
        return no("Another administrator must release it: not the one who verified, nor the one who lost it.")
    return can_set_up(practitioner)


def can_stop_agency(practitioner: Practitioner, agency: Agency) -> Ruling:
    """Whether somebody may shut everybody of an agency out; not of the one they work for themselves."""
    if agency.id == practitioner.post.agency_id:
        return no("You work for this agency in the post you wear: you would shut yourself out.")
    return can_set_up(practitioner)


def can_oversee(practitioner: Practitioner) -> Ruling:
    """Whether somebody sees who looked at what, the seals and the alerts: auditors, who see no case."""
    if practitioner.has_role(Role.AUDITOR):
        return yes(f"You audit {practitioner.authority}.")
    return no("Oversight is for auditors and the data protection officer.")


def can_note_training(practitioner: Practitioner) -> Ruling:
    """Whether somebody may say when others were trained."""
    if practitioner.has_role(Role.ADMINISTRATOR, Role.TRAINING):
        return yes("You look after who was trained.")
    return no("Only an administrator or the training team can say when somebody was trained.")


def can_edit_forms(practitioner: Practitioner) -> Ruling:
    """Whether somebody may say what the assessment form asks: who runs the authority or trains for it."""
    if practitioner.has_role(Role.ADMINISTRATOR, Role.TRAINING):
        return yes("You look after the assessment form.")
    return no("Only an administrator or the training team can change the assessment form.")


def can_agree_to_use(practitioner: Practitioner) -> Ruling:
    """Whether somebody may agree to the rules of use: where there are any, for themselves."""
    if practitioner.authority.asks_acceptable_use:
        return yes(f"{practitioner.authority} asks everybody to agree.")
    return no("Your authority asks nobody to agree to rules of use.")


def can_work_with_records(practitioner: Practitioner, *, on: dt.date) -> Ruling:
    """Whether somebody has done what their authority asks before it shows them a record: training, agreement.

    An administrator, who sees no record, is not asked for training: somebody must be there to note it.
    A contributor is asked a few questions and sees no more.
    """
    authority = practitioner.authority
    trained = practitioner.trained_on
    if authority.asks_training and not practitioner.has_role(Role.ADMINISTRATOR, Role.CONTRIBUTOR):
        if trained is None:
            return no(TRAIN_FIRST)
        if trained > on:
            return no(f"{TRAIN_FIRST} Yours is on {in_words(trained)}.")
    if must_agree(practitioner):
        return no("Your authority asks everybody to agree to its rules of use first.")
    return yes("You have done what your authority asks before work with records.")


def must_agree(practitioner: Practitioner) -> bool:
    """Whether there is a version of the rules of use to which somebody has not agreed."""
    authority = practitioner.authority
    return authority.asks_acceptable_use and practitioner.agreed_to_version < authority.acceptable_use_version


def can_review_access(practitioner: Practitioner) -> Ruling:
    """Whether somebody may look through who holds which post, and end those that nobody needs."""
    if practitioner.has_role(Role.ADMINISTRATOR, Role.AUDITOR):
        return yes("You look through who may see what.")
    return no("Reviews of access are for administrators, auditors and the data protection officer.")


def can_sign_off_alert(practitioner: Practitioner, about: uuid.UUID | None) -> Ruling:
    """Whether somebody may say what an alert was: not the one it is about."""
    if about == practitioner.id:
        return no("This alert is about you. Another auditor must look into it.")
    return can_oversee(practitioner)


def can_see_ceilings(practitioner: Practitioner) -> Ruling:
    """Whether somebody may read how often people may search, open and take away."""
    if practitioner.has_role(Role.AUDITOR):
        return can_oversee(practitioner)
    return can_set_up(practitioner)


def can_choose_digest(practitioner: Practitioner, whose: Practitioner) -> Ruling:
    """Whether somebody may say how often a digest comes: each for themselves."""
    if practitioner.id == whose.id:
        return yes("It is your own mail.")
    return no("Everybody chooses for themselves how often this mail comes.")
