// The ID box: repairs what was typed, tests the check symbol, then asks for the page.
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const input = document.querySelector("input[name=id]");
const form = input.form;
const alert = document.getElementById("e");
const verdict = document.getElementById("v");

// As registry/records/ids.py: upper case, no dashes or spaces, I and L are 1, O is 0.
const clean = (typed) =>
  typed.toUpperCase().replace(/[\s\u2010-\u2015-]/g, "").replace(/[IL]/g, "1").replace(/O/g, "0");
const grouped = (id) => `${id.slice(0, 4)}-${id.slice(4, 8)}-${id.slice(8)}`;
const hasShape = (id) => id.length === 13 && [...id].every((symbol) => ALPHABET.includes(symbol));

// Damm's scheme over GF(32), reduced by x^5 + x^2 + 1.
function hasCheckSymbol(id) {
  let state = 0;
  for (const symbol of id.slice(0, -1)) {
    state = (state ^ ALPHABET.indexOf(symbol)) << 1;
    if (state & 32) state ^= 37;
  }
  return ALPHABET[state] === id.at(-1);
}

function asked() {
  const base = new URL(form.action).pathname;
  if (!location.pathname.startsWith(base)) return null;
  const part = location.pathname.slice(base.length).split("/")[0];
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

if (verdict) {
  const typed = asked();
  const id = clean(typed ?? "").slice(0, 20);
  if (typed === null) {
    verdict.querySelector("h1").textContent = verdict.dataset.page;
    verdict.querySelector("p").textContent = verdict.dataset.pageText;
  } else if (id !== typed && hasShape(id) && hasCheckSymbol(id)) {
    location.replace(`${form.action}${id}/${location.hash}`);
  } else if (id) {
    input.value = hasShape(id) ? grouped(id) : id;
    verdict.querySelector("h1").textContent = verdict.dataset.id.replace("{id}", () => input.value);
  }
}

form.hidden = false;
form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (globalThis.sealbook?.asked(input.value)) return;
  const id = clean(input.value);
  if (hasShape(id) && hasCheckSymbol(id)) {
    location.href = `${form.action}${id}/`;
    return;
  }
  alert.textContent = hasShape(id) ? alert.dataset.symbol : alert.dataset.shape;
  input.setAttribute("aria-invalid", "true");
  input.focus();
});
