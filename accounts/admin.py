from django.contrib import admin

from accounts.forms import LoginForm

admin.site.login_form = LoginForm
