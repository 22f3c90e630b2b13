"""The CAF itself."""

from opencaf.episodes.models.assessment import (
    Assessment,
    AssessmentVisit,
    Finding,
    Mark,
    ServiceInvolved,
    Story,
    StoryChild,
    StoryRevision,
    TextVersion,
)
from opencaf.episodes.models.checklist import Checklist, ChecklistEntry
from opencaf.episodes.models.chronology import ChronologyEvent, ChronologyPerson
from opencaf.episodes.models.closure import Closure, ClosureResult, FamilyView, RemainingNeed
from opencaf.episodes.models.consent import (
    Consent,
    ConsentAgency,
    ConsentAgencyChild,
    ConsentAgencyElement,
    ConsentChild,
    ConsentContributor,
    PersonLeftOut,
    PersonLeftOutElement,
    Withheld,
)
from opencaf.episodes.models.contribution import (
    Contribution,
    ContributionBox,
    ContributionChild,
    ContributionVersion,
)
from opencaf.episodes.models.difference import DifferenceOfView
from opencaf.episodes.models.episode import (
    Episode,
    EpisodeChild,
    LevelOfNeed,
    RecordCheck,
    Suspension,
)
from opencaf.episodes.models.file import CaseFile
from opencaf.episodes.models.form import AssessmentForm, Question
from opencaf.episodes.models.help import HelpRequest
from opencaf.episodes.models.invited import DateAnswer, DateOffer, MeetingLink, WordsBefore
from opencaf.episodes.models.leading import Coordination, LeadOffer
from opencaf.episodes.models.meeting import Attendance, Decision, Meeting, Review
from opencaf.episodes.models.panel import Panel, PanelMember
from opencaf.episodes.models.plan import Action, ActionProgress, Outcome, OutcomeChild, OutcomeTie
from opencaf.episodes.models.quality import QualityCheck, QualityRemark
from opencaf.episodes.models.request_part import ServiceRequestPart
from opencaf.episodes.models.reused import ReusedAgreement, ReusedAssessment
from opencaf.episodes.models.sharing import SharingDecision, SharingDecisionPerson
from opencaf.episodes.models.standing import Standing
from opencaf.episodes.models.stepping import SocialCareNumber, ThresholdStep, ThresholdStepPerson
from opencaf.episodes.models.support import (
    ContactNote,
    MissingService,
    ServiceDecision,
    ServiceRequest,
    ServiceRequestChild,
)
from opencaf.episodes.models.team import HandoverStep, LeadProfessional, TeamMember
from opencaf.episodes.models.transfer import ReceivedTransfer, Transfer, TransferLeftOut, TransferredRow

__all__ = [
    "Action",
    "ActionProgress",
    "Assessment",
    "AssessmentForm",
    "AssessmentVisit",
    "Attendance",
    "CaseFile",
    "Checklist",
    "ChecklistEntry",
    "ChronologyEvent",
    "ChronologyPerson",
    "Closure",
    "ClosureResult",
    "Consent",
    "ConsentAgency",
    "ConsentAgencyChild",
    "ConsentAgencyElement",
    "ConsentChild",
    "ConsentContributor",
    "ContactNote",
    "Contribution",
    "ContributionBox",
    "ContributionChild",
    "ContributionVersion",
    "Coordination",
    "DateAnswer",
    "DateOffer",
    "Decision",
    "DifferenceOfView",
    "Episode",
    "EpisodeChild",
    "FamilyView",
    "Finding",
    "HandoverStep",
    "HelpRequest",
    "LeadOffer",
    "LeadProfessional",
    "LevelOfNeed",
    "Mark",
    "Meeting",
    "MeetingLink",
    "MissingService",
    "Outcome",
    "OutcomeChild",
    "OutcomeTie",
    "Panel",
    "PanelMember",
    "PersonLeftOut",
    "PersonLeftOutElement",
    "QualityCheck",
    "QualityRemark",
    "Question",
    "ReceivedTransfer",
    "RecordCheck",
    "RemainingNeed",
    "ReusedAgreement",
    "ReusedAssessment",
    "Review",
    "ServiceDecision",
    "ServiceInvolved",
    "ServiceRequest",
    "ServiceRequestChild",
    "ServiceRequestPart",
    "SharingDecision",
    "SharingDecisionPerson",
    "SocialCareNumber",
    "Standing",
    "Story",
    "StoryChild",
    "StoryRevision",
    "Suspension",
    "TeamMember",
    "TextVersion",
    "ThresholdStep",
    "ThresholdStepPerson",
    "Transfer",
    "TransferLeftOut",
    "TransferredRow",
    "Withheld",
    "WordsBefore",
]
