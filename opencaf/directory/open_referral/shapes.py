"""The shapes of Open Referral UK's records: what must be there, and of what kind it is."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints


def a_day(text: str) -> str:
    """Return a day as it was written; ValueError where it is none."""
    dt.date.fromisoformat(text[:10])
    return text


Text = str | None
Number = int | float | None
Day = Annotated[str, AfterValidator(a_day)] | None
Must = Annotated[str, StringConstraints(min_length=1)]
Id = Annotated[str, StringConstraints(min_length=1, max_length=200)]


class Shape(BaseModel):
    """A record: what is of another kind than it should be is refused, what is unknown is let through."""

    model_config = ConfigDict(extra="allow", strict=True)


class Metadata(Shape):
    id: Id
    resource_id: Text = None
    resource_type: Text = None
    last_action_date: Day = None
    last_action_type: Text = None
    field_name: Text = None
    previous_value: Text = None
    replacement_value: Text = None
    updated_by: Text = None


class Taxonomy(Shape):
    id: Id
    name: Must
    description: Text = None
    uri: Text = None
    version: Text = None


class TaxonomyTerm(Shape):
    id: Id
    code: Text = None
    name: Text = None
    term: Text = None
    description: Text = None
    parent_id: Text = None
    taxonomy: Text = None
    taxonomy_id: Text = None
    language: Text = None
    term_uri: Text = None
    taxonomy_detail: Taxonomy | None = None


class Attribute(Shape):
    id: Id
    link_id: Text = None
    taxonomy_term_id: Text = None
    link_type: Text = None
    link_entity: Text = None
    value: Text = None
    label: Text = None
    taxonomy_term: TaxonomyTerm | None = None


class Language(Shape):
    id: Id
    service_id: Text = None
    location_id: Text = None
    phone_id: Text = None
    name: Text = None
    code: Text = None
    note: Text = None


class Phone(Shape):
    id: Id
    number: Must
    extension: Number = None
    type: Text = None
    description: Text = None
    languages: list[Language] | None = None


class Schedule(Shape):
    id: Id
    valid_from: Day = None
    valid_to: Day = None
    dtstart: Day = None
    freq: Literal["WEEKLY", "MONTHLY"] | None = None
    interval: Number = None
    byday: Text = None
    bymonthday: Text = None
    description: Text = None
    opens_at: Text = None
    closes_at: Text = None
    schedule_link: Text = None
    attending_type: Text = None
    notes: Text = None


class Contact(Shape):
    id: Id
    name: Text = None
    title: Text = None
    department: Text = None
    email: Text = None
    phones: list[Phone] | None = None


class Address(Shape):
    id: Id
    attention: Text = None
    address_1: Must
    address_2: Text = None
    city: Must
    region: Text = None
    state_province: str
    postal_code: Must
    country: Must
    address_type: Literal["physical", "postal", "virtual"]


class Accessibility(Shape):
    id: Id
    description: Text = None
    details: Text = None
    url: Text = None


class Location(Shape):
    id: Id
    location_type: Literal["physical", "postal", "virtual"]
    name: Text = None
    alternate_name: Text = None
    description: Text = None
    transportation: Text = None
    latitude: Number = None
    longitude: Number = None
    external_identifier: Text = None
    external_identifier_type: Text = None
    addresses: list[Address] | None = None
    phones: list[Phone] | None = None
    contacts: list[Contact] | None = None
    languages: list[Language] | None = None
    accessibility: list[Accessibility] | None = None
    schedules: list[Schedule] | None = None


class ServiceAtLocation(Shape):
    id: Id
    service_id: Text = None
    location_id: Text = None
    description: Text = None
    location: Location | None = None
    contacts: list[Contact] | None = None
    phones: list[Phone] | None = None
    schedules: list[Schedule] | None = None


class ServiceArea(Shape):
    id: Id
    name: Text = None
    extent: Text = None
    extent_type: Text = None
    uri: Text = None


class CostOption(Shape):
    id: Id
    valid_from: Day = None
    valid_to: Day = None
    option: Text = None
    currency: Text = None
    amount: Number = None
    amount_description: Text = None


class Funding(Shape):
    id: Id
    source: Text = None


class OrganizationIdentifier(Shape):
    id: Id
    identifier_type: Must
    identifier: Must
    identifier_scheme: Text = None


class Organization(Shape):
    id: Id
    name: Must
    description: Text = None
    email: Text = None
    website: Text = None
    logo: Text = None
    uri: Text = None
    parent_organization_id: Text = None
    organization_identifiers: list[OrganizationIdentifier] | None = None
    contacts: list[Contact] | None = None
    phones: list[Phone] | None = None
    locations: list[Location] | None = None
    funding: list[Funding] | None = None


class Service(Shape):
    id: Id
    name: Must
    status: Literal["active", "inactive", "defunct", "temporarily closed"]
    organization_id: Text = None
    organization: Organization | None = None
    description: Text = None
    url: Text = None
    email: Text = None
    fees: Text = None
    accreditations: Text = None
    eligibility_description: Text = None
    minimum_age: Number = None
    maximum_age: Number = None
    assured_date: Day = None
    assurer_email: Text = None
    alert: Text = None
    last_modified: Text = None
    phones: list[Phone] | None = None
    schedules: list[Schedule] | None = None
    service_areas: list[ServiceArea] | None = None
    service_at_locations: list[ServiceAtLocation] | None = None
    languages: list[Language] | None = None
    funding: list[Funding] | None = None
    cost_options: list[CostOption] | None = None
    contacts: list[Contact] | None = None
    attributes: list[Attribute] | None = None
    metadata: list[Metadata] | None = None


Record = dict[str, Any]
