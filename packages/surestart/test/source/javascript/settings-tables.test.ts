import { describe, expect, test } from "vitest";
import { readJavaScript } from "../../../src/source/javascript/index.ts";

/** The variables that the code cannot go on without. */
function required(code: string): string[] {
  const { events } = readJavaScript(code, "a.mjs");
  return events.flatMap((e) => (e.kind === "read" && e.required ? [e.name] : []));
}

const collected = "if (missing.length > 0) throw new Error(missing.join());";

describe("settings that stand in a table", () => {
  test.each<[code: string, required: string[]]>([
    [
      `const all = ["A", "B"]; const missing = []; for (const n of all) if (!process.env[n]) missing.push(n); ${collected}`,
      ["A", "B"],
    ],
    [
      `const all = [{ name: "A" }, { name: "B", fallback: "b" }]; const missing = [];
       for (const { name, fallback } of all) { const v = process.env[name] ?? fallback; if (v === undefined) missing.push(name) } ${collected}`,
      ["A"],
    ],
    [
      `const all = [{ name: "A", required: true }, { name: "B", required: false }];
       for (const field of all) { if (field.required && !process.env[field.name]) throw new Error(field.name) }`,
      ["A"],
    ],
    [
      `const schema = { A: { required: true }, B: { required: false }, C: {} }; const missing = [];
       for (const [key, rule] of Object.entries(schema)) { const raw = process.env[key]; if (raw === undefined && rule.required) missing.push(key) }
       if (missing.length) { console.error(missing); process.exit(1) }`,
      ["A"],
    ],
    [
      `const schema = { A: { optional: true }, B: {} }; const errors = new Set();
       for (const [key, { optional }] of Object.entries(schema)) if (!optional && !(key in process.env)) errors.add(key);
       if (errors.size) throw new Error([...errors].join())`,
      ["B"],
    ],
    [
      `const all = [{ name: "A", required: true }, { name: "B" }];
       const missing = all.filter((s) => s.required && !process.env[s.name]); ${collected}`,
      ["A"],
    ],
    [
      `const all = [{ key: "A" }, { key: "B", def: "1" }];
       const missing = all.filter(({ key, def }) => def === undefined && !process.env[key]); ${collected}`,
      ["A"],
    ],
    [
      `const missing = []; if (!process.env.A) missing.push("A"); if (!process.env.B) missing.push("B"); ${collected}`,
      ["A", "B"],
    ],
    // What is only told, and what a branch may leave out.
    [
      `const missing = []; for (const n of ["A"]) if (!process.env[n]) missing.push(n); if (missing.length) console.warn(missing);`,
      [],
    ],
    [
      `const found = []; for (const n of ["A"]) if (!process.env[n]) found.push(n); if (found.length === 0) throw new Error();`,
      [],
    ],
    [`const missing = load(); for (const n of ["A"]) if (!process.env[n]) missing.push(n); ${collected}`, []],
    [
      `const missing = []; for (const n of ["A"]) if (!process.env[n] && strict()) missing.push(n); ${collected}`,
      [],
    ],
  ])("%s", (code, names) => {
    expect(required(code)).toEqual(names);
  });
});
