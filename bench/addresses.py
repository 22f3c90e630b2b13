"""Finding an address for every page of the site, so that none is forgotten.

Pages without arguments and pages of a case or child are asked for directly; whatever needs more (a
meeting, a request, a record to correct) is found as people find it: by the links on those pages.
A page that neither way opens is named, and the benchmark fails.
"""

from __future__ import annotations

import html
import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve, reverse

from bench.answers import ANSWERS, SHOWN_BY_SENDING
from bench.asking import Answer, Pairs, Person
from bench.cast import Cast
from bench.forms import forms_of

# Addresses that are no page: they only take what a browser sends, or only lead on.
NO_PAGE = {
    "csp_report",
    "root",
    # Steps of signing in; accounts, factors, invitations and sessions in states that nobody of the bench has.
    "account_acceptable_use",
    "account_end_session",
    "account_end_sessions",
    "account_invitation",
    "account_sign_on",
    "account_sign_on_again",
    "account_sign_on_return",
    "account_signed_out",
    "account_totp_picture",
    "authority:account_open",
    "authority:agency_reopen",
    "authority:factor_release",
    "authority:invite",
    "mfa_authenticate",
    "mfa_deactivate_totp",
    "mfa_login_webauthn",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "mfa_remove_webauthn",
    "mfa_view_recovery_codes",
    # What answers the script that saves.
    "episodes:assessment_box",
    "episodes:assessment_texts",
    "episodes:assessment_contribution_texts",
    "episodes:contribute_texts",
}
# Pages of records that the world of the benchmark does not hold yet; other worlds do, and show them.
NOT_HELD = {
    # The same question as children:results, in other authorities.
    "children:elsewhere",
    # National reports: nobody of the benchmark's one authority reads them (bench.reports --national does).
    "national:index",
    "national:report",
    "national:report_download",
    # Practice streets are made in seconds and hold six families: nobody of the benchmark has one.
    "practice:clear",
    "practice:feedback",
    # Pairs and merges, access that was given, shields, seals, emergencies, reviews and alerts to be signed.
    "children:end_given",
    "children:ground",
    "children:judge_duplicate",
    "children:lift_shield",
    "children:merge",
    "children:propose_merge",
    "children:undo_merge",
    "children:unseal",
    "episodes:withhold_look",
    "oversight:alert_sign_off",
    "oversight:judge",
    "oversight:review_sign_off",
    "oversight:withhold",
    # Questions put to others, meetings whose date is looked for, links to them, registers that were linked.
    "episodes:assessment_contribution",
    "episodes:assessment_contribution_read",
    "episodes:assessment_remind",
    "episodes:assessment_withdraw",
    "episodes:contribute",
    "episodes:meeting_answer",
    "episodes:meeting_choose",
    "episodes:meeting_link",
    "invited:answer",
    "invited:words",
    "linkage:pair",
    "linkage:remove",
    # Extracts that were made, and their files.
    "extracts:again",
    "extracts:made",
    "extracts:remove",
    "extracts:stop",
    "extracts:take",
    # Old registers that wait, or that were brought in.
    "registers:bring_in",
    "registers:case",
    "registers:child",
    "registers:give_up",
    "registers:import",
    "registers:imported_file",
    "registers:imported_rows",
    "registers:mapping",
    "registers:stop",
    "registers:tried_file",
    "registers:tried_rows",
    "registers:try",
    "registers:understood",
    "registers:undo",
    "registers:waiting",
    # A version of the form that is being prepared.
    "authority:form_add_question",
    "authority:form_into_use",
    "authority:form_move",
    "authority:form_question",
    "authority:form_take_off",
    "authority:form_throw_away",
    # Panels and the turns on them.
    "episodes:panel",
    "episodes:panel_add",
    "episodes:panel_cancel",
    "episodes:panel_change",
    "episodes:panel_move",
    "episodes:panel_off",
    # A view of a report that somebody saved, and a finding that somebody called right.
    "quality:take_back",
    "reports:mail_view",
    "reports:remove_view",
    # People who are asked what they think, what they said, and what they are asked.
    "voices:answer",
    "voices:asked_decline",
    "voices:asked_link",
    "voices:asked_one",
    "voices:asked_paper",
    "voices:asked_type_in",
    "voices:code",
    "voices:decline",
    "voices:open_tie",
    "voices:questionnaire",
    "voices:questionnaire_again",
    "voices:questionnaire_use",
    "voices:questionnaire_word",
    "voices:said_and_done_take_down",
    # Who was trained in an agency: in the benchmark nobody was.
    "training:trained_people",
    # Guidance and examples of an authority's own.
    "guidance:example_change",
    "guidance:from_answer",
    "guidance:version",
    # Courses, their sessions, and lists of who took part.
    "training:attendance",
    "training:book",
    "training:book_others",
    "training:call_off",
    "training:cancel",
    "training:certificate",
    "training:change",
    "training:changed",
    "training:course_change",
    "training:feedback",
    "training:list",
    "training:list_throw_away",
    "training:material_add",
    "training:material_remove",
    "training:plan",
    "training:session",
    # Case audits: none is made there.
    "case_audit:ask",
    "case_audit:close",
    "case_audit:feedback",
    "case_audit:feedback_give",
    "case_audit:form_use",
    "case_audit:item_add",
    "case_audit:item_change",
    "case_audit:item_remove",
    "case_audit:look_again",
    "case_audit:paper",
    "case_audit:results",
    "case_audit:results_download",
    "case_audit:round",
    "case_audit:score",
    "case_audit:settle",
    "case_audit:theme_stop",
    "case_audit:throw_away",
    # Steps up to social care and down from it.
    "episodes:step_answer",
    "episodes:step_answer_back",
    "episodes:step_feedback",
    "episodes:step_meeting",
    "episodes:step_number",
    "episodes:step_packet",
    "episodes:step_take_back",
    # A request that was recalled; those that went to an agency where somebody of the world works.
    "episodes:request_papers",
    "episodes:request_received",
    "episodes:request_received_answer",
    "episodes:request_received_deliver",
    "episodes:request_received_start",
    "episodes:request_stand",
    # Offers of the lead, work without the title.
    "episodes:coordinate_end",
    "episodes:lead_answer",
    "episodes:lead_decline",
    "episodes:lead_offer_back",
    "episodes:lead_take_back",
    # Cases that move to another authority, or come from one.
    "episodes:received_accept",
    "episodes:received_decline",
    "episodes:received_receipt",
    "episodes:received_transfer",
    "episodes:transfer_package",
    "episodes:transfer_receipt",
    "episodes:transfer_send",
    "episodes:transfer_withdraw",
    "episodes:transfer_words",
    # Files of a case.
    "episodes:file",
    "episodes:file_download",
    "episodes:file_put_back",
    "episodes:file_remove",
    "episodes:file_shown",
    # Completed assessments that wait for a look, where the authority wants that.
    "episodes:assessment_check",
    "episodes:assessment_look_again",
    # Another assessment that was taken over, an event that was removed.
    "episodes:assessment_reuse_remove",
    "episodes:chronology_put_back",
    # What was written save by save.
    "episodes:assessment_history",
    "episodes:assessment_text_history",
    # Services of the directory, and what nobody gives.
    "directory:change",
    "directory:put_back",
    "directory:retire",
    "directory:show",
    "directory:waiting",
    "episodes:missing_take_back",
    # Leads to the page where many CAFs are worked out by a job.
    "costing:years_download",
    # Rates, sheets and times of costing.
    "costing:faulty",
    "costing:import_drop",
    "costing:rate_change",
    "costing:rate_end",
    "costing:service_price_change",
    "costing:service_price_end",
    "costing:sheet",
    "costing:time_correct",
    "costing:time_import",
    "costing:what_if",
}
# What these two see is measured apart; anybody else is asked for pages that neither may see.
MEASURED_APART = ("practitioner", "coordinator")
# Pages that say the same to everybody are measured once.
ALIKE_FOR_ALL = ("account_", "mfa_", "help:")
BEFORE_SIGNING_IN = ("account_login", "account_inactive")
# Arguments that are words, not ids.
WORDS = {"question": ["drifting"], "process": ["assessment"]}
MOST_ASKED = 2_000
LINK = re.compile(r'<(?:a|form)\b[^>]*?\b(?:href|action)="(/[^"#]*)')


