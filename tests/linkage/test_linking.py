"""`manage.py link_register`: certain links, questions, and nothing twice."""

import csv
import datetime as dt
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command

from opencaf.agencies.models import Practitioner
from opencaf.linkage.entries import Entry
from opencaf.linkage.management import comparing
from opencaf.linkage.models import LinkState, Register, RegisterLink
from opencaf.linkage.operations.linking import link_register
from opencaf.people.details import Birth, Extras
from opencaf.people.models import Identifier, Person
from opencaf.people.operations.finding import find_children
from opencaf.people.sought import Sought
from tests.factories.linkage import SYSTEM, found_pair, make_link
from tests.factories.people import make_child

HEADINGS = ("id", "given_names", "family_name", "date_of_birth", "sex", "postcode", "nhs_number")
YUSUF = ("SC-1", "Yusuf", "Nur", "2022-07-11", "", "ZD4 2QP", "")
Link = Callable[..., str]


@pytest.fixture
def link(coordinator: Practitioner, tmp_path: Path) -> Link:
    """Link a register with the command; returns what it said."""

    def run(*lines: tuple[str, ...], **options: Any) -> str:
        file = tmp_path / "register.csv"
        with file.open("w", encoding="utf-8", newline="") as opened:
            csv.writer(opened).writerows((HEADINGS, *lines))
        said = StringIO()
        options = {"address": coordinator.email, "system": SYSTEM, **options}
        call_command("link_register", str(file), stderr=options.pop("stderr", said), **options)
        return said.getvalue()

    return run


@pytest.fixture
def yusuf(alice: Practitioner) -> Person:
    return make_child(extras=Extras(nhs_number="9990725217"), by=alice)


def states() -> list[tuple[str, str, str]]:
    return list(RegisterLink.objects.order_by("entry", "-bits").values_list("entry", "state", "against"))


def test_a_certain_child_gets_the_registers_number(link: Link, yusuf: Person, dave: Practitioner) -> None:
    said = link(YUSUF)

    made = RegisterLink.objects.get()
    assert "1 entries, 1 children: 1 certain links, 0 doubtful pairs." in said
    assert (made.person, made.state, made.probability > 0.99) == (yusuf, LinkState.MADE, True)
    assert made.identifier
    assert (made.identifier.system, made.identifier.value) == (SYSTEM, "SC-1")
    assert [hit.child for hit in find_children(sought=Sought(identifier="SC-1"), by=dave)] == [yusuf]


def test_every_link_says_why(link: Link, yusuf: Person) -> None:
    link(("SC-1", "Yusef", "Nur", "2022-11-07", "", "ZD4 2QX", "999 072 5217"))

    evidence = {one["label"]: one["words"] for one in RegisterLink.objects.get().evidence}
    assert evidence == {
        "Given name": "written alike",
        "Family name": "the same",
        "Date of birth": "day and month the other way round",
        "Postcode": "nearby",
        "Sex": "not known on one side",
        "NHS number": "the same",
        "UPN": "not known on one side",
    }


def test_a_twin_is_asked_about_and_a_stranger_is_not(link: Link, yusuf: Person) -> None:
    twin = ("SC-2", "Ayaan", "Nur", "2022-07-11", "M", "ZD4 2QP", "")
    stranger = ("SC-3", "Priya", "Rao", "2016-02-29", "F", "ZD9 1AA", "")

    link(twin, stranger)

    assert states() == [("SC-2", "waiting", "given")]
    assert RegisterLink.objects.get().given_names == "Ayaan"
    assert not Identifier.objects.filter(system=SYSTEM).exists()


def test_the_words_of_a_certain_entry_are_not_kept(link: Link, yusuf: Person) -> None:
    link(YUSUF)

    made = RegisterLink.objects.get()
    assert (made.given_names, made.born, made.postcode) == ("", "", "")


def test_the_same_file_makes_nothing_twice(link: Link, yusuf: Person) -> None:
    twin = ("SC-2", "Ayaan", "Nur", "2022-07-11", "M", "ZD4 2QP", "")
    link(YUSUF, twin)

    said = link(YUSUF, twin)

    assert "0 links made, 0 pairs to judge; the rest was known before." in said
    assert RegisterLink.objects.count() == 2
    assert Register.objects.count() == 1
    assert Identifier.objects.filter(system=SYSTEM).count() == 1


def test_a_check_writes_nothing(link: Link, yusuf: Person, owner_sees: Any) -> None:
    said = link(YUSUF, check=True)

    assert "1 certain links" in said
    assert "nothing was written" in said
    assert not Register.objects.exists()
    assert not RegisterLink.objects.exists()
    assert owner_sees("select from audit_event where action = 'register_linked'") == []


def test_a_wrong_line_links_nobody(link: Link, yusuf: Person) -> None:
    said = StringIO()

    with pytest.raises(CommandError, match=r"2 faults\. Nothing was linked\."):
        link(YUSUF, YUSUF, ("SC-4", "Zofia", "Borczak", "31/02/2015", "F", "", ""), stderr=said)

    assert said.getvalue().splitlines() == [
        "Line 3: The id stands on line 2 already.",
        "Line 4: date_of_birth must be a real date such as 2015-03-27 or 27/03/2015.",
    ]
    assert not Register.objects.exists()


def test_the_trail_keeps_counts_and_no_words(link: Link, yusuf: Person, owner_sees: Any) -> None:
    link(YUSUF)

    (row,) = owner_sees("select detail::text from audit_event where action = 'register_linked'")
    assert '"links": 1' in row["detail"]
    assert "Nur" not in row["detail"]
    assert "SC-1" not in row["detail"]


def test_only_who_coordinates_or_manages_links(yusuf: Person, dave: Practitioner) -> None:
    with pytest.raises(PermissionDenied, match="coordinate or manage"):
        link_register(system=SYSTEM, found=found_pair(yusuf, Entry("SC-1")), by=dave)


def test_a_practitioner_is_refused_with_a_sentence(link: Link, yusuf: Person, dave: Practitioner) -> None:
    with pytest.raises(CommandError, match="Linking registers is for those who coordinate or manage"):
        link(YUSUF, address=dave.email)


def test_without_the_packages_the_command_says_what_to_install(
    link: Link, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(comparing, "find_spec", lambda name: None)

    with pytest.raises(CommandError, match=r"requirements/linkage\.txt"):
        link(YUSUF)


def test_a_register_needs_a_name(link: Link) -> None:
    with pytest.raises(CommandError, match="1 to 100 characters"):
        link(YUSUF, system="  ")


def test_other_names_are_compared(link: Link, alice: Practitioner) -> None:
    child = make_child(extras=Extras(known_as=("Yuyu",), previous_family_names=("Marsh",)), by=alice)

    link(("SC-1", "Yusuf", "Marsh", "2022-07-11", "", "ZD4 2QP", ""))

    assert RegisterLink.objects.get(state=LinkState.MADE).person == child


def test_an_empty_authority_links_nobody(link: Link) -> None:
    assert "1 entries, 0 children: 0 certain links" in link(YUSUF)


def test_an_entry_that_is_linked_is_asked_about_no_more(
    link: Link, yusuf: Person, coordinator: Practitioner, alice: Practitioner
) -> None:
    make_link(yusuf, by=coordinator, entry="SC-1")
    make_child("Yusuf", "Nur", birth=Birth(born_on=dt.date(2022, 7, 11)), by=alice)

    link(YUSUF)

    assert states() == [("SC-1", "made", "")]
