import type { Node } from "oxc-parser";
import { tools } from "../../known/_tools.ts";
import type { CallEvent, FolderEvent } from "../module.ts";
import { importedDefault } from "./imports.ts";
import { calleeName, memberText } from "./labels.ts";
import { patternOf } from "./literals.ts";
import { requiredModule, wordOf } from "./origin.ts";
import { pathOf } from "./paths.ts";
import { placeOf } from "./schemas/place.ts";
import { bare, keyName, stringOf } from "./syntax.ts";
import type { Call, Unit } from "./unit.ts";

const rows = tools.flatMap(({ starts }) => starts ?? []);
const calls = new Set(rows.flatMap((row) => row.calls ?? []));

/** What a call gives a library to run at the start. */
export function startAt(unit: Unit, node: Call): { event: CallEvent | FolderEvent; unsure: boolean } | null {
  const folder = folderAt(unit, node);
  if (folder) return folder;
  const given = node.arguments as Node[];
  const callee = calls.has(wordOf(unit, node.callee) ?? "")
    ? given.flatMap((one) => unit.functionAt(one) ?? []).map((fn) => unit.labelOf(fn))[0]
    : isRegistering(node) && given[0] && nameOf(unit, given[0]);
  return callee ? { event: { kind: "call", callee, args: [], hook: "start" }, unsure: false } : null;
}

/** `app.register(plugin)`; a function that is written there runs where it is (home.ts). */
function isRegistering(node: Call): boolean {
  const callee = bare(node.callee);
  if (callee.type !== "MemberExpression") return false;
  const object = memberText(callee.object)?.split(".").at(-1);
  return rows.some(
    ({ method }) => method && method.name === keyName(callee) && object && method.of.test(object),
  );
}

/** The function of this file or of another one, also where its module is imported on the spot. */
function nameOf(unit: Unit, node: Node): string | null {
  const at = bare(node);
  if (at.type === "Identifier") {
    const binding = unit.bindings.of(at);
    return binding?.kind === "class" ? null : calleeName(unit, at);
  }
  const specifier = at.type === "ImportExpression" ? stringOf(at.source) : requiredModule(unit, at);
  return specifier === null ? null : importedDefault(specifier);
}

function folderAt(unit: Unit, node: Call): ReturnType<typeof startAt> {
  const callee = bare(node.callee);
  const [first] = node.arguments as Node[];
  const method = callee.type === "MemberExpression" ? keyName(callee) : null;
  const row = first && rows.find(({ folder }) => folder?.method === method)?.folder;
  const word = first ? wordOf(unit, first) : null;
  if (word === null || !row?.modules.includes(word)) return null;
  const option = (place: string): Node | null => placeOf(unit, node, place);
  const dir = option(row.at);
  const found = dir && pathOf(unit, dir);
  if (!found || found.base === "absolute") return null;
  const ignores = option(row.ignores);
  const pattern = ignores && (patternOf(unit, ignores) ?? patternOfText(stringOf(ignores)));
  return {
    event: {
      kind: "folder",
      path: found.path,
      base: found.base,
      script: row.script,
      index: row.index,
      besides: option(row.hooks.option) ? null : row.hooks.file,
      ignores: pattern,
      optOut: row.optOut,
    },
    unsure: (ignores !== null && pattern === null) || row.chosen.some((one) => option(one) !== null),
  };
}

function patternOfText(text: string | null): RegExp | null {
  // Text without repeats cannot take long.
  if (text === null || !/^[\w./$^|()-]+$/.test(text)) return null;
  try {
    return new RegExp(text);
  } catch {
    return null;
  }
}
