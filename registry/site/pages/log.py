"""The public log and the proofs beside each credential, as C2SP tlog-tiles wants them served."""

from __future__ import annotations

from collections.abc import Iterator

from registry.ledger.merkle import Tree
from registry.ledger.tiles import print_log
from registry.note.strict_base64 import print_base64
from registry.site.artifact import Artifact
from registry.site.proofs import Proofs
from registry.site.site import Site
from registry.site.verification.case import cases
from registry.verify.bundle import print_bundle


def log_files(site: Site) -> Iterator[Artifact]:
    """`log/`: the checkpoint, tiles of every signed size, the seal and its proof, the policies.

    `log/consistency/<size>` proves that the log of an earlier checkpoint grew into this one.
    Beside each credential, `bundle.json` and `credential.tlog-proof`.
    """
    ledger = site.ledger
    proofs = Proofs(ledger, site.policies)
    assert ledger.checkpoint is not None
    yield Artifact("log/checkpoint", ledger.checkpoint, "overlay")
    for path, content in print_log(ledger.entries, ledger.tree, ledger.checkpoints):
        yield Artifact(f"log/{path}", content, "overlay")
    for size in sorted(ledger.checkpoints)[:-1]:
        yield Artifact(f"log/consistency/{size}", _growth(ledger.tree, size), "overlay")
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


def _growth(tree: Tree, old: int) -> bytes:
    """Both sizes in one line, then a hash in base64 in each (RFC 9162, 2.1.4).

    A page that a cache kept compares its log with the live one by this, without any tile.
    """
    hashes = map(print_base64, tree.consistency_proof(old))
    return "".join(f"{line}\n" for line in (f"{old} {tree.size}", *hashes)).encode()
