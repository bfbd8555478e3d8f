"""The table of what prose claims: the field that says the same, and how people write it.

The patterns are bound to a noun or verb that names the subject, since a number alone says nothing:
`panel of three` is about the panel, `three faults` is about the work. What has more than one
reading (`at least two`, `up to`, `70 points` in a task about points on a map) has no pattern.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from registry.records.period import Period
from registry.records.standard import PERMANENT, Renewal, Standard

Value = int | Period
Values = Callable[[Standard], tuple[Value, ...]]
# Every text that is looked at, or only those that say what the whole standard stands for.
Scope = Literal["any", "about"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Claim:
    """A number that prose may repeat.

    `values` are those that agree with the field, none where the field is absent. `patterns` are by
    language, with `{n}` for a number or `{t}` for a period.
    """

    field: str
    values: Values
    patterns: Mapping[str, tuple[str, ...]]
    scope: Scope = "any"


def _renewal(read: Callable[[Renewal], tuple[Value, ...]]) -> Values:
    return lambda standard: read(standard.renewal) if standard.renewal else ()


def _validity(standard: Standard) -> tuple[Value, ...]:
    return () if standard.validity == PERMANENT else (standard.validity,)


def _units(renewal: Renewal) -> tuple[Value, ...]:
    """The sum, or what one category asks for."""
    return (sum(renewal.units.values()), *renewal.units.values()) if renewal.units else ()


_EN_PANEL = "evaluators|assessors|examiners|judges|people|persons|members"
_ES_PANEL = "evaluadores|evaluadoras|personas|miembros"
# A panel may be of customers, or of charts on a screen: so what follows its number counts, too.
_EN_REST = (
    rf"(?=\s+(?:{_EN_PANEL}|decides?|agrees?|must|may|will|hears?|asks?|scores?|and|or|who|that|to|in"
    r"|for|on|at|after|with)\b|\s*(?:[^\w\s]|$))"
)
_ES_REST = (
    rf"(?=\s+(?:{_ES_PANEL}|decide|escucha|pregunta|puntúa|debe|y|o|que|en|para|con|tras)\b"
    r"|\s*(?:[^\w\s]|$))"
)

CLAIMS: tuple[Claim, ...] = (
    Claim(
        field="panel.evaluators",
        values=lambda standard: (standard.panel.evaluators,),
        patterns={
            "en": (
                f"panel of {{n}}{_EN_REST}",
                "{n}[ -](?:person|member) panel",
                f"[0-9a-z]+ of (?:the )?{{n}} (?:{_EN_PANEL}) (?:must )?agree",
            ),
            "es": (
                "(?:tribunal|jurado) de {n}",
                f"panel de {{n}}{_ES_REST}",
                f"(?:tribunal|panel|jurado) formado por {{n}} (?:{_ES_PANEL})",
            ),
        },
    ),
    Claim(
        field="panel.agree",
        values=lambda standard: (standard.panel.agree,),
        patterns={
            "en": (f"{{n}} of (?:the )?[0-9a-z]+ (?:{_EN_PANEL}) (?:must )?agree",),
            "es": (f"{{n}} de (?:los |las )?[0-9a-z]+ (?:{_ES_PANEL}) deben estar de acuerdo",),
        },
    ),
    Claim(
        field="results",
        values=lambda standard: tuple(standard.results.values()),
        patterns={
            "en": (
                "pass mark (?:of|is) {n}",
                "{n} (?:points|per ?cent) (?:to pass|are needed|needed|or more|out of 100)",
                "{n}% (?:to pass|or more)",
                "pass(?:es)? (?:with|at|from) {n} (?:points|per ?cent)",
            ),
            "es": (
                "nota de corte (?:de|es) {n}",
                "{n} puntos (?:para aprobar|o más|de 100)",
                "aprueba con {n} puntos",
            ),
        },
    ),
    Claim(
        field="results",
        values=lambda standard: tuple(standard.results.values()),
        patterns={"en": ("{n} points",), "es": ("{n} puntos",)},
        scope="about",
    ),
    Claim(
        field="validity",
        values=_validity,
        patterns={
            "en": (
                "valid for (?:a period of )?{t}",
                "validity(?: of|:) {t}",
                "expires? after {t}",
                "{t} of validity",
            ),
            "es": (
                "válid[oa] (?:durante|por) {t}",
                "validez(?: de|:) {t}",
                "caduca (?:a los|al cabo de|tras|después de) {t}",
            ),
        },
        scope="about",  # a task may be about a licence or a certificate of its own
    ),
    Claim(
        field="retake.attempts",
        values=lambda standard: (standard.retake.attempts,),
        patterns={
            "en": (
                "{n} attempts (?:are|is) allowed",
                "up to {n} attempts",
                "{n} attempts in all(?! \\w)",
            ),
            "es": ("hasta {n} intentos", "{n} intentos en total"),
        },
    ),
    Claim(
        field="retake.attempts",
        # The first attempt is no retake.
        values=lambda standard: (standard.retake.attempts - 1,),
        patterns={"en": ("{n} retakes?",), "es": ("{n} repeticiones?",)},
        scope="about",
    ),
    Claim(
        field="retake.wait",
        values=lambda standard: (standard.retake.wait,),
        patterns={
            "en": (
                "retakes? (?:within|after) {t}",
                "(?:try|tried|sit|submit) (?:it )?again after {t}",
                "wait {t} (?:before|to) (?:a retake|trying|try|another)",
            ),
            "es": ("(?:repetir|volver a intentarlo) (?:tras|pasados|después de) {t}",),
        },
    ),
    Claim(
        field="timeline.complete",
        values=lambda standard: (standard.timeline.complete,),
        patterns={
            "en": ("completed? (?:within|in) {t}", "{t} to complete"),
            "es": ("completar(?:se|lo|la)? en {t}", "{t} para completar"),
        },
        scope="about",  # a part of the work may have a limit of its own
    ),
    Claim(
        field="timeline.decide",
        values=lambda standard: (standard.timeline.decide,),
        patterns={
            "en": ("panel decides within {t}", "decision (?:comes )?within {t}"),
            "es": ("decide en {t}", "decisión (?:llega )?en {t}"),
        },
    ),
    Claim(
        field="timeline.feedback",
        values=lambda standard: (standard.timeline.feedback,),
        patterns={
            "en": ("feedback (?:comes |is given )?within {t}",),
            "es": ("comentarios (?:llegan )?en {t}",),
        },
    ),
    Claim(
        field="appeal.file",
        values=lambda standard: (standard.appeal.file,),
        patterns={
            "en": ("appeals? (?:can be filed |may be filed |is filed )?within {t}",),
            "es": ("recurrir(?:se)? (?:en|dentro de) {t}",),
        },
    ),
    Claim(
        field="appeal.answer",
        values=lambda standard: (standard.appeal.answer,),
        patterns={
            "en": ("appeals? (?:is|are) (?:answered|decided) within {t}",),
            "es": ("recursos? se (?:responde|responden|resuelve|resuelven) en {t}",),
        },
    ),
    Claim(
        field="renewal.units",
        values=_renewal(_units),
        patterns={
            "en": ("{n} units", "{n} renewal units"),
            "es": ("{n} unidades",),
        },
        scope="about",
    ),
    Claim(
        field="renewal.window",
        values=_renewal(lambda renewal: (renewal.window,)),
        patterns={
            "en": ("renewed (?:in|within|during) the (?:last|final) {t}",),
            "es": ("renovar(?:se|lo|la)? en los últimos {t}",),
        },
    ),
    Claim(
        field="renewal.grace",
        values=_renewal(lambda renewal: (renewal.grace,)),
        patterns={
            "en": ("grace (?:period )?of {t}", "{t} of grace"),
            "es": ("(?:plazo|periodo) de gracia de {t}", "{t} de gracia"),
        },
    ),
    Claim(
        field="scoring.streams",
        values=lambda standard: (standard.scoring.streams,),
        patterns={
            "en": ("{n} (?:kinds|streams|types) of evidence",),
            "es": ("{n} (?:tipos|clases) de (?:prueba|evidencia)s?",),
        },
        scope="about",
    ),
    Claim(
        field="review_every",
        values=lambda standard: (standard.review_every,),
        patterns={
            "en": ("reviewed every {t}",),
            "es": ("se revisa cada {t}",),
        },
    ),
)
