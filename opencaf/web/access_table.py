"""Who may open which page: one row an address. Printed to docs/access.md; each cell is run as a test."""

from __future__ import annotations

from dataclasses import astuple, dataclass, fields, replace

from django.urls import URLPattern, URLResolver, get_resolver


@dataclass(frozen=True)
class Row:
    """The answer each kind of visitor gets: an HTTP status.

    The duty team knows of every record; where nothing else is said it is answered like who found it.
    """

    signed_out: int
    stranger: int
    found_it: int
    other_authority: int
    team_member: int
    lead_professional: int
    coordinator: int
    manager: int
    administrator: int
    auditor: int
    duty_team: int = 0

    def __post_init__(self) -> None:
        object.__setattr__(self, "duty_team", self.duty_team or self.found_it)

    def cells(self) -> tuple[int, ...]:
        """The answers in the order of the columns."""
        answers: tuple[int, ...] = astuple(self)
        return answers


VISITORS = tuple(field.name for field in fields(Row))
WORDS = {
    200: "opens",
    204: "is heard",
    302: "is led on",
    403: "refused, with the reason",
    404: "not known",
}

OPEN, LED_ON, REFUSED, UNKNOWN = 200, 302, 403, 404

# Addresses that only take what a form sends.
BY_POST = {
    "account_end_session",
    "account_end_sessions",
    "authority:form_move",
    "children:elsewhere",
    "children:results",
    "children:shield_alerts_seen",
    "costing:capacity_work_out",
    "costing:clock_drop",
    "costing:clock_start",
    "costing:clock_stop",
    "costing:compare_show",
    "costing:compare_stop",
    "costing:years_work_out",
    "csp_report",
    "episodes:action_close",
    "episodes:action_hand_on",
    "episodes:action_progress",
    "episodes:action_reopen",
    "episodes:assessment_box",
    "episodes:assessment_contribution_read",
    "episodes:assessment_contribution_texts",
    "episodes:assessment_include",
    "episodes:assessment_look_again",
    "episodes:assessment_reuse_remove",
    "episodes:assessment_service_remove",
    "episodes:chronology_put_back",
    "episodes:assessment_texts",
    "episodes:contribute_texts",
    "episodes:file_put_back",
    "episodes:panel_move",
    "extracts:again",
    "extracts:stop",
    "practice:leave",
    "practice:open",
    "registers:stop",
    "registers:try",
}

