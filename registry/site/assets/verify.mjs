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
const sha256 = async (...parts) =>
  new Uint8Array(await subtle.digest("SHA-256", await new Blob(parts).arrayBuffer()));

function bytes(text) {
  const found = binary(text);
  need(base64(found) === text); // one spelling only
  return found;
}

// RFC 8785, without the numbers that verifiers read differently.
export function canonical(value, depth = 64) {
  need(depth >= 0);
  const inner = (key) => canonical(value[key], depth - 1);
  if (typeof value === "string") need(value.isWellFormed());
  if (typeof value === "number") need(Number.isSafeInteger(value));
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const keys = Object.keys(value);
  if (Array.isArray(value)) return `[${keys.map(inner)}]`;
  return `{${keys.sort().map((key) => canonical(key) + ":" + inner(key))}}`;
}

function parse(text) {
  const value = JSON.parse(text);
  need(canonical(value) === text);
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
    need(hex(await sha256(name, "\n", typed)).startsWith(id));
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
      const signed = new Blob([time || "", text]).arrayBuffer();
      need(await subtle.verify("Ed25519", key, raw.slice(time ? 12 : 4), await signed));
    }
    signers.push(vkey);
  }
  return { text, signers };
}

function checkpoint(text) {
  const [, origin, size, root] = /^(.+)\n(0|[1-9]\d{0,14})\n(.{44})\n$/.exec(text);
  need(bytes(root).length === 32);
  return { origin, size: +size, root };
}

// ---- Merkle trees (C2SP tlog-proof; RFC 9162, 2.1.3.2 and 2.1.4.2)

const node = (left, right) => sha256(Uint8Array.of(1), left, right);
const half = (number) => Math.floor(number / 2);

// The two roots that a proof leads to from one hash: that of the older tree, and of the newer one.
async function climb(here, last, hash, hashes) {
  let old = hash;
  for (const sibling of hashes) {
    need(last);
    if (here % 2 || here === last) {
      old = await node(sibling, old);
      hash = await node(sibling, hash);
      while (here && here % 2 === 0) [here, last] = [half(here), half(last)];
    } else hash = await node(hash, sibling);
    [here, last] = [half(here), half(last)];
  }
  need(!last);
  return [base64(old), base64(hash)];
}

// The index of a line of the log and the other parts of its proof, if a checkpoint holds it.
async function include(line, { index, hashes }, { size, root }) {
  need(index < size);
  const leaf = await sha256(Uint8Array.of(0), line);
  need((await climb(index, size - 1, leaf, hashes))[1] === root);
}

async function grow(old, now, hashes) {
  if (old.size === now.size) return need(old.root === now.root);
  let [here, last] = [old.size - 1, now.size - 1];
  while (here % 2) [here, last] = [half(here), half(last)];
  const [first, ...rest] = here ? hashes : [bytes(old.root), ...hashes];
  const roots = await climb(here, last, first, rest);
  need(roots[0] === old.root && roots[1] === now.root);
}

