import type { Call as KnownCall } from "../call.ts";
import type { Expression } from "./syntax.ts";
import type { Value } from "./values.ts";

/** A call whose parts have been evaluated. */
export interface Call extends KnownCall<Value> {
  node: Expression & { kind: "call" };
  callee: Value;
  /** What is before the last dot of the callee. */
  object: Value | null;
}

export function argument(call: Call, index: number, name: string): Value | undefined {
  return call.keywords.get(name) ?? call.args[index];
}
