"""The straightforward way: what a competent afternoon gives, on the same records.

    python -m benchmarks.straightforward REGISTRY OUTPUT

`yaml.safe_load`, `jsonschema.validate`, a signature by PyNaCl over JSON, a picture by `qrcode`,
one Markdown page for each credential (not in the navigation), and `mkdocs build` with Material.
It checks no reference, no date and no rule, has no status list, no history and no second language.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import qrcode
import yaml
from jinja2 import Environment
from nacl.signing import SigningKey

from registry.records.kinds import kind_of
from registry.records.schema import schema

SITE = "https://cert.odpg.example"
KEY = SigningKey(bytes(32))
CONFIG = """\
site_name: Registry
site_url: https://cert.odpg.example/
theme: {name: material, font: false}
nav: [{Home: index.md}]
"""
PAGE = """\
# {{ title }}

{{ holder }} holds **{{ title }}** ({{ result }}), awarded on {{ awarded }}.

| | |
| --- | --- |
| Credential | {{ id }} |
| Standard | {{ standard }} |
| Decided by | {{ panel | join(", ") }} |
{% for item in evidence %}| Evidence | [{{ item.title }}]({{ item.url }}) |
{% endfor %}
{{ signifies }}

![QR code](qr.png)

[Signed credential](credential.json)
"""


def main(root: Path, out: Path) -> None:
    """Validate every record, sign every credential, and build the site."""
    records = {path: read(root, path) for path in sorted(root.rglob("*.yml"))}
    page = Environment(autoescape=True).from_string(PAGE)
    docs = out / "docs"
    docs.mkdir(parents=True)
    (docs / "index.md").write_text("# Registry\n")
    (out / "mkdocs.yml").write_text(CONFIG)
    for path, record in records.items():
        if path.relative_to(root).parts[0] == "credentials":
            slug, _, version = record["standard"].partition("@")
            standard = records[root / "standards" / slug / f"{version}.yml"]
            trace = records[root / "assessments" / path.parent.name / path.name]
            publish(docs / "c" / path.stem, record, standard, trace, page)
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    subprocess.run([*command, "-f", out / "mkdocs.yml", "-d", out / "site"], check=True)


def read(root: Path, path: Path) -> dict[str, Any]:
    """A record that fits its schema."""
    record: dict[str, Any] = yaml.safe_load(path.read_text())
    found = kind_of(path.relative_to(root).as_posix())
    if found:
        record = json.loads(json.dumps(record, default=str))  # YAML dates as text
        jsonschema.validate(record, schema(found[0].name))
    return record


def publish(
    folder: Path, record: dict[str, Any], standard: dict[str, Any], trace: dict[str, Any], page: Any
) -> None:
    """Page, picture and signed JSON of one credential."""
    folder.mkdir(parents=True)
    url = f"{SITE}/c/{folder.name}/"
    title, signifies = text(standard["title"]), text(standard["signifies"])
    credential = {
        "id": url,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": SITE,
        "validFrom": record["awarded"],
        "credentialSubject": {
            "name": record.get("holder"),
            "result": record["result"],
            "achievement": {"name": title, "description": signifies},
        },
    }
    body = json.dumps(credential, sort_keys=True, separators=(",", ":")).encode()
    credential["proof"] = KEY.sign(body).signature.hex()
    (folder / "credential.json").write_text(json.dumps(credential))
    qrcode.make(url).save(folder / "qr.png")
    values = {"evidence": [], **record, **trace, "id": folder.name}
    values |= {"title": title, "signifies": signifies, "awarded": record["awarded"]}
    (folder / "index.md").write_text(page.render(values))


def text(value: Any) -> str:
    """A text in English, the default language."""
    return str(value["en"] if isinstance(value, dict) else value)


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:]))
