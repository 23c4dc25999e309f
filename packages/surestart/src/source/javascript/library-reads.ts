import type { Node } from "oxc-parser";
import { tools } from "../../known/_tools.ts";
import { wordOf } from "./origin.ts";
import { type FoundRead, readEvent } from "./read-event.ts";
import { keyName } from "./syntax.ts";
import type { Call, Unit } from "./unit.ts";

const byCall = new Map(
  tools.flatMap(({ looksUp = [] }) =>
    looksUp.flatMap((row) => row.calls.map((word) => [word, row] as const)),
  ),
);

/** `betterAuth({ … })` without a secret: the library itself takes it from the environment. */
export function libraryReadsAt(unit: Unit, node: Call): FoundRead[] {
  const [options] = node.arguments as Node[];
  const row = options?.type === "ObjectExpression" ? byCall.get(wordOf(unit, node.callee) ?? "") : undefined;
  if (options?.type !== "ObjectExpression" || !row) return [];
  const given = options.properties.some((p) => {
    const key = p.type === "Property" ? keyName(p) : null;
    return key === null || row.unless.includes(key);
  });
  const demand = { ...(row.usedAs ? { usedAs: row.usedAs } : {}), either: [...row.either] };
  return given ? [] : [{ at: node, read: readEvent(unit, row.either[0] as string, demand) }];
}
