"""The pages of case audits: preparing, drawing, scoring, settling, feedback and results."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from opencaf.agencies.models import Practitioner
from opencaf.case_audit.models import AuditForm, AuditItem, AuditRound, Feedback, Paper, SampledCase, Theme
from opencaf.case_audit.operations.feedback import give_feedback
from opencaf.case_audit.operations.forms import add_theme, prepare_audit_form
from opencaf.case_audit.operations.rounds import ask_scorers, close_round
from opencaf.case_audit.queries import items_of
from opencaf.episodes.models import Episode
from opencaf.episodes.queries.looks import looks_at
from opencaf.web.shared.looks import days_of
from tests.factories import PractitionerFactory
from tests.factories.case_audit import (
    assessed_case,
    audit_form,
    led_by,
    make_round,
    score,
    scored_round,
    two_scorers,
)
from tests.reports.world import World

SignIn = Callable[[Practitioner], Client]


@pytest.fixture
def world(coordinator: Practitioner) -> World:
    return World(coordinator)


@pytest.fixture
def case(world: World) -> Episode:
    return assessed_case(world, dt.date(2025, 1, 6), reason="He is late.")


def told(client: Client, page: str, *arguments: object) -> str:
    return client.get(reverse(f"case_audit:{page}", args=arguments)).content.decode()


def sent(client: Client, page: str, values: dict[str, object], *arguments: object) -> str:
    """Send a form and return what is shown after it."""
    address = reverse(f"case_audit:{page}", args=arguments)
    return client.post(address, values, follow=True).content.decode()


def test_a_form_is_begun_prepared_changed_and_used(coordinator: Practitioner, client_of: SignIn) -> None:
    client = client_of(coordinator)
    assert "no audit form yet" in told(client, "index")
    assert "The form is in use." in sent(client, "form_next", {})
    assert "You can change the next version now." in sent(client, "form_next", {})
    prepared = AuditForm.objects.get(version=2)
    item = prepared.items.get(code="agreed")

    values = {"wording": "They said yes first", "counts": "Yes: it is there."}
    assert "They said yes first" in sent(client, "item_change", values, item.pk)
    assert "Enter what is asked" in sent(client, "item_change", {"wording": ""}, item.pk)
    more = {"part": "plan", "kind": "yes_no", "wording": "The family has a copy", "counts": ""}
    assert "The family has a copy" in sent(client, "item_add", more)
    assert "not asked in the next version" in sent(
        client, "item_remove", {}, prepared.items.get(code="begun").pk
    )
    assert "Version 2 is in use." in sent(client, "form_use", {})

    words = [one.wording for one in items_of(prepared)]
    assert ("They said yes first" in words, "The family has a copy" in words, len(words)) == (True, True, 45)
    assert (
        AuditItem.objects.get(form__version=1, code="agreed").wording
        == "The family agreed before the assessment"
    )
    assert client.get(reverse("case_audit:item_change", args=[item.pk])).status_code == 404


def test_a_round_keeps_its_form(coordinator: Practitioner, case: Episode) -> None:
    made = make_round(coordinator, size=1)

    prepare_audit_form(by=coordinator)

    assert (made.form.version, len(items_of(made.form))) == (1, 45)


def test_a_round_is_drawn_looked_through_and_given_to_scorers(
    coordinator: Practitioner, case: Episode, client_of: SignIn
) -> None:
    audit_form(coordinator)
    client = client_of(coordinator)
    values = {
        "name": "Autumn",
        "from_on_day": "1",
        "from_on_month": "1",
        "from_on_year": "2025",
        "to_on_day": "1",
        "to_on_month": "2",
        "to_on_year": "2025",
        "which": "all",
        "spread": "agency",
        "size": "3",
        "seed": "7",
    }
    assert "Look each paper through" in sent(client, "draw", values)
    made = AuditRound.objects.get()
    assert (made.seed, made.found) == (7, 1)
    assert "There is a round of this name already" in sent(client, "draw", values)
    paper = made.papers.get()
    assert "He is late." in told(client, "paper", paper.pk)
    assert "He is [name]." in sent(client, "paper", {"words": "late"}, paper.pk)
    ann, ben = two_scorers()
    assert "Enter two people or more" in sent(client, "ask", {"scorers": str(ann)}, made.pk)
    assert "“Nobody Here” is not in the directory" in sent(client, "ask", {"scorers": "Nobody Here"}, made.pk)
    people = f"{ann.email or ann}\n{ben.email or ben}"
    assert "They find their papers under My work." in sent(client, "ask", {"scorers": people}, made.pk)
    assert "0 of 2 have scored it" in told(client, "round", made.pk)


def test_a_scorer_scores_and_the_family_sees_who_read(
    coordinator: Practitioner, case: Episode, client_of: SignIn
) -> None:
    made = make_round(coordinator, size=1)
    ann, ben = two_scorers()
    ask_scorers(audit_round=made, scorers=[ann, ben], by=coordinator)
    paper, client = made.papers.get(), client_of(ann)
    assert "1 case to score" in client.get(reverse("home:my_work")).content.decode()
    assert reverse("case_audit:score", args=[paper.pk]) in told(client, "mine")
    text = told(client, "score", paper.pk)
    assert ("He is late." in text, case.reference in text) == (True, False)
    assert "The record says: Yes. What led to the assessment is written." in text
    hidden = re.findall(r'If that is not so: why<span class="govuk-visually-hidden">: (.*?)</span>', text)
    assert len(hidden) == len(set(hidden)) == len(paper.seen)

    values = {f"item_{item.code}": "2" if item.kind == "grade" else "yes" for item in items_of(made.form)}
    values |= {f"item_{code}": seen[0] for code, seen in paper.seen.items()}
    assert "Your answers are kept." in sent(client, "score", {"item_disability": "no"}, paper.pk)
    assert "44 items are not answered yet" in sent(
        client, "score", {"item_disability": "no", "finish": "yes"}, paper.pk
    )
    wrong = values | {"item_reason": "no", "finish": "yes"}
    assert "Enter why it is not as the record says" in sent(client, "score", wrong, paper.pk)
    assert "You have scored it." in sent(client, "score", values | {"finish": "yes"}, paper.pk)

    assert client.get(reverse("case_audit:score", args=[paper.pk])).status_code == 403
    lines = [line for day in days_of(looks_at(case.pk)) for line in day.lines if line.name == str(ann)]
    assert [line.what.split(" (")[0] for line in lines] == ["Case without names, scored for its quality"]


def test_differences_are_settled_feedback_given_answered_and_looked_at_again(
    coordinator: Practitioner, alice: Practitioner, case: Episode, client_of: SignIn
) -> None:
    led_by(case, alice, by=coordinator)
    theme = add_theme(name="Fathers are not asked", by=coordinator)
    made = make_round(coordinator, size=1)
    paper, people = made.papers.get(), two_scorers()
    ask_scorers(audit_round=made, scorers=people, by=coordinator)
    client = client_of(coordinator)
    assert "Both scorers have to finish first" in told(client, "settle", paper.pk)
    for one, value in zip(people, ("yes", "no"), strict=True):
        score(paper, one, disability=value)
    assert "They differ on 1 of 45" in told(client, "round", made.pk)
    assert "First scorer: Yes. Second scorer: No." in told(client, "settle", paper.pk)
    assert "Not every item stands yet" in sent(client, "close", {}, made.pk)
    assert "Not every item of this case stands yet" in sent(
        client, "feedback_give", {"good": "All."}, paper.pk
    )
    values = {"how": "third", "item_disability": "yes", "why_disability": ""}
    assert "Enter why it stands" in sent(client, "settle", values, paper.pk)
    assert "It is settled." in sent(client, "settle", values | {"why_disability": "It is there."}, paper.pk)
    given = {"good": "His own words open it.", "better": "Ask his father.", "themes": [str(theme.pk)]}
    assert "Enter what was good" in sent(client, "feedback_give", given | {"good": ""}, paper.pk)
    assert "They find it under My work." in sent(client, "feedback_give", given, paper.pk)

    hers, feedback = client_of(alice), Feedback.objects.get()
    assert "1 case with feedback to you" in hers.get(reverse("home:my_work")).content.decode()
    text = told(hers, "feedback", feedback.pk)
    assert ("His own words open it." in text, "%" in text.split("<h1")[1].split("</main")[0]) == (True, False)
    assert "Your answer is kept." in sent(hers, "feedback", {"words": "I shall."}, feedback.pk)
    assert hers.get(reverse("case_audit:look_again", args=[feedback.pk])).status_code == 403

    Feedback.objects.update(look_again_on=dt.date(2020, 1, 1))
    assert "1 case to look at again" in client.get(reverse("home:my_work")).content.decode()
    assert reverse("case_audit:look_again", args=[feedback.pk]) in told(client, "index")
    assert "I shall." in told(client, "feedback", feedback.pk)
    sent(client, "look_again", {"words": "His father is in the plan."}, feedback.pk)
    assert "His father is in the plan." in told(hers, "feedback", feedback.pk)
    assert "The round is closed." in sent(client, "close", {}, made.pk)
    assert "Fathers are not asked: 1" in told(client, "trends")


def test_results_have_chart_table_and_file(
    coordinator: Practitioner, world: World, client_of: SignIn
) -> None:
    for number in range(5):
        assessed_case(world, dt.date(2025, 1, 6 + number), reason="He is late.")
    made, client = scored_round(coordinator, size=5), client_of(coordinator)

    text = told(client, "results", made.pk)

    assert "5 cases stand. Mean score:" in text
    assert "Both gave the same answer throughout" in text  # every grade was 2
    assert "<svg" in text
    for way in ("csv", "xlsx", "json"):
        file = client.get(reverse("case_audit:results_download", args=[made.pk]), {"as": way})
        assert file.status_code == 200
    rows = client.get(reverse("case_audit:results_download", args=[made.pk])).content.decode()
    assert "Why" not in rows.splitlines()[0]
    assert "A review was held,0,5" in rows
    assert "No round is closed yet" in told(client, "trends")
    close_round(audit_round=made, by=coordinator)
    assert made.name in told(client, "trends")


def test_nothing_stands_yet_is_said(coordinator: Practitioner, case: Episode, client_of: SignIn) -> None:
    made, client = make_round(coordinator, size=1), client_of(coordinator)

    assert "No case stands yet" in told(client, "results", made.pk)
    assert "The round is thrown away." in sent(client, "throw_away", {}, made.pk)
    assert "Thrown away" in told(client, "index")


def test_feedback_is_for_its_own_people(
    coordinator: Practitioner, alice: Practitioner, dave: Practitioner, case: Episode, client_of: SignIn
) -> None:
    led_by(case, alice, by=coordinator)
    paper = scored_round(coordinator, size=1).papers.get()
    feedback = give_feedback(
        sampled=SampledCase.objects.get(paper=paper), good="All of it.", better="", by=coordinator
    )

    assert client_of(dave).get(reverse("case_audit:feedback", args=[feedback.pk])).status_code == 404
    assert "All of it." in told(client_of(alice), "feedback", feedback.pk)


def test_the_training_team_prepares_and_opens_no_case(
    coordinator: Practitioner, case: Episode, client_of: SignIn
) -> None:
    made = make_round(coordinator, size=1)
    client = client_of(PractitionerFactory(post_worn__role="training"))

    assert made.name in told(client, "index")
    assert "A review was held" in told(client, "form")
    assert "The theme is added." in sent(client, "themes", {"name": "Late plans"})
    assert "not offered any more" in sent(client, "theme_stop", {}, Theme.objects.get().pk)
    for page in ("draw", "trends"):
        assert client.get(reverse(f"case_audit:{page}")).status_code == 403
    assert client.get(reverse("case_audit:round", args=[made.pk])).status_code == 403
    assert client.get(reverse("case_audit:paper", args=[Paper.objects.get().pk])).status_code == 403
