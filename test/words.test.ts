import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parseSync } from "oxc-parser";
import { expect, test } from "vitest";
import { words } from "./plain-words.ts";

const home = path.resolve(import.meta.dirname, "..");

/** What the sources print. Passwords that are common, and the shell's script of the watchdog, are no sentences. */
const sources = ["packages/surestart/src", "backend/src"].flatMap((folder) =>
  readdirSync(path.join(home, folder), { recursive: true, encoding: "utf8" })
    .map((name) => `${folder}/${name.replaceAll("\\", "/")}`)
    .filter((name) => name.endsWith(".ts") && !/\/(?:common-words|watchdog)\.ts$/.test(name)),
);

/** Every text with a space in it. The cases of a diagnosis are the words of programs, and only tests show their names. */
function textsOf(node: unknown): string[] {
  if (typeof node !== "object" || node === null) return [];
  if (Array.isArray(node)) return node.flatMap(textsOf);
  const { type, value, id } = node as { type?: string; value?: unknown; id?: { name: string } | null };
  if (type === "FunctionDeclaration" && id?.name === "cases") return [];
  if (type === "Literal") return typeof value === "string" && value.includes(" ") ? [value] : [];
  if (type === "TemplateElement") return [(value as { cooked: string }).cooked];
  return Object.values(node).flatMap(textsOf);
}

test("what people read, and the comments, are written in plain English", () => {
  const found = sources.flatMap((name) => {
    const { program, comments } = parseSync(name, readFileSync(path.join(home, name), "utf8"));
    const notes = comments.map(({ value }) =>
      value.replaceAll(/`[^`]*`/g, "").replaceAll(/\s*\n\s*\*?\s*/g, " "),
    );
    return [...textsOf(program.body), ...notes].flatMap((text) =>
      words.flatMap(([word, better]) => {
        const [said] = word.exec(text) ?? [];
        return said === undefined ? [] : [`${name}: "${said}" (${better}): ${text}`];
      }),
    );
  });
  expect(found).toEqual([]);
});
