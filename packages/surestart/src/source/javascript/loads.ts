import type { Node } from "oxc-parser";
import type { Dialect } from "../../facts.ts";
import type { LoadEvent } from "../module.ts";
import { fillsEnvironment } from "./hand-loads.ts";
import { literalOf, propertyOf } from "./literals.ts";
import { wordOf } from "./origin.ts";
import { pathOf } from "./paths.ts";
import { bare } from "./syntax.ts";
import type { Call, Unit } from "./unit.ts";

/** How a loader is called, and what it reads when it is told nothing. */
interface Loader {
  word: RegExp;
  dialect: Dialect;
  package: string | null;
  /** The argument that is the path itself, or an object that holds it under `keys`. */
  path: "first" | "option" | "convention" | "content";
  /** It throws when the file is missing. */
  demands?: true;
  keys?: readonly string[];
  own?: boolean;
}

/** By the documentation of each; "convention": several files by mode, told only at run time. */
const loaders: readonly Loader[] = [
  {
    word: /^dotenv\.(config|configDotenv)$/,
    dialect: "dotenv",
    package: "dotenv",
    path: "option",
    keys: ["path"],
  },
  {
    word: /^dotenv-safe\.(config|load)$/,
    dialect: "dotenv",
    package: "dotenv-safe",
    path: "option",
    keys: ["path"],
  },
  { word: /^dotenv-flow\.config$/, dialect: "dotenv", package: "dotenv-flow", path: "convention" },
  {
    word: /^dotenv-mono\.(dotenvLoad|load|config)$/,
    dialect: "dotenv-expand",
    package: "dotenv-mono",
    path: "convention",
  },
  {
    word: /^@dotenvx\/dotenvx\.config$/,
    dialect: "dotenvx",
    package: "@dotenvx/dotenvx",
    path: "option",
    keys: ["path"],
  },
  { word: /^process\.loadEnvFile$/, dialect: "node", package: null, path: "first", demands: true },
  { word: /^util\.parseEnv$/, dialect: "node", package: null, path: "content", own: true },
  { word: /^dotenv\.parse$/, dialect: "dotenv", package: "dotenv", path: "content", own: true },
  { word: /^vite\.loadEnv$/, dialect: "dotenv-expand", package: "vite", path: "convention", own: true },
  { word: /^@next\/env\.loadEnvConfig$/, dialect: "dotenv-expand", package: "@next/env", path: "convention" },
  {
    word: /^surestart\/env\.loadEnv$/,
    dialect: "node",
    package: "surestart",
    path: "option",
    keys: ["files"],
  },
  {
    word: /^@nestjs\/config\.ConfigModule\.forRoot$/,
    dialect: "dotenv",
    package: "@nestjs/config",
    path: "option",
    keys: ["envFilePath"],
  },
];

/** Modules that load when they are imported. */
const sideEffects: Record<string, { dialect: Dialect; package: string; convention?: boolean }> = {
  "dotenv/config": { dialect: "dotenv", package: "dotenv" },
  "dotenv/config.js": { dialect: "dotenv", package: "dotenv" },
  "dotenv-safe/config": { dialect: "dotenv", package: "dotenv-safe" },
  "dotenv-expand/config": { dialect: "dotenv-expand", package: "dotenv-expand" },
  "dotenv-flow/config": { dialect: "dotenv", package: "dotenv-flow", convention: true },
  "dotenv-mono/load": { dialect: "dotenv-expand", package: "dotenv-mono", convention: true },
  "@dotenvx/dotenvx/config": { dialect: "dotenvx", package: "@dotenvx/dotenvx" },
};

/** The load that importing a module is, or null. */
export function loadOfImport(specifier: string, how: string): LoadEvent | null {
  const known = Object.hasOwn(sideEffects, specifier) ? sideEffects[specifier] : undefined;
  if (!known) return null;
  const paths = known.convention ? null : [".env"];
  return {
    kind: "load",
    dialect: known.dialect,
    how,
    paths,
    base: "cwd",
    override: false,
    own: false,
    package: known.package,
  };
}

