"""Services and conclusions of an assessment, and what its addresses give away."""

import re

from opencaf.agencies.models import Practitioner
from opencaf.core.ids import new_id
from opencaf.episodes.models import (
    Assessment,
    Finding,
    ServiceInvolved,
)
from tests.factories.assessment import (
    STARTED,
)
from tests.web.episodes.assessment.given import LONG, PAGES, SignIn, on, page, sent_back


def test_services_are_added_changed_and_taken_out(
    alice: Practitioner, bob: Practitioner, of_three: Assessment, client_of: SignIn
) -> None:
    client = client_of(alice)
    answers = {
        "agency": str(bob.agency.id),
        "who": str(bob),
        "whom_for": ["Theo Brennan"],
        "contributed": "yes",
    }

    client.post(page(of_three, "assessment_service_add"), answers)
    service = ServiceInvolved.objects.get()
    assert (service.practitioner, service.name, service.whom_for) == (bob, "", "Theo Brennan")

    address = page(of_three, "assessment_service", service.id)
    client.post(address, {**sent_back(client.get(address)), "who": "Dr Whitcombe"})
    service = ServiceInvolved.objects.get()
    assert (service.practitioner, service.name, service.contributed) == (None, "Dr Whitcombe", True)

    client.post(page(of_three, "assessment_service_remove", service.id))
    assert not ServiceInvolved.objects.exists()


def test_a_service_without_a_name_is_refused_at_its_field(
    alice: Practitioner, draft: Assessment, client_of: SignIn
) -> None:
    response = client_of(alice).post(page(draft, "assessment_service_add"), {"details": "Rings weekly."})

    text = response.content.decode()
    assert text.count("Select the agency, or enter the name of the service") == 2
    assert "Rings weekly." in text


def test_services_of_elsewhere_are_not_found(
    alice: Practitioner, draft: Assessment, client_of: SignIn
) -> None:
    client = client_of(alice)

    assert client.get(page(draft, "assessment_service", new_id())).status_code == 404
    assert client.post(page(draft, "assessment_service_remove", new_id())).status_code == 404


def test_conclusions_are_written_and_come_back_as_typed(
    alice: Practitioner, of_three: Assessment, client_of: SignIn
) -> None:
    theo = of_three.episode.episode_children.last().child
    client = client_of(alice)
    address = page(of_three, "assessment_conclusions")
    sent = sent_back(client.get(address)) | {
        "summary": LONG,
        "strengths": "Play\r\n\r\n Kindness ",
        "level_of_need": "3",
        "goal_0": "My own peg.",
        "whose_0": str(theo.id),
        f"child_why-{theo.id}": "He was asleep.",
        "parent_view": "“Fine.”",
        "then": "stay",
    }

    response = client.post(address, sent, follow=True)

    form = response.context["form"]
    assert form["summary"].value() == LONG
    assert form["strengths"].value() == "Play\nKindness"
    assert (form["goal_0"].value(), form["whose_0"].value()) == ("My own peg.", str(theo.id))
    assert form[f"child_why-{theo.id}"].value() == "He was asleep."
    shown = client.get(page(of_three, "assessment_show", 1)).content.decode()
    assert "Theo Brennan: My own peg." in shown
    assert "3. Complex or multiple" in shown


def test_a_goal_of_somebody_outside_the_family_is_refused(
    alice: Practitioner, draft: Assessment, client_of: SignIn
) -> None:
    sent = {"goal_0": "Mine.", "whose_0": str(alice.id), **on("said_on", STARTED)}

    response = client_of(alice).post(page(draft, "assessment_conclusions"), sent)

    assert "from the list" in response.content.decode()
    assert not Finding.objects.exists()


def test_an_unknown_domain_or_version_is_not_found(
    alice: Practitioner, draft: Assessment, client_of: SignIn
) -> None:
    client = client_of(alice)

    assert client.get(page(draft, "assessment_domain", "weather")).status_code == 404
    assert client.get(page(draft, "assessment_show", 2)).status_code == 404


def test_no_child_is_named_in_a_title(alice: Practitioner, of_three: Assessment, client_of: SignIn) -> None:
    client = client_of(alice)

    for name, more in PAGES:
        title = re.search(r"<title>(.*?)</title>", client.get(page(of_three, name, *more)).content.decode())
        assert title
        assert "Brennan" not in title.group(1)
        assert "OpenCAF" in title.group(1)
