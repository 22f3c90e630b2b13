"""A register is linked; a coordinator judges what is doubtful, and takes a link away that was wrong."""

from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import transaction

from opencaf.linkage.learning import search_weights
from opencaf.linkage.model import shipped_model
from opencaf.people.operations.weighing import Learnt, keep_learnt_weights
from tests.factories import acting_in
from tests.journeys.cases.hands import Hands
from tests.journeys.conftest import Office

pytestmark = pytest.mark.journey

REGISTER = """id,given_names,family_name,date_of_birth,sex,postcode
SC-1001,Robin,Okonjo,02/03/2016,F,
SC-1002,Robin,Okonjo,03/02/2016,,ZD4 2QP
"""


def test_a_coordinator_judges_a_pair_and_removes_a_link(
    hands: Callable[..., Hands], office: Office, tmp_path: Path
) -> None:
    file = tmp_path / "register.csv"
    file.write_text(REGISTER, encoding="utf-8")
    link = {"address": office.coordinator.email, "system": "Social care index", "stderr": StringIO()}
    at = hands()
    at.work_as(office.coordinator.email)

    at.walk("home:board")
    at.walk("linkage:index")
    at.see("Nothing waits.")
    at.see("No register has been linked yet.")
    at.look()
    with transaction.atomic():
        call_command("link_register", str(file), **link)
    at.page.reload()
    at.see("2 entries")
    at.see("More than one entry of the register fits this child.")
    at.look()
    at.click(at.page.get_by_role("link", name="number SC-1002"))
    at.see("Is this the same child?")
    at.see("Day and month the other way round")
    at.look()
    at.press("Save the judgement", refused=True)
    at.see("Select whether they are the same child")
    at.write({"verdict": "same", "why": "Rang the social worker."})
    at.press("Save the judgement")
    at.see("The record now has the number of this register.")
    at.walk("linkage:links")
    at.see("Judged to be the same child, by Cosima")
    at.look()
    at.click(at.page.get_by_role("link", name="number SC-1002"))
    at.see("Rang the social worker.")
    at.look()
    at.click(at.page.get_by_role("link", name="Remove this link"))
    at.write({"why": "The index means a cousin."})
    at.look()
    at.press("Remove the link")
    at.see("Links that stand: 1")


def test_a_manager_puts_other_weights_in_use(hands: Callable[..., Hands], office: Office) -> None:
    model = shipped_model()
    known = {"given": 1.0, "family": 1.0, "born": 0.98, "postcode": 0.95, "sex": 0.97}
    learnt = Learnt(search_weights(model), model.as_data(), known, records=48_210, judged=311)
    with transaction.atomic(), acting_in(office.authority_id):
        keep_learnt_weights(learnt=learnt, by=office.manager)
    at = hands()
    at.work_as(office.manager.email)

    at.walk("home:board")
    at.walk("linkage:index")
    at.walk("linkage:weights")
    at.see("A link is made from here on")
    at.look()
    at.write({"version": "Those that come with the program"})
    at.press("Use these weights")
    at.see("In use: those that come with the program")
