from django.db import migrations

REFERENCES = """
create function episodes_references_about(asked uuid) returns text
language sql stable security definer set search_path = public, pg_temp as $$
    select string_agg(episode.reference, ', ' order by episode.reference)
    from episodes_episode episode
    join episodes_episodechild about on about.episode_id = episode.id and about.child_id = asked
    where agencies_holds_role('auditor')
      and episode.authority_id = nullif(current_setting('app.authority', true), '')::uuid
$$;
"""
LET_GO = "drop function episodes_references_about(uuid)"


class Migration(migrations.Migration):
    dependencies = [("episodes", "0009_let_summaries_be_read")]
    operations = [migrations.RunSQL(REFERENCES, LET_GO)]
