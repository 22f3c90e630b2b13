import django.db.models.deletion
from django.db import migrations, models

import opencaf.core.clock
import opencaf.core.fields
import opencaf.core.ids
from opencaf.access.case_wall import RaiseCaseWall, RaiseWallBehind
from opencaf.core.database.at_once import at_once
from opencaf.core.second_wall import RaiseWall


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0008_raise_walls_of_accounts"),
        ("episodes", "0007_raise_walls_by_grants"),
        ("people", "0002_raise_walls"),
    ]

    operations = [
        migrations.CreateModel(
            name="ConsentAgencyChild",
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
            ],
        ),
        migrations.CreateModel(
            name="ConsentAgencyElement",
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
            ],
        ),
        migrations.CreateModel(
            name="PersonLeftOut",
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
                ("why", models.TextField(blank=True)),
            ],
        ),
        migrations.CreateModel(
            name="PersonLeftOutElement",
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
            ],
        ),
        migrations.CreateModel(
            name="SharingDecision",
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
                ("decided_on", models.DateField()),
                (
                    "decision",
                    models.CharField(
                        choices=[("share", "To share"), ("not_share", "Not to share")], max_length=10
                    ),
                ),
                ("recipient", models.CharField(blank=True, max_length=300)),
                ("items", models.TextField()),
                ("ground", models.TextField()),
                (
                    "article_6",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("public_task", "Public task"),
                            ("legal_obligation", "Legal obligation"),
                            ("vital_interests", "Vital interests"),
                            ("legitimate_interests", "Legitimate interests"),
                            ("consent", "Consent"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "article_9",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("safeguarding", "Safeguarding of children and of individuals at risk"),
                            ("health_or_social_care", "Health or social care"),
                            ("public_interest", "Substantial public interest, other"),
                            ("vital_interests", "Vital interests"),
                            ("legal_claims", "Legal claims"),
                            ("explicit_consent", "Explicit consent"),
                            ("none", "No special category of information"),
                        ],
                        max_length=24,
                    ),
                ),
                ("rationale", models.TextField()),
                ("advice_from", models.CharField(blank=True, max_length=300)),
                (
                    "asked",
                    models.CharField(
                        choices=[
                            ("agreed", "Asked, and agreed"),
                            ("refused", "Asked, and did not agree"),
                            ("not_asked", "Not asked"),
                        ],
                        max_length=10,
                    ),
                ),
                ("asked_words", models.TextField(blank=True)),
                ("family_told", models.BooleanField()),
                ("family_told_words", models.TextField(blank=True)),
            ],
            options={
                "ordering": ["decided_on", "id"],
            },
        ),
        migrations.CreateModel(
            name="SharingDecisionPerson",
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
            ],
        ),
        migrations.CreateModel(
            name="Withheld",
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
            ],
        ),
        migrations.AddField(
            model_name="consent",
            name="lawful_basis",
            field=models.CharField(
                blank=True,
                choices=[
                    ("public_task", "Public task"),
                    ("legal_obligation", "Legal obligation"),
                    ("vital_interests", "Vital interests"),
                    ("legitimate_interests", "Legitimate interests"),
                    ("consent", "Consent"),
                ],
                max_length=20,
            ),
        ),
        migrations.AddField(
            model_name="consentagency",
            name="parts",
            field=models.CharField(
                blank=True,
                choices=[("only", "Only these parts"), ("except", "All parts except these")],
                max_length=6,
            ),
        ),
        migrations.AddConstraint(
            model_name="consentagency",
            constraint=models.CheckConstraint(
                condition=models.Q(("share", "part"), ("parts", ""), _connector="OR"),
                name="only_a_part_names_its_elements",
            ),
        ),
        migrations.AddField(
            model_name="consentagencychild",
            name="answer",
            field=opencaf.core.fields.AuthorityForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="children",
                to="episodes.consentagency",
            ),
        ),
        migrations.AddField(
            model_name="consentagencychild",
            name="authority",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.authority"
            ),
        ),
        migrations.AddField(
            model_name="consentagencychild",
            name="child",
            field=opencaf.core.fields.AuthorityForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
            ),
        ),
        migrations.AddField(
            model_name="consentagencychild",
            name="on_behalf_of",
            field=opencaf.core.fields.AuthorityForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agencies.practitioner",
            ),
        ),
        migrations.AddField(
            model_name="consentagencychild",
            name="recorded_by",
            field=opencaf.core.fields.AuthorityForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agencies.practitioner",
            ),
        ),
        migrations.AddField(
            model_name="consentagencychild",
            name="recorded_post",
            field=opencaf.core.fields.AuthorityForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agencies.post",
            ),
        ),
        migrations.AddField(
            model_name="consentagencyelement",
            name="answer",
            field=opencaf.core.fields.AuthorityForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="elements",
                to="episodes.consentagency",
            ),
        ),
        migrations.AddField(
            model_name="consentagencyelement",
            name="authority",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.authority"
            ),
        ),
        migrations.AddField(
            model_name="consentagencyelement",
            name="on_behalf_of",
            field=opencaf.core.fields.AuthorityForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agencies.practitioner",
            ),
        ),
        migrations.AddField(
            model_name="consentagencyelement",
            name="recorded_by",
            field=opencaf.core.fields.AuthorityForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agencies.practitioner",
            ),
        ),
        migrations.AddField(
            model_name="consentagencyelement",
            name="recorded_post",
            field=opencaf.core.fields.AuthorityForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agencies.post",
            ),
        ),
        migrations.AddField(
            model_name="personleftout",
            name="authority",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.authority"
            ),
        ),
        migrations.AddField(
            model_name="personleftout",
            name="consent",
            field=opencaf.core.fields.AuthorityForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="people_left_out",
                to="episodes.consent",
            ),
        ),
        migrations.AddField(
            model_name="personleftout",
            name="on_behalf_of",
            field=opencaf.core.fields.AuthorityForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agencies.practitioner",
            ),
        ),
        migrations.AddField(
            model_name="personleftout",
            name="person",
            field=opencaf.core.fields.AuthorityForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
            ),
        ),
        migrations.AddField(
            model_name="personleftout",
            name="recorded_by",
            field=opencaf.core.fields.AuthorityForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agencies.practitioner",
            ),
        ),
        migrations.AddField(
            model_name="personleftout",
            name="recorded_post",
            field=opencaf.core.fields.AuthorityForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agencies.post",
            ),
        ),
        migrations.AddField(
            model_name="personleftoutelement",
            name="authority",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.authority"
            ),
        ),
        migrations.AddField(
            model_name="personleftoutelement",
            name="left_out",
            field=opencaf.core.fields.AuthorityForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="elements",
                to="episodes.personleftout",
            ),
        ),
        migrations.AddField(
            model_name="personleftoutelement",
            name="on_behalf_of",
            field=opencaf.core.fields.AuthorityForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agencies.practitioner",
            ),
        ),
        migrations.AddField(
            model_name="personleftoutelement",
            name="recorded_by",
            field=opencaf.core.fields.AuthorityForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agencies.practitioner",
            ),
        ),
        migrations.AddField(
            model_name="personleftoutelement",
            name="recorded_post",
            field=opencaf.core.fields.AuthorityForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agencies.post",
            ),
        ),
        migrations.AddField(
            model_name="sharingdecision",
            name="agency",
            field=opencaf.core.fields.AuthorityForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agencies.agency",
            ),
        ),
        migrations.AddField(
            model_name="sharingdecision",
            name="authority",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.authority"
            ),
        ),
        migrations.AddField(
            model_name="sharingdecision",
            name="decided_by",
            field=opencaf.core.fields.AuthorityForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.practitioner"
            ),
        ),
        migrations.AddField(
            model_name="sharingdecision",
            name="episode",
            field=opencaf.core.fields.AuthorityForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="sharing_decisions",
                to="episodes.episode",
            ),
        ),
        migrations.AddField(
            model_name="sharingdecision",
            name="on_behalf_of",
            field=opencaf.core.fields.AuthorityForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agencies.practitioner",
            ),
        ),
        migrations.AddField(
            model_name="sharingdecision",
            name="person",
            field=opencaf.core.fields.AuthorityForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.person",
            ),
        ),
        migrations.AddField(
            model_name="sharingdecision",
            name="recorded_by",
            field=opencaf.core.fields.AuthorityForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agencies.practitioner",
            ),
        ),
        migrations.AddField(
            model_name="sharingdecision",
            name="recorded_post",
            field=opencaf.core.fields.AuthorityForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agencies.post",
            ),
        ),
        migrations.AddField(
            model_name="sharingdecisionperson",
            name="authority",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.authority"
            ),
        ),
        migrations.AddField(
            model_name="sharingdecisionperson",
            name="decision",
            field=opencaf.core.fields.AuthorityForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="people",
                to="episodes.sharingdecision",
            ),
        ),
        migrations.AddField(
            model_name="sharingdecisionperson",
            name="on_behalf_of",
            field=opencaf.core.fields.AuthorityForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agencies.practitioner",
            ),
        ),
        migrations.AddField(
            model_name="sharingdecisionperson",
            name="person",
            field=opencaf.core.fields.AuthorityForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
            ),
        ),
        migrations.AddField(
            model_name="sharingdecisionperson",
            name="recorded_by",
            field=opencaf.core.fields.AuthorityForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agencies.practitioner",
            ),
        ),
        migrations.AddField(
            model_name="sharingdecisionperson",
            name="recorded_post",
            field=opencaf.core.fields.AuthorityForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agencies.post",
            ),
        ),
        migrations.AddField(
            model_name="withheld",
            name="agency",
            field=opencaf.core.fields.AuthorityForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
            ),
        ),
        migrations.AddField(
            model_name="withheld",
            name="authority",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.authority"
            ),
        ),
        migrations.AddField(
            model_name="withheld",
            name="child",
            field=opencaf.core.fields.AuthorityForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
            ),
        ),
        migrations.AddField(
            model_name="withheld",
            name="episode",
            field=opencaf.core.fields.AuthorityForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="withheld", to="episodes.episode"
            ),
        ),
        migrations.AddField(
            model_name="withheld",
            name="on_behalf_of",
            field=opencaf.core.fields.AuthorityForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agencies.practitioner",
            ),
        ),
        migrations.AddField(
            model_name="withheld",
            name="recorded_by",
            field=opencaf.core.fields.AuthorityForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agencies.practitioner",
            ),
        ),
        migrations.AddField(
            model_name="withheld",
            name="recorded_post",
            field=opencaf.core.fields.AuthorityForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agencies.post",
            ),
        ),
        migrations.AddConstraint(
            model_name="consentagencychild",
            constraint=models.UniqueConstraint(fields=("answer", "child"), name="answer_names_a_child_once"),
        ),
        migrations.AddConstraint(
            model_name="consentagencyelement",
            constraint=models.UniqueConstraint(
                fields=("answer", "element"), name="answer_names_an_element_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="personleftout",
            constraint=models.UniqueConstraint(
                fields=("consent", "person"), name="consent_leaves_a_person_out_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="personleftoutelement",
            constraint=models.UniqueConstraint(
                fields=("left_out", "element"), name="element_is_left_out_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="sharingdecision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("agency__isnull", False),
                    ("person__isnull", False),
                    models.Q(("recipient", ""), _negated=True),
                    _connector="OR",
                ),
                name="sharing_decision_says_with_whom",
            ),
        ),
        migrations.AddConstraint(
            model_name="sharingdecision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("family_told", True), models.Q(("family_told_words", ""), _negated=True), _connector="OR"
                ),
                name="family_not_told_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="sharingdecision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("asked", "not_asked"), _negated=True),
                    models.Q(("asked_words", ""), _negated=True),
                    _connector="OR",
                ),
                name="nobody_asked_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="sharingdecisionperson",
            constraint=models.UniqueConstraint(
                fields=("decision", "person"), name="decision_names_a_person_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="withheld",
            constraint=models.UniqueConstraint(
                fields=("episode", "agency", "child", "element"), name="part_is_withheld_once"
            ),
        ),
        RaiseWall("ConsentAgencyElement"),
        RaiseWall("ConsentAgencyChild"),
        RaiseWall("PersonLeftOut"),
        RaiseWall("PersonLeftOutElement"),
        RaiseWall("Withheld"),
        RaiseWall("SharingDecision"),
        RaiseWall("SharingDecisionPerson"),
        RaiseCaseWall("Withheld"),
        RaiseCaseWall("SharingDecision"),
        RaiseWallBehind("ConsentAgencyElement", parent="episodes_consentagency", via="answer_id"),
        RaiseWallBehind("ConsentAgencyChild", parent="episodes_consentagency", via="answer_id"),
        RaiseWallBehind("PersonLeftOut", parent="episodes_consent", via="consent_id"),
        RaiseWallBehind("PersonLeftOutElement", parent="episodes_personleftout", via="left_out_id"),
        RaiseWallBehind("SharingDecisionPerson", parent="episodes_sharingdecision", via="decision_id"),
    ]

    operations = at_once(operations)
