"""Mail that waits, is sent by a job, and never says anything about a family."""

import datetime as dt
import string
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from smtplib import SMTPException
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from procrastinate.contrib.django import app

from opencaf.agencies.models import Authority
from opencaf.core import clock
from opencaf.core.ids import new_id
from opencaf.outbox.jobs import TRIES, send_message
from opencaf.outbox.letters import letter_of
from opencaf.outbox.models import Message
from opencaf.outbox.operations import Letter, is_queued, queue_letters, queue_message
from opencaf.outbox.quiet import sent_from
from opencaf.outbox.wording import MAILS, MailKind
from tests.factories import AuthorityFactory, acting_in


def queue(authority: Authority) -> Message:
    (message,) = queue_message(kind=MailKind.INTENTION, to=["cosima@example.org"], authority_id=authority.id)
    return message


def test_a_queued_mail_waits_with_its_job_and_is_on_the_trail(
    authority: Authority, owner_sees: Callable[..., list[dict[str, Any]]]
) -> None:
    message = queue(authority)

    jobs = owner_sees("select task_name, args from procrastinate_jobs")
    events = owner_sees("select action, detail from audit_event where action = 'mail_queued'")
    assert message.state == "waiting"
    assert mail.outbox == []
    assert [job["args"]["message_id"] for job in jobs] == [str(message.id)]
    assert "cosima" not in str(events)


def test_the_job_sends_the_mail_once(authority: Authority) -> None:
    message = queue(authority)

    send_message(message_id=str(message.id), authority_id=str(authority.id))
    send_message(message_id=str(message.id), authority_id=str(authority.id))

    message.refresh_from_db()
    assert (message.state, message.tries) == ("sent", 1)
    assert [sent.to for sent in mail.outbox] == [["cosima@example.org"]]


def test_a_mail_that_fails_is_tried_again_and_given_up_at_last(
    authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    message = queue(authority)

    def fail(backend: EmailBackend, messages: object) -> int:
        raise SMTPException("no relay")

    monkeypatch.setattr(EmailBackend, "send_messages", fail)

    for _ in range(TRIES):
        with pytest.raises(SMTPException):
            send_message(message_id=str(message.id), authority_id=str(authority.id))

    message.refresh_from_db()
    assert (message.state, message.tries) == ("failed", TRIES)


def test_a_job_does_not_reach_another_authority(authority: Authority, other_authority: Authority) -> None:
    message = queue(authority)

    send_message(message_id=str(message.id), authority_id=str(other_authority.id))

    message.refresh_from_db()
    assert message.state == "waiting"


@pytest.mark.django_db(transaction=True)
def test_a_worker_sends_what_waits(today: None, fresh_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(connection.settings_dict, "CONN_MAX_AGE", 0)  # the worker's threads end with the test
    authority_id = new_id()
    with acting_in(authority_id), transaction.atomic():
        message = queue(AuthorityFactory())

    with app.replace_connector(app.connector.get_worker_connector()) as worker:  # type: ignore[attr-defined]
        run_apart(worker.run_worker, wait=False, install_signal_handlers=False, listen_notify=False)

    with acting_in(authority_id), transaction.atomic():
        assert Message.objects.get(pk=message.pk).state == "sent"


def run_apart(work: Callable[..., Any], **values: Any) -> None:
    """Run something in a thread of its own: a browser's event loop may run in the test's."""
    with ThreadPoolExecutor(max_workers=1) as pool:
        pool.submit(work, **values).result()


@pytest.mark.parametrize("kind", MailKind)
def test_the_words_of_a_mail_are_fixed(kind: MailKind) -> None:
    mail_words = MAILS[kind]

    places = [name for _, name, _, _ in string.Formatter().parse(mail_words.subject + mail_words.words)]

    assert places == [None]
    assert "%" not in mail_words.subject + mail_words.words


def test_a_mail_bears_the_id_of_its_message(authority: Authority) -> None:
    message = queue(authority)

    send_message(message_id=str(message.id), authority_id=str(authority.id))

    assert mail.outbox[0].extra_headers["Message-ID"] == f"<{message.id}@127.0.0.1>"


def test_a_folder_keeps_a_mail_that_is_handed_over_twice_once(
    authority: Authority, settings: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.EMAIL_BACKEND, settings.EMAIL_FILE_PATH = "opencaf.outbox.folder.FolderBackend", tmp_path
    message = queue(authority)

    for _ in range(2):
        letter_of(message).send()

    assert [file.name for file in tmp_path.iterdir()] == [f"{message.id}.eml"]
    settings.DEMONSTRATION = True
    call_command("demo_mail")
    assert "To: cosima@example.org\nSubject: Something new waits for you" in capsys.readouterr().out


def test_a_mail_that_goes_once_cannot_be_written_twice(authority: Authority) -> None:
    letter = Letter("cosima@example.org", once="digest on a day")
    queue_letters(kind=MailKind.INTENTION, letters=[letter], authority_id=authority.id)

    with pytest.raises(IntegrityError), transaction.atomic():
        queue_letters(kind=MailKind.INTENTION, letters=[letter], authority_id=authority.id)

    assert is_queued("digest on a day", authority.id)


@pytest.mark.parametrize(
    ("moment", "opens"),
    [
        ("2026-11-02 10:30", None),
        ("2026-11-02 06:59", "2026-11-02 07:00"),
        ("2026-11-02 19:00", "2026-11-03 07:00"),
        ("2026-11-06 21:00", "2026-11-09 07:00"),
        ("2026-11-08 12:00", "2026-11-09 07:00"),
    ],
)
def test_what_can_wait_is_sent_when_people_are_at_work(moment: str, opens: str | None) -> None:
    with clock.at(dt.datetime.fromisoformat(f"{moment}+00:00")):
        waits, urgent = sent_from(MailKind.DIGEST), sent_from(MailKind.GLASS_BROKEN)

    assert waits == (dt.datetime.fromisoformat(f"{opens}+00:00") if opens else None)
    assert urgent is None


def test_a_mail_of_the_night_has_its_job_in_the_morning(
    authority: Authority, owner_sees: Callable[..., list[dict[str, Any]]]
) -> None:
    with clock.at(dt.datetime(2026, 11, 6, 22, 0, tzinfo=dt.UTC)):
        queue(authority)

    (job,) = owner_sees("select scheduled_at from procrastinate_jobs")
    assert dt.datetime.fromisoformat(job["scheduled_at"]) == dt.datetime(2026, 11, 9, 7, tzinfo=dt.UTC)
