import django.db.models.deletion
from django.db import migrations, models

import opencaf.core.clock
import opencaf.core.fields
import opencaf.core.ids
from opencaf.access.case_wall import RaiseWallBehind, within_sight
from opencaf.core.database.at_once import at_once
from opencaf.core.second_wall import RaiseWall

# Whom a request is about, as far as the family lets its agency know: the children whom it names, or all where it
# names a grown-up alone. Of each child the last word of everybody counts who speaks for it, of a young person
# who has spoken their own alone; or what they agreed to for this request, until somebody says no after it went.
CHILDREN = """
create function episodes_request_children(asked uuid) returns uuid[]
language plpgsql stable set search_path = public, pg_temp as $$
begin
    -- planned once for a session: it is asked of every request that is open to an agency
    return (with made as (
        select request.id, request.episode_id, request.agency_id, request.sent_on, request.consent_note <> '' as noted
        from episodes_servicerequest request
        join episodes_episode file on file.id = request.episode_id and file.state <> 'closed'
        where request.id = asked
          and request.authority_id = nullif(current_setting('app.authority', true), '')::uuid
          and request.sent_on is not null and request.recalled_on is null and request.ended_on is null
          and (not file.shielded or access_is_under_shield(file.id))
          and 'declined' is distinct from (
              select last.decision from episodes_servicedecision last
              where last.request_id = request.id order by last.decided_on desc, last.id desc limit 1)),
    inside as (
        select about.child_id, about.position,
               exists (select from episodes_servicerequestchild named
                       where named.request_id = made.id and named.child_id = about.child_id) as is_named
        from made join episodes_episodechild about on about.episode_id = made.episode_id
        join people_person child on child.id = about.child_id
        where about.left_on is null and (not child.shielded or access_is_under_shield(child.id))),
    meant as (
        select child_id, position from inside
        where is_named or not exists (select from inside named where named.is_named)),
    said as (
        select distinct on (meant.child_id, answer.given_by_id)
               meant.child_id, answer.given_by_id = meant.child_id as is_own,
               answer.given and answer.withdrawn_on is null as names_it,
               greatest(answer.answered_on, answer.withdrawn_on) as spoken_on,
               answer.given and answer.withdrawn_on is null and named.share <> 'nothing' and (
                   exists (select from episodes_consentagencychild one
                           where one.answer_id = named.id and one.child_id = meant.child_id)
                   or not exists (select from episodes_consentagencychild one where one.answer_id = named.id))
                   is true as agrees
        from made cross join meant
        join episodes_consent answer on answer.episode_id = made.episode_id
        left join episodes_consentagency named
            on named.consent_id = answer.id and named.agency_id = made.agency_id
        where answer.kind = 'share' and answer.capacity <> 'about_themselves'
          and (named.id is not null or not answer.given)
          and not exists (select from episodes_consent later where later.replaces_id = answer.id)
          and (exists (select from episodes_consentchild about
                       where about.consent_id = answer.id and about.child_id = meant.child_id)
               or not exists (select from episodes_consentchild about where about.consent_id = answer.id))
        order by meant.child_id, answer.given_by_id, answer.answered_on desc, answer.id desc),
    counts as (
        select said.* from said
        where said.is_own
           or not exists (select from said own where own.child_id = said.child_id and own.is_own))
    select coalesce(array_agg(meant.child_id order by meant.position, meant.child_id), '{}')
    from made cross join meant
    where (exists (select from counts where counts.child_id = meant.child_id and counts.agrees)
           and not exists (select from counts
                           where counts.child_id = meant.child_id and counts.names_it and not counts.agrees))
       or (made.noted and not exists (
               select from counts
               where counts.child_id = meant.child_id and not counts.agrees and counts.spoken_on >= made.sent_on)));
end $$;
"""

