"""The table of intakes: for each form, what its answers become."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from registry.cli.find import Opened
from registry.cli.intake.change import change
from registry.cli.intake.credential import credential
from registry.cli.intake.event import Event
from registry.cli.intake.proposal import Proposal
from registry.cli.intake.topic import topic
from registry.cli.intake.volunteer import volunteer
from registry.forge.issues import change as change_form
from registry.forge.issues import credential as credential_form
from registry.forge.issues import topic as topic_form
from registry.forge.issues import volunteer as volunteer_form
from registry.forge.issues.form import Answers

INTAKES: Mapping[str, Callable[[Opened, Event, Answers, date], Proposal]] = {
    change_form.NAME: change,
    credential_form.NAME: credential,
    topic_form.NAME: topic,
    volunteer_form.NAME: volunteer,
}
