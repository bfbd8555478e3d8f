// The page of a credential checks itself: it loads the bundle and the live checkpoint, has them
// judged by verify.mjs (which ran before), and shows the verdict. Without one it stays grey.

// Name and digest of a file for each language: its words, the table of steps, the root keys that
// are pinned. Filled in when the site is built.
const CONFIGS = {};

const root = document.documentElement;
const baked = root.dataset.state;
const isTest = baked === "test";
const isOpen = ["published", "future"].includes(baked); // or else today cannot be better than that
const base = new URL("..", import.meta.url); // the folder of the assets is one below
const all = (selector) => [...document.querySelectorAll(selector)];
const one = (selector) => document.querySelector(selector);

// What cannot be fetched within four seconds is undefined.
async function get(url, kind, options = { cache: "no-store" }) {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(4000), ...options });
    return answer.ok ? await answer[kind]() : undefined;
  } catch {
    return undefined;
  }
}

// Days end last where clocks are twelve hours behind.
const lastDay = (end) => end && new Date(Date.parse(end) - 432e5).toISOString().slice(0, 10);

// What the page has to show of a credential: the contents of its elements with `data-f`.
function claims(credential, withheld) {
  const { identifier, result, achievement } = credential.credentialSubject;
  const [, id] = /\/c\/(.+)\/credential\.json$/.exec(credential.id);
  return {
    name: identifier[0].hashed ? withheld : identifier[0].identityHash,
    title: credential.name,
    issuer: credential.issuer.name,
    issued: credential.awardedDate.slice(0, 10),
    until: lastDay(credential.validUntil),
    id: id.replace(/^(.{4})(.{4})/, "$1-$2-"),
    standard: achievement.criteria.id,
    result: result?.[0].value,
  };
}

function shows(credential, withheld) {
  const signed = Object.entries(claims(credential, withheld)).filter(([, value]) => value);
  const shown = all("[data-f]").map((part) => [
    part.dataset.f,
    // Links of a test lead to wherever it is looked at.
    (isTest && part.href && credential.credentialSubject.achievement.criteria.id) ||
      (part.dateTime ?? part.href ?? part.textContent),
  ]);
  return JSON.stringify(signed.sort()) === JSON.stringify(shown.sort());
}

// The verdict on a bundle and the text of a live checkpoint. What it takes besides is loaded from the
// site; `again` loads both once more, as caches may serve the files of two seals.
async function judge(options, site, [bundle, live], again) {
  const { check } = globalThis.sealbook;
  const judged = async () => {
    const found = await check(bundle, { ...options, live });
    if (found.step !== "status") return found;
    options.status = await sealedList(site, found.facts.seal);
    return options.status ? check(bundle, { ...options, live }) : found;
  };
  let found = await judged();
  if (again && live && ["offline", "behind"].includes(found.step)) {
    const [data, checkpoint] = await again();
    if (data) [bundle, live] = [data, checkpoint];
    options.status = undefined;
    found = await judged();
  }
  const { step, facts } = found;
  if (step !== "offline" || !facts.sizes) return found;
  options.consistency = await growth(site, facts.sizes);
  return check(bundle, { ...options, live });
}

// A list of another seal, which a cache may serve, says nothing.
async function sealedList(site, seal) {
  const list = await get(new URL("status/revocation.json", site), "text");
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(list));
  const hex = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0"));
  return hex.join("") === seal.status.revocation ? list : undefined;
}

// The hashes that prove that one log grew out of the other, if there is a proof for these sizes.
async function growth(site, [old, size]) {
  const text = await get(new URL(`log/consistency/${old}`, site), "text");
  const [sizes, ...hashes] = (text ?? "").split("\n");
  return sizes === `${old} ${size}` ? hashes.slice(0, -1) : undefined;
}

// The bundle at an address, and the text of the live checkpoint of a site.
async function load(bundle, site, past = "") {
  const checkpoint = get(new URL("log/checkpoint" + past, site), "text");
  const data = await get(bundle + past, "arrayBuffer");
  return [data && new Uint8Array(data), await checkpoint];
}

