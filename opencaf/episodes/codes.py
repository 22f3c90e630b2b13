"""Code sets of the CAF. Stored values are stable words; labels are for people.

Sources: the sections of the national form and the interim report's proposals (2011); elements of the
form in its order; closure reasons as proposed for OpenCAF with a map to national categories.
"""

from __future__ import annotations

from django.db import models


class ChecklistQuestion(models.TextChoices):
    HEALTHY = "healthy", "healthy"
    SAFE_FROM_HARM = "safe_from_harm", "safe from harm"
    LEARNING_DEVELOPING = "learning_developing", "learning and developing"
    POSITIVE_IMPACT = "positive_impact", "having a positive impact on others"
    FREE_FROM_POVERTY = "free_from_poverty", "free from the negative impact of poverty"


class ChecklistAnswer(models.TextChoices):
    YES = "yes", "Yes"
    NO = "no", "No"
    NOT_SURE = "not_sure", "Not sure"


class ChecklistDecision(models.TextChoices):
    NO_ADDITIONAL_NEEDS = "no_additional_needs", "No additional needs"
    OWN_SERVICE_RESPONSE = "own_service_response", "My own service will respond"
    START_CAF = "start_caf", "Start a CAF"
    SPECIALIST_ASSESSMENT = "specialist_assessment", "Ask for a specialist assessment"
    SAFEGUARDING_REFERRAL = "safeguarding_referral", "Refer to social care now: risk of harm"


class ConsentKind(models.TextChoices):
    ASSESS = "assess", "To do and keep the assessment"
    SHARE = "share", "To share it with named agencies"


class ConsentCapacity(models.TextChoices):
    YOUNG_PERSON = "young_person", "Young person for herself or himself"
    PARENT = "parent", "Parent with parental responsibility"
    EXPECTANT_MOTHER = "expectant_mother", "Expectant mother"
    CARER = "carer", "Carer without parental responsibility"
    ABOUT_THEMSELVES = "about_themselves", "For what is written about themselves"


class ConsentMethod(models.TextChoices):
    WRITTEN = "written", "In writing"
    VERBAL = "verbal", "By word of mouth"
    TELEPHONE = "telephone", "By telephone"
    ELECTRONIC = "electronic", "Electronically"


class Share(models.TextChoices):
    EVERYTHING = "everything", "Everything"
    PART = "part", "A part"
    NOTHING = "nothing", "Nothing"


class Parts(models.TextChoices):
    ONLY = "only", "Only these parts"
    EXCEPT = "except", "All parts except these"


class Article6(models.TextChoices):
    """The lawful bases of article 6 of the UK GDPR, of which a public body uses the first two most."""

    PUBLIC_TASK = "public_task", "Public task"
    LEGAL_OBLIGATION = "legal_obligation", "Legal obligation"
    VITAL_INTERESTS = "vital_interests", "Vital interests"
    LEGITIMATE_INTERESTS = "legitimate_interests", "Legitimate interests"
    CONSENT = "consent", "Consent"


class Article9(models.TextChoices):
    """The conditions of article 9 of the UK GDPR, with Schedule 1 of the Data Protection Act 2018."""

    SAFEGUARDING = "safeguarding", "Safeguarding of children and of individuals at risk"
    HEALTH_OR_SOCIAL_CARE = "health_or_social_care", "Health or social care"
    PUBLIC_INTEREST = "public_interest", "Substantial public interest, other"
    VITAL_INTERESTS = "vital_interests", "Vital interests"
    LEGAL_CLAIMS = "legal_claims", "Legal claims"
    EXPLICIT_CONSENT = "explicit_consent", "Explicit consent"
    NONE = "none", "No special category of information"


class SharingChoice(models.TextChoices):
    SHARE = "share", "To share"
    NOT_SHARE = "not_share", "Not to share"


class AskedFirst(models.TextChoices):
    AGREED = "agreed", "Asked, and agreed"
    REFUSED = "refused", "Asked, and did not agree"
    NOT_ASKED = "not_asked", "Not asked"


class StepDirection(models.TextChoices):
    UP = "up", "Step-up to social care"
    DOWN = "down", "Step-down from social care"


class StepAnswer(models.TextChoices):
    ACCEPTED = "accepted", "Accepted"
    DECLINED = "declined", "Declined"
    MORE_INFORMATION = "more_information", "Asked for more information"


class MarkState(models.TextChoices):
    """What a mark says. Only "marked" carries a number; no concern (0) is a number and never a blank."""

    MARKED = "marked", "Marked"
    DONT_KNOW = "dont_know", "Don't know"
    NOT_RELEVANT = "not_relevant", "Not relevant to this child now"
    NOT_MY_AREA = "not_my_area", "Not my area to judge"
    NOT_ASKED = "not_asked", "Not asked yet"


CONCERN_WORDS = {
    0: "No concern",
    1: "Very low concern",
    2: "Low concern",
    3: "Some concern",
    4: "High concern",
    5: "Very high concern",
}


class Occasion(models.TextChoices):
    START = "start", "At the start"
    REVIEW = "review", "At a review"
    CLOSE = "close", "At closing"


class Rater(models.TextChoices):
    PRACTITIONER = "practitioner", "Practitioner"
    PARENT = "parent", "Parent or carer"
    YOUNG_PERSON = "young_person", "Child or young person"
    TEAM = "team", "Agreed by the team"


class FindingKind(models.TextChoices):
    STRENGTH = "strength", "Strength"
    NEED = "need", "Need"
    WORRY = "worry", "Worry"
    GOAL = "goal", "Goal"


class AttendanceState(models.TextChoices):
    PRESENT = "present", "Present"
    APOLOGIES = "apologies", "Sent apologies"
    ABSENT = "absent", "Did not come"
    NO_REPLY = "no_reply", "No reply"
    INVITED = "invited", "Invited"
    COMING = "coming", "Coming"


