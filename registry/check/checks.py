"""The table of checks. A new one is a generator in a module of its subject, and a line here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import get_args

from registry.check import (
    acceptance,
    adoption,
    assessments,
    blanks,
    changes,
    codeowners,
    comments,
    consultations,
    credentials,
    dates,
    endorsements,
    frameworks,
    governance,
    history,
    identity,
    languages,
    members,
    ownership,
    privacy,
    prose,
    references,
    reviews,
    rubric,
    seats,
    snapshots,
    standards,
    terms,
    topics,
    versions,
    votes,
)
from registry.check.form import FORM
from registry.check.rule import Group, explained
from registry.check.since.checks import SINCE
from registry.problem import Explanation, Problem
from registry.records.registry import Registry


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
        return explained(self.code, self.run, self.group)


CHECKS: tuple[Check, ...] = (
    Check("duplicate-id", identity.duplicate_id, "form"),
    Check("fill-in", blanks.fill_in, "form"),
    Check("text-cut", comments.text_cut, "form"),
    Check("number-like-id", identity.number_like_id, "form"),
    Check("unknown-standard", references.unknown_standard, "form"),
    Check("unknown-framework", references.unknown_framework, "form"),
    Check("unknown-competency", references.unknown_competency, "form"),
    Check("unknown-person", references.unknown_person, "form"),
    Check("unknown-organization", references.unknown_organization, "form"),
    Check("unknown-reviewer", references.unknown_reviewer, "form"),
    Check("unknown-body", references.unknown_body, "form"),
    Check("unknown-decision", references.unknown_decision, "form"),
    Check("unknown-credential", references.unknown_credential, "form"),
    Check("unknown-assessment", references.unknown_assessment, "form"),
    Check("unknown-policy", references.unknown_policy, "form"),
    Check("unknown-subject", references.unknown_subject, "form"),
    Check("unknown-snapshot", references.unknown_snapshot, "form"),
    Check("missing-picture", references.missing_picture, "form"),
    Check("unknown-topic-competency", topics.unknown_topic_competency, "form"),
    Check("default-language", languages.default_language, "form"),
    Check("unknown-language", languages.unknown_language, "form"),
    Check("future-date", dates.future_date, "form"),
    Check("date-order", dates.date_order, "form"),
    Check("change-dates", versions.change_dates, "standards"),
    Check("change-class", versions.change_class, "standards"),
    Check("class-too-low", changes.class_too_low, "standards"),
    Check("version-number", changes.version_number, "standards"),
    Check("notice-short", changes.notice_short, "standards"),
    Check("breaking-twice", changes.breaking_twice, "standards"),
    Check("change-previous", versions.change_previous, "standards"),
    Check("version-order", versions.version_order, "standards"),
    Check("not-adopted", adoption.not_adopted, "standards"),
    Check("not-consulted", adoption.not_consulted, "standards"),
    Check("draft-framework", adoption.draft_framework, "standards"),
    Check("review-overdue", reviews.review_overdue, "standards"),
    Check("unknown-domain", frameworks.unknown_domain, "standards"),
    Check("behaviour-levels", frameworks.behaviour_levels, "standards"),
    Check("needs-cycle", frameworks.needs_cycle, "standards"),
    Check("demand-unproved", snapshots.demand_unproved, "standards"),
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
    Check("number-in-prose", prose.number_in_prose, "standards"),
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
    Check("unknown-folder", ownership.unknown_folder, "governance"),
    Check("owned-twice", ownership.owned_twice, "governance"),
    Check("unowned-records", ownership.unowned_records, "governance"),
    Check("codeowners-stale", codeowners.codeowners_stale, "governance"),
    Check("same-account", members.same_account, "governance"),
    Check("unknown-seat", seats.unknown_seat, "governance"),
    Check("seat-taken", seats.seat_taken, "governance"),
    Check("two-seats", seats.two_seats, "governance"),
    Check("seat-empty", seats.seat_empty, "governance"),
    Check("terms-together", seats.terms_together, "governance"),
    Check("term-length", terms.term_length, "governance"),
    Check("consecutive-terms", terms.consecutive_terms, "governance"),
    Check("cooling-off", terms.cooling_off, "governance"),
    Check("lifetime-terms", terms.lifetime_terms, "governance"),
    Check("term-ends", terms.term_ends, "governance"),
    Check("last-term", terms.last_term, "governance"),
    Check("body-organizations", members.body_organizations, "governance"),
    Check("quorum-unreachable", votes.quorum_unreachable, "governance"),
    Check("voted-twice", votes.voted_twice, "governance"),
    Check("voter-outside", votes.voter_outside, "governance"),
    Check("vote-about-self", votes.vote_about_self, "governance"),
    Check("vote-organizations", votes.vote_organizations, "governance"),
    Check("decision-lost", governance.decision_lost, "governance"),
    Check("unknown-role", governance.unknown_role, "governance"),
    Check("policy-not-accepted", acceptance.policy_not_accepted, "governance"),
    Check("acceptance-due", acceptance.acceptance_due, "governance"),
    Check("consultation-unanswered", consultations.consultation_unanswered, "governance"),
    Check("endorser-is-issuer", endorsements.endorser_is_issuer, "governance"),
    Check("endorsement-subject", endorsements.endorsement_subject, "governance"),
    Check("auditor-inside", reviews.auditor_inside, "governance"),
    Check("audit-due", reviews.audit_due, "governance"),
    Check("finding-overdue", reviews.finding_overdue, "governance"),
    Check("count-range", snapshots.count_range, "governance"),
    Check("same-count", snapshots.same_count, "governance"),
    Check("small-count", snapshots.small_count, "privacy"),
    Check("topic-waiting", topics.topic_waiting, "governance"),
    Check("name-without-consent", privacy.name_without_consent, "privacy"),
    Check("topic-by-person", topics.topic_by_person, "privacy"),
    Check("email-in-text", privacy.email_in_text, "privacy"),
    Check("phone-in-text", privacy.phone_in_text, "privacy"),
    Check("birth-date-in-text", privacy.birth_date_in_text, "privacy"),
)

# What `sealbook explain` and the page of checks say of every code that a record can get.
EXPLANATIONS = tuple(
    sorted(
        (*FORM, *(rule.explanation for rule in CHECKS), *(rule.explanation for rule in SINCE)),
        key=lambda one: get_args(Group).index(one.group),
    )
)
