"""A coordinator keeps a drawing, a voice note and the scan of a paper form, with and without scripts."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from playwright.sync_api import expect

from opencaf.episodes.operations.assessment import start_assessment
from tests.factories import DAY, acting_in
from tests.factories.assessment import agree_to_assess
from tests.files import making
from tests.journeys.cases.hands import Hands
from tests.journeys.conftest import Office

pytestmark = pytest.mark.journey
LOADED = """sound => new Promise((good, bad) => {
  sound.addEventListener('loadedmetadata', () => good(sound.duration));
  sound.addEventListener('error', () => bad(new Error(sound.error.message)));
  sound.preload = 'metadata'; sound.load();
})"""


def add(at: Hands, file: Path, *, refused: bool = False, **answers: Any) -> None:
    at.press("Add a file")
    at.page.set_input_files("[name=file]", str(file))
    at.write({"happened_on": "2026-10-30", "whose": "child", **answers})
    at.press("Keep the file", refused=refused)


@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without scripts"])
def test_drawing_voice_and_paper_are_kept_and_shown(
    hands: Callable[..., Hands], office: Office, tmp_path: Path, javascript: bool
) -> None:
    files = {name: tmp_path / name for name in ("house.png", "talk.wav", "form.pdf", "notes.docx")}
    files["house.png"].write_bytes(making.picture("PNG", size=(600, 400)))
    files["talk.wav"].write_bytes(making.sound(1.0))
    files["form.pdf"].write_bytes(making.paper())
    files["notes.docx"].write_bytes(making.zipped("[Content_Types].xml", "word/document.xml"))
    with transaction.atomic(), acting_in(office.authority_id):
        agree_to_assess(office.episode, office.lead)
        version = start_assessment(episode=office.episode, started_on=DAY, by=office.lead)
    at = hands(javascript=javascript)
    at.work_as(office.coordinator.email)
    at.page.goto(f"{at.site}/episodes/{office.episode.id}/files/")
    at.look()
    at.see("will stand here")

    add(
        at,
        files["notes.docx"],
        refused=True,
        kind="drawing",
        title="Our house",
        description="A house.",
        words="My room.",
    )
    at.see("Save it as PDF, then choose that file")
    assert at.page.locator("[name=words]").input_value() == "My room."
    at.page.set_input_files("[name=file]", str(files["house.png"]))
    at.send()
    at.see("The file is kept.")
    expect(at.page.locator("main img")).to_have_js_property("naturalWidth", 600)
    at.follow(f"/episodes/{office.episode.id}/files/")
    add(at, files["talk.wav"], kind="voice", title="What I like", description="“I like to swim.”")
    if javascript:  # without scripts nothing can ask the browser how long it plays
        assert at.page.locator("audio").evaluate(LOADED) == pytest.approx(1.0)
    at.follow(f"/episodes/{office.episode.id}/files/")
    add(
        at,
        files["form.pdf"],
        kind="paper_form",
        title="The form from the visit",
        description="Two pages by hand.",
        assessment=str(version.id),
    )
    at.see("Assessment, version 1")
    at.follow(f"/episodes/{office.episode.id}/files/")
    at.see("What I like")
    assert at.page.locator("main img").count() == 2
