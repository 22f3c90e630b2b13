"""The four invented authorities: shaped like A to D of the interim report of 2011 (its tables 1 to 3).

Facts only are carried over: model of delivery, staff of the team, how an intention is made known, who
enters data, meeting kinds, recording system, link with social care.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from opencaf.agencies.models import DataEntry, DeliveryModel, IntentionRoute, Role
from opencaf.agencies.operations.beginning import AuthoritySettings
from opencaf.agencies.operations.setup import KindOfMeeting, ReasonToClose
from opencaf.episodes.codes import ClosureReason

TEAM_MEETING = "team_meeting"
MANY_CHILDREN = "many_children"
MANUAL_LINK = "Not automatic; the two systems complement each other, so that a child can be linked by hand"


@dataclass(frozen=True)
class Place:
    """A town or quarter in which families live; its locality, where the authority has localities."""

    city: str
    locality: str = ""


@dataclass(frozen=True)
class TeamPost:
    """A post of the CAF or integrated working team."""

    role: str
    job_title: str
    locality: str = ""


@dataclass(frozen=True)
class Shape:
    """Everything in which the demonstration's authorities differ."""

    settings: AuthoritySettings
    team_agency: str
    team: tuple[TeamPost, ...]
    places: tuple[Place, ...]
    kinds: tuple[KindOfMeeting, ...]
    categories: tuple[ReasonToClose, ...]
    communities: dict[str, int]
    signing_in: float
    inner_london: bool = False
    localities: tuple[str, ...] = field(default=())

    @property
    def code(self) -> str:
        return self.settings.code

    @property
    def place_in_row(self) -> int:
        """0 for the first authority, and so on: keeps their numbers apart."""
        return "ABCD".index(self.code)

    @property
    def all_enter(self) -> bool:
        """Whether practitioners type themselves what they do."""
        return self.settings.data_entry == DataEntry.ALL_PROFESSIONALS


CITY_MIX = {
    "british": 30,
    "caribbean": 10,
    "mixed": 10,
    "nigerian": 8,
    "somali": 7,
    "bangladeshi": 9,
    "turkish": 5,
    "polish": 3,
    "portuguese": 4,
    "ghanaian": 3,
    "vietnamese": 2,
    "irish": 3,
    "arabic": 4,
    "pakistani": 2,
}
COUNTY_MIX = {
    "british": 68,
    "mixed": 6,
    "polish": 5,
    "pakistani": 5,
    "romanian": 3,
    "indian": 3,
    "irish": 1,
    "traveller": 2,
    "caribbean": 2,
    "nigerian": 1,
    "somali": 1,
    "ukrainian": 2,
    "chinese": 1,
}

TEAM_AROUND_CHILD = KindOfMeeting(TEAM_MEETING, "Team around the child meeting")
TEAM_AROUND_FAMILY = KindOfMeeting(TEAM_MEETING, "Team around the family meeting")

