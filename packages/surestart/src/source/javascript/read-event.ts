import type { Node } from "oxc-parser";
import type { Demand } from "../demand.ts";
import type { ReadEvent } from "../module.ts";
import type { Unit } from "./unit.ts";

/** A read, and the node that its place is. */
export type FoundRead = { at: Node; read: ReadEvent };

/** A read event with what is demanded; a default that is used makes it not required. */
export function readEvent(unit: Unit, name: string, demand: Demand): ReadEvent {
  const { required = false, hasDefault = false, fallback = null, ...more } = demand;
  return { kind: "read", name, language: unit.language, required, hasDefault, fallback, ...more };
}