/** The load that a call is, or null. */
export function loadAt(unit: Unit, node: Call): LoadEvent | null {
  const word = wordOf(unit, node.callee);
  const loader =
    word !== null && /env|config/i.test(word) ? loaders.find((l) => l.word.test(word)) : undefined;
  if (!loader) return null;
  const first = node.arguments[0] as Node | undefined;
  const options = first && loader.path !== "content" ? literalOf(unit, first) : null;
  if (options && isTrue(option(options, "ignoreEnvFile"))) return null;
  const told = tell(unit, loader, first, options);
  if (told === "none") return null;
  const target = options && option(options, "processEnv");
  const given =
    loader.path === "first" ? first : options && loader.keys?.map((k) => option(options, k)).find(Boolean);
  const at = given ? unit.place(given) : null;
  return {
    kind: "load",
    dialect: loader.dialect === "dotenv" && expands(unit, options) ? "dotenv-expand" : loader.dialect,
    how: unit.text.slice(node.start, node.end).replace(/\s+/g, " "),
    ...told,
    override:
      options !== null && (isTrue(option(options, "override")) || isTrue(option(options, "overload"))),
    // What is parsed here and given to the environment is there.
    own: (loader.own && !fillsEnvironment(unit)) ?? (target ? wordOf(unit, target) !== "process.env" : false),
    package: loader.package,
    ...(loader.demands ? { demands: true } : {}),
    ...(given && at?.endColumn !== undefined
      ? { path: { at, text: unit.text.slice(given.start, given.end) } }
      : {}),
  };
}

function tell(
  unit: Unit,
  loader: Loader,
  first: Node | undefined,
  options: Node | null,
): Pick<LoadEvent, "paths" | "base"> | "none" {
  if (loader.path === "convention") return { paths: null, base: "cwd" };
  if (loader.path === "content") return content(unit, first);
  const given =
    loader.path === "first" ? first : options && loader.keys?.map((k) => option(options, k)).find(Boolean);
  if (!given) {
    // Options that are no literal may hold a path.
    const opaque = first !== undefined && loader.path === "option" && options?.type !== "ObjectExpression";
    return { paths: opaque ? null : [".env"], base: "cwd" };
  }
  return listed(unit, given);
}

/** Text that was read from a file right here; text from elsewhere is no load of a file. */
function content(unit: Unit, first: Node | undefined): Pick<LoadEvent, "paths" | "base"> | "none" {
  const read = first && literalOf(unit, first);
  if (read?.type !== "CallExpression" || !read.arguments[0]) return "none";
  if (!/^fs(\/promises|\.promises)?\.readFile(Sync)?$/.test(wordOf(unit, read.callee) ?? "")) return "none";
  return listed(unit, read.arguments[0]);
}

function listed(unit: Unit, node: Node): Pick<LoadEvent, "paths" | "base"> {
  const at = literalOf(unit, node) ?? bare(node);
  const parts: Node[] =
    at.type === "ArrayExpression" ? at.elements.flatMap((e) => (e ? [e as Node] : [])) : [node];
  const found = parts.map((p) => pathOf(unit, p));
  const base = found[0]?.base;
  // Files with different beginnings cannot be said in one word.
  if (base === undefined || found.some((f) => f === null || f.base !== base))
    return { paths: null, base: "cwd" };
  return { paths: found.map((f) => f?.path ?? ""), base };
}

function option(options: Node, key: string): Node | null {
  return propertyOf(options, key);
}

function isTrue(node: Node | null): boolean {
  return node?.type === "Literal" && node.value === true;
}

/** The file also takes dotenv-expand: what dotenv has read is expanded. */
function expands(unit: Unit, options: Node | null): boolean {
  if (options && option(options, "expandVariables")) return true;
  return unit.imports.has("dotenv-expand");
}