# Where somebody works in a post that is theirs and that works with families.
WORN = """
    select worn.agency_id, worn.authority_id from agencies_post worn
    where worn.id = nullif(current_setting('app.post', true), '')::uuid
      and worn.practitioner_id = nullif(current_setting('app.practitioner', true), '')::uuid
      and worn.authority_id = nullif(current_setting('app.authority', true), '')::uuid
      and worn.ended_on is null
      and worn.role in ('practitioner', 'coordinator', 'manager', 'duty', 'training')
"""

IS_OPEN = f"""
create function episodes_request_is_open(asked uuid) returns boolean
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
    return exists (
        select from ({WORN}) here
        join episodes_servicerequest request
            on request.id = asked and request.agency_id = here.agency_id
            and request.authority_id = here.authority_id)
        and episodes_request_children(asked) <> '{{}}';
end $$;
"""

OPEN = f"""
create function episodes_requests_open() returns uuid[]
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
    return array(
        select request.id from ({WORN}) here
        join episodes_servicerequest request
            on request.agency_id = here.agency_id and request.authority_id = here.authority_id
        where request.sent_on is not null and request.recalled_on is null and request.ended_on is null
          and episodes_request_children(request.id) <> '{{}}');
end $$;
"""  # noqa: S608

# What stands in a list: since when, from whom, of whom no more than initials, and how far it is.
LISTED = """
create function episodes_requests_received(most integer) returns jsonb
language sql stable security definer set search_path = public, pg_temp as $$
    select coalesce(jsonb_agg(jsonb_build_object(
        'id', found.id, 'episode', found.episode_id, 'service', found.service_name, 'sent_on', found.sent_on,
        'started_on', found.started_on, 'decision', found.decision, 'decided_on', found.decided_on,
        'by', found.given_name || ' ' || found.family_name,
        'initials', (
            select string_agg(
                coalesce(nullif(upper(left(child.given_names, 1) || left(child.family_name, 1)), ''), '?'), ', '
                order by array_position(found.about, child.id))
            from people_person child where child.id = any(found.about))
        ) order by found.place, found.sent_on, found.id), '[]')
    from (
        select request.*, last.decision, last.decided_on, asker.given_name, asker.family_name,
               episodes_request_children(request.id) as about,
               case when request.started_on is not null then 4 when last.decision is null then 1
                    when last.decision = 'accepted' then 2 else 3 end as place
        from episodes_servicerequest request
        left join agencies_practitioner asker
            on asker.id = coalesce(request.asked_by_id, request.recorded_by_id)
        left join lateral (
            select made.decision, made.decided_on from episodes_servicedecision made
            where made.request_id = request.id order by made.decided_on desc, made.id desc limit 1) last on true
        where request.id = any((select episodes_requests_open())::uuid[])
        order by place, request.sent_on, request.id limit most) found
$$;
"""

# Who is told of a step that the service takes: it does not see who leads, and its mail finds them.
LEAD = f"""
create function episodes_request_lead(asked uuid) returns uuid
language sql stable security definer set search_path = public, pg_temp as $$
    select lead.practitioner_id from episodes_servicerequest request
    join episodes_leadprofessional lead on lead.episode_id = request.episode_id and lead.ended_on is null
    where request.id = asked
      and request.authority_id = nullif(current_setting('app.authority', true), '')::uuid
      and (request.agency_id in (select here.agency_id from ({WORN}) here)
           or {within_sight("request.episode_id")})
    limit 1
$$;
"""  # noqa: S608

REACHED = """
    coalesce((select jsonb_agg(jsonb_build_object('kind', point.kind, 'value', point.value, 'note', point.note)
                               order by point.recorded_at, point.id)
              from people_contactpoint point where point.person_id = {person}.id and not point.sealed), '[]')
"""

