import type { Node } from "oxc-parser";
import type { Step } from "../../../known/_schemas.ts";
import type { Demand } from "../../demand.ts";
import { literalOf } from "../literals.ts";
import { stringOf } from "../syntax.ts";
import type { Unit } from "../unit.ts";
import { stringsOf } from "./field.ts";

/** The values that a step accepts and no others. */
export function chosenBy(unit: Unit, demand: Demand, { choices, closed }: Step, args: readonly Node[]): void {
  const list =
    choices === "list"
      ? listed(unit, args[0])
      : choices === "arguments"
        ? given(unit, args)
        : literal(args[0]);
  if (list === null) {
    if (closed && choices === "list") Object.assign(demand, { as: "enum", refusesEmpty: true });
    return;
  }
  Object.assign(demand, { as: "enum", choices: list });
  if (closed) demand.refusesEmpty = !list.includes("");
}

function listed(unit: Unit, node: Node | undefined): string[] | null {
  return stringsOf(unit, node) ?? enumValues(unit, node);
}

function given(unit: Unit, args: readonly Node[]): string[] | null {
  const [first] = args;
  const list =
    args.length === 1 && first && stringOf(first) === null
      ? stringsOf(unit, first)
      : args.map((one) => stringOf(one));
  return list && list.length > 0 && list.every((one) => one !== null) ? (list as string[]) : null;
}

function literal(node: Node | undefined): string[] | null {
  const text = stringOf(node);
  return text === null ? null : [text];
}

/** The values of an object or a TypeScript enum that is in the file. */
function enumValues(unit: Unit, node: Node | undefined): string[] | null {
  if (!node) return null;
  const at = literalOf(unit, node);
  if (at?.type === "ObjectExpression") {
    const values = at.properties.map((p) => (p.type === "Property" ? stringOf(p.value) : null));
    return values.every((v) => v !== null) ? values : null;
  }
  const binding = node.type === "Identifier" ? unit.bindings.of(node) : null;
  if (binding?.node.type !== "TSEnumDeclaration") return null;
  const values = binding.node.body.members.map((m) => stringOf(m.initializer));
  return values.every((v) => v !== null) ? values : null;
}
