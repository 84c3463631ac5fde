"""What libraries put into Django admin and administrators have no use for there."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.contrib.auth.models import Group
from django_tasks_db.models import DBTaskResult

for model in (EmailAddress, Authenticator, Group, DBTaskResult):
    if admin.site.is_registered(model):
        admin.site.unregister(model)