@dataclass(frozen=True)
class Route:
    """A pattern of the URL conf: its full name, the names of its arguments, and the whole path."""

    name: str
    arguments: tuple[str, ...]
    path: str


@dataclass(frozen=True)
class Page:
    """A page as it is measured: its name, who asks, where, and what is sent to see it."""

    name: str
    person: Person
    address: str
    sent: Pairs | None = None

    def ask(self) -> Answer:
        """Ask for the page."""
        if self.sent is None:
            return self.person.get(self.address)
        return self.person.post(self.address, self.sent)


@dataclass
class Search:
    """What has been found so far, and what is left to try."""

    pages: dict[tuple[str, str], Page] = field(default_factory=dict)
    answered: dict[str, set[int]] = field(default_factory=dict)
    first: deque[Page] = field(default_factory=deque)
    later: deque[Page] = field(default_factory=deque)

    def has(self, page: Page) -> bool:
        """Whether this page has been found, for this person where it differs from one to the other."""
        if depends_on_who_asks(page):
            return (page.name, page.person.role) in self.pages
        return any(page.name == name for name, _ in self.pages)

    def keep(self, page: Page) -> None:
        if not self.has(page):
            self.pages[page.name, page.person.role] = page

    def next_page(self) -> Page:
        """Take the next new page, else one that likely leads to what is missing, else any other."""
        if self.first:
            return self.first.popleft()
        above = names_above(self.missing())
        likely = next((page for page in self.later if page.name in above), None)
        if likely is None:
            return self.later.popleft()
        self.later.remove(likely)
        return likely

    def missing(self) -> dict[str, list[int]]:
        """Return the routes without a page that answers, with what they did answer.

        One that takes only what is sent to it (405) is no page.
        """
        names = {route.name for route in routes()} - NO_PAGE - NOT_HELD - {name for name, _ in self.pages}
        answers = {name: self.answered.get(name, set()) for name in sorted(names)}
        return {name: sorted(answered) for name, answered in answers.items() if answered != {405}}


