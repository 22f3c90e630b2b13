"""Authorities, their settings, agencies and the people who work there."""

from opencaf.agencies.models.account import Invitation, LostFactor
from opencaf.agencies.models.admission import AcceptableUse, AgreedUse
from opencaf.agencies.models.agency import Agency, AgencyType, Sector
from opencaf.agencies.models.authority import (
    AssessmentChecker,
    Authority,
    ClosureCategory,
    DataEntry,
    DeliveryModel,
    IntentionRoute,
    Locality,
    MeetingKind,
    ReferenceCounter,
)
from opencaf.agencies.models.practitioner import (
    IN_AUTHORITIES,
    Digest,
    Post,
    Practitioner,
    Role,
    roles_in,
)
from opencaf.agencies.models.recorded import (
    RECORD_COLUMNS,
    BelongsToAuthority,
    How,
    RecordedModel,
    signed,
)
from opencaf.agencies.models.review import AccessReview, ReviewedPost, SignedOffAlert

__all__ = [
    "IN_AUTHORITIES",
    "RECORD_COLUMNS",
    "AcceptableUse",
    "AccessReview",
    "Agency",
    "AgencyType",
    "AgreedUse",
    "AssessmentChecker",
    "Authority",
    "BelongsToAuthority",
    "ClosureCategory",
    "DataEntry",
    "DeliveryModel",
    "Digest",
    "How",
    "IntentionRoute",
    "Invitation",
    "Locality",
    "LostFactor",
    "MeetingKind",
    "Post",
    "Practitioner",
    "RecordedModel",
    "ReferenceCounter",
    "ReviewedPost",
    "Role",
    "Sector",
    "SignedOffAlert",
    "roles_in",
    "signed",
]
