import django.db.models.deletion
from django.db import migrations, models

import opencaf.core.fields
from opencaf.core.database.at_once import at_once
from opencaf.core.second_wall import KeepInAuthority


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0015_let_reviews_say_more"),
        ("episodes", "0012_heed_shields"),
    ]

    operations = [
        migrations.AddField(
            model_name="story",
            name="typed_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="story",
            name="typed_by",
            field=opencaf.core.fields.AuthorityForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agencies.practitioner",
            ),
        ),
        migrations.AddField(
            model_name="storyrevision",
            name="typed_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="storyrevision",
            name="typed_by",
            field=opencaf.core.fields.AuthorityForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agencies.practitioner",
            ),
        ),
        migrations.AddField(
            model_name="storyrevision",
            name="written_by",
            field=opencaf.core.fields.AuthorityForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agencies.practitioner",
            ),
        ),
        migrations.AddField(
            model_name="storyrevision",
            name="written_on",
            field=models.DateField(blank=True, null=True),
        ),
        KeepInAuthority("Story", "typed_by"),
        KeepInAuthority("StoryRevision", "typed_by"),
        KeepInAuthority("StoryRevision", "written_by"),
    ]

    operations = at_once(operations)