# What goes to a service: who it is about, why, how they are reached but for what is sealed, who leads, and the
# parts chosen for it as they stand now, each only as far as nothing of it is left out, for the agency or for
# whoever asks, and about nobody whom the request does not name.
TOLD = f"""
create function episodes_request_told(asked uuid) returns jsonb
language sql stable security definer set search_path = public, pg_temp as $$
    with made as (
        select request.*, episodes_request_children(request.id) as about
        from episodes_servicerequest request
        where request.id = asked
          and request.authority_id = nullif(current_setting('app.authority', true), '')::uuid
          and (episodes_request_is_open(request.id) or {within_sight("request.episode_id")})),
    kept as (
        select part.child_id, part.element from made
        join episodes_withheld part on part.episode_id = made.episode_id and part.child_id = any(made.about)
        where part.agency_id = made.agency_id
           or (made.episode_id = any((select episodes_with_parts_left_out())::uuid[])
               and episodes_is_left_out(made.episode_id, part.child_id, part.element))),
    sees_some as (
        select exists (
            select from unnest(made.about) child
            where (select count(*) from kept where kept.child_id = child)
                < cardinality(episodes_part_codes(made.authority_id))) as it
        from made),
    goes as (
        select part.* from made
        join episodes_servicerequestpart part on part.request_id = made.id and part.removed_on is null),
    asked_for as (
        select person.*, person.id = any(made.about) as is_child, about.position
        from made
        join people_person person on not person.shielded or access_is_under_shield(person.id)
        left join episodes_episodechild about
            on about.episode_id = made.episode_id and about.child_id = person.id
        where person.id = any(made.about) or (
            about.id is null and exists (
                select from episodes_servicerequestchild named
                where named.request_id = made.id and named.child_id = person.id))),
    elements as (
        select question.position, question.name, question.code, version.id as version_id,
               version.completed_on, question.id as question_id,
               array(select child from made, unnest(made.about) child
                     where not exists (select from kept
                                       where kept.child_id = child and kept.element = question.code)) as about
        from goes join episodes_assessment version on version.id = goes.assessment_id
        join episodes_question question on question.form_id = version.form_id and question.code = goes.element)
    select jsonb_build_object(
        'service', made.service_name,
        'agency', agency.name,
        'asked_on', made.asked_on,
        'sent_on', made.sent_on,
        'reason', made.reason,
        'need', made.need,
        'by', coalesce(asker.given_name || ' ' || asker.family_name, ''),
        'lead', (
            select jsonb_build_object(
                'name', leads.given_name || ' ' || leads.family_name, 'phone', leads.phone,
                'agency', coalesce(works_at.name, ''))
            from episodes_leadprofessional lead
            join agencies_practitioner leads on leads.id = lead.practitioner_id
            left join agencies_agency works_at on works_at.id = lead.agency_id
            where lead.episode_id = made.episode_id and lead.ended_on is null limit 1),
        'people', coalesce((
            select jsonb_agg(jsonb_build_object(
                'id', person.id, 'is_child', person.is_child,
                'given_names', person.given_names, 'family_name', person.family_name,
                'born_on', person.born_on, 'born_accuracy', person.born_accuracy,
                'expected_on', person.expected_on,
                'age_years', person.age_years, 'first_language', person.first_language,
                'other_languages', person.other_languages, 'interpreter', person.interpreter,
                'homes', coalesce((
                    select jsonb_agg(concat_ws(', ', nullif(home.line1, ''), nullif(home.line2, ''),
                                               nullif(home.city, ''), nullif(home.postcode, ''))
                                     order by lives.recorded_at, lives.id)
                    from people_householdmember lives join people_household home on home.id = lives.household_id
                    where lives.person_id = person.id and lives.to_on is null and not home.sealed), '[]'),
                'reached', {REACHED.format(person="person")},
                'carers', coalesce((
                    select jsonb_agg(jsonb_build_object(
                        'given_names', carer.given_names, 'family_name', carer.family_name,
                        'kinship', kin.kinship, 'first_language', carer.first_language,
                        'interpreter', carer.interpreter, 'reached', {REACHED.format(person="carer")})
                        order by kin.recorded_at, kin.id)
                    from people_relationship kin join people_person carer on carer.id = kin.of_id
                    where kin.to_id = person.id and kin.to_on is null and kin.parental_responsibility
                      and not carer.shielded and person.is_child
                      and (not exists (select from people_householdmember home
                                       where home.person_id = person.id and home.to_on is null)
                           or exists (select from people_householdmember home
                                      join people_householdmember theirs on theirs.household_id = home.household_id
                                      where home.person_id = person.id and home.to_on is null
                                        and theirs.person_id = carer.id and theirs.to_on is null))), '[]'))
                order by person.is_child desc, person.position, person.id)
            from asked_for person), '[]'),
        'elements', coalesce((
            select jsonb_agg(jsonb_build_object(
                'name', element.name, 'completed_on', element.completed_on,
                'marks', coalesce((
                    select jsonb_agg(jsonb_build_object(
                        'child', mark.child_id, 'state', mark.state, 'value', mark.value)
                        order by array_position(element.about, mark.child_id))
                    from episodes_mark mark
                    where mark.assessment_id = element.version_id and mark.element = element.code
                      and mark.occasion = 'start' and mark.rater = 'practitioner'
                      and mark.child_id = any(element.about)), '[]'),
                'boxes', coalesce((
                    select jsonb_agg(jsonb_build_object(
                        'story', story.story, 'family_words', story.family_words) order by story.id)
                    from episodes_story story
                    where story.assessment_id = element.version_id and story.question_id = element.question_id
                      and (story.story <> '' or story.family_words <> '')
                      and exists (select from episodes_storychild told where told.story_id = story.id)
                      and not exists (select from episodes_storychild told
                                      where told.story_id = story.id and told.child_id <> all(element.about))), '[]'))
                order by element.position)
            from elements element where element.about <> '{{}}'), '[]'),
        'outcomes', coalesce((
            select jsonb_agg(jsonb_build_object(
                'wording', outcome.wording, 'whose_words', outcome.whose_words,
                'target_on', outcome.target_on, 'status', outcome.status)
                order by outcome.position, outcome.id)
            from goes join episodes_outcome outcome on outcome.id = goes.outcome_id
            where (select it from sees_some)
              and not exists (select from episodes_outcomechild wanted
                              where wanted.outcome_id = outcome.id and wanted.child_id <> all(made.about))
              and not exists (select from episodes_outcometie tie join kept on kept.element = tie.code
                              where tie.outcome_id = outcome.id and tie.kind = 'element')), '[]'),
        'views', coalesce((
            select jsonb_agg(jsonb_build_object(
                'given_names', speaker.given_names, 'family_name', speaker.family_name,
                'text', said.text, 'said_on', said.said_on) order by said.recorded_at, said.id)
            from goes join episodes_familyview said on said.id = goes.view_id
            left join people_person speaker on speaker.id = said.person_id
            where (select it from sees_some) and said.text <> ''
              and (speaker.id is null or not speaker.shielded)
              and not exists (select from episodes_episodechild other
                              where other.episode_id = made.episode_id and other.child_id = said.person_id
                                and other.child_id <> all(made.about))), '[]'))
    from made
    join agencies_agency agency on agency.id = made.agency_id
    left join agencies_practitioner asker on asker.id = coalesce(made.asked_by_id, made.recorded_by_id)
    where made.about <> '{{}}'
$$;
"""  # noqa: S608

