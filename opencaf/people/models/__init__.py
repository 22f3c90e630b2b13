"""Children, parents and carers, other adults, families and households."""

from opencaf.people.models.duplicate import DuplicatePair
from opencaf.people.models.family import (
    Family,
    FamilyMember,
    Household,
    HouseholdMember,
    Relationship,
)
from opencaf.people.models.learnt_weights import LearntWeights
from opencaf.people.models.merge import Merge, MergedRow, MergedValue
from opencaf.people.models.name_word import NameWord
from opencaf.people.models.person import ContactPoint, Identifier, Person, PersonName, Schooling
from opencaf.people.models.seal import Seal, SealedPart, SealReader, WhySealed
from opencaf.people.models.search_name import SearchName

__all__ = [
    "ContactPoint",
    "DuplicatePair",
    "Family",
    "FamilyMember",
    "Household",
    "HouseholdMember",
    "Identifier",
    "LearntWeights",
    "Merge",
    "MergedRow",
    "MergedValue",
    "NameWord",
    "Person",
    "PersonName",
    "Relationship",
    "Schooling",
    "Seal",
    "SealReader",
    "SealedPart",
    "SearchName",
    "WhySealed",
]
