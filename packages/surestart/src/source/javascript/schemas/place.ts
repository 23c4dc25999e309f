import type { Node } from "oxc-parser";
import { literalOf, propertyOf } from "../literals.ts";
import type { Call, Unit } from "../unit.ts";

/** The argument of a place: "1", "0.schema". */
export function placeOf(unit: Unit, call: Call, place: string): Node | null {
  const [index = "", ...path] = place.split(".");
  const argument = call.arguments[Number(index)] as Node | undefined;
  return path.reduce<Node | null>((object, key) => {
    const at = object && literalOf(unit, object);
    return at ? propertyOf(at, key) : null;
  }, argument ?? null);
}
