from django.db import migrations

from opencaf.access.case_wall import HideBehindShield, HideUnderShield

OF_A_CASE = """
    EpisodeChild LeadProfessional TeamMember RecordCheck LevelOfNeed Suspension Checklist Consent Assessment
    Meeting Review Closure Mark Outcome ContactNote ServiceRequest FamilyView Withheld SharingDecision
    Contribution HelpRequest
"""
# each with the table to which its rows belong, and by which column where that is not named after it
BEHIND = """
    HandoverStep:leadprofessional:lead ChecklistEntry:checklist ConsentChild:consent ConsentAgency:consent
    ConsentContributor:consent ConsentAgencyElement:consentagency:answer
    ConsentAgencyChild:consentagency:answer PersonLeftOut:consent PersonLeftOutElement:personleftout:left_out
    SharingDecisionPerson:sharingdecision:decision AssessmentVisit:assessment Story:assessment
    StoryChild:assessment Finding:assessment ServiceInvolved:assessment StoryRevision:story
    TextVersion:assessment DifferenceOfView:story ContributionChild:contribution
    ContributionBox:contribution ContributionVersion:contributionbox:box Attendance:meeting Decision:meeting
    MeetingLink:attendance WordsBefore:attendance DateOffer:meeting DateAnswer:dateoffer:offer
    OutcomeChild:outcome OutcomeTie:outcome Action:outcome ActionProgress:action
    ServiceRequestChild:servicerequest:request ServiceDecision:servicerequest:request ClosureResult:closure
    RemainingNeed:closure
"""


def behind(line: str) -> HideBehindShield:
    """Return the wall of a table whose rows belong to a row of another."""
    name, parent, *via = line.split(":")
    return HideBehindShield(name, parent=f"episodes_{parent}", via=f"{(via or [parent])[0]}_id")


class Migration(migrations.Migration):
    dependencies = [
        ("episodes", "0025_keep_actions_of_decisions_inside"),
        ("access", "0013_tell_what_is_shielded"),
        ("audit", "0005_find_who_was_shown"),
    ]
    operations = [
        *(HideUnderShield(name) for name in OF_A_CASE.split()),
        *(behind(line) for line in BEHIND.split()),
        HideUnderShield("audit.Correction"),
    ]
