"""The brief as JSON values, for programs."""

from __future__ import annotations

from typing import Any

from registry.brief.note import DETAIL, Brief
from registry.brief.text import plain


def as_json(brief: Brief) -> dict[str, Any]:
    """Notes, approvals and rules; sentences are plain text, their ids in backquotes."""
    return {
        "notes": [
            {
                "what": note.what,
                "title": note.title,
                "records": list(note.records),
                "lines": [plain(line[line[:1] == (DETAIL,) :]) for line in note.lines],
            }
            for note in brief.notes
        ],
        "approvals": [
            {
                "body": approval.body or None,
                "title": approval.title or None,
                "folders": list(approval.folders),
                "members": list(approval.members),
                "excluded": [
                    {"handle": one.handle, "why": plain(one.why)} for one in approval.excluded
                ],
            }
            for approval in brief.approvals
        ],
        "rules": {
            "checked": brief.rules,
            "broken": [
                {
                    "code": row.code,
                    "severity": "error" if row.is_error else "warning",
                    "count": len(row.problems),
                    "rule": row.rule,
                }
                for row in brief.broken
            ],
        },
    }
