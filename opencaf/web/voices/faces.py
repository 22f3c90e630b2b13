"""Faces from sad to glad, drawn as plain lines: beside words, never in their place."""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import SafeString

INK = "#14252a"


def mouth(step: int, of: int) -> int:
    """Return how far a mouth bends down (below nought: up) for a step, counted from one."""
    return round(-9 + 18 * (step - 1) / (of - 1))


def face(step: int, of: int, *, size: int = 44) -> SafeString:
    """Return the face of a step; its words stand beside it, so that it says nothing to a screen reader."""
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 44 44" width="{0}" height="{0}" '
        'class="app-face" aria-hidden="true" focusable="false">'
        '<circle cx="22" cy="22" r="20" fill="#fff3c4" stroke="{1}" stroke-width="2"></circle>'
        '<circle cx="15" cy="17" r="2.5" fill="{1}"></circle>'
        '<circle cx="29" cy="17" r="2.5" fill="{1}"></circle>'
        '<path d="M12 {2} Q22 {3} 32 {2}" fill="none" stroke="{1}" stroke-width="2.5" '
        'stroke-linecap="round"></path></svg>',
        size,
        INK,
        30 - mouth(step, of) // 4,
        30 + mouth(step, of),
    )
