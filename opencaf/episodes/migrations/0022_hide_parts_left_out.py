from django.db import migrations

from opencaf.episodes.left_out_wall import (
    HideConclusionsLeftOut,
    HidePartsLeftOut,
    HideStoriesLeftOut,
    HideToldLeftOut,
)

# What a family leaves out for an agency (queries.withholding, reads.withheld_rows), for the second wall. The
# cases in which something is left out are asked for once in a statement, and are mostly none: only their rows
# are looked at one by one. Who wears no post is shown nothing that is kept from anybody.
LEFT_OUT = """
-- Where who asks works, and worked when they were let in: null where they wear no post.
create function episodes_agencies_of_who_asks(asked uuid) returns uuid[]
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
    moment timestamptz := nullif(current_setting('app.now', true), '')::timestamptz;
begin
    return access_agency() || array(
        select held.agency_id from access_accessgrant held
        where held.practitioner_id = nullif(current_setting('app.practitioner', true), '')::uuid
          and access_agency() is not null and held.episode_id = asked and held.starts_at <= moment
          and (held.ends_at is null or held.ends_at > moment));
end $$;

create function episodes_with_parts_left_out() returns uuid[]
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
    me uuid := nullif(current_setting('app.practitioner', true), '')::uuid;
    moment timestamptz := nullif(current_setting('app.now', true), '')::timestamptz;
begin
    if access_sees_all() then
        return '{}';
    end if;
    return array(
        select opened.id from (select distinct unnest(access_episode_ids(3)) as id) opened
        where exists (select from episodes_withheld part where part.episode_id = opened.id)
        and exists (
            select from episodes_withheld part
            where part.episode_id = opened.id
              and (access_agency() is null
                   or part.agency_id = any((select episodes_agencies_of_who_asks(opened.id))::uuid[])))
        and not exists (
            select from access_accessgrant apart
            where apart.practitioner_id = me and apart.episode_id = opened.id
              and apart.agency_id = any(access_agencies())
              and apart.basis in ('assessor', 'entered', 'duty', 'glass') and apart.starts_at <= moment
              and (apart.ends_at is null or apart.ends_at > moment)));
end $$;

create function episodes_is_left_out(asked uuid, of_child uuid, part text) returns boolean
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
    at_work uuid[] := episodes_agencies_of_who_asks(asked);
begin
    return exists (
        select from episodes_withheld kept
        where kept.episode_id = asked and kept.child_id = of_child and kept.element = part
          and (access_agency() is null or kept.agency_id = any(at_work)));
end $$;

create function episodes_is_told_openly(asked uuid[], of_version uuid, of_question uuid, of_child uuid)
returns boolean
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
    return not exists (
        select from episodes_assessment of_case, episodes_question element
        where of_case.id = of_version and of_case.episode_id = any(asked) and element.id = of_question
          and episodes_is_left_out(of_case.episode_id, of_child, element.code));
end $$;

-- A box is shown where it may be shown for one of its children; what is left of one that was joined to
-- another, and is about nobody, only where its element is left out for nobody.
create function episodes_box_is_open(asked uuid[], box uuid, of_version uuid, of_question uuid)
returns boolean
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
    if exists (select from episodes_storychild told where told.story_id = box) then
        return exists (
            select from episodes_storychild told
            where told.story_id = box
              and episodes_is_told_openly(asked, told.assessment_id, told.question_id, told.child_id));
    end if;
    return not exists (
        select from episodes_assessment of_case
        join episodes_episodechild about on about.episode_id = of_case.episode_id
        where of_case.id = of_version
          and not episodes_is_told_openly(asked, of_version, of_question, about.child_id));
end $$;

-- Conclusions tell of all parts: they are for who sees one of them, of one of the children of now.
create function episodes_sees_a_part(asked uuid[], of_version uuid) returns boolean
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
    of_case episodes_assessment;
begin
    select * into of_case from episodes_assessment where id = of_version;
    return of_case.id is null or of_case.episode_id <> all(asked) or exists (
        select from episodes_episodechild about, episodes_question element
        where about.episode_id = of_case.episode_id and about.left_on is null
          and element.form_id = of_case.form_id
          and not episodes_is_left_out(of_case.episode_id, about.child_id, element.code));
end $$;
"""

LET_GO = """
drop function episodes_sees_a_part(uuid[], uuid);
drop function episodes_box_is_open(uuid[], uuid, uuid, uuid);
drop function episodes_is_told_openly(uuid[], uuid, uuid, uuid);
drop function episodes_is_left_out(uuid, uuid, text);
drop function episodes_with_parts_left_out();
drop function episodes_agencies_of_who_asks(uuid);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0009_tell_where_somebody_works"),
        ("episodes", "0021_ask_coordinator_for_help"),
    ]
    operations = [
        migrations.RunSQL(LEFT_OUT, LET_GO),
        HidePartsLeftOut("Mark"),
        HidePartsLeftOut(
            "ClosureResult",
            case="(select made.episode_id from episodes_closure made where made.id = closure_id)",
        ),
        HideToldLeftOut("StoryChild"),
        HideStoriesLeftOut("Story"),
        *(
            HideConclusionsLeftOut(name)
            for name in ("Finding", "FamilyView", "TextVersion", "AssessmentVisit")
        ),
    ]
