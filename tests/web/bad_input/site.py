"""The whole site with a world behind it: every address, its forms, and what stands in the tables."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from http.cookies import SimpleCookie
from typing import Any

from django.apps import apps
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from opencaf.agencies.models import Post, Practitioner
from opencaf.core.ids import new_id
from opencaf.costing.models import TimeImport
from opencaf.episodes.operations.children import add_child_to_episode
from opencaf.episodes.operations.requests import start_service
from opencaf.people.models import Relationship
from opencaf.web.access_table import all_addresses
from tests.architecture.access_world import World, make_world
from tests.databases import rows_as_owner
from tests.factories import AgencyFactory, AuthorityFactory, ChildFactory, PractitionerFactory, acting_in
from tests.factories.national import make_national_analyst
from tests.factories.support import make_request
from tests.signing_in import sign_in, user_of
from tests.web.bad_input.filling import JUDGE, SCORERS
from tests.web.bad_input.page_reading import Answers, Form, Page, read

ON = dt.date(2026, 1, 12)
TODAY = dt.datetime(2026, 11, 2, 10, 30, tzinfo=dt.UTC)
# A refusal may be noted; that somebody looked for a child is written whatever they found.
NOT_OF_THE_CASE = ("audit_", "core_submission", "django_", "account_", "auth_", "procrastinate_")
SIGNED_OUT = ("account_login", "account_inactive")
ADMINISTERING = ("authority:", "oversight:privacy_officer", "training:needed")
AUDITING = ("oversight:",)
READ_BY_THE_COUNTRY = ("national:",)
COORDINATING = (
    "directory:",
    "home:board",
    "home:board_list",
    "case_audit:ask",
    "case_audit:close",
    "case_audit:draw",
    "case_audit:feedback_give",
    "case_audit:form",
    "case_audit:index",
    "case_audit:item",
    "case_audit:look",
    "case_audit:paper",
    "case_audit:results",
    "case_audit:round",
    "case_audit:settle",
    "case_audit:theme",
    "case_audit:throw",
    "case_audit:trends",
    "quality:index",
    "quality:rule",
    "reports:",
    "children:shield",
    "children:lift_shield",
    "episodes:panel",
    "episodes:step_number",
    "children:duplicates",
    "children:judge_duplicate",
    "children:merge",
    "children:propose_merge",
    "children:undo_merge",
    "episodes:received",
    "linkage:",
    "registers:",
    "extracts:",
    "voices:",
    "guidance:example",
    "guidance:from_answer",
    "guidance:version",
    "guidance:write",
    "training:attendance",
    "training:board",
    "training:book_others",
    "training:call_off",
    "training:change",
    "training:course",
    "training:followed",
    "training:list",
    "training:material",
    "training:plan",
    "training:statistics",
    "training:to_help",
    "training:trained_people",
    "training:usual_courses",
)
# What CAFs cost; times of a case are noted by who works with it.
FIGURING = (
    "costing:activity",
    "costing:bring_in",
    "costing:capacity",
    "costing:catalogue",
    "costing:compare",
    "costing:electronic_record",
    "costing:estimate",
    "costing:faulty",
    "costing:import_drop",
    "costing:index",
    "costing:index_change",
    "costing:index_end",
    "costing:method",
    "costing:prices",
    "costing:process",
    "costing:rate",
    "costing:service_price",
    "costing:sheet",
    "costing:time_import",
    "costing:times",
    "costing:unit_cost",
    "costing:what_if",
    "costing:what_if_six_months",
    "costing:years",
)
# The same page about something else has another form.
VARIANTS: dict[str, Callable[[World], dict[str, Any]]] = {
    "episodes:action, closed": lambda world: world.special["episodes:action_reopen"],
    "episodes:add_consent, to assess": lambda world: {"kind": "assess"},
    "episodes:correct, words": lambda world: {"field": "why"},
    "children:change, of the mother": lambda world: {"person_id": mother_of(world)},
    "children:add_contact, of the mother": lambda world: {"person_id": mother_of(world)},
}
SEARCH = {"name": "Zzyzx Qwrtp"}
LEAVES = ("account_logout", "csp_report")
SHOWS_EXAMPLES = "help:components"
ADDRESSES = sorted(set(all_addresses()) - {*LEAVES, SHOWS_EXAMPLES})
PAGES = sorted([*ADDRESSES, *VARIANTS])


def mother_of(world: World) -> uuid.UUID:
    """The mother of the child whom most addresses are about."""
    tie = Relationship.objects.get(pk=world.arguments["relationship_id"])
    return tie.of_id


@dataclass
class Site:
    """Asks every page and sends every form, and leaves nothing behind."""

    world: World
    another_case: World
    elsewhere: World
    clients: dict[str, Client]
    lead: Practitioner
    pages: dict[str, Page] = field(default_factory=dict)

    def client(self, name: str) -> Client:
        if name in SIGNED_OUT:
            return self.clients["signed_out"]
        if name == "account_choose_post":
            return self.clients["two_posts"]
        if name.startswith(ADMINISTERING):
            return self.clients["administrator"]
        if name.startswith(AUDITING):
            return self.clients["auditor"]
        if name.startswith(READ_BY_THE_COUNTRY):
            return self.clients["national_analyst"]
        if name.startswith(FIGURING):
            return self.clients["manager"]
        return self.clients["coordinator" if name.startswith(COORDINATING) else "lead"]

    def address(self, name: str, **other: Any) -> str:
        """An address of the world; other arguments stand in place of its own."""
        plain = name.split(",")[0]
        more = VARIANTS[name](self.world) if name in VARIANTS else {}
        mine = {**self.world.arguments, **self.world.special.get(plain, {}), **more, **other}
        return World(self.world.cases, mine, {}).address(plain, all_addresses()[plain])

    def page(self, name: str) -> Page:
        """The page behind an address, read once."""
        if name not in self.pages:
            address = self.address(name)
            if name == "children:results":
                answer = self.post(self.client(name), address, {"name": ["Zzyzx Qwrtp"]})
            else:
                answer = self.client(name).get(address)
            is_page = answer.status_code == 200 and answer["Content-Type"].startswith("text/html")
            self.pages[name] = read(answer.content.decode(), at=address) if is_page else Page()
        return self.pages[name]

    def forms(self, name: str, method: str = "post") -> list[Form]:
        """The forms of a page, but for signing out."""
        leave = reverse("account_logout")
        return [one for one in self.page(name).forms if one.method == method and one.address != leave]

    @cached_property
    def rows(self) -> dict[str, tuple[int, int]]:
        """What the tables hold, since whatever is sent is undone."""
        return rows()

    def send(self, name: str, form: Form, answers: Answers, *, changed: bool = False) -> "Sent":
        """Send a form with a token of its own; what it did is undone. changed: the world is another now."""
        client = self.client(name)
        before = rows() if changed else self.rows
        with undone(client):
            response = client.post(form.address, with_token(answers))
            after = rows()
        wrote = [table for table in before if before[table] != after[table]]
        return Sent(form, answers, response, wrote)

    def post(self, client: Client, address: str, answers: Answers) -> HttpResponse:
        with undone(client):
            return client.post(address, with_token(answers))


@dataclass
class Sent:
    """A form that was sent: what was answered, and the tables to which something was written."""

    form: Form
    answers: Answers
    response: HttpResponse
    wrote: list[str]

    @cached_property
    def page(self) -> Page:
        return read(self.response.content.decode(), at=self.form.address)

    @property
    def is_taken(self) -> bool:
        return self.response.status_code == 302


class undone:  # noqa: N801  # reads as a word in a with statement
    """Everything inside is rolled back, and the client's cookies are as before."""

    def __init__(self, client: Client) -> None:
        self.client = client

    def __enter__(self) -> None:
        self.cookies = SimpleCookie(self.client.cookies.output(header="", sep=";"))
        self.inner = transaction.atomic()
        self.inner.__enter__()

    def __exit__(self, *raised: Any) -> None:
        transaction.set_rollback(True)
        self.inner.__exit__(None, None, None)
        self.client.cookies = self.cookies


