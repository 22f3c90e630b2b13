"""Files of a case through pages: added, shown, played, taken away, refused without losing a word."""

import html
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from opencaf.agencies.models import Practitioner
from opencaf.episodes.models import Assessment, CaseFile, Episode
from opencaf.episodes.operations.files import Sent, remove_file
from opencaf.files.kinds import SENTENCES
from opencaf.files.models import LARGEST, StoredFile
from opencaf.web.shared.policy import FILE_POLICY
from tests.factories import make_episode
from tests.factories.assessment import make_draft
from tests.factories.files import make_file
from tests.factories.meetings import make_planned_meeting
from tests.files import making
from tests.web.counting import at_most
from tests.web.episodes.test_withheld import child, draft, episode  # noqa: F401 - fixtures

ClientOf = Callable[[Practitioner], Client]
WORDS = "quokkasong & the <b>swing</b>"


@pytest.fixture
def case(alice: Practitioner) -> Episode:
    return make_episode(by=alice)


def answers(name: str = "house.png", content: bytes | None = None, **more: Any) -> dict[str, Any]:
    """What somebody sends with a file."""
    sent = making.picture("PNG") if content is None else content
    return {
        "file": SimpleUploadedFile(name, sent),
        "kind": "drawing",
        "title": "Our house",
        "description": "A house with a red half.",
        "whose": "child",
        "words": WORDS,
        "happened_on_day": "24",
        "happened_on_month": "9",
        "happened_on_year": "2025",
        **more,
    }


def add(client: Client, case: Episode, **sent: Any) -> Any:
    return client.post(reverse("episodes:file_add", args=[case.id]), answers(**sent))


def at(name: str, file: CaseFile, *more: str) -> str:
    return reverse(f"episodes:{name}", args=[file.episode_id, file.id, *more])


def test_a_drawing_is_added_and_shown_with_its_words(
    alice: Practitioner, case: Episode, client_of: ClientOf
) -> None:
    client = client_of(alice)

    sent = add(client, case, child=str(case.episode_children.get().child_id), element="general_health")
    page = client.get(sent["Location"]).content.decode()

    assert "The file is kept." in page
    assert 'alt="A house with a red half."' in page
    assert html.escape(WORDS) in page
    assert "24 September 2025" in page
    assert "General health" in page
    assert "house.png" in page


def test_the_list_shows_previews_and_what_was_removed(
    alice: Practitioner, case: Episode, client_of: ClientOf
) -> None:
    drawing, gone = make_file(case, by=alice), make_file(case, by=alice, title="Wrong one")
    remove_file(file=gone, reason="Of another family.", by=alice)
    client = client_of(alice)

    with at_most(12):
        page = client.get(reverse("episodes:files", args=[case.id])).content.decode()

    assert at("file_shown", drawing, "preview") in page
    assert at("file_shown", gone, "preview") not in page
    assert "Of another family." in page


def test_an_empty_list_says_what_will_stand_there(
    alice: Practitioner, case: Episode, client_of: ClientOf
) -> None:
    page = client_of(alice).get(reverse("episodes:files", args=[case.id])).content.decode()

    assert "will stand here" in page


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("drawing.png", b"<!doctype html><script>alert(1)</script>", "web_page"),
        ("drawing.png", b"", "empty"),
        ("bomb.zip", making.zip_bomb(), "archive"),
        ("huge.png", making.huge_picture(), "picture_huge"),
        ("letter.docx", making.zipped("[Content_Types].xml", "word/vbaProject.bin"), "macro"),
        ("letter.pdf", making.locked_paper(), "pdf_locked"),
        ("eicar.png", making.EICAR.encode(), "text"),
        ("a" * 296 + ".png", making.picture("PNG"), "long_name"),
        ("long.png", bytes(LARGEST + 1), "large"),
    ],
    ids=["html", "empty", "bomb", "huge", "macro", "locked", "eicar", "name", "large"],
)
def test_a_bad_file_is_refused_at_its_field_and_no_word_is_lost(
    alice: Practitioner, case: Episode, client_of: ClientOf, name: str, content: bytes, code: str
) -> None:
    page = add(client_of(alice), case, name=name, content=content)

    shown = html.unescape(page.content.decode())
    assert page.status_code == 200
    assert shown.count(SENTENCES[code]) == 2
    assert WORDS in shown
    assert "A house with a red half." in shown
    assert not CaseFile.objects.exists()
    assert not StoredFile.objects.exists()


def test_a_script_behind_a_jpeg_never_comes_back(
    alice: Practitioner, case: Episode, client_of: ClientOf
) -> None:
    client = client_of(alice)
    add(client, case, name="photo.jpg", content=making.picture_with_place())

    given = client.get(at("file_download", CaseFile.objects.get()))

    assert given.content.startswith(b"\xff\xd8")
    assert b"script" not in given.content


