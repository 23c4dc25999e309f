import path from "node:path";
import { entriesOf, readText } from "../../files.ts";
import { toolsWith } from "../../known/_find.ts";

export interface ViteConfig {
  /** As it is written, where it is a literal. */
  envDir?: string;
  envPrefix?: string[];
  /** The config itself loads every variable: `loadEnv(mode, dir, "")`. */
  all: boolean;
}

const name = toolsWith("convention").find(({ convention }) => convention.vite === true)?.convention.config;

/** What a Vite config says about .env files, as far as it says so by literals; null where there is none. */
export async function readViteConfig(dir: string, folder: string): Promise<ViteConfig | null> {
  for (const entry of entriesOf(path.join(dir, folder))) {
    const file = path.join(dir, folder, entry.name);
    const text = name?.test(entry.name) ? readText(file) : null;
    if (text === null) continue;
    if (!/envDir|envPrefix|loadEnv/.test(text)) return { all: false };
    const { parseSync } = await import("oxc-parser");
    const config: ViteConfig = { all: false };
    visit(parseSync(file, text).program, config);
    return config;
  }
  return null;
}

interface AnyNode {
  type?: string;
  key?: { name?: string };
  value?: AnyNode | unknown;
  callee?: { name?: string };
  arguments?: AnyNode[];
  elements?: AnyNode[];
}

function visit(node: unknown, config: ViteConfig): void {
  if (Array.isArray(node)) {
    for (const one of node) visit(one, config);
    return;
  }
  if (typeof node !== "object" || node === null) return;
  const { type, key, value, callee, arguments: given } = node as AnyNode;
  if (type === "Property" && key?.name === "envDir") {
    const [text] = textsOf(value);
    if (text !== undefined) config.envDir = text;
  }
  if (type === "Property" && key?.name === "envPrefix") {
    const texts = textsOf(value);
    if (texts.length > 0) config.envPrefix = texts;
  }
  // The third argument is the prefix; an empty one means every variable.
  if (type === "CallExpression" && callee?.name === "loadEnv" && given?.[2] && textsOf(given[2]).includes(""))
    config.all = true;
  for (const child of Object.values(node)) visit(child, config);
}

/** The texts of a literal, or of a list of them. */
function textsOf(node: unknown): string[] {
  const { type, value, elements } = (node ?? {}) as AnyNode;
  if (type === "Literal" && typeof value === "string") return [value];
  return type === "ArrayExpression" ? (elements ?? []).flatMap(textsOf) : [];
}
