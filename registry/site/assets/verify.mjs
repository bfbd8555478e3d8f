// Checks a credential from its bundle, by the steps of registry/verify/steps.json, in their order.
// WebCrypto only: no other code, and no request but for the bundle, the live checkpoint and words.
// The issuer's Open Badges proof is not verified here (it takes a processor of RDF): the log commits
// to every byte of the signed credential, that proof included.
// Whatever fails, throws; the step in which it does says what that means.

const need = (holds) => {
  if (!holds) throw Error();
};

// ---- Bytes and texts

const hex = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
const base64 = (bytes) => btoa(String.fromCharCode(...bytes));
const binary = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt());
const url64 = (text) => text.replaceAll("-", "+").replaceAll("_", "/");
const { subtle } = crypto;
const join = (...parts) =>
  Uint8Array.from(parts.flatMap((part) => [...(part.trim ? new TextEncoder().encode(part) : part)]));
const sha256 = async (...parts) => new Uint8Array(await subtle.digest("SHA-256", join(...parts)));

function bytes(text) {
  const found = binary(text);
  need(base64(found) === text); // one spelling only
  return found;
}

// RFC 8785, without the numbers that verifiers read differently.
function canonical(value, depth = 64) {
  need(depth >= 0);
  const inner = (key) => canonical(value[key], depth - 1);
  if (typeof value === "string") need(value.isWellFormed());
  if (typeof value === "number") need(Number.isSafeInteger(value));
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const keys = Object.keys(value);
  if (Array.isArray(value)) return `[${keys.map(inner)}]`;
  return `{${keys.sort().map((key) => canonical(key) + ":" + inner(key))}}`;
}

function parse(text, end = "") {
  const value = JSON.parse(text);
  need(canonical(value) + end === text);
  return value;
}

// ---- Signed notes (C2SP signed-note, tlog-cosignature)

const VKEY = /^([^\s+]+)\+([0-9a-f]{8})\+(\S+)$/;
const bare = (vkey) => VKEY.exec(vkey)[3];
const imported = (key) => subtle.importKey("raw", key, "Ed25519", false, ["verify"]);

// The text of a note, and for each signature the vkey that made it. A wrong signature in the name
// of a known key refuses the note; of unknown keys it is undefined.
async function open(note, vkeys) {
  const cut = note.lastIndexOf("\n\n") + 1;
  const text = note.slice(0, cut);
  const lines = note.slice(cut + 1, -1).split("\n");
  need(cut && note.endsWith("\n") && lines.length < 65 && !/[\0-\t\v-\x1f]/.test(note));
  const known = {};
  for (const vkey of vkeys) {
    const [, name, id, encoded] = VKEY.exec(vkey);
    const typed = bytes(encoded);
    known[`${name} ${id}`] = { vkey, type: typed[0], key: await imported(typed.slice(1)) };
  }
  const signers = [];
  for (const line of lines) {
    const [, name, encoded] = /^\u2014 ([^\s+]+) (\S+)$/.exec(line);
    const raw = bytes(encoded);
    need(raw.length > 4);
    const { vkey, type, key } = known[`${name} ${hex(raw.slice(0, 4))}`] ?? {};
    if (vkey) {
      const time = type === 4 && `cosignature/v1\ntime ${new DataView(raw.buffer).getBigUint64(4)}\n`;
      need(await subtle.verify("Ed25519", key, raw.slice(time ? 12 : 4), join(time || "", text)));
    }
    signers.push(vkey);
  }
  return { text, signers };
}

// ---- Merkle trees (C2SP tlog-proof; RFC 9162, 2.1.3.2 and 2.1.4.2)

const node = (left, right) => sha256("\x01", left, right);

// The two roots that a proof leads to from one hash: that of the older tree, and of the newer one.
async function climb(here, last, hash, hashes) {
  let old = hash;
  for (const sibling of hashes) {
    need(last);
    if (here % 2 || here === last) {
      old = await node(sibling, old);
      hash = await node(sibling, hash);
      while (here && here % 2 === 0) [here, last] = [here >> 1, last >> 1];
    } else hash = await node(hash, sibling);
    [here, last] = [here >> 1, last >> 1];
  }
  need(!last);
  return [base64(old), base64(hash)];
}

// The index of a line of the log and the other parts of its proof, if a checkpoint holds it.
async function include(line, { index, hashes }, { size, root }) {
  need(index < size);
  const leaf = await sha256("\0", line);
  need((await climb(index, size - 1, leaf, hashes))[1] === root);
}

async function grow(old, now, hashes) {
  if (old.size === now.size) return need(old.root === now.root);
  let [here, last] = [old.size - 1, now.size - 1];
  while (here % 2) [here, last] = [here >> 1, last >> 1];
  const [first, ...rest] = here ? hashes : [bytes(old.root), ...hashes];
  const roots = await climb(here, last, first, rest);
  need(roots[0] === old.root && roots[1] === now.root);
}

