import brokerage.clock
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Pruning',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=brokerage.clock.now)),
                ('last', models.BigIntegerField(unique=True)),
                ('count', models.PositiveIntegerField()),
            ],
            options={
                'verbose_name': 'gallring av loggen',
                'verbose_name_plural': 'gallringar av loggen',
            },
        ),
        migrations.CreateModel(
            name='Seal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=brokerage.clock.now)),
                ('last', models.BigIntegerField(unique=True)),
                ('count', models.PositiveIntegerField()),
                ('digest', models.CharField(max_length=64)),
            ],
            options={
                'verbose_name': 'försegling',
                'verbose_name_plural': 'förseglingar',
            },
        ),
        migrations.CreateModel(
            name='Event',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(db_index=True, default=brokerage.clock.now)),
                ('verb', models.CharField(max_length=80)),
                ('actor_kind', models.CharField(max_length=8)),
                ('actor_code', models.CharField(blank=True, max_length=60)),
                ('unit_id', models.BigIntegerField(null=True)),
                ('object_type', models.CharField(blank=True, max_length=60)),
                ('object_id', models.BigIntegerField(null=True)),
                ('facts', models.JSONField(default=dict)),
                ('cause', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='effects', to='audit.event')),
                ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='events', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'händelse',
                'verbose_name_plural': 'händelser',
            },
        ),
        migrations.CreateModel(
            name='EventAbout',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=60)),
                ('key', models.BigIntegerField()),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='abouts', to='audit.event')),
            ],
            options={
                'verbose_name': 'berörd',
                'verbose_name_plural': 'berörda',
            },
        ),
        migrations.AddIndex(
            model_name='event',
            index=models.Index(fields=['object_type', 'object_id'], name='event_object'),
        ),
        migrations.AddIndex(
            model_name='eventabout',
            index=models.Index(fields=['kind', 'key', 'event'], name='event_about_person'),
        ),
    ]