function proofFile(text) {
  const form = /^c2sp\.org\/tlog-proof@v1\n(?:extra (.*)\n)?index (0|[1-9]\d{0,14})\n((?:.{44}\n)*)\n([^]*)$/;
  const [, extra, index, lines, note] = form.exec(text);
  const hashes = lines.split("\n").slice(0, -1).map(bytes);
  need(hashes.length < 64 && hashes.every((hash) => hash.length === 32));
  return { extra: extra === undefined ? extra : bytes(extra), index: +index, hashes, note };
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
const count = (signers, keys) =>
  new Set(signers.map(bare).filter((key) => keys.map(bare).includes(key))).size;

// Who signed a checkpoint in a note: [checkpoint, those log keys that are good for its size].
async function openLog(note, keys) {
  const { text, signers } = await open(note, vkeysOf(keys));
  const log = checkpoint(text);
  const good = keys.filter(
    ({ vkey, state, from, until }) =>
      signers.includes(vkey) && state !== "compromised" && from <= log.size && log.size <= (until ?? log.size),
  );
  return [log, good.length];
}

// The newest policy. The pinned roots sign the first, or the first after a root was lost.
async function chain(policies, { roots: pinned, threshold, origin, development }) {
  let before, anchored;
  for (const [place, { policy: text, note }] of policies.entries()) {
    need(text.endsWith("\n"));
    const policy = parse(text.slice(0, -1));
    const { keys } = policy.roots;
    origin ??= policy.origin;
    const allowed = [...new Set([...keys, ...(before?.roots.keys ?? [])])];
    const found = await open(note, allowed);
    const about = `${origin}/policy\n${place + 1}\n${base64(await sha256(text))}\n`;
    need(policy.n === place + 1 && policy.origin === origin && found.text === about);
    const places = found.signers.map((vkey) => allowed.indexOf(vkey));
    need(places.every((at, line) => at > (line ? places[line - 1] : -1)));
    const enough = (roots) => count(found.signers, roots.keys) >= roots.threshold;
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

// ---- What a page shows, read from the signed credential

// Days end last where clocks are twelve hours behind.
const lastDay = (end) => end && new Date(Date.parse(end) - 432e5).toISOString().slice(0, 10);

function claims(credential, withheld) {
  const { identifier: [holder], result, achievement } = credential.credentialSubject;
  const [, id] = /\/c\/(.+)\/credential\.json$/.exec(credential.id);
  return {
    name: holder.hashed ? withheld : holder.identityHash,
    title: credential.name,
    issuer: credential.issuer.name,
    issued: credential.awardedDate.slice(0, 10),
    until: lastDay(credential.validUntil),
    id: id.replace(/^(.{4})(.{4})/, "$1-$2-"),
    standard: achievement.criteria.id,
    result: result?.[0].value,
  };
}

// ---- The steps: `facts` are what earlier ones have found

const CHECKS = {
  host: (_, { page }) => need(page.here === page.host),
  browser: (_, { roots }) => imported(bytes(bare(roots[0])).slice(1)),
  bundle(facts, { bundle }) {
    need(bundle.length <= 262144);
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bundle);
    const found = parse(text.slice(0, -1));
    const { v, credential, entry, proof, policies, seal, sealProof, ...more } = found;
    const { status = "", statusEntry = "", statusProof = "", ...rest } = more;
    need(text.endsWith("\n") && v === 1 && canonical(credential)[0] === "{" && canonical(rest) === "{}");
    need("statusEntry" in found === "statusProof" in found && Array.isArray(policies));
    const each = (one) => [one.policy, one.note, Object.keys(one).length === 2 ? "" : 0];
    const texts = [entry, proof, seal, sealProof, status, statusEntry, statusProof];
    need([...texts, ...policies.flatMap(each)].every((text) => typeof text === "string"));
    Object.assign(facts, found);
  },
  address: ({ credential }, { id }) =>
    need(credential.id.endsWith(id ? `/c/${id}/credential.json` : "")),
  async policy(facts, options) {
    facts.policy = await chain(facts.policies, options);
    facts.origin = facts.policy.origin;
  },
  seen: ({ policy }, { seenPolicy = 0 }) => need(policy.n >= seenPolicy),
  async checkpoint(facts) {
    facts.proof = proofFile(facts.proof);
    const [log, good] = await openLog(facts.proof.note, facts.policy.log_keys);
    need(log.origin === facts.origin && good);
    facts.log = log;
  },
  async commitment({ entry, credential, proof: { extra } }) {
    const { c, kind, v, replaces = 0, ...more } = parse(entry);
    need(kind === "issue" && v === 1 && replaces >= 0 && canonical(more) === "{}");
    need(extra.length === 32 && c.length === 43);
    const digest = await sha256("sealbook/issue/v1\0", extra, await sha256(canonical(credential)));
    need(url64(c) + "=" === base64(digest));
  },
  inclusion: ({ entry, proof, log }) => include(entry, proof, log),
  issuer: ({ credential: { issuer }, policy }) => need((issuer.id ?? issuer) === policy.issuer),
  fields({ credential }, { page }) {
    const signed = claims(credential, page.withheld);
    need(Object.keys({ ...signed, ...page.shown }).every((key) => signed[key] === page.shown[key]));
  },
  key({ credential, policy, proof: { index } }) {
    const fits = ({ multikey, from, until }) =>
      credential.proof.verificationMethod === `${policy.issuer}#${multikey}` &&
      from <= index && index < (until ?? Infinity);
    need(policy.issuer_keys.some(fits));
  },
  async seal(facts, { now }) {
    const seal = await included(facts.seal, facts.sealProof, facts);
    need(seal.kind === "seal" && seal.index === facts.log.size - 1 && seal.policy === facts.policy.n);
    facts.seal = seal;
    // A clock that is behind must not bring an expired credential back.
    const moment = new Date(Math.max(now, Date.parse(seal.time)));
    facts.moment = moment.toISOString().slice(0, 19) + "Z";
  },
  status(facts, { status }) {
    facts.status ??= status;
    need(facts.status != null);
  },
  async "status-list"(facts) {
    const { credential, status, policy, seal } = facts;
    need(hex(await sha256(status)) === seal.status.revocation);
    const { id, issuer, credentialSubject: { encodedList } } = JSON.parse(status);
    const { statusListCredential, statusListIndex: at } = credential.credentialStatus;
    need(id === statusListCredential && issuer === policy.issuer);
    const packed = new Blob([binary(url64(encodedList.slice(1)))]).stream();
    const bits = await new Response(packed.pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
    facts.bit = (new Uint8Array(bits)[at >> 3] >> (7 - (at % 8))) & 1;
  },
  async "status-entry"(facts) {
    const { statusEntry: line, statusProof: file, bit, proof } = facts;
    if (line === undefined) return void (facts.change = bit && "revoked");
    const { kind, ref, to } = await included(line, file, facts);
    need(bit && kind === "status" && ref === proof.index && to !== "active");
    facts.change = to;
  },
  // What is no checkpoint of this log, such as the login page of a hotel, or is signed by later
  // keys only, says nothing: then the step `offline` fails. A wrong signature fails here.
  async live(facts, { live, consistency }) {
    const { log, origin, policy } = facts;
    const { text } = await open(live ?? "", []).catch(() => ({}));
    if (!text?.startsWith(`${origin}\n`)) return;
    const [found, good] = await openLog(live, policy.log_keys);
    if (!good) return;
    // A cache may serve an older checkpoint than the bundle: then the bundle must extend that.
    const [old, now] = found.size < log.size ? [found, log] : [log, found];
    facts.sizes = [old.size, now.size];
    if (old.size !== now.size && !consistency) return;
    await grow(old, now, consistency?.map(bytes));
    facts.live = found;
  },
  async name(facts, { name }) {
    const { hashed, identityHash } = facts.credential.credentialSubject.identifier[0];
    if (!name || !hashed) return;
    need(identityHash === "sha256$" + hex(await sha256(name[0].normalize("NFC"), name[1])));
    facts.name = name[0];
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
// `seenPolicy`; in a credential's page `page`: {here, host, shown, withheld}.
export async function check(bundle, options) {
  const places = ["script", options.page && "page"];
  const steps = options.steps.filter(({ only }) => !only || places.includes(only));
  const [facts, passed, rows] = [{ origin: options.origin }, new Set(), {}];
  // A table that lacks a step must not make anything valid.
  let failed = Object.keys(CHECKS).every((code) => options.steps.some((step) => step.code === code))
    ? undefined : { kind: "unknown", state: "unchecked" };
  for (const step of failed ? [] : steps) {
    try {
      await CHECKS[step.code](facts, { ...options, bundle });
      passed.add(step.code);
    } catch {
      failed = step;
      break;
    }
  }
  for (const { code, row, kind } of steps) {
    if (row) rows[row] = passed.has(code) || kind === "unknown" ? rows[row] ?? "passed" : "skipped";
  }
  if (failed?.row) rows[failed.row] = failed.mark;
  const { code: step = null, state: real = "valid", kind = "valid", words } = failed ?? {};
  const state = isTest(facts.origin ?? "") ? "test" : real;
  return { state, real, step, kind, words, rows, facts };
}

// ---- The page of a credential

const all = (selector) => [...document.querySelectorAll(selector)];

async function get(url, options) {
  const signal = AbortSignal.timeout(4000);
  const answer = await fetch(url, { cache: "no-store", signal, ...options }).catch(() => ({}));
  return answer.ok ? answer : undefined;
}

async function judge(config, base, baked, asked) {
  const [[json], fragment] = [all("link[type='application/vc']"), new URLSearchParams(location.hash.slice(1))];
  const { host } = config;
  const shown = {};
  for (const part of all("[data-f]")) shown[part.dataset.f] = part.dateTime || part.href || part.textContent;
  const options = {
    ...config,
    now: Date.now(),
    id: /\/c\/([^/]+)/.exec(location.pathname)?.[1],
    name: fragment.has("n") ? [fragment.get("n"), fragment.get("s") ?? ""] : undefined,
    page: { host, here: baked === "test" ? host : location.host, shown, withheld: config.words["name.withheld"] },
  };
}
