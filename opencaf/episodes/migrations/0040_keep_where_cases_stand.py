import django.db.models.deletion
from django.db import migrations, models

import opencaf.core.clock
import opencaf.core.fields
import opencaf.core.ids
from opencaf.access.case_wall import LOCALITY, SEES_EVERY_CASE, HideUnderShield, episode_ids
from opencaf.access.models import Level
from opencaf.core.second_wall import LimitRows, RaiseWall

# As episodes_is_near says, of the locality that stands in the row itself: boards read all of these rows.
IN_SIGHT = (
    f"episode_id = any({episode_ids(Level.FULL)}) or {SEES_EVERY_CASE} "
    f"or ({LOCALITY} is not null and (locality_id = {LOCALITY} or locality_id is null))"
)

# Everything is found by an index on the case. Kept for whoever wrote: what follows from rows that one person
# may change must be right for those who see others.
KEEP = """
create function episodes_keep_standing(of_episode uuid) returns void
language sql security definer set search_path = public, pg_temp as $$
    insert into episodes_standing (
        id, recorded_at, authority_id, episode_id, locality_id, state, intended_on, entered_at, lead_id,
        leader_id, led_since, has_held, agreed_next_on, closing_proposed, has_planned, first_planned_for,
        last_planned_for, first_completed_on, unanswered_since, offered_on, step_since, moving_since,
        help_asked_on, look_by)
    select episode.id, episode.recorded_at, episode.authority_id, episode.id, episode.locality_id,
           episode.state, episode.intended_on, episode.recorded_at, holder.id, holder.practitioner_id,
           leads.since, coalesce(meetings.held, false), last_held.next_on,
           coalesce(last_held.closing_proposed, false), coalesce(meetings.planned, false), meetings.first_for,
           meetings.last_for, versions.first_on, requests.since, offers.since, steps.since, moves.since,
           questions.since, looks.due
    from episodes_episode episode
    cross join lateral (
        select min(started_on) since from episodes_leadprofessional where episode_id = episode.id) leads
    left join episodes_leadprofessional holder
        on holder.episode_id = episode.id and holder.ended_on is null
    cross join lateral (
        select bool_or(status = 'held') held, bool_or(status = 'planned') planned,
               min(planned_for) filter (where status = 'planned') first_for,
               max(planned_for) filter (where status = 'planned') last_for
        from episodes_meeting where episode_id = episode.id) meetings
    left join lateral (
        select next_on, closing_proposed from episodes_meeting
        where episode_id = episode.id and status = 'held' order by held_on desc, id desc limit 1) last_held on true
    cross join lateral (
        select min(completed_on) first_on from episodes_assessment where episode_id = episode.id) versions
    cross join lateral (
        select min(sent_on) since from episodes_servicerequest request
        where episode_id = episode.id and recalled_on is null and not exists (
            select from episodes_servicedecision where request_id = request.id)) requests
    cross join lateral (
        select min(offered_on) since from episodes_leadoffer
        where episode_id = episode.id and answer = '') offers
    cross join lateral (
        select min(decided_on) since from episodes_thresholdstep
        where episode_id = episode.id and taken_back_on is null
          and (direction = 'up' and (answer = '' or fed_back_on is null)
               or direction = 'down' and meeting_id is null)) steps
    cross join lateral (
        select min(prepared_on) since from episodes_transfer
        where episode_id = episode.id and state in ('prepared', 'sent')) moves
    cross join lateral (
        select min(asked_on) since from episodes_helprequest
        where episode_id = episode.id and answered_on is null) questions
    cross join lateral (
        select min(look_by) due from episodes_qualitycheck
        where episode_id = episode.id and verdict = '') looks
    where episode.id = of_episode
    on conflict (episode_id) do update set
        (locality_id, state, intended_on, entered_at, lead_id, leader_id, led_since, has_held,
         agreed_next_on, closing_proposed, has_planned, first_planned_for, last_planned_for,
         first_completed_on, unanswered_since, offered_on, step_since, moving_since, help_asked_on,
         look_by)
        = row (excluded.locality_id, excluded.state, excluded.intended_on, excluded.entered_at,
               excluded.lead_id, excluded.leader_id, excluded.led_since, excluded.has_held,
               excluded.agreed_next_on, excluded.closing_proposed, excluded.has_planned,
               excluded.first_planned_for, excluded.last_planned_for, excluded.first_completed_on,
               excluded.unanswered_since, excluded.offered_on, excluded.step_since, excluded.moving_since,
               excluded.help_asked_on, excluded.look_by)
$$;
revoke all on function episodes_keep_standing(uuid) from public, opencaf_web, opencaf_worker;
revoke insert, update, delete, truncate on episodes_standing from opencaf_web, opencaf_worker;

create function episodes_case_changed() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
    perform episodes_keep_standing(new.id);
    return null;
end $$;

create function episodes_row_of_case_changed() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
    perform episodes_keep_standing(case tg_op when 'DELETE' then old.episode_id else new.episode_id end);
    return null;
end $$;

create function episodes_request_decided() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
    perform episodes_keep_standing(request.episode_id) from episodes_servicerequest request
    where request.id = case tg_op when 'DELETE' then old.request_id else new.request_id end;
    return null;
end $$;

create trigger keeps_standing after insert or update of state, locality_id, intended_on on episodes_episode
    for each row execute function episodes_case_changed();
create trigger keeps_standing after insert or delete on episodes_servicedecision
    for each row execute function episodes_request_decided();
"""
FROM_ROWS = {
    "leadprofessional": "practitioner_id, started_on, ended_on",
    "meeting": "status, planned_for, held_on, next_on, closing_proposed",
    "assessment": "completed_on",
    "servicerequest": "sent_on, recalled_on",
    "helprequest": "asked_on, answered_on",
    "leadoffer": "answer, offered_on",
    "qualitycheck": "verdict, look_by",
    "thresholdstep": "direction, answer, decided_on, fed_back_on, meeting_id, taken_back_on",
    "transfer": "state, prepared_on",
}
TRIGGERS = "".join(
    f"create trigger keeps_standing after insert or delete or update of {columns} on episodes_{table} "
    "for each row execute function episodes_row_of_case_changed();\n"
    for table, columns in FROM_ROWS.items()
)
LET_GO = (
    "".join(
        f"drop trigger keeps_standing on episodes_{table};\n"
        for table in ["episode", "servicedecision", *FROM_ROWS]
    )
    + """
drop function episodes_request_decided();
drop function episodes_row_of_case_changed();
drop function episodes_case_changed();
drop function episodes_keep_standing(uuid);
"""
)
BEGIN_WITH_ALL = "select count(episodes_keep_standing(id)) from episodes_episode"


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0023_time_offers_of_the_lead"),
        ("episodes", "0039_move_to_another_authority"),
    ]

    operations = [
        migrations.CreateModel(
            name="Standing",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=opencaf.core.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("recorded_at", models.DateTimeField(default=opencaf.core.clock.now, editable=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("intended", "Intended"),
                            ("assessing", "Assessment under way"),
                            ("planning", "Assessed, meeting to come"),
                            ("supporting", "Being supported"),
                            ("suspended", "Suspended"),
                            ("closed", "Closed"),
                        ],
                        max_length=12,
                    ),
                ),
                ("intended_on", models.DateField()),
                ("entered_at", models.DateTimeField()),
                (
                    "lead",
                    opencaf.core.fields.AuthorityForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="episodes.leadprofessional",
                    ),
                ),
                (
                    "leader",
                    opencaf.core.fields.AuthorityForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.practitioner",
                    ),
                ),
                ("led_since", models.DateField(blank=True, null=True)),
                ("has_held", models.BooleanField()),
                ("agreed_next_on", models.DateField(blank=True, null=True)),
                ("closing_proposed", models.BooleanField()),
                ("has_planned", models.BooleanField()),
                ("first_planned_for", models.DateField(blank=True, null=True)),
                ("last_planned_for", models.DateField(blank=True, null=True)),
                ("first_completed_on", models.DateField(blank=True, null=True)),
                ("unanswered_since", models.DateField(blank=True, null=True)),
                ("offered_on", models.DateField(blank=True, null=True)),
                ("step_since", models.DateField(blank=True, null=True)),
                ("moving_since", models.DateField(blank=True, null=True)),
                ("help_asked_on", models.DateField(blank=True, null=True)),
                ("look_by", models.DateField(blank=True, null=True)),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.authority"
                    ),
                ),
                (
                    "episode",
                    opencaf.core.fields.AuthorityForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="standings",
                        to="episodes.episode",
                    ),
                ),
                (
                    "locality",
                    opencaf.core.fields.AuthorityForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.locality",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["authority", "state"], name="standing_by_state")],
                "constraints": [
                    models.UniqueConstraint(fields=("episode",), name="case_stands_somewhere_once")
                ],
            },
        ),
        RaiseWall("Standing"),
        LimitRows("Standing", "within_a_case", using=IN_SIGHT),
        HideUnderShield("Standing"),
        migrations.RunSQL(KEEP + TRIGGERS, LET_GO),
        migrations.RunSQL(BEGIN_WITH_ALL, migrations.RunSQL.noop),
    ]
