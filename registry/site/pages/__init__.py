"""The pages of the site: a new page is a module here and a line in `PAGES`."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from registry.site.artifact import Artifact
from registry.site.engine_config import engine_files
from registry.site.pages.changes import change_pages
from registry.site.pages.checks import check_pages
from registry.site.pages.contact import contact_page
from registry.site.pages.credential import credential_pages
from registry.site.pages.documents import documents
from registry.site.pages.employers import employer_page
from registry.site.pages.fields import field_pages
from registry.site.pages.governance.bodies import body_pages
from registry.site.pages.governance.consultations import consultation_pages
from registry.site.pages.governance.decisions import decision_pages
from registry.site.pages.governance.endorsements import endorsement_pages
from registry.site.pages.governance.index import governance_page
from registry.site.pages.governance.organizations import organization_pages
from registry.site.pages.governance.policies import policy_pages
from registry.site.pages.governance.reviews import review_pages
from registry.site.pages.governance.snapshots import snapshot_pages
from registry.site.pages.home import home_page
from registry.site.pages.log import log_files
from registry.site.pages.lookup import lookup_pages
from registry.site.pages.pathways import pathway_pages
from registry.site.pages.people import people_pages
from registry.site.pages.privacy import privacy_page
from registry.site.pages.skills import skill_pages
from registry.site.pages.standards import standard_pages
from registry.site.pages.subscriptions import subscriptions
from registry.site.pages.workshops.topics import topic_page
from registry.site.site import Site

Page = Callable[[Site], Iterator[Artifact]]

PAGES: tuple[Page, ...] = (
    home_page,
    employer_page,
    standard_pages,
    skill_pages,
    change_pages,
    pathway_pages,
    governance_page,
    body_pages,
    decision_pages,
    policy_pages,
    consultation_pages,
    endorsement_pages,
    review_pages,
    snapshot_pages,
    organization_pages,
    people_pages,
    topic_page,
    check_pages,
    field_pages,
    privacy_page,
    contact_page,
    credential_pages,
    documents,
    log_files,
    lookup_pages,
    subscriptions,
    engine_files,
)
