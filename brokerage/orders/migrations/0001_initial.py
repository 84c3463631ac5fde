import brokerage.clock
import django.db.models.deletion
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('decisions', '0001_initial'),
        ('organisation', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Order',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=0, editable=False)),
                ('area', models.CharField(choices=[('IoF', 'Individ- och familjeomsorg'), ('OF', 'Funktionsnedsättning, SoL'), ('LSS', 'Funktionsnedsättning, LSS'), ('SP', 'Socialpsykiatri')], max_length=4, verbose_name='programområde')),
                ('number', models.CharField(error_messages={'unique': 'Någon annan skrev en beställning i samma stund. Försök igen.'}, max_length=12, unique=True, verbose_name='nummer')),
                ('basis', models.CharField(choices=[('child', 'Barn under 18 år, OSL 26 kap. 9 §'), ('disability', 'Funktionsnedsättning, OSL 26 kap. 9 c §'), ('consent', 'Den enskildes samtycke, OSL 12 kap. 2 §')], max_length=10, verbose_name='delas enligt')),
                ('tried', models.TextField(max_length=1000, verbose_name='vad stadsdelen själv har prövat')),
                ('choices', models.PositiveSmallIntegerField(default=2, verbose_name='antal att välja mellan')),
                ('price', models.DecimalField(blank=True, decimal_places=2, max_digits=10, null=True, verbose_name='pris')),
                ('withdrawal_percent', models.PositiveSmallIntegerField(default=0, verbose_name='vid återtagande, procent')),
                ('drafted_on', models.DateField(default=brokerage.clock.today, verbose_name='skriven')),
                ('placed_on', models.DateField(blank=True, null=True, verbose_name='lagd')),
                ('state', models.CharField(choices=[('draft', 'Utkast'), ('placed', 'Lagd'), ('accepted', 'Söks'), ('fulfilled', 'Klar'), ('withdrawn', 'Återtagen')], default='draft', max_length=10, verbose_name='läge')),
                ('broker', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='orders', to=settings.AUTH_USER_MODEL, verbose_name='söks av')),
                ('decision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='orders', to='decisions.decision', verbose_name='beslut')),
                ('drafted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='skriven av')),
                ('placed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='lagd av')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='orders', to='organisation.unit', verbose_name='enhet')),
            ],
            options={
                'verbose_name': 'beställning',
                'verbose_name_plural': 'beställningar',
            },
        ),
        migrations.CreateModel(
            name='ServiceOrder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=0, editable=False)),
                ('area', models.CharField(blank=True, choices=[('IoF', 'Individ- och familjeomsorg'), ('OF', 'Funktionsnedsättning, SoL'), ('LSS', 'Funktionsnedsättning, LSS'), ('SP', 'Socialpsykiatri')], max_length=4, verbose_name='programområde')),
                ('service', models.CharField(choices=[('vetting', 'Utredning av en egen familj'), ('routine-hour', 'Hjälp att bygga upp rutiner'), ('support-month', 'Handledning')], max_length=20, verbose_name='tjänst')),
                ('number', models.CharField(error_messages={'unique': 'Någon annan skrev en beställning i samma stund. Försök igen.'}, max_length=12, unique=True, verbose_name='nummer')),
                ('quantity', models.DecimalField(decimal_places=2, default=Decimal('1'), max_digits=6, verbose_name='antal')),
                ('words', models.TextField(max_length=1000, verbose_name='vad det gäller')),
                ('wanted_by', models.DateField(blank=True, null=True, verbose_name='önskas senast')),
                ('price', models.DecimalField(blank=True, decimal_places=2, max_digits=10, null=True, verbose_name='pris')),
                ('withdrawal_percent', models.PositiveSmallIntegerField(default=0, verbose_name='vid återtagande, procent')),
                ('drafted_on', models.DateField(default=brokerage.clock.today, verbose_name='skriven')),
                ('placed_on', models.DateField(blank=True, null=True, verbose_name='lagd')),
                ('delivered', models.DecimalField(blank=True, decimal_places=2, max_digits=6, null=True, verbose_name='levererat')),
                ('delivered_on', models.DateField(blank=True, null=True, verbose_name='levererad')),
                ('starts', models.DateField(blank=True, null=True, verbose_name='första månaden')),
                ('until', models.DateField(blank=True, null=True, verbose_name='sista månaden')),
                ('charged_until', models.DateField(blank=True, null=True, verbose_name='debiterad till och med')),
                ('state', models.CharField(choices=[('draft', 'Utkast'), ('placed', 'Lagd'), ('accepted', 'Pågår'), ('running', 'Löper'), ('delivered', 'Levererad'), ('withdrawn', 'Återtagen')], default='draft', max_length=10, verbose_name='läge')),
                ('broker', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='utförs av')),
                ('drafted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='skriven av')),
                ('placed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='lagd av')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='service_orders', to='organisation.unit', verbose_name='enhet')),
            ],
            options={
                'verbose_name': 'beställning av tjänst',
                'verbose_name_plural': 'beställningar av tjänster',
            },
        ),
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=0, editable=False)),
                ('area', models.CharField(blank=True, choices=[('IoF', 'Individ- och familjeomsorg'), ('OF', 'Funktionsnedsättning, SoL'), ('LSS', 'Funktionsnedsättning, LSS'), ('SP', 'Socialpsykiatri')], max_length=4, verbose_name='programområde')),
                ('from_brokerage', models.BooleanField(verbose_name='från Resursteamen')),
                ('words', models.TextField(max_length=1000, verbose_name='meddelande')),
                ('written_at', models.DateTimeField(default=brokerage.clock.now, verbose_name='skrivet')),
                ('state', models.CharField(choices=[('new', 'Nytt'), ('read', 'Läst')], default='new', max_length=10, verbose_name='läge')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='order_messages', to='organisation.unit', verbose_name='enhet')),
                ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='skrivet av')),
                ('order', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='messages', to='orders.order', verbose_name='beställning')),
                ('service_order', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='messages', to='orders.serviceorder', verbose_name='beställning av tjänst')),
            ],
            options={
                'verbose_name': 'meddelande på beställning',
                'verbose_name_plural': 'meddelanden på beställningar',
                'ordering': ('written_at', 'pk'),
            },
        ),
        migrations.AddIndex(
            model_name='order',
            index=models.Index(fields=['unit', 'area', 'state'], name='order_queue'),
        ),
        migrations.AddConstraint(
            model_name='order',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ('draft', 'withdrawn')), models.Q(('placed_by__isnull', False), ('placed_on__isnull', False), ('price__isnull', False)), _connector='OR'), name='order_placed_has_price', violation_error_message='En lagd beställning har pris, dag och beställare.'),
        ),
        migrations.AddConstraint(
            model_name='order',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('accepted', 'fulfilled')), _negated=True), ('broker__isnull', False), _connector='OR'), name='order_accepted_has_broker', violation_error_message='En beställning som söks har en ansvarig rekryterare.'),
        ),
        migrations.AddConstraint(
            model_name='order',
            constraint=models.CheckConstraint(condition=models.Q(('choices__range', (1, 3))), name='order_one_to_three_choices', violation_error_message='Välj en, två eller tre att välja mellan.'),
        ),
        migrations.AddConstraint(
            model_name='order',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ('draft', 'placed', 'accepted'))), fields=('decision',), name='order_one_open_for_decision', violation_error_message='Beslutet har redan en öppen beställning.'),
        ),
        migrations.AddIndex(
            model_name='serviceorder',
            index=models.Index(fields=['unit', 'area', 'state'], name='service_queue'),
        ),
        migrations.AddConstraint(
            model_name='serviceorder',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ('draft', 'withdrawn')), models.Q(('placed_by__isnull', False), ('placed_on__isnull', False), ('price__isnull', False)), _connector='OR'), name='service_placed_has_price', violation_error_message='En lagd beställning har pris, dag och beställare.'),
        ),
        migrations.AddConstraint(
            model_name='serviceorder',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'delivered'), _negated=True), models.Q(('delivered__isnull', False), ('delivered_on__isnull', False)), _connector='OR'), name='service_delivered_has_day', violation_error_message='Skriv vad som levererades, och vilken dag.'),
        ),
        migrations.AddConstraint(
            model_name='serviceorder',
            constraint=models.CheckConstraint(condition=models.Q(('quantity__gt', 0)), name='service_something_ordered', violation_error_message='Beställ minst något.'),
        ),
        migrations.AddConstraint(
            model_name='serviceorder',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'running'), _negated=True), models.Q(('starts__isnull', False), ('until__isnull', False)), _connector='OR'), name='service_running_has_months', violation_error_message='Handledning som löper har en första och en sista månad.'),
        ),
        migrations.AddConstraint(
            model_name='serviceorder',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'running')), fields=('unit',), name='service_runs_once_in_unit', violation_error_message='Enheten har redan handledning som löper. Avsluta den först.'),
        ),
        migrations.AddConstraint(
            model_name='message',
            constraint=models.CheckConstraint(condition=models.Q(('order__isnull', False), ('service_order__isnull', False), _connector='XOR'), name='message_on_one_order', violation_error_message='Ett meddelande hör till en beställning.'),
        ),
    ]
