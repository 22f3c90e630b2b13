import django.db.models.deletion
from django.db import migrations, models

import opencaf.core.clock
import opencaf.core.fields
import opencaf.core.ids
from opencaf.access.case_wall import SEES_ALL, HideUnderShield, RaiseCaseWall, RaiseWallBehind, within_sight
from opencaf.core.database.at_once import at_once
from opencaf.core.second_wall import LimitRows, RaiseWall

TRANSFERS = "episodes_transfer"
RECEIVED = "episodes_receivedtransfer"


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0022_ask_for_a_look"),
        ("episodes", "0038_offer_the_lead"),
        ("people", "0020_end_lists_with_the_post"),
    ]

    operations = [
        migrations.CreateModel(
            name="ReceivedTransfer",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=opencaf.core.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("recorded_at", models.DateTimeField(default=opencaf.core.clock.now, editable=False)),
                (
                    "recorded_how",
                    models.CharField(
                        choices=[
                            ("typed", "Typed in by a practitioner"),
                            ("job", "Written by the program"),
                            ("imported", "Brought in from another system"),
                            ("link", "Written through a link by somebody without an account"),
                        ],
                        default="typed",
                        max_length=10,
                    ),
                ),
                ("package_id", models.UUIDField()),
                ("digest", models.CharField(max_length=64)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting for an answer"),
                            ("accepted", "Accepted"),
                            ("declined", "Declined"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("sender_name", models.CharField(max_length=100)),
                ("sender_contact", models.CharField(max_length=300)),
                ("their_reference", models.CharField(max_length=24)),
                ("moves_on", models.DateField()),
                ("received_on", models.DateField()),
                ("key_id", models.CharField(blank=True, max_length=20)),
                ("held", models.BinaryField(blank=True, default=b"")),
                ("answered_on", models.DateField(blank=True, null=True)),
                ("answer_reason", models.TextField(blank=True)),
                ("receipt", models.TextField(blank=True)),
                (
                    "answered_by",
                    opencaf.core.fields.AuthorityForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.practitioner",
                    ),
                ),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.authority"
                    ),
                ),
                (
                    "episode",
                    opencaf.core.fields.AuthorityForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="received_transfers",
                        to="episodes.episode",
                    ),
                ),
                (
                    "on_behalf_of",
                    opencaf.core.fields.AuthorityForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.practitioner",
                    ),
                ),
                (
                    "recorded_by",
                    opencaf.core.fields.AuthorityForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.practitioner",
                    ),
                ),
                (
                    "recorded_post",
                    opencaf.core.fields.AuthorityForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.post",
                    ),
                ),
            ],
            options={
                "ordering": ["-received_on", "-id"],
            },
        ),
        migrations.CreateModel(
            name="Transfer",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=opencaf.core.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("recorded_at", models.DateTimeField(default=opencaf.core.clock.now, editable=False)),
                (
                    "recorded_how",
                    models.CharField(
                        choices=[
                            ("typed", "Typed in by a practitioner"),
                            ("job", "Written by the program"),
                            ("imported", "Brought in from another system"),
                            ("link", "Written through a link by somebody without an account"),
                        ],
                        default="typed",
                        max_length=10,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("prepared", "Prepared"),
                            ("sent", "Sent, waiting for an answer"),
                            ("accepted", "Accepted"),
                            ("declined", "Declined"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="prepared",
                        max_length=10,
                    ),
                ),
                ("to_name", models.CharField(max_length=100)),
                ("to_mailbox", models.EmailField(max_length=254)),
                ("why", models.TextField()),
                ("moves_on", models.DateField()),
                ("agreed_on", models.DateField()),
                ("agreed_words", models.TextField()),
                ("prepared_on", models.DateField()),
                ("sent_on", models.DateField(blank=True, null=True)),
                ("answered_on", models.DateField(blank=True, null=True)),
                ("answer_reason", models.TextField(blank=True)),
                ("answered_by_words", models.CharField(blank=True, max_length=250)),
                ("their_reference", models.CharField(blank=True, max_length=24)),
                ("withdrawn_on", models.DateField(blank=True, null=True)),
                ("withdrawn_why", models.TextField(blank=True)),
                ("key_id", models.CharField(blank=True, max_length=20)),
                ("secrets", models.BinaryField(blank=True, default=b"")),
                (
                    "agreed_by",
                    opencaf.core.fields.AuthorityForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.authority"
                    ),
                ),
                (
                    "episode",
                    opencaf.core.fields.AuthorityForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="transfers",
                        to="episodes.episode",
                    ),
                ),
                (
                    "on_behalf_of",
                    opencaf.core.fields.AuthorityForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.practitioner",
                    ),
                ),
                (
                    "recorded_by",
                    opencaf.core.fields.AuthorityForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.practitioner",
                    ),
                ),
                (
                    "recorded_post",
                    opencaf.core.fields.AuthorityForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.post",
                    ),
                ),
            ],
            options={
                "ordering": ["prepared_on", "id"],
            },
        ),
        migrations.CreateModel(
            name="TransferLeftOut",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=opencaf.core.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("recorded_at", models.DateTimeField(default=opencaf.core.clock.now, editable=False)),
                (
                    "recorded_how",
                    models.CharField(
                        choices=[
                            ("typed", "Typed in by a practitioner"),
                            ("job", "Written by the program"),
                            ("imported", "Brought in from another system"),
                            ("link", "Written through a link by somebody without an account"),
                        ],
                        default="typed",
                        max_length=10,
                    ),
                ),
                ("element", models.CharField(max_length=60)),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.authority"
                    ),
                ),
                (
                    "on_behalf_of",
                    opencaf.core.fields.AuthorityForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.practitioner",
                    ),
                ),
                (
                    "recorded_by",
                    opencaf.core.fields.AuthorityForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.practitioner",
                    ),
                ),
                (
                    "recorded_post",
                    opencaf.core.fields.AuthorityForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.post",
                    ),
                ),
                (
                    "transfer",
                    opencaf.core.fields.AuthorityForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="left_out",
                        to="episodes.transfer",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="TransferredRow",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=opencaf.core.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("recorded_at", models.DateTimeField(default=opencaf.core.clock.now, editable=False)),
                ("sheet", models.CharField(max_length=40)),
                ("original_id", models.UUIDField()),
                ("row_id", models.UUIDField()),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.authority"
                    ),
                ),
                (
                    "received",
                    opencaf.core.fields.AuthorityForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rows",
                        to="episodes.receivedtransfer",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="receivedtransfer",
            constraint=models.UniqueConstraint(
                fields=("authority", "package_id"), name="package_is_received_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="receivedtransfer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("answered_on", None),
                        ("episode", None),
                        ("state", "waiting"),
                        models.Q(("key_id", ""), _negated=True),
                    ),
                    models.Q(
                        ("answered_on__isnull", False),
                        ("episode__isnull", False),
                        ("key_id", ""),
                        ("state", "accepted"),
                    ),
                    models.Q(
                        ("answered_on__isnull", False),
                        ("episode", None),
                        ("key_id", ""),
                        ("state", "declined"),
                        models.Q(("answer_reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="received_transfer_is_held_only_while_it_waits",
            ),
        ),
        migrations.AddConstraint(
            model_name="transfer",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["prepared", "sent"])),
                fields=("episode",),
                name="one_transfer_waits",
            ),
        ),
        migrations.AddConstraint(
            model_name="transfer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answered_on__isnull", False), ("state__in", ["accepted", "declined"])),
                    models.Q(
                        models.Q(("state__in", ["accepted", "declined"]), _negated=True),
                        ("answered_on", None),
                    ),
                    _connector="OR",
                ),
                name="answered_transfer_says_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="transfer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("state", "withdrawn"),
                        ("withdrawn_on__isnull", False),
                        models.Q(("withdrawn_why", ""), _negated=True),
                    ),
                    models.Q(
                        models.Q(("state", "withdrawn"), _negated=True),
                        ("withdrawn_on", None),
                        ("withdrawn_why", ""),
                    ),
                    _connector="OR",
                ),
                name="withdrawn_transfer_says_when_and_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="transfer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("sent_on", None), ("sent_on__gte", models.F("prepared_on")), _connector="OR"
                ),
                name="transfer_is_sent_after_it_was_prepared",
            ),
        ),
        migrations.AddConstraint(
            model_name="transferleftout",
            constraint=models.UniqueConstraint(
                fields=("transfer", "element"), name="area_is_left_out_of_transfer_once"
            ),
        ),
        migrations.AddIndex(
            model_name="transferredrow",
            index=models.Index(fields=["original_id"], name="transferred_row_by_origin"),
        ),
        migrations.AddConstraint(
            model_name="transferredrow",
            constraint=models.UniqueConstraint(
                fields=("received", "sheet", "original_id"), name="row_is_brought_in_once"
            ),
        ),
        RaiseWall("Transfer"),
        RaiseWall("TransferLeftOut"),
        RaiseWall("ReceivedTransfer"),
        RaiseWall("TransferredRow"),
        RaiseCaseWall("Transfer"),
        HideUnderShield("Transfer"),
        RaiseWallBehind("TransferLeftOut", parent=TRANSFERS, via="transfer_id", with_shield=True),
        LimitRows(
            "ReceivedTransfer",
            "within_a_case",
            using=f"(episode_id is null and {SEES_ALL}) or {within_sight('episode_id')}",
        ),
        HideUnderShield("ReceivedTransfer"),
        RaiseWallBehind("TransferredRow", parent=RECEIVED, via="received_id", with_shield=True),
    ]

    operations = at_once(operations)
