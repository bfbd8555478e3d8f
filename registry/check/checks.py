"""The table of checks. A new one is a generator in a module of its subject, and a line here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from inspect import getdoc
from typing import Literal

from registry.check import (
    assessments,
    credentials,
    dates,
    frameworks,
    governance,
    history,
    identity,
    languages,
    privacy,
    references,
    rubric,
    standards,
    topics,
    versions,
)
from registry.check.form import FORM
from registry.problem import Explanation, Problem
from registry.records.registry import Registry

Group = Literal["form", "standards", "credentials", "governance", "privacy"]


@dataclass(frozen=True, slots=True)
class Check:
    """A rule that holds over the whole registry.

    `code` is its public name. `run` yields a problem, without code, for each place that breaks the
    rule; the first sentence of its docstring is the rule, the rest says why and how.
    """

    code: str
    run: Callable[[Registry, date], Iterator[Problem]]
    group: Group

    @property
    def explanation(self) -> Explanation:
        """What must hold, and why: the docstring."""
        rule, _, why = (getdoc(self.run) or "").partition("\n\n")
        return Explanation(
            code=self.code,
            group=self.group,
            rule=" ".join(rule.split()),
            more=" ".join(why.split()),
        )


CHECKS: tuple[Check, ...] = (
    Check("duplicate-id", identity.duplicate_id, "form"),
    Check("number-like-id", identity.number_like_id, "form"),
    Check("unknown-standard", references.unknown_standard, "form"),
    Check("unknown-framework", references.unknown_framework, "form"),
    Check("unknown-competency", references.unknown_competency, "form"),
    Check("unknown-person", references.unknown_person, "form"),
    Check("unknown-organization", references.unknown_organization, "form"),
    Check("unknown-body", references.unknown_body, "form"),
    Check("unknown-decision", references.unknown_decision, "form"),
    Check("unknown-credential", references.unknown_credential, "form"),
    Check("unknown-assessment", references.unknown_assessment, "form"),
    Check("unknown-policy", references.unknown_policy, "form"),
    Check("unknown-subject", references.unknown_subject, "form"),
    Check("missing-picture", references.missing_picture, "form"),
    Check("unknown-topic-competency", topics.unknown_topic_competency, "form"),
    Check("default-language", languages.default_language, "form"),
    Check("unknown-language", languages.unknown_language, "form"),
    Check("future-date", dates.future_date, "form"),
    Check("date-order", dates.date_order, "form"),
    Check("change-dates", versions.change_dates, "standards"),
    Check("change-class", versions.change_class, "standards"),
    Check("change-previous", versions.change_previous, "standards"),
    Check("version-order", versions.version_order, "standards"),
    Check("review-overdue", versions.review_overdue, "standards"),
    Check("unknown-domain", frameworks.unknown_domain, "standards"),
    Check("behaviour-levels", frameworks.behaviour_levels, "standards"),
    Check("needs-cycle", frameworks.needs_cycle, "standards"),
    Check("unknown-tier", standards.unknown_tier, "standards"),
    Check("unknown-category", standards.unknown_category, "standards"),
    Check("prerequisite-tier", standards.prerequisite_tier, "standards"),
    Check("prerequisite-cycle", standards.prerequisite_cycle, "standards"),
    Check("streams-short", standards.streams_short, "standards"),
    Check("panel-rule", standards.panel_rule, "standards"),
    Check("panel-organizations", standards.panel_organizations, "standards"),
    Check("permanent-standing", standards.permanent_standing, "standards"),
    Check("renewal-missing", standards.renewal_missing, "standards"),
    Check("weights-sum", rubric.weights_sum, "standards"),
    Check("scale-order", rubric.scale_order, "standards"),
    Check("results-order", rubric.results_order, "standards"),
    Check("threshold-reachable", rubric.threshold_reachable, "standards"),
    Check("rubric-levels", rubric.rubric_levels, "standards"),
    Check("same-descriptor", rubric.same_descriptor, "standards"),
    Check("unknown-level", rubric.unknown_level, "standards"),
    Check("rubric-coverage", rubric.rubric_coverage, "standards"),
    Check("choice-impossible", frameworks.choice_impossible, "standards"),
    Check("accepts-nothing", frameworks.accepts_nothing, "standards"),
    Check("missing-assessment", credentials.missing_assessment, "credentials"),
    Check("standard-mismatch", credentials.standard_mismatch, "credentials"),
    Check("awarded-early", credentials.awarded_early, "credentials"),
    Check("standard-closed", credentials.standard_closed, "credentials"),
    Check("unknown-result", credentials.unknown_result, "credentials"),
    Check("two-live", credentials.two_live, "credentials"),
    Check("erased-id", credentials.erased_id, "credentials"),
    Check("history-order", history.history_order, "credentials"),
    Check("illegal-event", history.illegal_event, "credentials"),
    Check("renewed-outside", history.renewed_outside, "credentials"),
    Check("event-decision", history.event_decision, "credentials"),
    Check("replaced-by", history.replaced_by, "credentials"),
    Check("renewal-assessment", history.renewal_assessment, "credentials"),
    Check("suspension-review", history.suspension_review, "credentials"),
    Check("lead-outside", assessments.lead_outside, "credentials"),
    Check("recused-sits", assessments.recused_sits, "credentials"),
    Check("panel-short", assessments.panel_short, "credentials"),
    Check("too-much-dissent", assessments.too_much_dissent, "credentials"),
    Check("unknown-stream", assessments.unknown_stream, "credentials"),
    Check("evidence-short", assessments.evidence_short, "credentials"),
    Check("unused-assessment", assessments.unused_assessment, "credentials"),
    Check("voted-twice", governance.voted_twice, "governance"),
    Check("decision-lost", governance.decision_lost, "governance"),
    Check("unknown-role", governance.unknown_role, "governance"),
    Check("name-without-consent", privacy.name_without_consent, "privacy"),
    Check("topic-by-person", topics.topic_by_person, "privacy"),
    Check("email-in-text", privacy.email_in_text, "privacy"),
    Check("phone-in-text", privacy.phone_in_text, "privacy"),
    Check("birth-date-in-text", privacy.birth_date_in_text, "privacy"),
)

# What `sealbook explain` and the page of checks say of every code that a record can get.
EXPLANATIONS = (*FORM, *(check.explanation for check in CHECKS))
