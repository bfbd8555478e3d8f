"""schema.org about a standard: an EducationalOccupationalCredential. Nothing about persons."""

from __future__ import annotations

from typing import Any

from registry.records.registry import Entry
from registry.records.standard import PERMANENT, Standard
from registry.site.site import Site


def credential_of(site: Site, entry: Entry[Standard], language: str) -> dict[str, Any]:
    """The JSON-LD of a standard version (https://schema.org/EducationalOccupationalCredential)."""
    standard, settings = entry.record, site.settings
    framework = site.registry.framework_of(standard)
    url = site.address.to(f"standards/{entry.slug}/{entry.version}/")
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "EducationalOccupationalCredential",
        "@id": url,
        "url": url,
        "name": standard.title.in_(language),
        "description": standard.signifies.in_(language),
        "inLanguage": language,
        "version": entry.version,
        "credentialCategory": "certification" if standard.size == "full" else "micro-credential",
        "educationalLevel": standard.tier,
        "competencyRequired": [
            {
                "@type": "DefinedTerm",
                "name": competency.title.in_(language),
                "description": competency.behaviours[level].in_(language),
                "termCode": competency.id,
            }
            for id_, level in standard.competencies.items()
            if framework
            and (competency := framework.competency(id_))
            and level in competency.behaviours
        ],
        "recognizedBy": {
            "@type": "Organization",
            "name": settings.name.in_(language),
            "url": site.address.url,
        },
    }
    if standard.validity != PERMANENT:
        data["validFor"] = str(standard.validity)
    return data