function proofFile(text) {
  const form = /^c2sp\.org\/tlog-proof@v1\n(extra .*\n)?index (0|[1-9]\d{0,14})\n((?:.{43}=\n){0,63})\n([^]*)$/;
  const [, extra, index, lines, note] = form.exec(text);
  const hashes = lines.split("\n").slice(0, -1).map(bytes);
  return { extra: extra && bytes(extra.slice(6, -1)), index: +index, hashes, note };
}

async function included(line, file, { proof, log }) {
  const found = proofFile(file);
  need(found.note === proof.note && !found.extra);
  await include(line, found, log);
  return { ...parse(line), index: found.index };
}

// ---- Keys

const isTest = (origin) => /\.invalid\.?(:|\/|$)/i.test(origin.split("/")[0]);
const vkeysOf = (keys) => keys.map((key) => key.vkey);

// The checkpoint in a note, and whether a log key signed it that is good for its size.
async function openLog(note, keys) {
  const { text, signers } = await open(note, vkeysOf(keys));
  // Up to a billion entries, so that all arithmetic is exact in 32 bits.
  const [, origin, digits, root] = /^(.+)\n(0|[1-9]\d{0,8})\n(.{43}=)\n$/.exec(text);
  const size = +digits;
  const good = keys.some(
    ({ vkey, state, from, until }) =>
      signers.includes(vkey) && state !== "compromised" && from <= size && size <= (until ?? size),
  );
  return { origin, size, root: base64(bytes(root)), good };
}

// The newest policy. The pinned roots sign the first, or the first after a root was lost.
async function chain(policies, { roots: pinned, threshold, origin, development }) {
  let before, anchored;
  for (const [place, { policy: text, note }] of policies.entries()) {
    const policy = parse(text, "\n");
    const { keys } = policy.roots;
    origin ??= policy.origin;
    const allowed = [...new Set([...keys, ...(before?.roots.keys ?? [])])];
    const found = await open(note, allowed);
    const about = `${origin}/policy\n${place + 1}\n${base64(await sha256(text))}\n`;
    need(policy.n === place + 1 && policy.origin === origin && found.text === about);
    const places = found.signers.map((vkey) => allowed.indexOf(vkey));
    need(places.every((at, line) => at > (line ? places[line - 1] : -1)));
    const signed = found.signers.map(bare);
    const enough = (roots) =>
      new Set(roots.keys.map(bare).filter((key) => signed.includes(key))).size >= roots.threshold;
    need(enough(policy.roots) && (!anchored || enough(before.roots)));
    anchored ||= enough({ keys: pinned, threshold });
    before = policy;
    const own = [...keys, ...vkeysOf(policy.log_keys)].map(bare);
    own.push(...policy.issuer_keys.map((key) => key.multikey));
    need(own.every((key) => development.includes(key) === isTest(origin)));
  }
  need(anchored);
  return before;
}

// ---- The steps: `f` holds the facts that earlier ones have found

