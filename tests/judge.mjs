// Judges trials (JSON, a path) with the script under test (a path); prints the verdicts as JSON.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [script, file] = process.argv.slice(2);
const { check } = await import(pathToFileURL(script));
const { table, trials } = JSON.parse(readFileSync(file, "utf8"));
const bytes = (text) => new Uint8Array(Buffer.from(text, "base64"));
const verdicts = [];
for (const { bundle, ...options } of trials) {
  const { state, real, step, kind, rows } = await check(bytes(bundle), { ...table, ...options });
  verdicts.push({ state, real, step, kind, rows });
}
console.log(JSON.stringify(verdicts));