def with_token(answers: Answers) -> dict[str, Any]:
    """The answers with a fresh token wherever the form carried one."""
    token = str(uuid.uuid4())
    carried = {name: [token] for name in answers if name.endswith("submission_token")}
    return {"submission_token": [token], **answers, **carried}


def make_site() -> Site:
    """Two cases of one authority and one of another, with who may open them; inside a transaction."""
    AuthorityFactory()
    lead, coordinator, petra = people()
    world = a_world(lead, coordinator)
    another_case = a_world(PractitionerFactory(given_name="Dave"), coordinator)
    with acting_in(new_id()):
        AuthorityFactory()
        elsewhere_lead, elsewhere_coordinator, _ = people()
        elsewhere = a_world(elsewhere_lead, elsewhere_coordinator)
    clients = {
        "lead": client_of(lead),
        "coordinator": client_of(coordinator),
        "administrator": client_of(PractitionerFactory(given_name="Erin", post_worn__role="administrator")),
        "auditor": client_of(PractitionerFactory(given_name="Aud", post_worn__role="auditor")),
        "manager": client_of(who_brought_in(world)),
        "two_posts": client_of(petra),
        "national_analyst": client_of(make_national_analyst()),
        "signed_out": Client(raise_request_exception=False),
    }
    clients["lead"].post(reverse("children:results"), SEARCH)
    return Site(world, another_case, elsewhere, clients, lead)


