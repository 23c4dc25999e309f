import type { Node } from "oxc-parser";
import type { LoadEvent } from "../module.ts";
import { fillsEnvironment } from "./hand-loads.ts";
import { literalOf, propertyOf } from "./literals.ts";
import { type JavaScriptLoader, loaders, sideEffects } from "./loader-table.ts";
import { wordOf } from "./origin.ts";
import { pathOf } from "./paths.ts";
import { bare } from "./syntax.ts";
import type { Call, Unit } from "./unit.ts";

const byWord = new Map(loaders.flatMap((one) => one.names.map((name) => [`${one.module}.${name}`, one])));

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
  const loader = word === null ? undefined : byWord.get(word);
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
  loader: JavaScriptLoader,
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