USUAL_CATEGORIES = (
    ReasonToClose(ClosureReason.NEEDS_MET_UNIVERSAL, "Child's needs met"),
    ReasonToClose(ClosureReason.NEEDS_MET_SINGLE_AGENCY, "One agency carries on"),
    ReasonToClose(ClosureReason.STEPPED_UP_CSC, "Moved to children's social care"),
    ReasonToClose(ClosureReason.DISENGAGED_UNCONTACTABLE, "No further action: family not in touch"),
    ReasonToClose(ClosureReason.DECLINED_AT_OFFER, "No further action: offer declined"),
    ReasonToClose(ClosureReason.CONSENT_WITHDRAWN, "Consent withdrawn"),
    ReasonToClose(ClosureReason.MOVED_OUT_OF_AREA, "Moved away"),
)
OUTCOME_CATEGORIES = (
    ReasonToClose(ClosureReason.NEEDS_MET_UNIVERSAL, "Outcome reached: universal services carry on"),
    ReasonToClose(ClosureReason.NEEDS_MET_SINGLE_AGENCY, "Outcome reached in part: one agency carries on"),
    ReasonToClose(ClosureReason.STEPPED_UP_CSC, "Stepped up to social care after its decision"),
    ReasonToClose(ClosureReason.DISENGAGED_UNCONTACTABLE, "No outcome: family not in touch"),
    ReasonToClose(ClosureReason.DECLINED_AT_OFFER, "No outcome: offer declined"),
    ReasonToClose(ClosureReason.CONSENT_WITHDRAWN, "No outcome: consent withdrawn"),
    ReasonToClose(ClosureReason.MOVED_OUT_OF_AREA, "Moved to another authority, record sent"),
    ReasonToClose(ClosureReason.TRANSITIONED_ADULT_SERVICES, "Handed to adult services"),
    ReasonToClose(ClosureReason.REACHED_AGE_LIMIT, "Age limit of the scheme"),
)
SHORT_CATEGORIES = (
    ReasonToClose(ClosureReason.NEEDS_MET_UNIVERSAL, "Needs met"),
    ReasonToClose(ClosureReason.NEEDS_MET_SINGLE_AGENCY, "Needs met: single agency plan"),
    ReasonToClose(ClosureReason.STEPPED_UP_CSC, "Stepped up"),
    ReasonToClose(ClosureReason.DISENGAGED_UNCONTACTABLE, "Family disengaged"),
    ReasonToClose(ClosureReason.MOVED_OUT_OF_AREA, "Moved to another authority"),
)

