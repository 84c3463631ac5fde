import brokerage.clock
import brokerage.organisation.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('email', models.EmailField(max_length=254, unique=True, verbose_name='e-postadress')),
                ('name', models.CharField(max_length=100, verbose_name='namn')),
                ('name_key', models.CharField(db_index=True, editable=False, max_length=200)),
                ('phone', models.CharField(blank=True, max_length=30, verbose_name='telefon')),
                ('has_degree', models.BooleanField(default=False, verbose_name='behörig för barnärenden (25 kap. 1 § SoL)')),
                ('is_active', models.BooleanField(default=True, verbose_name='får logga in')),
                ('is_staff', models.BooleanField(default=False, help_text='Får använda administrationen.', verbose_name='administratör')),
            ],
            options={
                'verbose_name': 'användare',
                'verbose_name_plural': 'användare',
                'ordering': ('name_key',),
            },
        ),
        migrations.CreateModel(
            name='Trait',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=40, unique=True, verbose_name='kod')),
                ('name', models.CharField(max_length=80, verbose_name='ord')),
                ('name_key', models.CharField(editable=False, max_length=160)),
                ('group', models.CharField(choices=[('language', 'Språk'), ('need', 'Behov och erfarenhet'), ('schedule', 'När'), ('home', 'Hemmet'), ('interest', 'Intressen'), ('practical', 'Praktiskt'), ('near', 'Närhet')], max_length=10, verbose_name='grupp')),
                ('position', models.PositiveSmallIntegerField(default=100, verbose_name='plats')),
                ('is_hard', models.BooleanField(default=False, verbose_name='får aldrig mildras')),
                ('is_asked', models.BooleanField(default=True, verbose_name='frågas i profilen')),
                ('is_active', models.BooleanField(default=True, verbose_name='i bruk')),
            ],
            options={
                'verbose_name': 'egenskap',
                'verbose_name_plural': 'egenskaper',
                'ordering': ('group', 'position', 'name_key'),
            },
        ),
        migrations.CreateModel(
            name='Unit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(blank=True, editable=False, max_length=40, null=True, unique=True, verbose_name='kod')),
                ('name', models.CharField(max_length=80, unique=True, verbose_name='namn')),
                ('name_key', models.CharField(db_index=True, editable=False, max_length=160)),
                ('kind', models.CharField(choices=[('district', 'Stadsdel'), ('brokerage', 'Förmedling')], default='district', max_length=10, verbose_name='slag')),
                ('starts', models.DateField(verbose_name='från och med')),
                ('ends', models.DateField(blank=True, null=True, verbose_name='till och med')),
                ('successor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='predecessors', to='organisation.unit', verbose_name='efterträdare')),
            ],
            options={
                'verbose_name': 'enhet',
                'verbose_name_plural': 'enheter',
                'ordering': ('name_key',),
            },
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('case_officer', 'Handläggare'), ('contact_secretary', 'Kontaktsekreterare'), ('district_manager', 'Enhetschef'), ('recruiter', 'Rekryterare'), ('approver', 'Godkännare'), ('economist', 'Ekonom'), ('log_reviewer', 'Logggranskare')], max_length=20, verbose_name='roll')),
                ('areas', brokerage.organisation.fields.CodesField(blank=True, choices=[('IoF', 'Individ- och familjeomsorg'), ('OF', 'Funktionsnedsättning, SoL'), ('LSS', 'Funktionsnedsättning, LSS'), ('SP', 'Socialpsykiatri')], default=list, max_length=200, verbose_name='programområden')),
                ('starts', models.DateField(default=brokerage.clock.today, verbose_name='från och med')),
                ('ends', models.DateField(blank=True, null=True, verbose_name='till och med')),
                ('stands_in_for', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='stand_ins', to=settings.AUTH_USER_MODEL, verbose_name='vikarierar för')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='organisation.unit', verbose_name='enhet')),
            ],
            options={
                'verbose_name': 'roll i enhet',
                'verbose_name_plural': 'roller i enheter',
                'ordering': ('unit__name_key', 'role', 'user__name_key'),
            },
        ),
        migrations.AddConstraint(
            model_name='unit',
            constraint=models.CheckConstraint(condition=models.Q(('ends', None), ('ends__gte', models.F('starts')), _connector='OR'), name='unit_ends_after_start', violation_error_message='Enheten kan inte upphöra före sin första dag.'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.CheckConstraint(condition=models.Q(('ends', None), ('ends__gte', models.F('starts')), _connector='OR'), name='membership_ends_after_start', violation_error_message='Rollen kan inte upphöra före sin första dag.'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.CheckConstraint(condition=models.Q(('stands_in_for', None), models.Q(('stands_in_for', models.F('user')), _negated=True), _connector='OR'), name='membership_stands_in_for_another', violation_error_message='Ingen vikarierar för sig själv.'),
        ),
    ]
