"""Case audits: forms, rounds with their samples and scorings, and what is told to those who wrote."""

from opencaf.case_audit.models.feedback import Feedback, FeedbackTheme, Theme
from opencaf.case_audit.models.forms import AuditForm, AuditItem, Kind, Part
from opencaf.case_audit.models.rounds import (
    Answer,
    AuditRound,
    Paper,
    SampledCase,
    Scoring,
    Settled,
    Spread,
    Stage,
    Value,
    Which,
)

__all__ = [
    "Answer",
    "AuditForm",
    "AuditItem",
    "AuditRound",
    "Feedback",
    "FeedbackTheme",
    "Kind",
    "Paper",
    "Part",
    "SampledCase",
    "Scoring",
    "Settled",
    "Spread",
    "Stage",
    "Theme",
    "Value",
    "Which",
]