PUBLIC = Row(OPEN, OPEN, OPEN, OPEN, OPEN, OPEN, OPEN, OPEN, OPEN, OPEN)
EVERYBODY = Row(LED_ON, OPEN, OPEN, OPEN, OPEN, OPEN, OPEN, OPEN, OPEN, OPEN)
SENT_ON = Row(LED_ON, LED_ON, LED_ON, LED_ON, LED_ON, LED_ON, LED_ON, LED_ON, LED_ON, LED_ON)
WORKS_WITH_FAMILIES = Row(LED_ON, OPEN, OPEN, OPEN, OPEN, OPEN, OPEN, OPEN, REFUSED, REFUSED)
COORDINATES = Row(LED_ON, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, OPEN, OPEN, REFUSED, REFUSED)
COORDINATES_WHAT_IS_THERE = replace(COORDINATES, coordinator=UNKNOWN, manager=UNKNOWN)  # of one not answered
# A register that the coordinator has chosen: to nobody else it is there.
OF_WHO_CHOSE = replace(COORDINATES, manager=UNKNOWN)
# An extract that the coordinator had made: others read that it was, and its file is the coordinator's alone.
OF_ITS_MAKER = replace(COORDINATES, manager=REFUSED)
# What people say is for who coordinates; managers are of agencies whose work it is about.
HEARS = replace(COORDINATES, manager=REFUSED)
SENT_BY_ITS_MAKER = replace(OF_ITS_MAKER, coordinator=LED_ON)
SENT_BY_WHO_CHOSE = replace(OF_WHO_CHOSE, coordinator=LED_ON)
MANAGES = Row(LED_ON, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, OPEN, REFUSED, REFUSED)
SENT_BY_MANAGERS = Row(LED_ON, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, LED_ON, REFUSED, REFUSED)
ADMINISTERS = Row(LED_ON, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, OPEN, REFUSED)
SENT_BY_ADMINISTRATORS = Row(
    LED_ON, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, LED_ON, REFUSED
)
OF_THE_DIRECTORY = Row(LED_ON, OPEN, OPEN, UNKNOWN, OPEN, OPEN, OPEN, OPEN, OPEN, OPEN)
KEEPS_SERVICES = Row(LED_ON, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, OPEN, OPEN, OPEN, REFUSED)
# Where the service is looked for before its keepers: another authority has no such service.
KEEPS_THIS_SERVICE = replace(KEEPS_SERVICES, other_authority=UNKNOWN)
# About what the visitor's own account has not set up.
UNKNOWN_TO_ALL = Row(LED_ON, *[UNKNOWN] * 9)
UNKNOWN_TO_ALL_AND_VISITORS = Row(*[UNKNOWN] * 10)
HEARD = Row(204, 204, 204, 204, 204, 204, 204, 204, 204, 204)
SIGNED_OUT_ONLY = Row(OPEN, LED_ON, LED_ON, LED_ON, LED_ON, LED_ON, LED_ON, LED_ON, LED_ON, LED_ON)
AFTER_A_SEARCH = Row(LED_ON, LED_ON, LED_ON, LED_ON, LED_ON, LED_ON, LED_ON, LED_ON, REFUSED, REFUSED)
OF_THE_CASE = Row(LED_ON, UNKNOWN, REFUSED, UNKNOWN, OPEN, OPEN, OPEN, OPEN, UNKNOWN, UNKNOWN)
SENT_IN_THE_CASE = Row(LED_ON, UNKNOWN, REFUSED, UNKNOWN, LED_ON, LED_ON, LED_ON, LED_ON, UNKNOWN, UNKNOWN)
OF_WHO_FOUND_IT = Row(LED_ON, UNKNOWN, OPEN, UNKNOWN, LED_ON, LED_ON, LED_ON, LED_ON, UNKNOWN, UNKNOWN)
TO_WHO_FOUND_IT = Row(
    LED_ON, UNKNOWN, OPEN, UNKNOWN, LED_ON, LED_ON, LED_ON, LED_ON, UNKNOWN, UNKNOWN, duty_team=REFUSED
)
# A part that the lead professional has sealed for themselves alone: to nobody else it is there.
OF_THE_LIST = Row(LED_ON, UNKNOWN, REFUSED, UNKNOWN, UNKNOWN, OPEN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN)
# An invitation of the lead professional: nobody else has one.
OF_WHO_IS_INVITED = Row(LED_ON, UNKNOWN, REFUSED, UNKNOWN, UNKNOWN, OPEN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN)
OF_WHO_COORDINATES = Row(LED_ON, UNKNOWN, REFUSED, UNKNOWN, REFUSED, REFUSED, OPEN, OPEN, UNKNOWN, UNKNOWN)
SENT_BY_WHO_COORDINATES = Row(
    LED_ON, UNKNOWN, REFUSED, UNKNOWN, REFUSED, REFUSED, LED_ON, LED_ON, UNKNOWN, UNKNOWN
)
# What a button on a page of figures sends.
SENT_BY_COORDINATORS = Row(
    LED_ON, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, LED_ON, LED_ON, REFUSED, REFUSED
)
# A panel on which the lead professional sits.
OF_THE_PANEL = Row(LED_ON, REFUSED, REFUSED, UNKNOWN, REFUSED, OPEN, OPEN, OPEN, REFUSED, REFUSED)
# A place in a training session, and a certificate, of the lead professional; the training team has them too.
OF_WHO_BOOKED = OF_THE_PANEL
OF_WHO_CAME = replace(OF_WHO_BOOKED, coordinator=REFUSED, manager=REFUSED)
# A record that the coordinator has shielded for themselves alone.
OF_THE_SHIELD = Row(LED_ON, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, OPEN, UNKNOWN, UNKNOWN, UNKNOWN)
OF_WHO_LEADS = Row(LED_ON, UNKNOWN, REFUSED, UNKNOWN, REFUSED, OPEN, OPEN, OPEN, UNKNOWN, UNKNOWN)
# A paper that the lead professional and the helper are asked to score: to nobody else it is there.
OF_ITS_SCORERS = Row(LED_ON, UNKNOWN, UNKNOWN, UNKNOWN, OPEN, OPEN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN)
# Feedback to the lead professional, read by them and by who sees every case.
OF_WHOM_IT_IS_FOR = Row(LED_ON, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, OPEN, OPEN, OPEN, UNKNOWN, UNKNOWN)
OF_THE_DUTY_TEAM = Row(
    LED_ON, UNKNOWN, REFUSED, UNKNOWN, LED_ON, LED_ON, LED_ON, LED_ON, UNKNOWN, UNKNOWN, duty_team=OPEN
)
OF_THE_SUMMARY = Row(
    LED_ON, UNKNOWN, REFUSED, UNKNOWN, OPEN, OPEN, OPEN, OPEN, UNKNOWN, UNKNOWN, duty_team=OPEN
)
# About what only the visitor who made it has: a running clock, a table of one's own.
UNKNOWN_IN_THE_CASE = Row(LED_ON, UNKNOWN, REFUSED, *[UNKNOWN] * 7)
REFUSED_TO_ALL = Row(LED_ON, *[REFUSED] * 9)
OF_WHO_NOTED = Row(LED_ON, UNKNOWN, REFUSED, UNKNOWN, REFUSED, OPEN, REFUSED, REFUSED, UNKNOWN, UNKNOWN)
AUDITS = Row(LED_ON, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, OPEN)
AUDITS_WHAT_IS_THERE = replace(AUDITS, auditor=UNKNOWN)  # of an alert that nobody gave
AUDITS_OR_ADMINISTERS = Row(LED_ON, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, OPEN, OPEN)


def all_addresses() -> dict[str, str]:
    """Every named address of the site: its name and its pattern."""
    return dict(walk(get_resolver().url_patterns, "", ""))


def walk(patterns: list[URLPattern | URLResolver], space: str, before: str) -> list[tuple[str, str]]:
    """The addresses below a resolver, with their namespace and what stands before them."""
    found = []
    for item in patterns:
        text = before + str(item.pattern)
        if isinstance(item, URLResolver):
            inner = f"{space}{item.namespace}:" if item.namespace else space
            found += walk(item.url_patterns, inner, text)
        else:
            found.append((f"{space}{item.name}", f"/{text}"))
    return found
