import brokerage.clock
import django.db.models.deletion
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('organisation', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='PriceItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=0, editable=False)),
                ('code', models.SlugField(max_length=40, verbose_name='kod')),
                ('name', models.CharField(max_length=100, verbose_name='tjänst')),
                ('amount', models.DecimalField(decimal_places=2, max_digits=10, verbose_name='belopp')),
                ('per', models.CharField(max_length=40, verbose_name='per')),
                ('account', models.CharField(default='3510', help_text='Intäktskonto i redovisningen.', max_length=10, verbose_name='konto')),
                ('vat', models.CharField(choices=[('E', 'Undantagen från moms'), ('S', '25 % moms')], default='E', max_length=1, verbose_name='moms')),
                ('vat_reason', models.CharField(blank=True, default='Social omsorg, 10 kap. mervärdesskattelagen (2023:200)', max_length=100, verbose_name='skäl till undantag')),
                ('guarantee_days', models.PositiveSmallIntegerField(default=0, help_text='Slutar ett uppdrag inom så många dagar är nästa förmedling fri.', verbose_name='garanti, dagar')),
                ('withdrawal_percent', models.PositiveSmallIntegerField(default=0, help_text='Så stor del av priset kostar det att återta en påbörjad beställning.', verbose_name='vid återtagande, procent')),
                ('starts', models.DateField(verbose_name='från och med')),
                ('ends', models.DateField(blank=True, null=True, verbose_name='till och med')),
            ],
            options={
                'verbose_name': 'pris',
                'verbose_name_plural': 'prislista',
                'ordering': ('code', '-starts'),
                'constraints': [models.UniqueConstraint(fields=('code', 'starts'), name='price_once_a_day', violation_error_message='Priset har redan en rad från den dagen.'), models.CheckConstraint(condition=models.Q(('amount__gte', 0)), name='price_not_negative', violation_error_message='Ett pris kan inte vara negativt.'), models.CheckConstraint(condition=models.Q(('ends', None), ('ends__gte', models.F('starts')), _connector='OR'), name='price_ends_after_start', violation_error_message='Priset kan inte upphöra före sin första dag.'), models.CheckConstraint(condition=models.Q(('withdrawal_percent__lte', 100)), name='price_withdrawal_within_price', violation_error_message='Ett återtagande kan inte kosta mer än tjänsten.'), models.CheckConstraint(condition=models.Q(models.Q(('vat', 'E'), _negated=True), models.Q(('vat_reason', ''), _negated=True), _connector='OR'), name='price_exempt_has_reason', violation_error_message='Skriv varför tjänsten är undantagen från moms.')],
            },
        ),
        migrations.CreateModel(
            name='Budget',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=0, editable=False)),
                ('year', models.PositiveSmallIntegerField(verbose_name='år')),
                ('amount', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='budget')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='budgets', to='organisation.unit', verbose_name='enhet')),
            ],
            options={
                'verbose_name': 'budget',
                'verbose_name_plural': 'budgetar',
                'constraints': [models.UniqueConstraint(fields=('unit', 'year'), name='budget_once_a_year', violation_error_message='Enheten har redan en budget för året.'), models.CheckConstraint(condition=models.Q(('amount__gte', 0)), name='budget_not_negative', violation_error_message='En budget kan inte vara negativ.')],
            },
        ),
        migrations.CreateModel(
            name='Charge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=0, editable=False)),
                ('month', models.DateField(verbose_name='månad')),
                ('text', models.CharField(max_length=120, verbose_name='text')),
                ('order_number', models.CharField(blank=True, max_length=12, verbose_name='beställning')),
                ('code', models.SlugField(blank=True, max_length=40, verbose_name='kod')),
                ('name', models.CharField(blank=True, max_length=100, verbose_name='tjänst')),
                ('quantity', models.DecimalField(decimal_places=2, default=Decimal('1'), max_digits=8, verbose_name='antal')),
                ('per', models.CharField(default='styck', max_length=40, verbose_name='per')),
                ('price', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=10, verbose_name='pris')),
                ('amount', models.DecimalField(decimal_places=2, max_digits=10, verbose_name='belopp')),
                ('account', models.CharField(default='3510', max_length=10, verbose_name='konto')),
                ('vat', models.CharField(choices=[('E', 'Undantagen från moms'), ('S', '25 % moms')], default='E', max_length=1, verbose_name='moms')),
                ('vat_reason', models.CharField(blank=True, default='Social omsorg, 10 kap. mervärdesskattelagen (2023:200)', max_length=100, verbose_name='skäl till undantag')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='skäl')),
                ('cause', models.CharField(max_length=80, unique=True, verbose_name='orsak')),
                ('created_at', models.DateTimeField(default=brokerage.clock.now)),
                ('state', models.CharField(choices=[('standing', 'Gäller'), ('struck', 'Struken')], default='standing', max_length=10, verbose_name='läge')),
                ('struck_on', models.DateField(blank=True, null=True, verbose_name='struken')),
                ('struck_because', models.CharField(blank=True, max_length=200, verbose_name='struken därför att')),
                ('struck_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='struken av')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='charges', to='organisation.unit', verbose_name='enhet')),
            ],
            options={
                'verbose_name': 'debitering',
                'verbose_name_plural': 'debiteringar',
                'constraints': [models.CheckConstraint(condition=models.Q(('month__day', 1)), name='charge_month_is_first_day'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'struck'), _negated=True), models.Q(('struck_on__isnull', False), models.Q(('struck_because', ''), _negated=True)), _connector='OR'), name='charge_struck_has_reason', violation_error_message='Skriv varför debiteringen stryks.')],
            },
        ),
        migrations.CreateModel(
            name='YearCost',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=0, editable=False)),
                ('year', models.PositiveSmallIntegerField(verbose_name='år')),
                ('amount', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='kostnad')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='year_costs', to='organisation.unit', verbose_name='enhet')),
            ],
            options={
                'verbose_name': 'årskostnad',
                'verbose_name_plural': 'årskostnader',
                'constraints': [models.UniqueConstraint(fields=('unit', 'year'), name='yearcost_once_a_year', violation_error_message='Årets kostnad är redan angiven. Ändra den i stället.'), models.CheckConstraint(condition=models.Q(('amount__gte', 0)), name='yearcost_not_negative', violation_error_message='En kostnad kan inte vara negativ.')],
            },
        ),
    ]
