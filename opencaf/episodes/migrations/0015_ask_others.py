import django.db.models.deletion
from django.db import migrations, models

import opencaf.core.clock
import opencaf.core.fields
import opencaf.core.ids
from opencaf.access.case_wall import PRACTITIONER, RaiseWallBehind, within_sight
from opencaf.core.database.at_once import at_once
from opencaf.core.second_wall import LimitRows, RaiseWall

# What somebody is asked about, for them alone and while they may answer. What the assessor has told is shown
# where it is about no other child, and only once the family has agreed to share; never a part left out.
ASKED_ABOUT = """
create function episodes_asked_about(asked uuid) returns table (
    box_id uuid, child_id uuid, given_names text, family_name text, told text[])
language sql stable security definer set search_path = public, pg_temp as $$
    with mine as (
        select contribution.* from episodes_contribution contribution
        where contribution.id = asked and contribution.ended_on is null
          and contribution.authority_id = nullif(current_setting('app.authority', true), '')::uuid
          and contribution.practitioner_id = nullif(current_setting('app.practitioner', true), '')::uuid
          and exists (
              select from access_accessgrant held
              where held.episode_id = contribution.episode_id and held.basis = 'contributes'
                and held.practitioner_id = contribution.practitioner_id
                and held.starts_at <= nullif(current_setting('app.now', true), '')::timestamptz
                and coalesce(held.ends_at, 'infinity')
                    > nullif(current_setting('app.now', true), '')::timestamptz)),
    about as (
        select row.child_id, row.recorded_at, row.id from episodes_contributionchild row
        join mine on mine.id = row.contribution_id),
    agreed as (
        select distinct about.child_id from about join mine on true
        join episodes_consent consent on consent.episode_id = mine.episode_id
        where consent.kind = 'share' and consent.given and consent.withdrawn_on is null
          and consent.capacity <> 'about_themselves'
          and not exists (select from episodes_consent later where later.replaces_id = consent.id)
          and (exists (select from episodes_consentchild named
                       where named.consent_id = consent.id and named.child_id = about.child_id)
               or not exists (select from episodes_consentchild named where named.consent_id = consent.id))),
    left_out as (
        select withheld.child_id, withheld.element from episodes_withheld withheld
        join mine on mine.episode_id = withheld.episode_id
        join agencies_post post on post.practitioner_id = mine.practitioner_id
          and post.agency_id = withheld.agency_id and post.ended_on is null)
    select box.id, child.id, child.given_names, child.family_name, coalesce((
        select array[story.story, story.family_words, story.strengths, story.needs, story.evidence]
        from episodes_storychild told join episodes_story story on story.id = told.story_id
        where told.assessment_id = mine.assessment_id and told.question_id = box.question_id
          and told.child_id = about.child_id
          and not exists (
              select from episodes_storychild other
              where other.story_id = story.id
                and (other.child_id not in (select agreed.child_id from agreed)
                     or exists (select from left_out
                                where left_out.child_id = other.child_id
                                  and left_out.element = question.code)))), array[]::text[])
    from mine join episodes_contributionbox box on box.contribution_id = mine.id
    join episodes_question question on question.id = box.question_id
    join about on true
    join people_person child on child.id = about.child_id
    where not child.shielded or access_is_under_shield(child.id)
    order by question.position, about.recorded_at, about.id
$$;
"""
LET_GO = "drop function episodes_asked_about(uuid);"
ASKED_OR_WITHIN = f"practitioner_id = {PRACTITIONER} or {within_sight('episode_id')}"


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0008_let_contributors_answer"),
        ("agencies", "0016_let_contributors_in"),
        ("episodes", "0014_keep_texts"),
        ("people", "0009_point_at_children"),
    ]

    operations = [
        migrations.CreateModel(
            name="Contribution",
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
                ("question", models.TextField(blank=True)),
                ("asked_on", models.DateField()),
                ("answer_by", models.DateField()),
                ("reminded_on", models.DateField(blank=True, null=True)),
                ("note", models.TextField(blank=True)),
                ("sent_on", models.DateField(blank=True, null=True)),
                ("read_on", models.DateField(blank=True, null=True)),
                ("ended_on", models.DateField(blank=True, null=True)),
                (
                    "ended_why",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("withdrawn", "The question was withdrawn"),
                            ("completed", "The assessment was completed"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "assessment",
                    opencaf.core.fields.AuthorityForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contributions",
                        to="episodes.assessment",
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
                        related_name="contributions",
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
                    "practitioner",
                    opencaf.core.fields.AuthorityForeignKey(
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
                "ordering": ["asked_on", "id"],
            },
        ),
        migrations.CreateModel(
            name="ContributionBox",
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
                ("text", models.TextField(blank=True)),
                ("change_count", models.PositiveIntegerField(default=0)),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.authority"
                    ),
                ),
                (
                    "contribution",
                    opencaf.core.fields.AuthorityForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="boxes",
                        to="episodes.contribution",
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
                    "question",
                    opencaf.core.fields.AuthorityForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="episodes.question"
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
        ),
        migrations.CreateModel(
            name="ContributionChild",
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
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.authority"
                    ),
                ),
                (
                    "child",
                    opencaf.core.fields.AuthorityForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
                (
                    "contribution",
                    opencaf.core.fields.AuthorityForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="episodes.contribution",
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
        ),
        migrations.CreateModel(
            name="ContributionVersion",
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
                ("number", models.PositiveIntegerField()),
                ("text", models.TextField(blank=True)),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.authority"
                    ),
                ),
                (
                    "box",
                    opencaf.core.fields.AuthorityForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="episodes.contributionbox",
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
        ),
        migrations.AddConstraint(
            model_name="contribution",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_on", None)),
                fields=("assessment", "practitioner"),
                name="somebody_is_asked_once_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="contribution",
            constraint=models.CheckConstraint(
                condition=models.Q(("answer_by__gte", models.F("asked_on"))),
                name="answer_is_due_after_it_was_asked",
            ),
        ),
        migrations.AddConstraint(
            model_name="contribution",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_on", None), ("ended_why", "")),
                    models.Q(("ended_on__isnull", False), models.Q(("ended_why", ""), _negated=True)),
                    _connector="OR",
                ),
                name="ended_contribution_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="contributionbox",
            constraint=models.UniqueConstraint(
                fields=("contribution", "question"), name="contribution_has_a_box_for_an_element_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="contributionchild",
            constraint=models.UniqueConstraint(
                fields=("contribution", "child"), name="contribution_names_a_child_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="contributionversion",
            constraint=models.UniqueConstraint(
                fields=("box", "number"), name="contribution_version_is_numbered_once"
            ),
        ),
        RaiseWall("Contribution"),
        RaiseWall("ContributionChild"),
        RaiseWall("ContributionBox"),
        RaiseWall("ContributionVersion"),
        LimitRows("Contribution", "of_who_is_asked_or_within_a_case", using=ASKED_OR_WITHIN),
        RaiseWallBehind("ContributionChild", parent="episodes_contribution", via="contribution_id"),
        RaiseWallBehind("ContributionBox", parent="episodes_contribution", via="contribution_id"),
        RaiseWallBehind("ContributionVersion", parent="episodes_contributionbox", via="box_id"),
        migrations.RunSQL(ASKED_ABOUT, LET_GO),
    ]

    operations = at_once(operations)