def routes(
    patterns: list[URLPattern | URLResolver] | None = None, space: str = "", above: str = ""
) -> Iterator[Route]:
    """Yield every pattern of the URL conf with its namespace."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            inside = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from routes(pattern.url_patterns, inside, f"{above}{pattern.pattern}")
        else:
            name = f"{space}{pattern.name or pattern.pattern}"
            yield Route(name, tuple(pattern.pattern.converters), f"{above}{pattern.pattern}")


def names_above(names: Iterable[str]) -> set[str]:
    """Return the names of the pages under whose addresses these stand: most likely they lead there."""
    paths = {route.path for route in routes() if route.name in set(names)}
    return {
        route.name
        for route in routes()
        if route.path and any(path != route.path and path.startswith(route.path) for path in paths)
    }


def find_pages(cast: Cast) -> Search:
    """Return a page for every route; one without arguments for each person who may see it.

    Pages that were found already are opened again, of other cases, only while some page is missing.
    """
    search = Search(first=deque(first_pages(cast)))
    asked: set[tuple[str, str]] = set()
    while search.first or (search.later and search.missing() and len(asked) < MOST_ASKED):
        is_new = bool(search.first)
        page = search.next_page()
        if page.name in NO_PAGE or (page.person.role, page.address) in asked:
            continue
        if is_new and search.has(page):
            search.later.append(page)
            continue
        asked.add((page.person.role, page.address))
        look_at(page, search)
    return search


def look_at(page: Page, search: Search) -> None:
    """Ask for a page; keep it, and note where it leads."""
    answer = page.ask()
    search.answered.setdefault(page.name, set()).add(answer.status)
    if answer.status != 200:
        return
    search.keep(page)
    if not answer.is_page:
        return
    search.first.extend(links_of(answer, page.person))
    if page.name in SHOWN_BY_SENDING:
        form = forms_of(answer.text, sign_out=reverse("account_logout"))[0]
        sent = form.filled(ANSWERS.get(SHOWN_BY_SENDING[page.name], {}))
        look_at(Page(SHOWN_BY_SENDING[page.name], page.person, form.action, sent), search)


def first_pages(cast: Cast) -> Iterator[Page]:
    """Yield the pages that need no link: those without arguments, of a case, of a child."""
    for route in routes():
        people = [cast.nobody] if route.name in BEFORE_SIGNING_IN else cast.people
        if not route.arguments:
            yield from (Page(route.name, person, reverse(route.name)) for person in people)
        elif len(route.arguments) == 1 and route.arguments[0] in WORDS:
            addresses = [reverse(route.name, args=[word]) for word in WORDS[route.arguments[0]]]
            yield from (Page(route.name, person, address) for address in addresses for person in people)
    for name, person, record_id in (
        ("children:ask_access", cast.finder, cast.found_child_id),
        ("oversight:practitioner_looks", cast.others["auditor"], cast.finder_id),
        ("oversight:case_looks", cast.others["auditor"], cast.cases[0].episode_id),
    ):
        yield Page(name, person, reverse(name, args=[record_id]))
    for case in cast.cases:
        known = {"episode_id": case.episode_id, "child_id": case.child_id}
        for route in routes():
            if route.arguments and set(route.arguments) <= set(known):
                address = reverse(route.name, kwargs={name: known[name] for name in route.arguments})
                yield Page(route.name, case.lead, address)


def depends_on_who_asks(page: Page) -> bool:
    """Whether the page lists what its reader may see, so that it is measured for each of them."""
    if page.person.role not in MEASURED_APART or page.name.startswith(ALIKE_FOR_ALL):
        return False
    return set(resolve(page.address.split("?")[0]).kwargs) <= set(WORDS)


def links_of(answer: Answer, person: Person) -> Iterator[Page]:
    """Yield the pages that a page leads to."""
    for link in dict.fromkeys(LINK.findall(answer.text)):
        address = html.unescape(link)
        name = name_at(address)
        if name:
            yield Page(name, person, address)


def name_at(address: str) -> str | None:
    """Return the name of the page at an address."""
    try:
        return resolve(address.split("?")[0]).view_name
    except Resolver404:
        return None
