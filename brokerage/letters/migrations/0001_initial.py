import brokerage.clock
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Letter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_index=True, default=brokerage.clock.now, verbose_name='skrivet')),
                ('channel', models.CharField(choices=[('mail', 'E-post'), ('sms', 'SMS')], default='mail', max_length=4, verbose_name='kanal')),
                ('purpose', models.CharField(max_length=40, verbose_name='ärende')),
                ('address', models.CharField(max_length=254, verbose_name='till')),
                ('subject', models.CharField(blank=True, max_length=200, verbose_name='rubrik')),
                ('body', models.TextField(verbose_name='text')),
                ('unit_id', models.BigIntegerField(blank=True, db_index=True, null=True)),
                ('area', models.CharField(blank=True, max_length=4)),
                ('receiver_kind', models.CharField(blank=True, max_length=60)),
                ('receiver_key', models.BigIntegerField(blank=True, null=True)),
                ('state', models.CharField(choices=[('waiting', 'Väntar'), ('sending', 'Skickas'), ('sent', 'Skickat'), ('failed', 'Kom inte fram'), ('withdrawn', 'Återtaget')], default='waiting', max_length=10, verbose_name='läge')),
                ('not_before', models.DateTimeField(default=brokerage.clock.now)),
                ('claimed_at', models.DateTimeField(blank=True, null=True)),
                ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='försök')),
                ('fault', models.CharField(blank=True, max_length=60, verbose_name='fel')),
                ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='skickat')),
            ],
            options={
                'verbose_name': 'brev',
                'verbose_name_plural': 'brev',
                'indexes': [models.Index(fields=['state', 'not_before'], name='letter_waiting'), models.Index(fields=['receiver_kind', 'receiver_key'], name='letter_receiver')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state', 'sent'), _negated=True), ('sent_at__isnull', False), _connector='OR'), name='letter_sent_has_moment')],
            },
        ),
    ]
