"""Papers are kept encrypted, bound to their own row."""

import base64
from collections.abc import Callable
from typing import Any

import pytest
from cryptography.exceptions import InvalidTag
from django.core.exceptions import ImproperlyConfigured, ValidationError
from pytest_django import Settings

from opencaf.agencies.models import Authority
from opencaf.files.models import LARGEST, StoredFile
from opencaf.files.operations import read_file, store_file
from opencaf.files.sealing import file_keys

ONE = "one:" + base64.b64encode(b"1" * 32).decode()
TWO = "two:" + base64.b64encode(b"2" * 32).decode()


def store(authority: Authority, content: bytes = b"a signed form") -> StoredFile:
    return store_file(
        name="form.pdf", media_type="application/pdf", content=content, authority_id=authority.id
    )


def test_a_paper_comes_back_as_it_was_and_lies_encrypted(authority: Authority) -> None:
    stored = StoredFile.objects.get(pk=store(authority).pk)

    content = read_file(stored=stored)

    assert content == b"a signed form"
    assert b"signed" not in bytes(stored.sealed)


def test_storing_and_reading_are_on_the_trail(
    authority: Authority, owner_sees: Callable[..., list[dict[str, Any]]]
) -> None:
    stored = store(authority)
    read_file(stored=stored)

    rows = owner_sees("select action from audit_event where subject_id = %s order by id", [stored.id])

    assert [row["action"] for row in rows] == ["file_stored", "file_read"]


def test_sealed_bytes_do_not_open_in_another_row(authority: Authority) -> None:
    stored, other = store(authority), store(authority, b"another")
    other.sealed = stored.sealed

    with pytest.raises(InvalidTag):
        read_file(stored=other)


def test_a_new_key_seals_while_the_old_one_still_opens(authority: Authority, settings: Settings) -> None:
    settings.FILE_KEYS = ONE
    old = store(authority)

    settings.FILE_KEYS = f"{TWO},{ONE}"
    new = store(authority)

    assert (old.key_id, new.key_id) == ("one", "two")
    assert read_file(stored=old) == read_file(stored=new)


@pytest.mark.parametrize("content", [b"", b"x" * (LARGEST + 1)], ids=["empty", "too large"])
def test_an_empty_or_a_large_paper_is_refused_in_a_sentence(authority: Authority, content: bytes) -> None:
    with pytest.raises(ValidationError, match="The file"):
        store(authority, content)


@pytest.mark.parametrize("keys", ["", "one:short", "one:not base64!"])
def test_a_wrong_key_is_refused_without_showing_it(settings: Settings, keys: str) -> None:
    settings.FILE_KEYS = keys

    with pytest.raises(ImproperlyConfigured) as refusal:
        file_keys()

    assert "short" not in str(refusal.value)


def test_a_key_that_stands_alone_needs_no_id(settings: Settings) -> None:
    settings.FILE_KEYS = ONE.partition(":")[2]

    assert list(file_keys()) == ["1"]


def test_a_missing_key_is_named(authority: Authority, settings: Settings) -> None:
    settings.FILE_KEYS = ONE
    stored = store(authority)
    settings.FILE_KEYS = TWO

    with pytest.raises(ImproperlyConfigured, match="no key one"):
        read_file(stored=stored)
