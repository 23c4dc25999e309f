import { expect, test } from "vitest";
import { keptByHand } from "../../src/source/kept-by-hand.ts";

const js = (body: string): string =>
  `for (const line of text.split(/\\r?\\n/)) { const at = line.indexOf("="); ${body} }`;

test.each<[string, "javascript" | "python", string, string[] | undefined]>([
  [
    "nothing is taken off",
    "javascript",
    js("process.env[line.slice(0, at)] = line.slice(at + 1);"),
    ["quotes"],
  ],
  ["by a pattern", "javascript", js("e[k] = v.replace(/^['\"]|['\"]$/g, '');"), undefined],
  ["by JSON", "javascript", js("e[k] = v.startsWith(q) ? JSON.parse(v) : v;"), undefined],
  ["by a function of its name", "javascript", js("e[k] = unquote(v);"), undefined],
  [
    "another file may do it",
    "javascript",
    `import { clean } from "./clean.js"; ${js("e[k] = clean(v);")}`,
    undefined,
  ],
  [
    "cut at LF alone",
    "javascript",
    'for (const l of text.split("\\n")) { const [k, v] = l.split("="); process.env[k] = v.trim(); }',
    ["quotes"],
  ],
  [
    "cut at LF alone, the key trimmed",
    "javascript",
    'for (const l of text.split("\\n")) { const at = l.indexOf("="); process.env[l.slice(0, at).trim()] = l.slice(at + 1); }',
    ["quotes", "returns"],
  ],
  ["no reader of lines", "javascript", "process.env[k] = v;", undefined],
  ["Python", "python", 'key, _, value = line.partition("=")\nos.environ[key] = value.strip()', ["quotes"]],
  [
    "Python, stripped",
    "python",
    "key, value = line.split('=', 1)\nos.environ[key] = value.strip('\"')",
    undefined,
  ],
  [
    "Python, by shlex",
    "python",
    "key, value = line.split('=', 1)\nos.environ[key] = shlex.split(value)[0]",
    undefined,
  ],
])("what a reader of the project leaves in a value: %s", (_name, language, text, keeps) => {
  expect(keptByHand(text, language).keeps).toEqual(keeps);
});
