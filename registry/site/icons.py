"""Small pictures beside words; drawn here, on a grid of 24, in the colour of the text."""

from __future__ import annotations

from markupsafe import Markup

_PATHS = {
    "check": "M9.5 17.6 4 12.1l1.9-1.9 3.6 3.6 8.6-8.6L20 7.1z",
    "cross": "m12 10.1 5.1-5.1L19 6.9 13.9 12l5.1 5.1-1.9 1.9-5.1-5.1L6.9 19 5 17.1 10.1 12 5 6.9 6.9 5z",
    "clock": "M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18m0 2.2a6.8 6.8 0 1 0 0 13.6 6.8 6.8 0 0 0 0-13.6M13 7v4.5l3.2 3.2-1.5 1.5L11 12.4V7z",
    "pause": "M7 5h3.5v14H7zm6.5 0H17v14h-3.5z",
    "next": "M4 10.7h11.3l-4.6-4.6L12.6 4.2 20.4 12l-7.8 7.8-1.9-1.9 4.6-4.6H4z",
    "octagon": "M8.3 3h7.4L21 8.3v7.4L15.7 21H8.3L3 15.7V8.3zm3.7 7.3L9.4 7.7 7.7 9.4l2.6 2.6-2.6 2.6 1.7 1.7 2.6-2.6 2.6 2.6 1.7-1.7-2.6-2.6 2.6-2.6-1.7-1.7z",
    "question": "M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18m-.1 12.7a1.4 1.4 0 1 0 0 2.8 1.4 1.4 0 0 0 0-2.8M12.1 6.3c-2.1 0-3.7 1.3-3.8 3.3h2.2c.1-.8.7-1.4 1.6-1.4s1.5.5 1.5 1.3c0 1.4-2.7 1.7-2.7 4.6v.4h2.1v-.3c0-1.7 2.9-2.1 2.9-4.7 0-1.9-1.6-3.2-3.8-3.2",
    "warning": "M12 3 22.5 21h-21zm-1.1 7v5.2h2.2V10zm0 6.7v2.2h2.2v-2.2z",
    "draft": "M4 17.2V20h2.8L17.5 9.3l-2.8-2.8zM19.7 7.1a.9.9 0 0 0 0-1.3l-1.5-1.5a.9.9 0 0 0-1.3 0l-1.2 1.2 2.8 2.8z",
    "stop": "M6 6h12v12H6z",
    "gate": "M6 10V8a6 6 0 0 1 12 0v2h1.5v11h-15V10zm2.5 0h7V8a3.5 3.5 0 0 0-7 0z",
    "seal": "M12 2.5a6.5 6.5 0 0 1 4 11.6V22l-4-2.2L8 22v-7.9a6.5 6.5 0 0 1 4-11.6m0 2.4a4.1 4.1 0 1 0 0 8.2 4.1 4.1 0 0 0 0-8.2",
    "people": "M8.5 4a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7m7.5 1.5a3 3 0 1 1 0 6 3 3 0 0 1 0-6M8.5 12.8c3.9 0 6.5 2 6.5 5V20H2v-2.2c0-3 2.6-5 6.5-5m7.5.4c3.5 0 6 1.7 6 4.6V20h-5v-2.2c0-1.8-.7-3.3-1.9-4.5z",
    "search": "M10.2 3.5a6.7 6.7 0 0 1 5.3 10.8l5 5-1.7 1.7-5-5a6.7 6.7 0 1 1-3.6-12.5m0 2.4a4.3 4.3 0 1 0 0 8.6 4.3 4.3 0 0 0 0-8.6",
    "book": "M5 3h13.5v14.5H6.3a1 1 0 0 0 0 2.1H20V22H6.3A3.3 3.3 0 0 1 3 18.7V5a2 2 0 0 1 2-2m3 4v2h7.5V7z",
    "path": "M6 2.5a3.5 3.5 0 0 1 1.2 6.8V14c0 1.4.8 2 2.3 2h5.7a3.5 3.5 0 1 1 0 2.4H9.5c-2.9 0-4.7-1.6-4.7-4.4V9.3A3.5 3.5 0 0 1 6 2.5",
    "shield": "M12 2.5 20 5.5v6c0 4.6-3.2 8.3-8 10-4.8-1.7-8-5.4-8-10v-6zm-1.2 13.1 5.5-5.5-1.6-1.6-3.9 3.9-1.7-1.7-1.6 1.6z",
    "same": "M4.5 8h15v2.6h-15zm0 5.4h15V16h-15z",
    "vacant": "M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18m0 2.2a6.8 6.8 0 1 0 0 13.6 6.8 6.8 0 0 0 0-13.6",
}


def icon(name: str, *, label: str = "") -> Markup:
    """An icon by name, hidden from screen readers unless `label` says what it means."""
    path = Markup(_PATHS[name])  # noqa: S704 - our own drawing
    about = (
        Markup('role="img" aria-label="{}"').format(label)
        if label
        else Markup('aria-hidden="true"')
    )
    picture = '<svg class="sb-icon" viewBox="0 0 24 24" {}><path d="{}"/></svg>'
    return Markup(picture).format(about, path)  # noqa: S704 - our own drawing
