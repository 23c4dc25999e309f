import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { startParts, type Tool } from "../packages/surestart/src/known/_define.ts";

const home = path.resolve(import.meta.dirname, "../packages/surestart/src/known");
const header = "// Made by `npm run known` from the files of the tools. Not to be edited.\n";

/** `npm run known`: the two files that are made from the tools: `_all.ts`, their index, and `_start.ts`, what a start needs of them. */
export async function made(): Promise<{ file: string; text: string }[]> {
  const names = readdirSync(home)
    .filter((name) => name.endsWith(".ts") && !name.startsWith("_"))
    .sort();
  const tools: Tool[] = [];
  for (const name of names) {
    const { default: tool } = (await import(pathToFileURL(path.join(home, name)).href)) as {
      default: Tool | Tool[];
    };
    tools.push(...[tool].flat());
  }
  return [
    { file: path.join(home, "_all.ts"), text: index(names) },
    { file: path.join(home, "_start.ts"), text: start(tools) },
  ];
}

function index(names: readonly string[]): string {
  const imports = names.map((name) => `import ${identifier(name)} from "./${name}";\n`).join("");
  const list = names.map((name) => `  ${identifier(name)},\n`).join("");
  return `${header}import type { Tool } from "./_define.ts";\n${imports}\nexport const tools: readonly Tool[] = [\n${list}].flat();\n`;
}

/**
 * One line per tool, and only of those that have more to say than their name: its name, its programs, its parts, and what makes
 * the row, since a start asks for few of them.
 */
function start(tools: readonly Tool[]): string {
  const rows = tools.flatMap((tool) => {
    const parts = startParts.filter((part) => tool[part] !== undefined);
    if (!parts.some((part) => !["name", "language", "programs"].includes(part))) return [];
    const row = Object.fromEntries(parts.map((part) => [part, tool[part]]));
    // Blanks around each word, so that one is found without taking the list apart.
    const heads = [tool.name, ` ${(tool.programs ?? [tool.name]).join(" ")} `, ` ${parts.join(" ")} `];
    return [
      `  [${heads.map((head) => JSON.stringify(head)).join(", ")}, () => (${literal(row, tool.name)})],\n`,
    ];
  });
  return `${header}import type { StartRow } from "./_define.ts";\n\nexport const startTools: readonly StartRow[] = [\n${rows.join("")}];\n`;
}

/** A value as it is written in a source: plain data and regular expressions. */
function literal(value: unknown, tool: string): string {
  if (value instanceof RegExp) return String(value);
  if (Array.isArray(value)) return `[${value.map((one) => literal(one, tool)).join(", ")}]`;
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).filter(([, one]) => one !== undefined);
    const written = entries.map(
      ([key, one]) => `${/^[A-Za-z_]\w*$/.test(key) ? key : JSON.stringify(key)}: ${literal(one, tool)}`,
    );
    return `{ ${written.join(", ")} }`;
  }
  if (typeof value === "function")
    throw new Error(`${tool}: a start needs plain data, but this is a function.`);
  return JSON.stringify(value);
}

/** `nestjs-config.ts` is nestjsConfig. */
function identifier(file: string): string {
  const name = path
    .basename(file, ".ts")
    .replace(/[^A-Za-z0-9]+([A-Za-z0-9])/g, (_, letter: string) => letter.toUpperCase());
  return /^[0-9]|^(?:new|do|in|if|default|switch|void|with|for|var|let|try|this|enum|case)$/.test(name)
    ? `_${name}`
    : name;
}

/** Writes both where they differ, and gives the paths of those that did. */
export async function write(): Promise<string[]> {
  const stale = (await made()).filter(({ file, text }) => read(file) !== text);
  for (const { file, text } of stale) writeFileSync(file, text);
  return stale.map(({ file }) => path.relative(process.cwd(), file));
}

if (import.meta.main) for (const file of await write()) process.stdout.write(`${file}\n`);

function read(file: string): string | null {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return null;
  }
}