def who_brought_in(world: World) -> Practitioner:
    """The manager who brought the world's table of times in."""
    batch = TimeImport.objects.get(pk=world.arguments["import_id"])
    return batch.recorded_by.wearing(batch.recorded_post)


def people() -> tuple[Practitioner, Practitioner, Practitioner]:
    """Who leads, who coordinates, and somebody with two posts."""
    agency = AgencyFactory(name="Willow Primary School")
    lead = PractitionerFactory(given_name="Alice", post_worn__agency=agency)
    coordinator = PractitionerFactory(given_name="Cosima", post_worn__role="coordinator")
    petra = PractitionerFactory(given_name="Petra")
    PractitionerFactory(given_name="Judith", email=JUDGE, user=None)
    for name in SCORERS:
        given, family = name.split()
        PractitionerFactory(given_name=given, family_name=family, email=f"{uuid.uuid4().hex}@example.org")
    Post.objects.create(authority_id=petra.authority_id, practitioner=petra, agency=agency)
    return lead, coordinator, petra


def a_world(lead: Practitioner, coordinator: Practitioner) -> World:
    """Cases as the access table has them, two sisters (one is in a case, one is not), a service that runs."""
    world = make_world(
        lead=lead,
        helper=PractitionerFactory(given_name="Bob"),
        finder=PractitionerFactory(given_name="Fred"),
        coordinator=coordinator,
        agency=AgencyFactory(),
    )
    case = world.cases.supporting
    child = case.episode_children.get().child
    inside, outside = ChildFactory(given_names="Hibo"), ChildFactory(given_names="Sahra")
    for sister in (inside, outside):
        Relationship.record(by=lead, of=sister, to=child, kinship="sister")
    add_child_to_episode(episode=case, child=inside, joined_on=ON, by=lead)
    started = make_request(case, by=lead, agency=AgencyFactory())
    start_service(request=started, started_on=ON, by=lead)
    world.special["episodes:request_deliver"] = {"request_id": started.id}
    return world


def client_of(practitioner: Practitioner) -> Client:
    return sign_in(Client(raise_request_exception=False), user_of(practitioner))


def tables() -> list[str]:
    """The tables of the domain."""
    names = sorted({model._meta.db_table for model in apps.get_models()})
    return [name for name in names if not name.startswith(NOT_OF_THE_CASE)]


def rows() -> dict[str, tuple[int, int]]:
    """How many rows each table holds, of every authority, and how long ago the last was written."""
    one = "select '{0}' as name, count(*) as number, coalesce(min(age(xmin)), 0) as age from {0}"
    found = rows_as_owner(connection, " union all ".join(one.format(name) for name in tables()))
    return {row["name"]: (row["number"], row["age"]) for row in found}


@dataclass
class Ids:
    """Which table an id of our world is of, and an id of the same table elsewhere."""

    authority_id: uuid.UUID

    @cached_property
    def found(self) -> list[dict[str, Any]]:
        with_authority = [
            model._meta.db_table
            for model in apps.get_models()
            if {"id", "authority_id"} <= {column.column for column in model._meta.concrete_fields}
        ]
        one = "select '{0}' as name, id::text, authority_id::text from {0}"
        return rows_as_owner(connection, " union all ".join(one.format(name) for name in with_authority))

    @cached_property
    def table(self) -> dict[str, str]:
        return {row["id"]: row["name"] for row in self.found}

    @cached_property
    def of_others(self) -> dict[str, list[str]]:
        held: dict[str, list[str]] = defaultdict(list)
        for row in self.found:
            if row["authority_id"] != str(self.authority_id):
                held[row["name"]].append(row["id"])
        return held

    def like(self, options: list[str]) -> str:
        """An id of another authority, of the table that these options are of; else of anybody."""
        named = next((self.table[one] for one in options if one in self.table), "agencies_practitioner")
        return self.of_others[named][0]


def failure(response: HttpResponse) -> str:
    """Why a request failed inside; nothing where it did not."""
    if response.status_code < 500:
        return ""
    info = getattr(response, "exc_info", None)
    return f"{response.status_code} {info[1]!r}" if info else str(response.status_code)
