"""The case audit app."""

from django.apps import AppConfig


class CaseAuditConfig(AppConfig):
    name = "opencaf.case_audit"
    verbose_name = "Case audits"
