"""Accounts: administrators give people their roles, and cannot give themselves more."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import User
from django.http import HttpRequest

from curation.changelists import LongLists

admin.site.unregister(User)


@admin.register(User)
class AccountAdmin(LongLists, UserAdmin):
    """Only a superuser makes superusers, changes them, or gives single permissions."""

    list_display = ("username", "first_name", "last_name", "is_active", "last_login")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        fixed = [] if request.user.is_superuser else ["is_superuser", "user_permissions"]
        return [*super().get_readonly_fields(request, obj), *fixed]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        reaches_up = obj is not None and obj.is_superuser and not request.user.is_superuser
        return not reaches_up and super().has_change_permission(request, obj)