class OutcomeStatus(models.TextChoices):
    OPEN = "open", "Being worked on"
    MET = "met", "Met"
    PARTLY = "partly", "Partly met"
    NOT_MET = "not_met", "Not met"
    DROPPED = "dropped", "No longer wanted"


class ActionStatus(models.TextChoices):
    AGREED = "agreed", "Agreed"
    IN_PROGRESS = "in_progress", "In progress"
    DONE = "done", "Done"
    NOT_DONE = "not_done", "Not done"
    CANCELLED = "cancelled", "Cancelled"


class RequestDecision(models.TextChoices):
    ACCEPTED = "accepted", "Accepted"
    DECLINED = "declined", "Declined"
    WAITING = "waiting", "On a waiting list"


class ContactKind(models.TextChoices):
    VISIT = "visit", "Visit"
    CALL = "call", "Telephone call"
    MESSAGE = "message", "Message or letter"
    SEEN = "seen", "Seen at school or service"
    NOTE = "note", "Note"


class OutcomeLevel(models.TextChoices):
    ALL = "all", "All goals met"
    MOST = "most", "Most goals met"
    SOME = "some", "Some goals met"
    NONE_ = "none", "None of the goals met"
    NOT_ASSESSED = "not_assessed", "Not assessed"


class ClosureReason(models.TextChoices):
    NEEDS_MET_UNIVERSAL = "needs_met_universal", "Needs met, universal services carry on"
    NEEDS_MET_SINGLE_AGENCY = (
        "needs_met_single_agency",
        "Needs met enough for one agency to carry on alone",
    )
    STEPPED_UP_CSC = "stepped_up_csc", "Stepped up: children's social care has decided to open"
    CONSENT_WITHDRAWN = "consent_withdrawn", "The family withdrew its consent"
    DISENGAGED_UNCONTACTABLE = (
        "disengaged_uncontactable",
        "The family stopped coming or cannot be reached",
    )
    DECLINED_AT_OFFER = "declined_at_offer", "The family said no when a CAF was offered"
    MOVED_OUT_OF_AREA = "moved_out_of_area", "Moved to another authority"
    TRANSITIONED_ADULT_SERVICES = "transitioned_adult_services", "Adult services have taken over"
    REACHED_AGE_LIMIT = "reached_age_limit", "Reached the age limit of the scheme"
    MERGED_OR_DUPLICATE = "merged_or_duplicate", "Joined to another CAF"
    OPENED_IN_ERROR = "opened_in_error", "Opened by mistake"
    CHILD_DIED = "child_died", "The child died"
    NO_FURTHER_ACTION = "no_further_action", "It did not go ahead"
    NOT_STATED = "not_stated", "Not stated in the register from which it came"


# What old registers said, and nobody chooses any more.
ONLY_IN_OLD_REGISTERS = (ClosureReason.NO_FURTHER_ACTION, ClosureReason.NOT_STATED)


LEVELS_OF_NEED = {
    1: "Universal",
    2: "Additional or emerging",
    3: "Complex or multiple",
    4: "Acute, specialist or statutory",
}

NEED_TAGS = {
    "attendance": "Attendance",
    "exclusion_suspension_risk": "Exclusion or suspension risk",
    "sen_unmet": "Special educational needs not met",
    "speech_language": "Speech and language",
    "early_development": "Early development and school readiness",
    "new_expectant_parent": "New or expectant parent support",
    "child_mental_health": "Child's mental health, anxiety",
    "self_harm": "Self-harm",
    "parent_mental_health": "Parent's mental health",
    "disability_long_term_illness": "Disability or long-term illness (child or parent)",
    "learning_disability_neurodiversity": "Learning disability or neurodiversity",
    "substance_use": "Substance use (child or adult)",
    "parenting_routines": "Parenting, routines, boundaries",
    "parental_conflict": "Parental conflict or separation",
    "child_to_parent_violence": "Child-to-parent violence",
    "young_carer": "Young carer",
    "neglect_low_level": "Neglect worries (low level)",
    "going_missing": "Going missing",
    "exploitation": "Sexual or criminal exploitation",
    "online_harm_bullying": "Online harm, bullying",
    "offending_asb": "Offending, anti-social behaviour",
    "domestic_abuse": "Domestic abuse (child, adult, perpetrator)",
    "housing": "Housing, overcrowding, homelessness risk",
    "debt_worklessness": "Debt, benefits, worklessness",
    "neet": "Not in education, employment or training",
    "isolation_discrimination": "Isolation, no networks, discrimination",
    "loss_bereavement": "Loss and bereavement",
}


class FileKind(models.TextChoices):
    """What a file of a case is."""

    DRAWING = "drawing", "A drawing"
    VOICE = "voice", "A voice note"
    PAPER_FORM = "paper_form", "A form filled in on paper"
    LETTER = "letter", "A letter or report"
    PHOTO = "photo", "A photo"
    OTHER = "other", "Something else"


class FileMaker(models.TextChoices):
    """Whose a file is: who drew, said, wrote or took it."""

    CHILD = "child", "The child or young person"
    PARENT = "parent", "A parent or carer"
    PRACTITIONER = "practitioner", "A practitioner"
    OTHER = "other", "Somebody else"


class Scan(models.TextChoices):
    """What the virus scanner said of a file."""

    NOT_ASKED = "unasked", "There is no virus scanner; the file was made anew from what is seen or heard"
    WAITING = "waiting", "Waits for the virus scanner"
    PASSED = "passed", "The virus scanner found nothing"
    STOPPED = "stopped", "The virus scanner stopped it"