def test_a_form_shown_again_says_that_the_file_must_be_chosen_again(
    alice: Practitioner, case: Episode, client_of: ClientOf
) -> None:
    page = add(client_of(alice), case, title="")

    shown = html.unescape(page.content.decode())
    assert "Enter what it is called" in shown
    assert "Choose the file again" in shown
    assert WORDS in shown


def test_a_form_without_a_file_asks_for_one(alice: Practitioner, case: Episode, client_of: ClientOf) -> None:
    sent = answers()
    del sent["file"]

    page = client_of(alice).post(reverse("episodes:file_add", args=[case.id]), sent)

    assert "Choose the file" in page.content.decode()
    assert "Choose the file again" not in page.content.decode()


def test_a_file_is_given_as_an_attachment_that_can_do_nothing(
    alice: Practitioner, case: Episode, client_of: ClientOf
) -> None:
    file = make_file(case, by=alice, title="quokkasong", file=Sent("quokkasong.png", making.picture("PNG")))

    given = client_of(alice).get(at("file_download", file))

    assert given["Content-Disposition"] == 'attachment; filename="drawing.png"'
    assert given["Content-Security-Policy"] == FILE_POLICY
    assert given["X-Content-Type-Options"] == "nosniff"
    assert given["Cache-Control"] == "no-store"


def test_a_picture_in_a_page_can_do_nothing_either(
    alice: Practitioner, case: Episode, client_of: ClientOf
) -> None:
    shown = client_of(alice).get(at("file_shown", make_file(case, by=alice), "whole"))

    assert shown["Content-Type"] == "image/png"
    assert shown["Content-Disposition"] == "inline"
    assert shown["Content-Security-Policy"] == FILE_POLICY


def test_a_pdf_shows_its_first_page_and_is_only_taken_away(
    alice: Practitioner, case: Episode, client_of: ClientOf
) -> None:
    client = client_of(alice)
    letter = make_file(case, by=alice, kind="letter", file=Sent("letter.pdf", making.acting_paper()))

    page = client.get(at("file", letter)).content.decode()

    assert "The first page." in page
    assert client.get(at("file_shown", letter, "preview"))["Content-Type"] == "image/jpeg"
    assert client.get(at("file_shown", letter, "whole")).status_code == 404
    assert client.get(at("file_download", letter))["Content-Type"] == "application/pdf"


def test_a_voice_note_is_played_in_the_page_by_parts(
    alice: Practitioner, case: Episode, client_of: ClientOf
) -> None:
    client = client_of(alice)
    voice = make_file(case, by=alice, kind="voice", file=Sent("talk.wav", making.sound()))

    page = client.get(at("file", voice))
    whole = client.get(at("file_shown", voice, "whole"))
    part = client.get(at("file_shown", voice, "whole"), headers={"Range": "bytes=4-9"})
    beyond = client.get(at("file_shown", voice, "whole"), headers={"Range": "bytes=9999999-"})

    assert "<audio" in page.content.decode()
    assert "media-src 'self'" in page["Content-Security-Policy"]
    assert whole["Content-Type"] == "audio/wav"
    assert (part.status_code, part.content) == (206, whole.content[4:10])
    assert part["Content-Range"] == f"bytes 4-9/{len(whole.content)}"
    assert beyond.status_code == 200


def test_a_file_is_removed_with_a_reason_and_put_back(
    alice: Practitioner, case: Episode, client_of: ClientOf
) -> None:
    client, file = client_of(alice), make_file(case, by=alice)

    asked = client.post(at("file_remove", file), {"reason": ""}).content.decode()
    client.post(at("file_remove", file), {"reason": "Of another family."})
    page = client.get(at("file", file)).content.decode()
    gone = client.get(at("file_shown", file, "whole"))
    back = client.post(at("file_put_back", file), follow=True).content.decode()

    assert "Enter why the file is removed" in asked
    assert "Of another family." in page
    assert "<img" not in page
    assert gone.status_code == 403
    assert "The file is back in its place." in back


def test_a_file_that_waits_says_so_and_does_not_open(
    alice: Practitioner, case: Episode, client_of: ClientOf, settings: Settings
) -> None:
    settings.CLAMD = "127.0.0.1:9"
    client, file = client_of(alice), make_file(case, by=alice)

    page = client.get(at("file", file)).content.decode()

    assert "being checked for viruses" in page
    assert "Download the file" not in page
    assert client.get(at("file_download", file)).status_code == 403
    assert (
        "Each file is checked for viruses"
        in client.get(reverse("episodes:file_add", args=[case.id])).content.decode()
    )


