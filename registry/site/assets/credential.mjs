// The page of a credential checks itself: it loads the bundle and the live checkpoint, has them
// judged by verify.mjs (which ran before), and shows the verdict. Without one it stays grey.

const { config: place, integrity } = document.querySelector("script[data-config]").dataset;
const root = document.documentElement;
const baked = root.dataset.state;
const isTest = baked === "test";
const base = new URL("..", new URL(place, location)); // the folder of the assets is one below
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
    part.dateTime ?? part.href ?? part.textContent,
  ]);
  return JSON.stringify(signed.sort()) === JSON.stringify(shown.sort());
}

async function judge(check, config, files) {
  const { host, words } = config;
  const link = new URLSearchParams(location.hash.slice(1));
  const options = {
    ...config,
    now: Date.now(),
    id: /\/c\/(.+?)\//.exec(location.pathname)?.[1],
    name: link.has("n") ? [link.get("n"), link.get("s") ?? ""] : undefined,
    page: {
      host,
      here: isTest ? host : location.host,
      shows: (credential) => shows(credential, words["name.withheld"]),
    },
  };
  let [bundle, live] = await files;
  let found = await check(bundle, { ...options, live });
  // Caches may serve the files of two seals: then ask once more, past the caches.
  if (live && ["offline", "behind"].includes(found.step)) {
    [bundle, live] = await load(`?${options.now}`);
    found = await check(bundle, { ...options, live });
  }
  const { step, facts } = found;
  if (step === "status") options.status = await get(new URL("status/revocation.json", base), "text");
  else if (step === "offline" && facts.sizes) options.consistency = await growth(facts.sizes);
  else return found;
  return check(bundle, { ...options, live });
}

// The bundle and the text of the live checkpoint.
function load(past = "") {
  const credential = one("link[type='application/vc']").href;
  const bundle = get(new URL("bundle.json" + past, credential), "arrayBuffer");
  const live = get(new URL("log/checkpoint" + past, base), "text");
  return Promise.all([bundle.then((data) => data && new Uint8Array(data)), live]);
}

// The hashes that prove that one log grew out of the other, if there is a proof for these sizes.
async function growth([old, size]) {
  const text = await get(new URL(`log/consistency/${old}`, base), "text");
  const [sizes, ...hashes] = (text ?? "").split("\n");
  return sizes === `${old} ${size}` ? hashes.slice(0, -1) : undefined;
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
    // Of a test, key and address are what they are. Where nothing was read, the last known status
    // stays.
    if (isTest ? ["signature", "host"].includes(row) : row === "status" && kind === "unknown" && !read) continue;
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
    label.textContent = say("name.confirmed");
    heading.before(label);
    heading.textContent = name;
    heading.className = "name";
    heading.translate = false;
    one("#n").textContent = say("identity.person");
  }

  if (isTest) return;
  root.dataset.state = real;
  // What the registry itself says stays: it knows day and reason, and may be worse than unknown.
  if (baked === real || (!title && baked !== "published")) return;
  const verdict = one("#v");
  verdict.className = `v ${look}`;
  if (title) verdict.querySelector("h1").textContent = say(title);
  verdict.querySelector("p").textContent = say(real === "valid" && !until ? "verified.permanent" : text);
  if (hides) document.title = say(title);
  const gone = [
    ...(tools ? [] : all("aside .b>:not([data-do=copy]),aside details")),
    ...(hides ? all("article>:not(.c,.x),aside") : []),
  ];
  for (const part of gone) part.hidden = true;
}

async function main() {
  const files = load();
  const config = await get(new URL(place, location), "json", { integrity });
  if (!config) return;
  const rows = { signature: "unchecked", log: "unchecked" };
  const late = { real: "unloaded", kind: "unknown", words: "check.unloaded", rows, facts: {} };
  const timer = setTimeout(() => show(late, config), 6000);
  try {
    show(await judge(globalThis.sealbook.check, config, files), config);
  } catch {
    show(late, config);
  }
  clearTimeout(timer);
}

addEventListener("hashchange", () => location.reload());
main();
