"""Nobody of any role is shown a word of a record that is not open to them, and the sweep would see it."""

import json
import subprocess
import sys
import uuid
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from bench.asking import Answer, Pairs
from bench.canaries import result_of
from bench.sweep.agreement import Agreement, Row
from bench.sweep.agreement import Answer as Answered
from bench.sweep.asked import Asked
from bench.sweep.crawler import Crawl, Seen
from bench.sweep.facts import Facts, Family, Grant, Somebody
from bench.sweep.judging import Viewer, judge, never_shown
from bench.sweep.planting import Teller
from bench.sweep.rules import may_see
from bench.sweep.sizes import SMALL
from bench.sweep.words import Kind, Mint, Unit, Word, words_in
from opencaf.episodes.codes import ContactKind
from opencaf.episodes.operations.intention import Look
from opencaf.voices.operations.by_link import Said
from opencaf.web.shared.downloads import Download, as_xlsx
from opencaf.web.shared.paper import Sheet, Words, typeset

CLONE = Path(__file__).resolve().parents[2]
COMMAND = [sys.executable, "-m", "bench.canaries", "--small", "--json"]
HERE, ELSEWHERE = uuid.uuid4(), uuid.uuid4()
NORTH, SOUTH = uuid.uuid4(), uuid.uuid4()
CHILD, CASE = uuid.uuid4(), uuid.uuid4()
UNIT = Unit("A", "c", 7)
TOLD, NAME, PERSON = (Word(UNIT, kind, 0) for kind in (Kind.CASE, Kind.NAME, Kind.PERSON))
RESULTS, OVERVIEW = "children:results", "episodes:overview"


def somebody(role: str = "practitioner", *, of: uuid.UUID = HERE, place: uuid.UUID | None = None) -> Somebody:
    """Somebody who signs in."""
    return Somebody(uuid.uuid4(), uuid.uuid4(), "dave@example.org", of, "Authority A", role, place)


def facts(who: Somebody | None = None, *, level: int = 3, of_case: bool = True) -> Facts:
    """One family with a case in the north, and perhaps a grant about it."""
    grants = {who.id: [Grant(CHILD, CASE if of_case else None, level, "team")]} if who else {}
    return Facts({UNIT: Family(HERE, {CHILD}, {CASE: NORTH})}, grants, [])


def seen(*words: Word, name: str = OVERVIEW, exposed: tuple[Word, ...] = ()) -> Seen:
    """A page that shows words."""
    return Seen("/somewhere/", name, 200, frozenset(words), frozenset(exposed))


@dataclass
class Shelf:
    """Answers that lie ready, by address."""

    pages: dict[str, str]
    asked: list[str] = field(default_factory=list)

    def get(self, address: str) -> Answer:
        self.asked.append(address)
        return Answer(200, [("Content-Type", "text/html")], self.pages.get(address, "").encode())

    def post(self, address: str, pairs: Pairs) -> Answer:
        return self.get(address)


def crawl_of(*pages: Seen) -> Crawl:
    """A crawl that came upon these pages."""
    crawl = Crawl(Shelf({}))
    crawl.seen.extend(pages)
    return crawl


@pytest.fixture(scope="module")
def result() -> dict[str, Any]:
    """A sweep of forty cases."""
    done = subprocess.run(COMMAND, cwd=CLONE, capture_output=True, text=True, check=False)
    assert done.stdout, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_nobody_sees_a_word_that_is_not_open_to_them(result: dict[str, Any]) -> None:
    assert result["missed"] == []
    assert result["figures"]["cases"] == 40
    assert result["figures"]["planted_leak_seen"]
    assert result["figures"]["never_shown"] == []
    assert result["met"]


def test_a_leak_is_named_and_fails_the_run() -> None:
    stranger = somebody()
    verdict = judge(facts(), [Viewer("stranger", stranger, crawl_of(seen(TOLD)))])
    found = {"exposed": [], "blind": [], "loud": [], "planted_leak_seen": True, "leaks": verdict.leaks}

    assert verdict.leaks == [f"{OVERVIEW} (200) shows stranger {TOLD}, a word of case"]
    assert not result_of(found, SMALL)["met"]


def test_a_run_that_missed_the_planted_leak_fails() -> None:
    found: dict[str, Any] = {"leaks": [], "exposed": [], "blind": [], "loud": [], "planted_leak_seen": False}

    assert result_of(found, SMALL)["missed"] == ["A leak that was planted was not seen"]


def test_who_came_upon_nothing_of_their_case_was_blind() -> None:
    member = somebody()

    verdict = judge(facts(member), [Viewer("team member", member, crawl_of(seen(NAME)))])

    assert verdict.blind == [f"team member came upon nothing of case {UNIT}"]


