import brokerage.clock
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('organisation', '0001_initial'),
        ('recruitment', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ImportBatch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=0, editable=False)),
                ('area', models.CharField(blank=True, choices=[('IoF', 'Individ- och familjeomsorg'), ('OF', 'Funktionsnedsättning, SoL'), ('LSS', 'Funktionsnedsättning, LSS'), ('SP', 'Socialpsykiatri')], max_length=4, verbose_name='programområde')),
                ('name', models.CharField(blank=True, max_length=200, verbose_name='filer')),
                ('uploaded_at', models.DateTimeField(default=brokerage.clock.now, verbose_name='inskickad')),
                ('applied_at', models.DateTimeField(blank=True, null=True, verbose_name='inläst')),
                ('units', models.PositiveIntegerField(default=0, verbose_name='enheter')),
                ('volunteers', models.PositiveIntegerField(default=0, verbose_name='uppdragstagare')),
                ('decisions', models.PositiveIntegerField(default=0, verbose_name='beslut')),
                ('assignments', models.PositiveIntegerField(default=0, verbose_name='uppdrag')),
                ('left_out', models.PositiveIntegerField(default=0, verbose_name='rader som inte lästes in')),
                ('state', models.CharField(choices=[('waiting', 'Väntar på att bekräftas'), ('applied', 'Inläst'), ('dropped', 'Kasserad')], default='waiting', max_length=10, verbose_name='läge')),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='imports', to='organisation.unit', verbose_name='enhet')),
                ('uploaded_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='imports', to=settings.AUTH_USER_MODEL, verbose_name='av')),
            ],
            options={
                'verbose_name': 'import',
                'verbose_name_plural': 'importer',
            },
        ),
        migrations.CreateModel(
            name='ImportFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='filnamn')),
                ('content', models.BinaryField(verbose_name='innehåll')),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='imports.importbatch')),
            ],
            options={
                'verbose_name': 'fil i en import',
                'verbose_name_plural': 'filer i importer',
                'ordering': ('pk',),
            },
        ),
        migrations.CreateModel(
            name='OwnReference',
            fields=[
                ('volunteer', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='own_reference', serialize=False, to='recruitment.volunteer')),
                ('reference', models.CharField(max_length=40, verbose_name='egen beteckning')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.unit')),
            ],
            options={
                'verbose_name': 'egen beteckning',
                'verbose_name_plural': 'egna beteckningar',
            },
        ),
        migrations.AddConstraint(
            model_name='importbatch',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'applied'), _negated=True), ('applied_at__isnull', False), _connector='OR'), name='import_applied_has_moment'),
        ),
        migrations.AddConstraint(
            model_name='ownreference',
            constraint=models.UniqueConstraint(fields=('unit', 'reference'), name='own_reference_once_in_unit', violation_error_message='En uppdragstagare med den beteckningen finns redan.'),
        ),
    ]
