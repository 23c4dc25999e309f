import type { Node } from "oxc-parser";
import type { LookUp } from "../../known/_reads.ts";
import { tools } from "../../known/_tools.ts";
import { literalOf } from "./literals.ts";
import { wordOf } from "./origin.ts";
import { type FoundRead, readEvent } from "./read-event.ts";
import { keyName } from "./syntax.ts";
import type { Call, Unit } from "./unit.ts";

const byCall = Map.groupBy(
  tools.flatMap(({ looksUp = [] }) => looksUp.flatMap((row) => row.calls.map((word) => ({ word, row })))),
  ({ word }) => word,
);

/** `betterAuth({ … })` without a secret: the library itself takes it from the environment. */
export function libraryReadsAt(unit: Unit, node: Call): FoundRead[] {
  const [first] = node.arguments as Node[];
  const rows = byCall.get(wordOf(unit, node.callee) ?? "") ?? [];
  const options = rows.length > 0 && first ? literalOf(unit, first) : null;
  if (options?.type !== "ObjectExpression") return [];
  const keys = options.properties.map((p) => (p.type === "Property" ? keyName(p) : null));
  return rows.flatMap(({ row }) => {
    const given = keys.some((key) => key === null || row.unless.includes(key));
    if (given) return [];
    const { usedAs, as, schemes, either } = row;
    const demand = {
      ...(usedAs ? { usedAs } : {}),
      ...(as ? { as } : {}),
      ...(schemes ? { schemes } : {}),
      either: [...either],
    };
    return lookedUp(unit, row).map((name) => ({ at: node, read: readEvent(unit, name, demand) }));
  });
}

/** The name that it asks first, and the one that it finds. */
function lookedUp(unit: Unit, { either, but }: LookUp): string[] {
  const isSet = (name: string): boolean =>
    unit.candidates([name]).some((value) => value !== "" && value !== but);
  const found = either.find(isSet);
  return [...new Set([either[0] as string, ...(found === undefined ? [] : [found])])];
}
