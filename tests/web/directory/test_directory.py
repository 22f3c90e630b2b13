"""The directory of services, through pages."""

import json
import uuid
from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from opencaf.agencies.models import Practitioner
from opencaf.directory.models import Service
from opencaf.directory.open_referral.reading import read_texts
from opencaf.directory.operations.importing import import_feed
from opencaf.directory.operations.keeping import keep_waiting
from tests.directory.feeds import feed_text, make_record
from tests.factories import AgencyFactory
from tests.factories.support import make_service

ClientOf = Callable[[Practitioner], Client]
INDEX = "/directory/"


def day(name: str, year: int, month: int, number: int) -> dict[str, str]:
    return {f"{name}_day": str(number), f"{name}_month": str(month), f"{name}_year": str(year)}


def test_a_row_says_ages_and_waiting_time(
    alice: Practitioner,
    coordinator: Practitioner,
    client_of: ClientOf,
    django_assert_max_num_queries: Any,
) -> None:
    service = make_service(name="Play group", details={"age_from": 2, "age_to": 5}, by=coordinator)
    keep_waiting(service=service, weeks=6, places_free=1, as_of=service.recorded_at.date(), by=coordinator)
    client = client_of(alice)
    client.get(INDEX)

    with django_assert_max_num_queries(12):
        page = client.get(INDEX, {"words": "play", "age": "3"}).content.decode()

    assert "2 to 5 years" in page
    assert "Waiting time 6 weeks" in page
    assert "1 place free" in page
    assert "Add a service" not in page


def test_a_service_is_found_by_words_age_need_and_place(
    alice: Practitioner, coordinator: Practitioner, client_of: ClientOf
) -> None:
    import_feed(feed=read_texts([feed_text(make_record())]), name="county", by=coordinator)
    client = client_of(alice)

    def found(**chosen: str) -> bool:
        return "Harbour bereavement support" in client.get(INDEX, chosen).content.decode()

    assert found(words="harbour trust")
    assert found(age="11")
    assert found(place="ZZ1")
    assert not found(words="swimming")
    assert not found(age="12")
    assert not found(place="ZZ9")
    assert not found(need="housing")
    assert "No service of the directory fits" in client.get(INDEX, {"words": "swimming"}).content.decode()


def test_a_service_is_added_changed_retired_and_put_back(
    coordinator: Practitioner, client_of: ClientOf
) -> None:
    client, agency = client_of(coordinator), AgencyFactory(name="Family hub")
    typed = {
        "name": "Play group",
        "agency": str(agency.id),
        "age_from": "2",
        "age_to": "5",
        "needs": ["early_development"],
        "locations": "Hall; 1 High Street, Marlow; ZZ2 3CD",
    }

    client.post(reverse("directory:add"), typed)
    service = Service.objects.get()
    client.post(reverse("directory:change", args=[service.id]), {**typed, "name": "Stay and play"})
    client.post(reverse("directory:retire", args=[service.id]), {"why": "The hall is closed"})
    page = client.get(reverse("directory:show", args=[service.id])).content.decode()
    client.post(reverse("directory:put_back", args=[service.id]), {"submission_token": str(uuid.uuid4())})

    service.refresh_from_db()
    assert (service.name, service.age_to, service.active) == ("Stay and play", 5, True)
    assert service.locations == [{"name": "Hall", "address": "1 High Street, Marlow", "postcode": "ZZ2 3CD"}]
    assert "The hall is closed" in page


def test_ages_upside_down_are_refused_and_the_words_stay(
    coordinator: Practitioner, client_of: ClientOf
) -> None:
    typed = {"name": "Play group", "agency": str(AgencyFactory().id), "age_from": "9", "age_to": "5"}

    page = client_of(coordinator).post(reverse("directory:add"), typed).content.decode()

    assert "The oldest age must be the same as or above the youngest" in page
    assert 'value="Play group"' in page
    assert not Service.objects.exists()


def test_a_waiting_time_is_kept_by_who_works_there(
    alice: Practitioner, bob: Practitioner, coordinator: Practitioner, client_of: ClientOf
) -> None:
    service = make_service(agency=alice.agency, by=coordinator)
    address = reverse("directory:waiting", args=[service.id])

    client_of(alice).post(address, {"weeks": "4", **day("as_of", 2025, 10, 2)})

    service.refresh_from_db()
    assert service.waiting_weeks == 4
    if bob.agency != alice.agency:
        assert client_of(bob).get(address).status_code == 403


def test_a_feed_is_tried_and_then_brought_in(coordinator: Practitioner, client_of: ClientOf) -> None:
    client = client_of(coordinator)
    text = feed_text(make_record(), {**make_record(), "status": "open"})

    def send(way: str) -> str:
        file = SimpleUploadedFile("feed.json", text.encode(), "application/json")
        sent = client.post(reverse("directory:feed"), {"file": file, "name": "county", "way": way})
        return sent.content.decode()

    tried = send("try")
    assert "1 service would be added." in tried
    assert "nothing was written" in tried
    assert "status must be" in tried
    assert not Service.objects.exists()
    assert "1 service added." in send("do")
    assert Service.objects.count() == 1


def test_a_file_that_is_no_feed_says_so(coordinator: Practitioner, client_of: ClientOf) -> None:
    file = SimpleUploadedFile("feed.json", b"Name,Age", "text/csv")

    sent = client_of(coordinator).post(
        reverse("directory:feed"), {"file": file, "name": "county", "way": "do"}
    )

    assert "The file is not JSON" in sent.content.decode()


def test_the_directory_is_given_away_without_a_person(coordinator: Practitioner, client_of: ClientOf) -> None:
    make_service(name="Play group", by=coordinator)

    given = client_of(coordinator).get(reverse("directory:feed_download"))

    page = json.loads(given.content)
    assert page["version"] == "HSDS-UK-3.0"
    assert [one["name"] for one in page["contents"]] == ["Play group"]


def test_a_service_of_a_feed_is_not_changed_here(coordinator: Practitioner, client_of: ClientOf) -> None:
    import_feed(feed=read_texts([feed_text(make_record())]), name="county", by=coordinator)
    service = Service.objects.get()

    answer = client_of(coordinator).get(reverse("directory:change", args=[service.id]))

    assert answer.status_code == 404