function show({ real, kind, words: reason, rows, facts }, { words, states, issuer, host, locale }) {
  const { credential, proof, seal, name } = facts;
  const read = seal?.time; // or else the credential may be anything
  const date = (text, form = { timeZone: "UTC" }) =>
    text && new Intl.DateTimeFormat(locale, { dateStyle: "long", ...form }).format(new Date(text));
  const until = read && date(lastDay(credential.validUntil));
  const values = {
    issuer,
    host,
    until,
    n: proof?.index,
    as_of: date(read),
    start: read && date(credential.validFrom),
    now: date(Date.now(), { timeStyle: "short" }),
  };
  const say = (key) => words[key].replace(/\{(\w+)\}/g, (_, value) => values[value] ?? "");
  const { look, title, text, tools, hides } = states[real];

  for (const [row, mark] of Object.entries(rows)) {
    // Of a test, key and address are what they are. Where nothing was read, and where a cache gave
    // an older file than the page, the last known status stays.
    if (isTest && ["signature", "host"].includes(row)) continue;
    if (row === "status" && ((kind === "unknown" && !read) || (mark === "passed" && !isOpen && !isTest))) continue;
    const skipped = kind === "unknown" ? reason : "check.skipped";
    const [tone, label, why] = {
      passed: ["ok", "mark.passed", `check.${row}.passed`],
      skipped: ["unk", "mark.unchecked", skipped],
      state: [look, title, reason],
      failed: ["bad", "mark.failed", reason],
      attention: ["warn", "mark.attention", reason],
      unchecked: ["unk", "mark.unchecked", reason],
    }[mark];
    const line = one(`#c-${row}`);
    line.className = tone;
    line.querySelector("i").textContent = say(label);
    const sentence = line.querySelector("p") ?? line.appendChild(document.createElement("p"));
    sentence.textContent = say(why);
  }

  if (rows.signature === "passed") {
    for (const time of all("time[data-f]")) time.textContent = date(time.dateTime);
  }
  if (name) {
    const heading = one("[data-f=name]");
    const label = document.createElement("p");
    label.className = "by";
    label.textContent = say("name.confirmed");
    heading.before(label);
    heading.textContent = name;
    heading.className = "name";
    heading.translate = false;
    one("#n").textContent = say("identity.person");
  }

  // What the registry says in the page stays where it is no better: it knows day and reason.
  if (isTest || baked === real || (tools && !isOpen)) return;
  root.dataset.state = real;
  const verdict = one("#v");
  verdict.className = `v ${look}`;
  const [heading, sentence] = verdict.children;
  if (title) heading.textContent = say(title);
  sentence.textContent = say(real === "valid" && !until ? "verified.permanent" : text);
  if (!hides) return;
  document.title = say(title);
  for (const part of all("article>:not(.c,.x),aside")) part.hidden = true;
}

// What can be done with it: others asked, its link copied, and the rest only while it is in force.
function offer(tools, words) {
  const fact = (name) => one(`[data-f=${name}]`);
  const { href } = one("link[rel=canonical]");
  const json = one("link[type='application/vc']").href;
  const make = (name, key, fields) =>
    Object.assign(document.createElement(name), { textContent: words[key], ...fields });
  const said = one("aside [role=status]");
  const copy = async () => {
    await navigator.clipboard.writeText(location.href);
    said.textContent = words.copied;
  };
  const box = one(".b");
  const buttons = navigator.clipboard ? [make("button", "copy", { onclick: copy })] : [];
  if (tools) {
    const [year, month] = fact("issued").dateTime.split("-");
    const end = fact("until")?.dateTime.split("-");
    const form = new URLSearchParams({
      startTask: "CERTIFICATION_NAME",
      name: fact("title").textContent,
      organizationName: fact("issuer").textContent,
      issueYear: year,
      issueMonth: +month,
      ...(end && { expirationYear: end[0], expirationMonth: +end[1] }),
      certUrl: href,
      certId: fact("id").textContent,
    });
    const profile = `https://www.linkedin.com/profile/add?${form}`;
    buttons.unshift(
      make("a", "linkedin", { href: profile, id: "li", rel: "noopener" }),
      make("button", "print", { onclick: () => print() }),
      make("a", "download", { href: json, download: fact("id").textContent + ".json" }),
    );
    const wallet = document.createElement("details");
    const text = words["wallet.text"].replace("{link}", json);
    wallet.append(make("summary", "wallet"), make("p", "", { textContent: text }));
    said.after(wallet);
  }
  box.replaceChildren(...buttons);
  if (isTest) return;
  const row = (key, content) => {
    const value = document.createElement("dd");
    value.append(content);
    one("details dl").append(make("dt", key), value);
  };
  const other = `https://verifierplus.org/#verify?vc=${json}`;
  row("third-party", make("a", "third-party.link", { href: other, rel: "noopener" }));
  row("command", make("code", "", { textContent: `sealbook verify ${href}` }));
}

async function main({ href }) {
  const bundle = href.replace("credential.json", "bundle.json");
  const files = load(bundle, base);
  const [file, integrity] = CONFIGS[root.lang];
  const told = get(new URL(file, import.meta.url), "json", { integrity });
  new Intl.DateTimeFormat(root.lang, { dateStyle: "long" }); // its data loads while we wait
  const config = await told;
  if (!config) return;
  const rows = { signature: "unchecked", log: "unchecked" };
  const late = { real: "unloaded", kind: "unknown", words: "check.unloaded", rows, facts: {} };
  const timer = setTimeout(() => show(late, config), 6000);
  const now = Date.now();
  const link = new URLSearchParams(location.hash.slice(1));
  const options = {
    ...config,
    now,
    id: /\/c\/(.+?)\//.exec(location.pathname)?.[1],
    name: link.has("n") ? [link.get("n"), link.get("s") ?? ""] : undefined,
    page: {
      host: config.host,
      here: isTest ? config.host : location.host,
      shows: (credential) => shows(credential, config.words["name.withheld"]),
    },
  };
  let found = late;
  try {
    found = await judge(options, base, await files, () => load(bundle, base, `?${now}`));
    show(found, config);
  } catch {
    found = late;
    show(late, config);
  }
  clearTimeout(timer);
  offer(isOpen && config.states[found.real].tools, config.words);
}

Object.assign((globalThis.sealbook ??= {}), { claims, get, judge, lastDay, load, show });
const signed = one("link[type='application/vc']");
if (signed) {
  addEventListener("hashchange", () => location.reload());
  main(signed);
}