def test_a_word_in_a_title_is_wrong_for_everybody() -> None:
    member = somebody()

    verdict = judge(facts(member), [Viewer("team member", member, crawl_of(seen(TOLD, exposed=(NAME,))))])

    assert len(verdict.exposed) == 1


@pytest.mark.parametrize(
    ("who", "level", "sees"),
    [
        (somebody(), 3, {TOLD, NAME, PERSON}),
        (somebody(), 2, {NAME}),
        (somebody(), 1, set()),
    ],
)
def test_a_grant_opens_as_much_as_its_level(who: Somebody, level: int, sees: set[Word]) -> None:
    known = facts(who, level=level)

    assert {word for word in (TOLD, NAME, PERSON) if may_see(known, who, word, OVERVIEW)} == sees


def test_a_grant_about_the_child_alone_opens_no_case() -> None:
    who = somebody()
    known = facts(who, of_case=False)

    assert may_see(known, who, PERSON, OVERVIEW)
    assert not may_see(known, who, TOLD, OVERVIEW)


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        (somebody("coordinator"), True),
        (somebody("manager", place=NORTH), True),
        (somebody("manager", place=SOUTH), False),
        (somebody("manager", of=ELSEWHERE), False),
        (somebody("administrator"), False),
        (somebody("auditor"), False),
        (somebody("analyst"), False),
        (somebody("duty"), False),
        (None, False),
    ],
)
def test_a_post_opens_the_cases_it_looks_after(who: Somebody | None, sees: bool) -> None:
    assert may_see(facts(), who, TOLD, OVERVIEW) is sees


@pytest.mark.parametrize(("role", "sees"), [("practitioner", True), ("duty", True), ("auditor", False)])
def test_a_name_is_shown_to_who_finds_it_and_only_there(role: str, sees: bool) -> None:
    who = somebody(role)

    assert may_see(facts(), who, NAME, RESULTS) is sees
    assert not may_see(facts(), who, NAME, "home:my_work")
    assert not may_see(facts(), who, PERSON, RESULTS)


VOICE = Word(UNIT, Kind.VOICE, 0)


@pytest.mark.parametrize(
    ("role", "page", "sees"),
    [
        ("coordinator", "voices:results", True),
        ("analyst", "voices:results", True),
        ("coordinator", OVERVIEW, False),
        ("practitioner", "voices:results", False),
        ("manager", "voices:results", False),
        ("auditor", "voices:open_tie", False),
    ],
)
def test_what_a_family_thinks_is_heard_apart_from_its_case(role: str, page: str, *, sees: bool) -> None:
    assert may_see(facts(), somebody(role), VOICE, page) is sees


def test_who_ever_worked_with_the_family_hears_nothing_of_it() -> None:
    once_helped, known = somebody("coordinator"), facts()
    known.ever[once_helped.id] = {CHILD}

    assert not may_see(known, once_helped, VOICE, "voices:results")


def test_what_somebody_answers_gets_a_word() -> None:
    teller = Teller(Mint(), UNIT)
    said = [Said(CHILD, words="My own bed."), Said(CASE, step=2)]

    more = teller.more({"said": said}, Kind.VOICE, "voices.answer_by_link")

    assert words_in(more["said"][0].words) == {VOICE}
    assert more["said"][1] == said[1]


def test_a_word_is_found_however_it_is_written() -> None:
    word = Mint().word(UNIT, Kind.NAME)

    assert words_in(f"<b>{word.upper()}'s</b> {word.lower()}-son") == {NAME}


def test_letters_inside_a_token_are_no_word() -> None:
    assert words_in(f"a8{TOLD}x1") == set()


def test_texts_get_a_word_and_codes_do_not() -> None:
    teller = Teller(Mint(), UNIT)
    look = Look(on=CHILD, searched_for="Robin Okonjo", found="none")  # type: ignore[arg-type]

    told = teller.more({"look": look, "kind": ContactKind.VISIT, "mark": "0", "on": None}, Kind.CASE, "x.y")

    assert words_in(told["look"].searched_for) == {TOLD}
    assert (told["kind"], told["mark"], told["look"].found) == (ContactKind.VISIT, "0", "none")
    assert teller.places == {str(TOLD).lower(): "x.y.look.searched_for"}


def test_an_argument_whose_words_nobody_was_shown_is_named() -> None:
    places = {str(TOLD).lower(): "episodes.add_note.text", str(NAME).lower(): "people.add_child.name"}

    assert never_shown(places, [Viewer("x", None, crawl_of(seen(TOLD)))]) == ["people.add_child.name"]


