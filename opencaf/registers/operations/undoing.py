"""Taking back what an import wrote: asked for on a page, done by a job, whole or not at all."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from procrastinate.contrib.django import app

from opencaf.agencies.models import Practitioner
from opencaf.audit import trail
from opencaf.core import clock
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing
from opencaf.registers.models import Import
from opencaf.registers.operations.importing import lift_time_limits
from opencaf.registers.permissions import can_write_registers
from opencaf.registers.queries.undoing import Worked, worked_on_since

WORKED_ON = "{who} worked on what it wrote since: {names}. Nothing was undone."
HELD_FAST = "Something that it wrote is in use by now, so that it cannot be undone. Nothing was changed."
UNDONE = "This import has been undone already."
BEING_UNDONE = "This import is being undone. Wait until that is done."
BROKEN_OFF = "The work broke off before its end. Nothing was undone. Ask for it again."
LONGEST_PROBLEM = 500


@all_or_nothing
def ask_to_undo(*, brought_in: Import, by: Practitioner) -> None:
    """Have a job take back all that an import wrote; refused at once where people have worked on it."""
    require(can_write_registers(by))
    brought_in = Import.objects.select_for_update(of=("self",)).get(pk=brought_in.pk)
    refuse_to_undo(brought_in)
    if brought_in.is_being_undone:
        raise ValidationError(BEING_UNDONE)
    brought_in.undo_asked_at, brought_in.undo_problem = clock.now(), ""
    brought_in.save(update_fields=["undo_asked_at", "undo_problem"])
    trail.record("import_undo_asked", subject_kind="import", subject_id=brought_in.id)
    app.configure_task("undo_register", queue="registers").defer(
        import_id=str(brought_in.id), user_id=str(by.user_id), post_id=str(by.post.id)
    )


@all_or_nothing
def undo_import(*, brought_in: Import, by: Practitioner) -> None:
    """Delete everything that an import wrote; refused, naming them, where people have worked on it since.

    The line of the import stays and says that it was undone, and so does the trail.
    """
    require(can_write_registers(by))
    refuse_to_undo(brought_in)
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            lift_time_limits()
            cursor.execute("select registers_take_back(%s)", [brought_in.id])
    except IntegrityError:
        raise ValidationError(HELD_FAST) from None
    trail.record("import_undone", subject_kind="import", subject_id=brought_in.id, rows=brought_in.written)


@all_or_nothing
def note_not_undone(*, brought_in: Import, problem: str, by: Practitioner) -> None:
    """Note why an import was not undone, so that it can be asked for again."""
    require(can_write_registers(by))
    brought_in.undo_asked_at, brought_in.undo_problem = None, problem[:LONGEST_PROBLEM]
    brought_in.save(update_fields=["undo_asked_at", "undo_problem"])
    trail.record("import_not_undone", subject_kind="import", subject_id=brought_in.id)


def refuse_to_undo(brought_in: Import) -> None:
    """Raise ValidationError where an import is undone already, or people have worked on what it wrote."""
    if brought_in.state == Import.State.UNDONE:
        raise ValidationError(UNDONE)
    if worked := worked_on_since(brought_in):
        raise ValidationError(worked_on_in_words(worked))


def worked_on_in_words(worked: Worked) -> str:
    """Return the sentence that says who has worked on what since an import."""
    who = f"{', '.join(worked.by)} {'have' if len(worked.by) > 1 else 'has'}" if worked.by else "People have"
    return WORKED_ON.format(who=who, names=", ".join(worked.on))
