"""The public log and the proofs beside each credential, as C2SP tlog-tiles wants them served."""

from __future__ import annotations

from collections.abc import Iterator

from registry.ledger.tiles import print_log
from registry.site.artifact import Artifact
from registry.site.proofs import Proofs
from registry.site.site import Site
from registry.site.verification.case import cases
from registry.verify.bundle import print_bundle


def log_files(site: Site) -> Iterator[Artifact]:
    """`log/`: the checkpoint, tiles of every signed size, the seal and its proof, the policies.

    Beside each credential, `bundle.json` and `credential.tlog-proof`.
    """
    ledger = site.ledger
    proofs = Proofs(ledger, site.policies)
    assert ledger.checkpoint is not None
    yield Artifact("log/checkpoint", ledger.checkpoint, "overlay")
    for path, content in print_log(ledger.entries, ledger.tree, ledger.checkpoints):
        yield Artifact(f"log/{path}", content, "overlay")
    yield Artifact("log/seal.json", ledger.entries[-1], "overlay")
    yield Artifact("log/seal.tlog-proof", proofs.seal, "overlay")
    for number, policy in enumerate(site.policies, 1):
        yield Artifact(f"log/policy/{number}.json", policy.content, "overlay")
        yield Artifact(f"log/policy/{number}.note", policy.note, "overlay")
    for case in cases(site):
        proof = proofs.of(case.sealed)
        yield Artifact(f"c/{case.id}/credential.tlog-proof", proof, "overlay")
        bundle = print_bundle(proofs.bundle(case.sealed, proof))
        yield Artifact(f"c/{case.id}/bundle.json", bundle, "overlay")