AUTHORITY_A = Shape(
    settings=AuthoritySettings(
        code="A",
        name="Authority A",
        delivery_model=DeliveryModel.COMMISSIONING,
        intention_route=IntentionRoute.OPENS_RECORD,
        data_entry=DataEntry.ALL_PROFESSIONALS,
        team_function="Integrated working; supports those who do CAFs and lead; no families of its own",
        recording_system="Electronic CAF",
        social_care_link=MANUAL_LINK,
        assessment_within_days=35,
        first_meeting_within_days=42,
        review_every_days=84,
        safeguarding_contact="the children's front door",
        safeguarding_phone="01632 960990",
        help_phone="01632 960980",
    ),
    team_agency="Integrated working team",
    team=(
        TeamPost(Role.MANAGER, "Integrated working manager"),
        TeamPost(Role.COORDINATOR, "Integrated working officer"),
        TeamPost(Role.TRAINING, "Integrated working officer (training)"),
    ),
    places=(Place("Canonsreach"), Place("Tallow Row"), Place("Mereside Wharf")),
    kinds=(
        TEAM_AROUND_CHILD,
        KindOfMeeting(MANY_CHILDREN, "Multi-agency meeting in school", about_many_children=True),
    ),
    categories=USUAL_CATEGORIES,
    communities=CITY_MIX,
    signing_in=0.85,
    inner_london=True,
)
AUTHORITY_B = Shape(
    settings=AuthoritySettings(
        code="B",
        name="Authority B",
        delivery_model=DeliveryModel.TRAINING,
        intention_route=IntentionRoute.OPENS_RECORD,
        data_entry=DataEntry.ALL_PROFESSIONALS,
        team_function="Training, central and made to measure; good assessments; no families of its own",
        recording_system="Electronic CAF",
        social_care_link=MANUAL_LINK,
        programme_name="Early Help Assessment",
        short_name="EHA",
        lead_title="lead practitioner",
        team_name="team around the family",
        assessment_within_days=28,
        first_meeting_within_days=28,
        review_every_days=56,
        drift_after_days=270,
        safeguarding_contact="the multi-agency safeguarding hub",
        safeguarding_phone="01632 960991",
        help_phone="01632 960981",
    ),
    team_agency="Integrated working and workforce team",
    team=(
        TeamPost(Role.MANAGER, "Integrated working manager"),
        TeamPost(Role.COORDINATOR, "Integrated working adviser"),
        TeamPost(Role.COORDINATOR, "Integrated working adviser (schools)"),
        TeamPost(Role.TRAINING, "Training adviser"),
        TeamPost(Role.TRAINING, "Training adviser (early years and health)"),
    ),
    places=(Place("Ferrygate"), Place("Lanternhythe"), Place("Coldharbour Basin")),
    kinds=(
        TEAM_AROUND_FAMILY,
        KindOfMeeting(MANY_CHILDREN, "Team around the school meeting", about_many_children=True),
    ),
    categories=USUAL_CATEGORIES[:6],
    communities=CITY_MIX,
    signing_in=0.8,
    inner_london=True,
)
AUTHORITY_C = Shape(
    settings=AuthoritySettings(
        code="C",
        name="Authority C",
        delivery_model=DeliveryModel.OPERATIONAL,
        intention_route=IntentionRoute.FORM_TO_COORDINATOR,
        data_entry=DataEntry.COORDINATORS,
        team_function="Works with those who do CAFs: meetings, requests, progress; some work with families",
        recording_system="A database of its own",
        social_care_link="Some links by hand, which takes very long; the duty team can look for a CAF",
        assessment_within_days=42,
        first_meeting_within_days=42,
        review_every_days=84,
        safeguarding_contact="the social care duty team",
        safeguarding_phone="01632 960992",
        help_phone="01632 960982",
    ),
    team_agency="CAF team",
    team=(
        TeamPost(Role.MANAGER, "CAF strategy manager"),
        TeamPost(Role.COORDINATOR, "CAF co-ordinator, North", "North"),
        TeamPost(Role.COORDINATOR, "CAF co-ordinator, South", "South"),
        TeamPost(Role.COORDINATOR, "CAF co-ordinator, East", "East"),
        TeamPost(Role.COORDINATOR, "CAF co-ordinator, West", "West"),
        TeamPost(Role.COORDINATOR, "CAF co-ordinator, Vale", "Vale"),
    ),
    places=(
        Place("Quillbrook", "North"),
        Place("Tannerswick", "South"),
        Place("Farrowden", "East"),
        Place("Hobbleford", "West"),
        Place("Mistlebury", "Vale"),
    ),
    kinds=(
        TEAM_AROUND_CHILD,
        KindOfMeeting(MANY_CHILDREN, "Multi-agency forum", about_many_children=True),
    ),
    categories=OUTCOME_CATEGORIES,
    communities=COUNTY_MIX,
    signing_in=0.3,
    localities=("North", "South", "East", "West", "Vale"),
)
AUTHORITY_D = Shape(
    settings=AuthoritySettings(
        code="D",
        name="Authority D",
        delivery_model=DeliveryModel.OPERATIONAL,
        intention_route=IntentionRoute.CALL_TO_COORDINATOR,
        data_entry=DataEntry.COORDINATORS_AND_ADMINISTRATOR,
        team_function="Works with those who do CAFs, holds the multi-agency panels; some work with families",
        recording_system="A spreadsheet, until its own database is ready; paper CAFs are scanned",
        social_care_link="What the co-ordinators know, or going through paper and electronic records",
        scans_paper_forms=True,
        assessment_within_days=42,
        first_meeting_within_days=35,
        review_every_days=70,
        safeguarding_contact="the social care access team",
        safeguarding_phone="01632 960993",
        help_phone="01632 960983",
    ),
    team_agency="CAF team",
    team=(
        TeamPost(Role.MANAGER, "CAF team manager"),
        TeamPost(Role.MANAGER, "Deputy CAF team manager"),
        TeamPost(Role.COORDINATOR, "CAF co-ordinator, East", "East"),
        TeamPost(Role.COORDINATOR, "CAF co-ordinator, West", "West"),
        TeamPost(Role.COORDINATOR, "CAF co-ordinator, North", "North"),
        TeamPost(Role.COORDINATOR, "Business administrator"),
    ),
    places=(Place("Marlbeck", "East"), Place("Caldwater", "West"), Place("Skelby Moor", "North")),
    kinds=(
        TEAM_AROUND_CHILD,
        KindOfMeeting(MANY_CHILDREN, "Multi-agency panel", about_many_children=True),
    ),
    categories=SHORT_CATEGORIES,
    communities=COUNTY_MIX,
    signing_in=0.3,
    localities=("East", "West", "North"),
)
AUTHORITIES = {shape.code: shape for shape in (AUTHORITY_A, AUTHORITY_B, AUTHORITY_C, AUTHORITY_D)}
