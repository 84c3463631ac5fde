import brokerage.clock
import brokerage.invoicing.models.parties
import django.core.validators
import django.db.models.deletion
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('charges', '0001_initial'),
        ('organisation', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Series',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('prefix', models.CharField(max_length=10, unique=True, verbose_name='inledning')),
                ('last', models.PositiveIntegerField(default=0, verbose_name='senaste nummer')),
            ],
            options={
                'verbose_name': 'nummerserie',
                'verbose_name_plural': 'nummerserier',
            },
        ),
        migrations.CreateModel(
            name='CreditNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=0, editable=False)),
                ('number', models.CharField(max_length=12, unique=True, verbose_name='nummer')),
                ('reason', models.CharField(choices=[('amount', 'Fel belopp'), ('receiver', 'Fel mottagare'), ('twice', 'Debiterad två gånger'), ('undelivered', 'Tjänsten blev inte av'), ('agreed', 'Enligt överenskommelse med stadsdelen')], max_length=12, verbose_name='skäl')),
                ('again', models.BooleanField(verbose_name='ska faktureras igen')),
                ('issued_on', models.DateField(default=brokerage.clock.today, verbose_name='utfärdad')),
                ('net', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='belopp utan moms')),
                ('vat', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=12, verbose_name='moms')),
                ('total', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='belopp')),
                ('issued_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='utfärdad av')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='credit_notes', to='organisation.unit', verbose_name='stadsdel')),
            ],
            options={
                'verbose_name': 'kreditfaktura',
                'verbose_name_plural': 'kreditfakturor',
            },
        ),
        migrations.CreateModel(
            name='Invoice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=0, editable=False)),
                ('month', models.DateField(verbose_name='månad')),
                ('number', models.CharField(max_length=12, unique=True, verbose_name='nummer')),
                ('sender', models.CharField(max_length=80, verbose_name='från')),
                ('receiver', models.CharField(max_length=80, verbose_name='till')),
                ('seller', models.JSONField(default=dict, verbose_name='säljare')),
                ('buyer', models.JSONField(default=dict, verbose_name='köpare')),
                ('form', models.CharField(choices=[('internal', 'Internfaktura: bokföringsorder och PDF'), ('peppol', 'E-faktura: Peppol BIS Billing 3, med PDF')], default='internal', max_length=10, verbose_name='form')),
                ('issued_on', models.DateField(default=brokerage.clock.today, verbose_name='utfärdad')),
                ('due_on', models.DateField(verbose_name='betalas senast')),
                ('net', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='belopp utan moms')),
                ('vat', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=12, verbose_name='moms')),
                ('total', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='belopp')),
                ('state', models.CharField(choices=[('issued', 'Utfärdad'), ('settled', 'Betald'), ('credited', 'Krediterad')], default='issued', max_length=10, verbose_name='läge')),
                ('settled_on', models.DateField(blank=True, null=True, verbose_name='betald')),
                ('reminded_on', models.DateField(blank=True, null=True, verbose_name='senast påmind')),
                ('reminders', models.PositiveSmallIntegerField(default=0, verbose_name='påminnelser')),
                ('issued_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='utfärdad av')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invoices', to='organisation.unit', verbose_name='stadsdel')),
            ],
            options={
                'verbose_name': 'faktura',
                'verbose_name_plural': 'fakturor',
            },
        ),
        migrations.CreateModel(
            name='Dispatch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=0, editable=False)),
                ('number', models.CharField(max_length=12, verbose_name='nummer')),
                ('way', models.CharField(choices=[('none', 'Skickas inte: hämtas här'), ('folder', 'Läggs i en mapp som ekonomisystemet läser'), ('mail', 'E-post')], max_length=10, verbose_name='sätt')),
                ('address', models.CharField(blank=True, max_length=254, verbose_name='till')),
                ('created_at', models.DateTimeField(default=brokerage.clock.now, verbose_name='lagd')),
                ('not_before', models.DateTimeField(default=brokerage.clock.now, verbose_name='tidigast')),
                ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='försök')),
                ('fault', models.CharField(blank=True, max_length=60, verbose_name='fel')),
                ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='skickad')),
                ('digest', models.CharField(blank=True, max_length=64, verbose_name='kontrollsumma')),
                ('state', models.CharField(choices=[('waiting', 'Väntar'), ('sent', 'Skickad'), ('failed', 'Kom inte fram')], default='waiting', max_length=10, verbose_name='läge')),
                ('note', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='dispatches', to='invoicing.creditnote', verbose_name='kreditfaktura')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='dispatches', to='organisation.unit', verbose_name='stadsdel')),
                ('invoice', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='dispatches', to='invoicing.invoice', verbose_name='faktura')),
            ],
            options={
                'verbose_name': 'försändelse',
                'verbose_name_plural': 'försändelser',
            },
        ),
        migrations.AddField(
            model_name='creditnote',
            name='invoice',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='credit_notes', to='invoicing.invoice', verbose_name='faktura'),
        ),
        migrations.CreateModel(
            name='InvoiceLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(verbose_name='plats')),
                ('holds_charge', models.BooleanField(default=True, verbose_name='håller debiteringen')),
                ('month', models.DateField(verbose_name='avser månad')),
                ('text', models.CharField(max_length=180, verbose_name='text')),
                ('code', models.SlugField(blank=True, max_length=40, verbose_name='kod')),
                ('name', models.CharField(blank=True, max_length=100, verbose_name='tjänst')),
                ('order_number', models.CharField(blank=True, max_length=12, verbose_name='beställning')),
                ('quantity', models.DecimalField(decimal_places=2, default=Decimal('1'), max_digits=8, verbose_name='antal')),
                ('per', models.CharField(default='styck', max_length=40, verbose_name='per')),
                ('price', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=10, verbose_name='pris')),
                ('account', models.CharField(default='3510', max_length=10, verbose_name='konto')),
                ('vat', models.CharField(choices=[('E', 'Undantagen från moms'), ('S', '25 % moms')], default='E', max_length=1, verbose_name='moms')),
                ('vat_reason', models.CharField(blank=True, max_length=100, verbose_name='skäl till undantag')),
                ('amount', models.DecimalField(decimal_places=2, max_digits=10, verbose_name='belopp')),
                ('charge', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='charges.charge', verbose_name='debitering')),
                ('invoice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='invoicing.invoice', verbose_name='faktura')),
            ],
            options={
                'verbose_name': 'fakturarad',
                'verbose_name_plural': 'fakturarader',
                'ordering': ('position',),
            },
        ),
        migrations.CreateModel(
            name='CreditLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('amount', models.DecimalField(decimal_places=2, max_digits=10, verbose_name='belopp')),
                ('note', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='invoicing.creditnote', verbose_name='kreditfaktura')),
                ('line', models.OneToOneField(error_messages={'unique': 'Raden är redan krediterad.'}, on_delete=django.db.models.deletion.PROTECT, related_name='credited_by', to='invoicing.invoiceline', verbose_name='fakturarad')),
            ],
            options={
                'verbose_name': 'kreditrad',
                'verbose_name_plural': 'kreditrader',
                'ordering': ('line__position',),
            },
        ),
        migrations.CreateModel(
            name='Objection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=0, editable=False)),
                ('complaint', models.CharField(choices=[('not_ordered', 'Vi har inte beställt det här'), ('not_delivered', 'Vi har inte fått det vi beställde'), ('amount', 'Beloppet är fel'), ('twice', 'Det är redan fakturerat'), ('guarantee', 'Garantin gäller'), ('other', 'Annat')], max_length=15, verbose_name='invändning')),
                ('words', models.CharField(blank=True, max_length=400, verbose_name='förklaring')),
                ('raised_on', models.DateField(default=brokerage.clock.today, verbose_name='invänt')),
                ('answer', models.CharField(blank=True, max_length=400, verbose_name='svar')),
                ('answered_on', models.DateField(blank=True, null=True, verbose_name='besvarad')),
                ('state', models.CharField(choices=[('open', 'Väntar på svar'), ('upheld', 'Godtagen'), ('rejected', 'Avvisad')], default='open', max_length=10, verbose_name='läge')),
                ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='besvarad av')),
                ('line', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='objections', to='invoicing.invoiceline', verbose_name='fakturarad')),
                ('raised_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='invänt av')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='objections', to='organisation.unit', verbose_name='stadsdel')),
            ],
            options={
                'verbose_name': 'invändning',
                'verbose_name_plural': 'invändningar',
            },
        ),
        migrations.CreateModel(
            name='Payer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=0, editable=False)),
                ('legal_name', models.CharField(max_length=80, verbose_name='namn på fakturan')),
                ('org_number', models.CharField(default='212000-0142', max_length=11, validators=[brokerage.invoicing.models.parties.is_org_number], verbose_name='organisationsnummer')),
                ('street', models.CharField(blank=True, max_length=80, verbose_name='gata eller box')),
                ('postcode', models.CharField(blank=True, max_length=6, validators=[django.core.validators.RegexValidator('^\\d{3} ?\\d{2}$', 'Skriv fem siffror.')], verbose_name='postnummer')),
                ('city', models.CharField(default='Stockholm', max_length=40, verbose_name='ort')),
                ('customer', models.CharField(blank=True, help_text='STH och tre siffror i staden.', max_length=12, verbose_name='kund-id')),
                ('reference', models.CharField(blank=True, help_text='Kod eller kostnadsställe. Inga personnamn ska anges.', max_length=40, verbose_name='referens')),
                ('cost_unit', models.CharField(blank=True, max_length=20, verbose_name='kostnadsställe')),
                ('form', models.CharField(choices=[('internal', 'Internfaktura: bokföringsorder och PDF'), ('peppol', 'E-faktura: Peppol BIS Billing 3, med PDF')], default='internal', max_length=10, verbose_name='faktureras som')),
                ('way', models.CharField(choices=[('none', 'Skickas inte: hämtas här'), ('folder', 'Läggs i en mapp som ekonomisystemet läser'), ('mail', 'E-post')], default='none', max_length=10, verbose_name='skickas')),
                ('mail', models.EmailField(blank=True, help_text='En funktionsbrevlåda, inte en persons.', max_length=254, verbose_name='e-post')),
                ('unit', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='payer', to='organisation.unit', verbose_name='enhet')),
            ],
            options={
                'verbose_name': 'betalare',
                'verbose_name_plural': 'betalare',
            },
        ),
        migrations.CreateModel(
            name='Seller',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=0, editable=False)),
                ('legal_name', models.CharField(max_length=80, verbose_name='namn på fakturan')),
                ('org_number', models.CharField(default='212000-0142', max_length=11, validators=[brokerage.invoicing.models.parties.is_org_number], verbose_name='organisationsnummer')),
                ('street', models.CharField(blank=True, max_length=80, verbose_name='gata eller box')),
                ('postcode', models.CharField(blank=True, max_length=6, validators=[django.core.validators.RegexValidator('^\\d{3} ?\\d{2}$', 'Skriv fem siffror.')], verbose_name='postnummer')),
                ('city', models.CharField(default='Stockholm', max_length=40, verbose_name='ort')),
                ('vat_number', models.CharField(default='SE212000014201', max_length=14, verbose_name='momsregistreringsnummer')),
                ('bankgiro', models.CharField(blank=True, max_length=9, validators=[django.core.validators.RegexValidator('^\\d{3,4}-?\\d{4}$', 'Ett bankgironummer har sju eller åtta siffror.')], verbose_name='bankgiro')),
                ('mail', models.EmailField(blank=True, help_text='En funktionsbrevlåda, inte en persons.', max_length=254, verbose_name='e-post för frågor')),
                ('cost_unit', models.CharField(blank=True, max_length=20, verbose_name='kostnadsställe')),
                ('terms', models.PositiveSmallIntegerField(default=30, verbose_name='betalningsvillkor, dagar')),
                ('internal_account', models.CharField(default='1710', max_length=10, verbose_name='konto för internfakturor')),
                ('receivable_account', models.CharField(default='1510', max_length=10, verbose_name='konto för kundfordringar')),
                ('vat_account', models.CharField(default='2610', max_length=10, verbose_name='konto för utgående moms')),
                ('unit', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='seller', to='organisation.unit', verbose_name='enhet')),
            ],
            options={
                'verbose_name': 'säljare',
                'verbose_name_plural': 'säljare',
            },
        ),
        migrations.AddConstraint(
            model_name='invoice',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'credited'), _negated=True), fields=('unit', 'month'), name='invoice_one_for_unit_and_month', violation_error_message='Stadsdelen har redan en faktura för månaden.'),
        ),
        migrations.AddConstraint(
            model_name='invoice',
            constraint=models.CheckConstraint(condition=models.Q(('month__day', 1)), name='invoice_month_is_first_day', violation_error_message='En faktura avser en hel månad.'),
        ),
        migrations.AddConstraint(
            model_name='invoice',
            constraint=models.CheckConstraint(condition=models.Q(('due_on__gte', models.F('issued_on'))), name='invoice_due_after_issued', violation_error_message='En faktura kan inte förfalla innan den är utfärdad.'),
        ),
        migrations.AddConstraint(
            model_name='invoice',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'settled'), _negated=True), ('settled_on__isnull', False), _connector='OR'), name='invoice_settled_has_date', violation_error_message='Skriv vilken dag fakturan betalades.'),
        ),
        migrations.AddIndex(
            model_name='dispatch',
            index=models.Index(fields=['state', 'not_before'], name='dispatch_waiting'),
        ),
        migrations.AddConstraint(
            model_name='dispatch',
            constraint=models.CheckConstraint(condition=models.Q(('invoice__isnull', False), ('note__isnull', False), _connector='XOR'), name='dispatch_of_one_paper', violation_error_message='En försändelse är en faktura eller en kreditfaktura.'),
        ),
        migrations.AddConstraint(
            model_name='dispatch',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'sent'), _negated=True), ('sent_at__isnull', False), _connector='OR'), name='dispatch_sent_has_moment', violation_error_message='En skickad försändelse har en tid.'),
        ),
        migrations.AddConstraint(
            model_name='invoiceline',
            constraint=models.UniqueConstraint(condition=models.Q(('holds_charge', True)), fields=('charge',), name='invoiceline_charge_once', violation_error_message='En debitering är redan fakturerad. Öppna sidan på nytt och granska igen.'),
        ),
        migrations.AddConstraint(
            model_name='invoiceline',
            constraint=models.UniqueConstraint(fields=('invoice', 'position'), name='invoiceline_one_in_a_place', violation_error_message='Två rader står på samma plats.'),
        ),
        migrations.AddConstraint(
            model_name='objection',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'open')), fields=('line',), name='objection_one_open_for_line', violation_error_message='Raden är redan ifrågasatt och väntar på svar.'),
        ),
        migrations.AddConstraint(
            model_name='objection',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'open'), models.Q(('answered_on__isnull', False), models.Q(('answer', ''), _negated=True)), _connector='OR'), name='objection_answered_has_answer', violation_error_message='Skriv ett svar till stadsdelen.'),
        ),
        migrations.AddConstraint(
            model_name='payer',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('way', 'mail'), _negated=True), models.Q(('mail', ''), _negated=True), _connector='OR'), name='payer_by_mail_has_address', violation_error_message='Skriv dit fakturan ska skickas.'),
        ),
        migrations.AddConstraint(
            model_name='payer',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('form', 'peppol'), _negated=True), models.Q(('reference', ''), _negated=True), _connector='OR'), name='payer_peppol_has_reference', violation_error_message='En e-faktura behöver köparens referens (Peppol R003).'),
        ),
    ]
