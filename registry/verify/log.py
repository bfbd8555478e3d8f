"""Is it in the log: the steps about checkpoints, entries and their proofs."""

from __future__ import annotations

from registry.ledger.commitment import commit
from registry.ledger.entries import Entry, Issue, Seal, parse_entry
from registry.ledger.merkle import leaf_hash, verify_consistency, verify_inclusion
from registry.ledger.proof import LogProof, parse_log_proof
from registry.note.checkpoint import Checkpoint, open_checkpoint, parse_checkpoint
from registry.note.note import Note, parse_note
from registry.note.signing import verify_note
from registry.note.vkey import VerifierKey, parse_vkey, print_vkey
from registry.sign.policy import Policy, log_key_valid
from registry.verify.case import Case, require


def checkpoint(case: Case) -> None:
    """The checkpoint that all proofs of the bundle share."""
    case.proof = parse_log_proof(case.bundle.proof.encode())
    case.checkpoint, signers = open_checkpoint(
        case.proof.checkpoint, origin=case.policy.origin, keys=_log_keys(case.policy)
    )
    good = any(
        log_key_valid(case.policy, print_vkey(signer.key), case.checkpoint.size)
        for signer in signers
    )
    require(good, f"no key that signed is good for a log of {case.checkpoint.size} entries")


def commitment(case: Case) -> None:
    """The commitment of the entry, opened with the salt."""
    entry, salt = parse_entry(case.bundle.entry.encode()), case.proof.extra
    require(isinstance(entry, Issue), "the entry is no `issue`")
    assert isinstance(entry, Issue)
    require(salt is not None, "the proof carries no salt")
    assert salt is not None
    require(commit(salt, case.credential) == entry.commitment, "it commits to something else")


def inclusion(case: Case) -> None:
    """The entry, at its index, under the root hash."""
    _include(case, case.bundle.entry, case.proof)


def seal(case: Case) -> None:
    """The seal, which is the last entry; it gives the time of everything else."""
    entry, index = included(case, case.bundle.seal, case.bundle.seal_proof)
    require(isinstance(entry, Seal), "the entry is no `seal`")
    assert isinstance(entry, Seal)
    size, newest = case.checkpoint.size, case.policy.n
    require(index == size - 1, f"the seal is entry {index} of {size}, not the last")
    require(entry.policy == newest, f"the seal names policy {entry.policy}, not {newest}")
    case.seal = entry
    case.now = max(case.question.now, entry.time)


def included(case: Case, line: str, proof_file: str) -> tuple[Entry, int]:
    """Another entry of the same checkpoint, and its index. Raises ValueError."""
    proof = parse_log_proof(proof_file.encode())
    require(proof.checkpoint == case.proof.checkpoint, "a proof against another checkpoint")
    require(proof.extra is None, "a salt where there is nothing to open")
    _include(case, line, proof)
    return parse_entry(line.encode()), proof.index


def live(case: Case) -> None:
    """The live checkpoint, where it could be fetched and is one of this log.

    What is no checkpoint of this log, such as the login page of a hotel, or is signed by keys of a
    later policy only, says nothing: then the step `offline` fails. A signature that is wrong, or a
    log that is another one, fails here.
    """
    data = case.question.live_checkpoint
    read = None if data is None else _read(data)
    if read is None or read[1].origin != case.policy.origin:
        return
    note, found = read
    lines = {(line.name, line.key_id) for line in note.signatures}
    known = [key for key in _log_keys(case.policy) if (key.name, key.key_id) in lines]
    if not known:
        return
    signers = verify_note(note, known)
    if any(log_key_valid(case.policy, print_vkey(one.key), found.size) for one in signers):
        case.live = _compared(case, found)


def _compared(case: Case, found: Checkpoint) -> Checkpoint | None:
    """The live checkpoint if both logs are one; None if that needs a proof we do not have.

    Caches may serve an older checkpoint than the bundle: then the bundle must extend that.
    """
    older, newer = sorted((case.checkpoint, found), key=lambda checkpoint: checkpoint.size)
    hashes = case.question.consistency
    if older.size == newer.size:
        hashes = ()
    elif hashes is None:
        return None
    verify_consistency(
        old=older.size,
        old_root=older.root,
        size=newer.size,
        root=newer.root,
        proof=tuple(hashes),
    )
    return found


def witness(case: Case) -> None:
    """The cosignatures that the policy wants."""
    wanted = case.policy.quorum
    if wanted:
        keys = [parse_vkey(one.vkey) for one in case.policy.witnesses]
        _, signers = open_checkpoint(case.proof.checkpoint, origin=case.policy.origin, keys=keys)
        require(len(signers) >= wanted, f"{len(signers)} witnesses of {wanted}")


def _include(case: Case, line: str, proof: LogProof) -> None:
    verify_inclusion(
        leaf_hash(line.encode()),
        index=proof.index,
        size=case.checkpoint.size,
        proof=proof.hashes,
        root=case.checkpoint.root,
    )


def _log_keys(policy: Policy) -> list[VerifierKey]:
    return [parse_vkey(key.vkey) for key in policy.log_keys]


def _read(data: bytes) -> tuple[Note, Checkpoint] | None:
    try:
        note = parse_note(data)
        return note, parse_checkpoint(note.text)
    except ValueError:
        return None