# Whoever works for the agency sees the row of a request that is open to them, and writes what becomes of it.
# What is open is asked as it stood before the statement: who notes the end still writes it, and sees no more then.
AT_WORK = "agency_id = (select access_agency()) and episodes_request_is_open(id)"
ASKED_OR_WITHIN = f"{within_sight('episode_id')} or ({AT_WORK})"
OPEN_THE_WALL = f"alter policy within_a_case on episodes_servicerequest using ({ASKED_OR_WITHIN}) with check ({ASKED_OR_WITHIN})"
WITHIN = within_sight("episode_id")
CLOSE_THE_WALL = (
    f"alter policy within_a_case on episodes_servicerequest using ({WITHIN}) with check ({WITHIN})"
)
FUNCTIONS = {
    "episodes_request_children(uuid)": CHILDREN,
    "episodes_request_is_open(uuid)": IS_OPEN,
    "episodes_requests_open()": OPEN,
    "episodes_requests_received(integer)": LISTED,
    "episodes_request_lead(uuid)": LEAD,
    "episodes_request_told(uuid)": TOLD,
}


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0023_time_offers_of_the_lead"),
        ("episodes", "0042_tell_the_duty_team"),
    ]

    operations = [
        migrations.CreateModel(
            name="ServiceRequestPart",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("element", "A part of the assessment"),
                            ("outcome", "An outcome of the plan"),
                            ("view", "What the family said"),
                        ],
                        max_length=10,
                    ),
                ),
                ("element", models.CharField(blank=True, max_length=60)),
                ("removed_on", models.DateField(blank=True, null=True)),
            ],
            options={
                "ordering": ["recorded_at", "id"],
            },
        ),
        migrations.AddField(
            model_name="servicedecision",
            name="waits_weeks",
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.AddConstraint(
            model_name="servicedecision",
            constraint=models.CheckConstraint(
                condition=models.Q(("waits_weeks", None), ("decision", "waiting"), _connector="OR"),
                name="only_a_waiting_list_says_how_long",
            ),
        ),
        migrations.AddField(
            model_name="servicerequestpart",
            name="assessment",
            field=opencaf.core.fields.AuthorityForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="episodes.assessment",
            ),
        ),
        migrations.AddField(
            model_name="servicerequestpart",
            name="authority",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.authority"
            ),
        ),
        migrations.AddField(
            model_name="servicerequestpart",
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
            model_name="servicerequestpart",
            name="outcome",
            field=opencaf.core.fields.AuthorityForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="episodes.outcome",
            ),
        ),
        migrations.AddField(
            model_name="servicerequestpart",
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
            model_name="servicerequestpart",
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
            model_name="servicerequestpart",
            name="removed_by",
            field=opencaf.core.fields.AuthorityForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agencies.practitioner",
            ),
        ),
        migrations.AddField(
            model_name="servicerequestpart",
            name="request",
            field=opencaf.core.fields.AuthorityForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="parts",
                to="episodes.servicerequest",
            ),
        ),
        migrations.AddField(
            model_name="servicerequestpart",
            name="view",
            field=opencaf.core.fields.AuthorityForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="episodes.familyview",
            ),
        ),
        migrations.AddConstraint(
            model_name="servicerequestpart",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("assessment__isnull", False),
                        ("kind", "element"),
                        ("outcome", None),
                        ("view", None),
                        models.Q(("element", ""), _negated=True),
                    ),
                    models.Q(
                        ("assessment", None),
                        ("element", ""),
                        ("kind", "outcome"),
                        ("outcome__isnull", False),
                        ("view", None),
                    ),
                    models.Q(
                        ("assessment", None),
                        ("element", ""),
                        ("kind", "view"),
                        ("outcome", None),
                        ("view__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="part_of_a_request_is_one_thing",
            ),
        ),
        migrations.AddConstraint(
            model_name="servicerequestpart",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("removed_by", None), ("removed_on", None)),
                    models.Q(("removed_by__isnull", False), ("removed_on__isnull", False)),
                    _connector="OR",
                ),
                name="part_taken_off_a_request_says_when_and_by_whom",
            ),
        ),
        migrations.AddConstraint(
            model_name="servicerequestpart",
            constraint=models.UniqueConstraint(
                condition=models.Q(("removed_on", None)),
                fields=("request", "kind", "assessment", "element", "outcome", "view"),
                name="part_goes_with_a_request_once",
                nulls_distinct=False,
            ),
        ),
        RaiseWall("ServiceRequestPart"),
        RaiseWallBehind(
            "ServiceRequestPart",
            parent="episodes_servicerequest",
            via="request_id",
            also=within_sight("parent.episode_id"),
            with_shield=True,
        ),
        *(migrations.RunSQL(made, f"drop function {name}") for name, made in FUNCTIONS.items()),
        migrations.RunSQL(OPEN_THE_WALL, CLOSE_THE_WALL),
    ]

    operations = at_once(operations)
