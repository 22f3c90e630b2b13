"""The scanner is asked by its own protocol; without a clear yes nothing is harmless."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from opencaf.files import scanner
from tests.files.making import EICAR, picture
from tests.files.scanning import LocalScanner, Scanner, listening


@pytest.fixture
def asked(settings: Settings) -> Iterator[Scanner]:
    found = Scanner()
    settings.CLAMD = found.address
    with listening(found):
        yield found


def test_a_file_without_a_virus_is_harmless_and_arrives_whole(asked: Scanner) -> None:
    long = picture() + bytes(200_000)

    assert scanner.is_harmless(long)
    assert asked.asked == [long]


def test_a_virus_is_found(asked: Scanner) -> None:
    assert not scanner.is_harmless(b"%PDF-" + EICAR.encode())


def test_what_it_will_not_read_whole_is_not_harmless(asked: Scanner) -> None:
    asked.most = 1000

    assert not scanner.is_harmless(bytes(5000))


def test_an_answer_that_is_no_verdict_lets_nothing_through(asked: Scanner) -> None:
    asked.says = b"stream: Can't allocate memory ERROR\0"

    with pytest.raises(OSError, match="no verdict"):
        scanner.is_harmless(b"x")


def test_a_scanner_that_is_away_lets_nothing_through(settings: Settings) -> None:
    gone = Scanner()
    settings.CLAMD = gone.address
    gone.server_close()

    with pytest.raises(OSError, match="refused"):
        scanner.is_harmless(b"x")


def test_it_may_listen_on_a_socket_of_the_file_system(settings: Settings, tmp_path: Path) -> None:
    path = tmp_path / "clamd.ctl"
    settings.CLAMD = str(path)

    with listening(LocalScanner(path)):
        assert scanner.is_harmless(b"x")
