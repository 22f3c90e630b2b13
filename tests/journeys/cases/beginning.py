"""The intention, the checklist, and what the family agrees to."""

from __future__ import annotations

from opencaf.episodes.models import Consent, Episode
from tests.journeys.cases.hands import Answers
from tests.journeys.cases.journey import Journey
from tests.journeys.cases.reading import Entry

CAPACITIES = (
    ("young person", "young_person"),
    ("for what is written", "about_themselves"),
    ("parent", "parent"),
)
ALL_EXCEPT = "all except "


def log_intention(at: Journey) -> None:
    """Record who means to do it, why, and what was looked for."""
    told = at.case["intention"]
    check = told["existing_record_check"]
    at.open_child("episodes:start")
    answers: Answers = {
        "intended_on": told["on"],
        "why": told["why"],
        "told": at.name_of(told["told"]),
        "looked_on": check["on"],
        "searched_for": "\n".join(check["searched_for"]),
        "found": check["found"],
        "then": check.get("then"),
    }
    if len(at.subjects) > 1:
        answers["children"] = [at.id_of(child) for child in at.subjects]
    at.hands.write(answers)
    at.hands.send()
    with at.inside():
        at.episode_id = Episode.objects.get(episode_children__child_id=at.child_id).id
    at.let_in.add(told["by"])
    at.lead = told["by"]


def fill_in_checklist(at: Journey) -> None:
    """Answer the five questions."""
    held = at.case["checklist"]
    at.open_case("episodes:overview", "episodes:checklist")
    answers: Answers = {
        "filled_in_on": held["on"],
        "filled_in_by": at.email(held["by"]),
        "extra_services": held["extra_services"],
        "own_service_enough": held["own_service_enough"],
        "caf_would_help": held["caf_would_help"],
        "decision": held["decision"],
    }
    for code, said in held["answers"].items():
        answers[code], answers[f"{code}_comment"] = said["answer"], said.get("comment")
    at.hands.write(answers)
    at.hands.send()


def record_consent(at: Journey, key: str) -> None:
    """Record one answer of one person."""
    held = next(one for one in at.case.parts("consents") if one.peek("id") == key)
    at.open_case("episodes:sharing", "episodes:add_consent", kind=held["kind"])
    rows = rows_for(at, held) if held.peek("scope") else {}
    left_out = people_left_out(at, held)
    at.hands.write({**said(at, held), **competence(at, held), **earlier(at, held), **rows, **left_out})
    at.hands.send()
    if held.peek("scope"):
        check_partial(at, held)


def check_partial(at: Journey, held: Entry) -> None:
    """The program finds out by itself whether something is left out."""
    with at.inside():
        kept = Consent.objects.get(
            kind=held["kind"], answered_on=held["on"], given_by_id=at.people[held["given_by"]]
        )
        assert kept.partial == held["partial"]


def said(at: Journey, held: Entry) -> Answers:
    """Return who answered what, and how."""
    capacity, method = held["capacity"], held["method"]
    answers: Answers = {
        "given": "yes" if held["given"] else "no",
        "given_by": at.id_of(held["given_by"]),
        "capacity": next(code for words, code in CAPACITIES if capacity.startswith(words)),
        "capacity_words": capacity,
        "words": held["words"],
        "answered_on": held["on"],
        "method": next(
            code for code in ("written", "verbal", "telephone", "electronic") if code in method.split(",")[0]
        ),
        "method_words": method,
        "explained_by": at.email(held["explained_by"]),
        "review_by": held.get("review_by"),
        "why_now": held.get("why_now"),
    }
    for number, practitioner in enumerate(held.rows("may_contribute"), start=1):
        answers[f"contributor_{number}"] = at.email(practitioner)
    whom = held.get("for")
    if isinstance(whom, str):
        answers["purpose"] = whom
    elif whom:
        answers["children"] = [at.id_of(child) for child in whom]
    return answers


def competence(at: Journey, held: Entry) -> Answers:
    """Return the judgement that a young person understands."""
    judged = held.get("competence")
    if judged is None:
        return {}
    return {
        "judged_by": at.email(judged["judged_by"]),
        "judged_on": judged["on"],
        "view": judged["view"],
        "because": judged["because"],
    }


def earlier(at: Journey, held: Entry) -> Answers:
    """Return which earlier answer is replaced or changed."""
    for way in ("replaces", "changes"):
        key = held.get(way)
        if key:
            before = next(one.held for one in at.case.parts("consents") if one.peek("id") == key)
            with at.inside():
                found = Consent.objects.get(
                    kind=before["kind"],
                    answered_on=before["on"],
                    given_by_id=at.people[before["given_by"]],
                )
            return {"earlier": f"{way}:{found.id}"}
    return {}


def rows_for(at: Journey, held: Entry) -> Answers:
    """Return what each agency may see, in the row where the page has it or one that is free."""
    wanted = held["scope"]
    rows = numbers_of_agencies(at)
    while len([value for value in rows.values() if not value]) < len(
        [one for one in wanted if at.id_of(one["agency"]) not in rows.values()]
    ):
        at.hands.click(at.hands.page.get_by_role("button", name="Add another agency"))
        rows = numbers_of_agencies(at)
    answers: Answers = {}
    for one in wanted:
        agency = at.id_of(one["agency"])
        number = next((n for n, value in rows.items() if value == agency), None)
        if number is None:
            number = next(n for n, value in rows.items() if not value)
            rows[number] = agency
            answers[f"agency_{number}"] = agency
        answers |= row_of(at, one, number)
    return answers


def numbers_of_agencies(at: Journey) -> dict[int, str]:
    """Return the rows of the page with the agency that each is about."""
    found = at.hands.page.evaluate(
        "[...document.querySelectorAll('main [name^=agency_]')].map(one => [one.name.slice(7), one.value])"
    )
    return {int(number): value for number, value in found}


def people_left_out(at: Journey, held: Entry) -> Answers:
    """Return who of the family may not see what, and why."""
    answers: Answers = {}
    for number, one in enumerate(held.rows("people_left_out")):
        what = one["what"]
        answers |= {
            f"person_{number}": at.id_of(one["person"]),
            f"hidden_{number}": None if what == "all" else what,
            f"because_{number}": one["why"],
        }
    return answers


def parts_of(one: Entry, number: int) -> Answers:
    """Return which elements an agency alone sees, or all but which."""
    said = one.get("elements")
    if said is None:
        return {}
    if isinstance(said, str):
        said = said.removeprefix(ALL_EXCEPT).split(" and ")
        return {f"parts_{number}": "except", f"elements_{number}": said}
    return {f"parts_{number}": "only", f"elements_{number}": said}


def row_of(at: Journey, one: Entry, number: int) -> Answers:
    """Return what one agency may see."""
    share = one["share"]
    people = one.rows("people")
    whom = [at.id_of(child) for child in one.rows("for")]
    return {
        **parts_of(one, number),
        f"about_{number}": whom or None,
        f"share_{number}": share.split()[0],
        f"left_out_{number}": one.get("left_out"),
        f"why_{number}": one.get("why") or (share if " " in share else None),
        f"people_{number}": ", ".join(people) or one.get("with"),
    }
