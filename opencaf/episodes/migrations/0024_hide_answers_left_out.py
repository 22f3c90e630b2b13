from django.db import migrations

from opencaf.episodes.left_out_wall import HideAnswersLeftOut

# What somebody wrote when asked about an element: for themselves, and where it may be told of a child.
IS_OPEN = """
create function episodes_answer_is_open(asked uuid[], of_contribution uuid, of_question uuid) returns boolean
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
    return exists (
        select from episodes_contribution made
        join episodes_contributionchild about on about.contribution_id = made.id
        where made.id = of_contribution
          and (made.practitioner_id = nullif(current_setting('app.practitioner', true), '')::uuid
               or episodes_is_told_openly(asked, made.assessment_id, of_question, about.child_id)));
end $$;
"""
LET_GO = "drop function episodes_answer_is_open(uuid[], uuid, uuid)"


class Migration(migrations.Migration):
    dependencies = [("episodes", "0023_end_sight_with_the_post")]
    operations = [migrations.RunSQL(IS_OPEN, LET_GO), HideAnswersLeftOut("ContributionBox")]