def test_without_a_scanner_the_page_of_limits_says_so(
    alice: Practitioner, case: Episode, client_of: ClientOf
) -> None:
    page = client_of(alice).get(reverse("episodes:file_add", args=[case.id])).content.decode()

    assert "There is no virus scanner here." in page


def test_who_may_not_see_a_part_sees_no_file_that_may_tell_of_it(
    alice: Practitioner,
    bob: Practitioner,
    episode: Episode,  # noqa: F811
    client_of: ClientOf,
) -> None:
    private, open_ = (
        make_file(episode, by=alice, title=title, element=element)
        for title, element in (("quokkasong", "identity"), ("heronword", "general_health"))
    )
    client = client_of(bob)

    page = client.get(reverse("episodes:files", args=[episode.id])).content.decode()

    assert "quokkasong" not in page
    assert "heronword" in page
    for name, more in (("file", ()), ("file_shown", ("whole",)), ("file_download", ()), ("file_remove", ())):
        assert client.get(at(name, private, *more)).status_code == 404
        assert client.get(at(name, open_, *more)).status_code == 200


def test_each_look_at_a_file_is_on_the_trail(
    alice: Practitioner, case: Episode, client_of: ClientOf, owner_sees: Callable[..., list[dict[str, Any]]]
) -> None:
    client, file = client_of(alice), make_file(case, by=alice)

    for address in (at("file", file), at("file_shown", file, "preview"), at("file_download", file)):
        client.get(address)

    rows = owner_sees(
        "select action, detail->>'way' as way from audit_event where practitioner_id = %s "
        "and (subject_id = %s or detail->>'case_file' = %s) order by at, id",
        [alice.id, file.id, str(file.id)],
    )
    shown = [(row["action"], row["way"]) for row in rows if row["action"] != "file_added"]
    assert shown == [
        ("file_shown", None),
        ("file_read", "preview"),
        ("file_read", "download"),
        ("taken", None),
    ]


def test_no_word_of_a_file_stands_in_an_address_or_title(
    alice: Practitioner, case: Episode, client_of: ClientOf
) -> None:
    file = make_file(case, by=alice, title="quokkasong", description="quokkasong", words="quokkasong")

    page = client_of(alice).get(at("file", file)).content.decode()

    title = page.split("<title>")[1].split("</title>")[0]
    assert "quokkasong" not in title
    assert not [link for link in page.split('href="')[1:] if "quokkasong" in link.split('"')[0]]


def test_the_scan_of_a_paper_form_belongs_to_the_version_typed_in_from_it(
    alice: Practitioner, client_of: ClientOf
) -> None:
    version = make_draft(by=alice)
    client = client_of(alice)

    sent = add(
        client,
        version.episode,
        content=making.paper(),
        kind="paper_form",
        whose="practitioner",
        assessment=str(version.id),
    )

    assert CaseFile.objects.get().assessment_id == version.id
    assert "Assessment, version 1" in client.get(sent["Location"]).content.decode()


def test_a_drawing_stands_beside_the_words_about_its_element(
    alice: Practitioner,
    bob: Practitioner,
    draft: Assessment,  # noqa: F811
    client_of: ClientOf,
) -> None:
    case = draft.episode
    beside = make_file(case, by=alice, title="quokkasong", element="general_health")
    apart = make_file(case, by=alice, title="scanword", kind="paper_form", assessment=draft)
    address = reverse("episodes:assessment_show", args=[case.id, 1])
    clients = {"alice": client_of(alice), "bob": client_of(bob)}

    with at_most(12):
        page = clients["alice"].get(address).content.decode()
    others = clients["bob"].get(address).content.decode()

    assert page.index(">General health<") < page.index(at("file_shown", beside, "preview"))
    assert page.index(at("file_shown", apart, "preview")) < page.index(">General health<")
    assert "quokkasong" in others
    assert "scanword" in page
    assert "scanword" not in others


def test_a_drawing_stands_on_the_screen_of_a_meeting_unless_somebody_there_may_not_see_it(
    alice: Practitioner,
    bob: Practitioner,
    draft: Assessment,  # noqa: F811
    client_of: ClientOf,
) -> None:
    case = draft.episode
    make_file(case, by=alice, title="quokkasong")
    make_file(case, by=alice, title="heronword", element="general_health")
    make_file(case, by=alice, title="letterword", kind="letter", element="general_health")
    client = client_of(alice)
    alone, with_bob = (
        reverse(
            "episodes:meeting_screen", args=[case.id, make_planned_meeting(case, by=alice, invited=who).id]
        )
        for who in ([alice], [alice, bob])
    )

    own, room = client.get(alone).content.decode(), client.get(with_bob).content.decode()

    assert "quokkasong" in own
    assert "quokkasong" not in room
    assert "heronword" in room
    assert "letterword" not in own
