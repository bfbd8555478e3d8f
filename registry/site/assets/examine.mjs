// The page that takes an ID, an address, a file or the camera, and checks what it finds in the
// browser. It asks for files of the registry that a credential names, and for nothing else.

const { canonical, claims, get, judge, load, show } = globalThis.sealbook;
const config = JSON.parse(document.getElementById("config").textContent);
const { words } = config;
const isAlone = location.protocol === "file:"; // saved, without the site around it
const home = isAlone ? config.url : new URL("..", location).href;
const alert = document.getElementById("e");
const result = document.getElementById("r");
const roots = document.querySelector("textarea");
const camera = document.getElementById("camera");
const video = document.querySelector("video");
const PLACE = /(https:\/\/[^\s"'<>()\\]+\/)c\/([0-9A-HJKMNP-TV-Z]{13})\//;
const LARGEST = 2 ** 24;

const filled = (key, values) => words[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
const say = (key, values = {}) => (alert.textContent = key && filled(key, values));
const text = (bytes) => new TextDecoder().decode(bytes);
// Where the files of a registry are: those of this one beside this page, wherever that lies.
const site = (base) => (base === config.url ? home : base);

// ---- What is in a file

function inPng(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  for (let at = 8; at + 12 <= bytes.length; at += 12 + view.getUint32(at)) {
    const chunk = text(bytes.subarray(at + 4, at + 8 + view.getUint32(at)));
    const found = /^iTXtopenbadgecredential\0\0\0[^\0]*\0[^\0]*\0([^]*)$/.exec(chunk);
    if (found) return found[1];
  }
  return undefined;
}

function inSvg(picture) {
  const found = /<(?:\w+:)?credential\b[^>]*>\s*(?:<!\[CDATA\[([^]*?)\]\]>|(\{[^<]*\}))/.exec(picture);
  return found?.[1] ?? found?.[2];
}

const letters = (data) => Array.from(data, (byte) => String.fromCharCode(byte)).join("");

// What a packed stream of a PDF holds, up to where it ends or breaks.
async function unpacked(bytes) {
  const source = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  const chunks = source.getReader();
  let found = "";
  try {
    for (let part = await chunks.read(); !part.done; part = await chunks.read()) {
      found += letters(part.value);
    }
  } catch {
    return found;
  }
  return found;
}

// The text of a PDF in which an address stands: what is not packed, or a stream unpacked.
async function inPdf(bytes) {
  const plain = letters(bytes);
  if (PLACE.test(plain)) return plain;
  for (const { index, 0: start } of plain.matchAll(/stream\r?\n/g)) {
    const begin = index + start.length;
    const inside = await unpacked(bytes.slice(begin, plain.indexOf("endstream", begin)));
    if (PLACE.test(inside)) return inside;
  }
  return "";
}

async function inPicture(file) {
  if (!globalThis.BarcodeDetector) return "";
  const codes = await reader().detect(await createImageBitmap(file)).catch(() => []);
  return codes.map((code) => code.rawValue).join(" ");
}

function json(content) {
  try {
    return JSON.parse(content);
  } catch {
    return undefined;
  }
}

async function examine(file) {
  say("examine.busy");
  const bytes = new Uint8Array(file.size <= LARGEST ? await file.arrayBuffer() : 0);
  const content = text(bytes);
  const isPdf = content.startsWith("%PDF");
  const value = isPdf ? undefined : json(inPng(bytes) ?? inSvg(content) ?? content);
  if (value?.credential?.id) return judged(bytes, value.credential);
  if (value?.credentialSubject) return presented(value);
  const leads = isPdf ? await inPdf(bytes) : content + " " + (await inPicture(file));
  const found = PLACE.exec(leads);
  return found ? address(found[0]) : say("examine.nothing");
}

// ---- From an address or a file to a bundle

// What was typed, scanned or found; a credential of this registry has a page that checks itself.
async function address(typed) {
  const whole = /^https?:\/\//i.test(typed) ? typed : `https://${typed}`;
  const { href, hash } = URL.canParse(whole) ? new URL(whole) : { href: "" };
  const [, base, id] = PLACE.exec(href) ?? [];
  if (!base) return say("examine.address");
  if (!isAlone && [home, config.url].includes(base)) return location.assign(`${home}c/${id}/${hash}`);
  const bundle = await published(base, id);
  const link = new URLSearchParams(hash.slice(1));
  const name = link.has("n") ? [link.get("n"), link.get("s") ?? ""] : undefined;
  const credential = bundle && json(text(bundle))?.credential;
  if (bundle) await judged(bundle, credential ?? {}, { id, name });
}

async function published(base, id) {
  say("examine.busy");
  const bundle = await get(`${site(base)}c/${id}/bundle.json`, "arrayBuffer");
  if (!bundle) return void say("examine.unreachable", { place: new URL(base).host });
  return new Uint8Array(bundle);
}

// A credential without its proof: the registry has that. What was changed does not fit it.
async function presented(credential) {
  const [, base, id] = PLACE.exec(credential.id) ?? [];
  if (!base) return say("examine.nothing");
  const bundle = await published(base, id);
  const proof = bundle && json(text(bundle));
  if (!proof) return;
  let data = bundle;
  if (canonical(proof.credential) !== canonical(credential)) {
    data = new TextEncoder().encode(canonical({ ...proof, credential }) + "\n");
  }
  await judged(data, credential);
}

// ---- The verdict

// Whose keys count: the pinned ones of this registry, the public ones of tests, or pasted ones.
function trusted(bundle) {
  const origin = String(json(json(text(bundle))?.policies?.[0]?.policy)?.origin);
  if (origin === config.origin) return config;
  if (origin.split(/[/:]/)[0].endsWith(".invalid")) {
    const keys = config.development.filter((key) => key.startsWith("A"));
    return { origin, threshold: 1, roots: keys.map((key) => `test+00000000+${key}`) };
  }
  const lines = roots.value.split("\n").map((line) => line.trim()).filter(Boolean);
  const line = lines.find((one) => !/^[^\s+]+\+[0-9a-f]{8}\+A[\w+/]{43}$/.test(one));
  if (line) say("examine.roots.wrong", { line });
  const threshold = Math.floor(lines.length / 2) + 1;
  return { origin, threshold, roots: line ? [] : lines };
}

async function judged(bundle, credential, given = {}) {
  const [, base, id] = PLACE.exec(credential.id) ?? [];
  const keys = trusted(bundle);
  if (!keys.roots.length) return unknown(keys.origin);
  const page = base && `${site(base)}c/${id}/`;
  // Names that end in .invalid lead nowhere.
  const place = base && !/\.invalid[:/]/.test(site(base)) ? site(base) : undefined;
  const options = { ...config, ...keys, ...given, now: Date.now() };
  const live = place && (await get(`${place}log/checkpoint`, "text"));
  const again = () => load(`${place}c/${id}/bundle.json`, place, `?${options.now}`);
  const found = await judge(options, place ?? home, [bundle, live], place && again);
  shown(found, keys, page);
}

function fresh() {
  say("");
  const { content } = document.getElementById("t");
  result.replaceChildren(content.cloneNode(true));
  result.scrollIntoView({ block: "nearest" });
}

function unknown(origin) {
  const wrong = alert.textContent;
  fresh();
  alert.textContent = wrong === words["examine.busy"] ? "" : wrong;
  const [title, reason] = document.getElementById("v").children;
  title.textContent = words["examine.unknown.title"];
  reason.textContent = filled("examine.unknown.text", { origin });
  for (const part of result.querySelectorAll("article>*")) part.hidden = true;
  roots.closest("details").open = true;
  roots.focus();
}

// What was signed, in the places for it.
function fill(credential, page) {
  const { achievement, identifier } = credential.credentialSubject;
  const isWithheld = identifier[0].hashed;
  const signed = claims(credential, words["name.withheld"]);
  const place = (name) => result.querySelector(`[data-f=${name}]`);
  for (const name of ["name", "title", "issuer", "id"]) place(name).textContent = signed[name];
  place("name").classList.toggle("none", isWithheld);
  place("issued").dateTime = signed.issued;
  if (signed.until) place("until").dateTime = signed.until;
  else place("until").replaceWith(words["until.never"]);
  const { name: title, version } = achievement;
  place("standard").href = signed.standard;
  place("standard").textContent = filled("standard.version", { title, version });
  if (signed.result) place("result").textContent = signed.result;
  else for (const part of [place("result").previousElementSibling, place("result")]) part.remove();
  const identity = isWithheld ? "identity.withheld" : "identity.person";
  document.getElementById("n").textContent = filled(identity, { issuer: signed.issuer });
  document.getElementById("page").href = page;
}

function shown(found, keys, page) {
  fresh();
  const { state, real, rows, facts } = found;
  const isSigned = rows.signature === "passed";
  let issuer = keys.origin === config.origin ? config.issuer : words["examined.issuer"];
  if (isSigned) {
    fill(facts.credential, page);
    issuer = facts.credential.issuer.name;
  } else for (const part of result.querySelectorAll("article>:not(.c)")) part.hidden = true;
  show({ ...found, real: state === "test" ? state : real }, { ...config, issuer });
}

// ---- What people do

const reader = () => new BarcodeDetector({ formats: ["qr_code"] });
let stream;

function stop() {
  for (const track of stream.getTracks()) track.stop();
  stream = undefined;
  video.hidden = true;
  camera.textContent = words["examine.camera"];
}

async function scan() {
  if (stream) return stop();
  stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  video.srcObject = stream;
  video.hidden = false;
  camera.textContent = words["examine.stop"];
  await video.play();
  while (stream) {
    const [code] = await reader().detect(video);
    if (code) {
      stop();
      return address(code.rawValue);
    }
    await new Promise(requestAnimationFrame);
  }
}

// Whatever goes wrong is no verdict.
const attempt = (work) => work.catch(() => say("examine.nothing"));

// For the box: whether what was typed is more than an ID.
globalThis.sealbook.asked = (typed) => {
  if (!typed.includes("/")) return false;
  attempt(address(typed.trim()));
  return true;
};
const [chooser] = document.querySelectorAll("input[type=file]");
chooser.closest("label").hidden = false;
chooser.addEventListener("change", () => {
  if (chooser.files.length) attempt(examine(chooser.files[0]));
  chooser.value = "";
});
addEventListener("dragover", (event) => event.preventDefault());
addEventListener("drop", (event) => {
  event.preventDefault();
  const { files } = event.dataTransfer;
  attempt(files.length ? examine(files[0]) : address(event.dataTransfer.getData("text").trim()));
});
if (globalThis.BarcodeDetector && navigator.mediaDevices) {
  camera.hidden = false;
  camera.addEventListener("click", () => attempt(scan()));
}
const linked = new URLSearchParams(location.search).get("u");
if (linked) attempt(address(linked));