const CHECKS = {
  host: (_, { page }) => need(page.here === page.host),
  browser: (_, { roots }) => imported(bytes(bare(roots[0])).slice(1)),
  bundle(f, { bundle }) {
    need(bundle.length <= 262144);
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bundle);
    const found = parse(text, "\n");
    const { v, credential, policies, ...texts } = found;
    need(v === 1 && canonical(credential)[0] === "{");
    // Canonical JSON has one order of members.
    need(/^entry,proof,seal,sealProof(,status)?(,statusEntry,statusProof)?$/.test(Object.keys(texts)));
    need(policies.every((policy) => Object.keys(policy).join() === "note,policy"));
    const all = [texts, ...policies].flatMap((object) => Object.values(object));
    need(all.every((text) => typeof text === "string"));
    Object.assign(f, found);
  },
  address: ({ credential }, { id }) =>
    need(credential.id.endsWith(id ? `/c/${id}/credential.json` : "")),
  async policy(f, options) {
    f.policy = await chain(f.policies, options);
    f.origin = f.policy.origin;
  },
  seen: ({ policy }, { seenPolicy = 0 }) => need(policy.n >= seenPolicy),
  async checkpoint(f) {
    f.proof = proofFile(f.proof);
    f.log = await openLog(f.proof.note, f.policy.log_keys);
    need(f.log.origin === f.origin && f.log.good);
  },
  async commitment({ entry, credential, proof: { extra } }) {
    const issue = parse(entry);
    const { c, kind, v, replaces = 0 } = issue;
    need(/^c,kind,(replaces,)?v$/.test(Object.keys(issue)) && kind === "issue" && v === 1 && replaces >= 0);
    need(extra.length === 32 && c.length === 43);
    const digest = await sha256("sealbook/issue/v1\0", extra, await sha256(canonical(credential)));
    need(url64(c) + "=" === base64(digest));
  },
  inclusion: ({ entry, proof, log }) => include(entry, proof, log),
  issuer: ({ credential: { issuer }, policy }) => need((issuer.id ?? issuer) === policy.issuer),
  fields: ({ credential }, { page }) => need(page.shows(credential)),
  key({ credential, policy, proof: { index } }) {
    const fits = ({ multikey, from, until }) =>
      credential.proof.verificationMethod === `${policy.issuer}#${multikey}` &&
      from <= index && index < (until ?? Infinity);
    need(policy.issuer_keys.some(fits));
  },
  async seal(f, { now }) {
    const seal = await included(f.seal, f.sealProof, f);
    need(seal.kind === "seal" && seal.index === f.log.size - 1 && seal.policy === f.policy.n);
    f.seal = seal;
    // A clock that is behind must not bring an expired credential back.
    const moment = new Date(Math.max(now, Date.parse(seal.time)));
    f.moment = moment.toISOString().slice(0, 19) + "Z";
  },
  status(f, { status }) {
    f.status ??= status;
    need(f.status != null);
  },
  async "status-list"(f) {
    const { credential, status, policy, seal } = f;
    need(hex(await sha256(status)) === seal.status.revocation);
    const { id, issuer, credentialSubject: { encodedList } } = JSON.parse(status);
    const { statusListCredential, statusListIndex: at } = credential.credentialStatus;
    need(id === statusListCredential && issuer === policy.issuer);
    const packed = new Response(binary(url64(encodedList.slice(1)))).body;
    const bits = await new Response(packed.pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
    f.bit = (new Uint8Array(bits)[at >> 3] >> (7 - (at % 8))) & 1;
  },
  async "status-entry"(f) {
    const { statusEntry: line, statusProof: file, bit, proof } = f;
    if (line === undefined) return void (f.change = bit && "revoked");
    const { kind, ref, to } = await included(line, file, f);
    need(bit && kind === "status" && ref === proof.index && to !== "active");
    f.change = to;
  },
  // What is no checkpoint of this log, such as the login page of a hotel, or is signed by later
  // keys only, says nothing: then the step `offline` fails. A wrong signature fails here.
  async live(f, { live, consistency }) {
    const { log, origin, policy } = f;
    const { text } = await open(live ?? "", []).catch(() => ({}));
    if (!text?.startsWith(`${origin}\n`)) return;
    const found = await openLog(live, policy.log_keys);
    if (!found.good) return;
    // A cache may serve an older checkpoint than the bundle: then the bundle must extend that.
    const [old, now] = found.size < log.size ? [found, log] : [log, found];
    f.sizes = [old.size, now.size];
    if (old.size !== now.size && !consistency) return;
    await grow(old, now, consistency?.map(bytes));
    f.live = found;
  },
  async name(f, { name }) {
    const { hashed, identityHash } = f.credential.credentialSubject.identifier[0];
    if (!name || !hashed) return;
    need(identityHash === "sha256$" + hex(await sha256(name[0].normalize("NFC"), name[1])));
    f.name = name[0];
  },
  revoked: ({ change }) => need(change !== "revoked"),
  replaced: ({ change }) => need(change !== "replaced"),
  suspended: ({ change }) => need(change !== "suspended"),
  future: ({ credential, moment }) => need(credential.validFrom <= moment),
  expired: ({ credential, moment }) => need(!(credential.validUntil < moment)),
  offline: ({ live }) => need(live),
  behind: ({ live, log }) => need(live.size <= log.size),
  stale({ seal, policy }, { now }) {
    const age = now - Date.parse(seal.time);
    need(age >= -3e5 && age <= policy.max_seal_age_days * 864e5);
  },
  "policy-expired": ({ policy }, { now }) => need(new Date(now).toISOString() < policy.expires),
  async witness({ policy: { quorum, witnesses }, proof }) {
    const { signers } = await open(proof.note, quorum ? vkeysOf(witnesses) : []);
    need(new Set(signers.filter(Boolean)).size >= quorum);
  },
};

// The verdict on a bundle (bytes). Options: the table (`steps`, `development`), `roots`,
// `threshold`, perhaps `origin`; `now` in milliseconds; perhaps `id`, `live` (text of the live
// checkpoint), `consistency` (hashes in base64), `status` (text of the list), `name` ([name, salt]),
// `seenPolicy`; in a credential's page `page`: its host, `here`, and `shows`, which says whether what
// the page shows is in a credential.
export async function check(bundle, options) {
  const places = ["script", options.page && "page"];
  const steps = options.steps.filter(({ only }) => !only || places.includes(only));
  const [facts, passed, rows] = [{ origin: options.origin }, new Set(), {}];
  let failed;
  for (const step of steps) {
    try {
      await CHECKS[step.code](facts, { ...options, bundle });
      passed.add(step.code);
    } catch {
      failed = step;
      break;
    }
  }
  // A table that lacks a step must not make anything valid.
  if (passed.size + (options.page ? 0 : 2) < Object.keys(CHECKS).length) failed ??= { kind: "unknown", state: "unchecked" };
  for (const { code, row, kind } of steps) {
    if (row) rows[row] = passed.has(code) || kind === "unknown" ? rows[row] ?? "passed" : "skipped";
  }
  if (failed?.row) rows[failed.row] = failed.mark;
  const { code: step = null, state: real = "valid", kind = "valid", words } = failed ?? {};
  const state = isTest(facts.origin ?? "") ? "test" : real;
  return { state, real, step, kind, words, rows, facts };
}

// Pages take it from here: what they import is not held against a digest.
globalThis.sealbook = { check, canonical };
