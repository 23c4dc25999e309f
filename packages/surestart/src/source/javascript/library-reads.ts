import type { Node } from "oxc-parser";
import { wordOf } from "./origin.ts";
import { type FoundRead, readEvent } from "./read-event.ts";
import { keyName } from "./syntax.ts";
import type { Call, Unit } from "./unit.ts";

/** The variables that Better Auth looks into by itself, in its order (its create-context). */
const secrets = ["BETTER_AUTH_SECRET", "AUTH_SECRET", "BETTER_AUTH_SECRETS"];

/** `betterAuth({ … })` without a secret: the library itself takes it from the environment. */
export function libraryReadsAt(unit: Unit, node: Call): FoundRead[] {
  const [options] = node.arguments as Node[];
  if (options?.type !== "ObjectExpression") return [];
  if (!/^better-auth(\/minimal)?\.betterAuth$/.test(wordOf(unit, node.callee) ?? "")) return [];
  const given = options.properties.some(
    (p) => p.type !== "Property" || ["secret", "secrets", null].includes(keyName(p)),
  );
  const demand = { usedAs: "better-auth", either: secrets };
  return given ? [] : [{ at: node, read: readEvent(unit, secrets[0] as string, demand) }];
}
