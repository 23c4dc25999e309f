import type { Node } from "oxc-parser";
import { loadOf, loadOfModule } from "../../known/_find-loads.ts";
import { type Found, loadOfCall, type Reading } from "../load-of-call.ts";
import type { LoadEvent } from "../module.ts";
import { isEnvironment } from "./access.ts";
import { callOf } from "./call.ts";
import { fillsEnvironment } from "./hand-loads.ts";
import { literalOf } from "./literals.ts";
import { wordOf } from "./origin.ts";
import { pathOf } from "./paths.ts";
import { bare } from "./syntax.ts";
import type { Call, Unit } from "./unit.ts";

/** The load that importing a module is, or null. */
export function loadOfImport(specifier: string, how: string): LoadEvent | null {
  const load = loadOfModule(specifier);
  if (!load) return null;
  return {
    kind: "load",
    dialect: load.dialect,
    how,
    paths: load.usual === "convention" ? null : [...(load.files ?? [".env"])],
    base: "cwd",
    override: false,
    own: false,
    package: load.package,
  };
}

/** The load that a call is, or null. */
export function loadAt(unit: Unit, node: Call): LoadEvent | null {
  const load = loadOf("javascript", wordOf(unit, node.callee));
  return load && loadOfCall(load, callOf(unit, node), unit.text.slice(node.start, node.end), reading(unit));
}

function reading(unit: Unit): Reading<Node> {
  return {
    literal: (node) => (node.type === "Literal" ? node.value : undefined),
    paths: (node) => listed(unit, node),
    readFrom: (node) => readFrom(unit, node),
    isEnvironment: (node) => isEnvironment(unit, node),
    written: (node) => {
      const at = unit.place(node);
      return at.endColumn === undefined ? undefined : { at, text: unit.text.slice(node.start, node.end) };
    },
    imports: (module) => unit.imports.has(module),
    fillsEnvironment: () => fillsEnvironment(unit),
  };
}

/** The path of what is read as text right here; text from elsewhere is no load of a file. */
function readFrom(unit: Unit, node: Node): Node | null {
  const read = literalOf(unit, node);
  if (read?.type !== "CallExpression" || !read.arguments[0]) return null;
  const reads = /^fs(\/promises|\.promises)?\.readFile(Sync)?$/.test(wordOf(unit, read.callee) ?? "");
  return reads ? read.arguments[0] : null;
}

function listed(unit: Unit, node: Node): Found {
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