def test_the_crawler_follows_links_and_forms_that_ask_but_signs_nobody_out() -> None:
    page = (
        '<a href="/reports/">Reports</a><a href="/account/logout/">Sign out</a>'
        '<form action="/home/board/" method="get"><select name="stage">'
        '<option value="closed"></select></form>'
    )
    shelf = Shelf({"/help/": page})

    Crawl(shelf).look_around()

    assert "/reports/" in shelf.asked
    assert any(address.endswith("?stage=closed") for address in shelf.asked)
    assert "/account/logout/" not in shelf.asked


def test_what_somebody_typed_is_not_shown_to_them() -> None:
    crawl = Crawl(Shelf({}))

    crawl.note("/children/results/", Answer(200, [], f"{NAME} {TOLD}".encode()), typed=str(NAME))

    assert crawl.seen[0].words == {TOLD}


@pytest.mark.parametrize(
    "content",
    [
        typeset(Sheet("Assessment", [Words(f"He said {TOLD}.")], foot="Copy")),
        as_xlsx(Download("marks", ["Words"], [[str(TOLD)]])),
    ],
    ids=["pdf", "xlsx"],
)
def test_a_word_inside_a_file_that_was_taken_away_is_seen(content: bytes) -> None:
    crawl = Crawl(Shelf({}))

    crawl.note("/file/", Answer(200, [], content))

    assert str(TOLD).encode() not in content
    assert crawl.seen[0].words == {TOLD}


ASKED, OTHER_AGENCY = uuid.uuid4(), uuid.uuid4()
REQUEST = "episodes:request_received"
STORY = (CASE, CHILD, "behaviour")


def at_work(role: str = "practitioner", *, agency: uuid.UUID = ASKED) -> Somebody:
    """Somebody who works for an agency and has nothing to do with any case."""
    return Somebody(uuid.uuid4(), uuid.uuid4(), "ivy@example.org", HERE, "Authority A", role, None, agency)


def facts_of_asking(asked: Asked, *, named: bool = True, left_out: bool = False) -> Facts:
    """A case of which one story was told, about which an agency is asked."""
    row = Row("everything", "except" if left_out else "all", frozenset({STORY[2]}), frozenset())
    answer = Answered(uuid.uuid4(), given=True, withdrawn=False, children=frozenset())
    answer.rows = {ASKED: row} if named else {OTHER_AGENCY: row}
    return Facts(
        {UNIT: Family(HERE, {CHILD}, {CASE: NORTH})},
        {},
        [],
        Agreement({CASE: [answer]}),
        parts={TOLD: {STORY}},
        asked={ASKED: asked},
    )


@pytest.mark.parametrize(
    ("who", "page", "sees"),
    [
        (at_work(), REQUEST, {TOLD, NAME, PERSON}),
        (at_work(), f"{REQUEST}_answer", {TOLD, NAME, PERSON}),
        (at_work(), "home:my_work", {TOLD}),
        (at_work(), OVERVIEW, set()),
        (at_work("analyst"), REQUEST, set()),
        (at_work(agency=OTHER_AGENCY), REQUEST, set()),
    ],
)
def test_who_is_asked_sees_what_goes_where_requests_stand(who: Somebody, page: str, sees: set[Word]) -> None:
    known = facts_of_asking(Asked(words={TOLD}, children={CHILD}))

    assert {word for word in (TOLD, NAME, PERSON) if may_see(known, who, word, page)} == sees


@pytest.mark.parametrize(
    ("noted", "named", "left_out", "sees"),
    [
        (True, False, False, True),
        (False, False, False, False),
        (True, True, True, False),
        (False, True, False, True),
    ],
)
def test_what_is_left_out_for_an_agency_goes_with_no_request(
    *, noted: bool, named: bool, left_out: bool, sees: bool
) -> None:
    asked = Asked(words={TOLD}, for_one_request={TOLD} if noted else set(), children={CHILD})

    known = facts_of_asking(asked, named=named, left_out=left_out)

    assert may_see(known, at_work(), TOLD, REQUEST) is sees


@pytest.mark.parametrize(
    ("role", "page", "sees"),
    [("duty", "home:my_work", True), ("duty", "home:board", False), ("practitioner", "home:my_work", False)],
)
def test_the_duty_team_sees_whose_case_waits_for_it(*, role: str, page: str, sees: bool) -> None:
    known = facts_of_asking(Asked(sent_to_care={CHILD}))

    assert may_see(known, at_work(role), NAME, page) is sees
    assert not may_see(known, at_work(role), TOLD, page)
