import type { Node } from "oxc-parser";
import type { Call } from "../call.ts";
import { literalOf } from "./literals.ts";
import { wordOf } from "./origin.ts";
import { bare, keyName } from "./syntax.ts";
import type { Call as CallNode, Unit } from "./unit.ts";

/** A call as the rows of known/ are compared with it. */
export function callOf(unit: Unit, node: CallNode): Call<Node> {
  const callee = bare(node.callee);
  const args = node.arguments as Node[];
  const literals = args.map((one) => (one.type === "SpreadElement" ? null : literalOf(unit, one)));
  return {
    origin: wordOf(unit, node.callee),
    member: callee.type === "MemberExpression" ? keyName(callee) : null,
    args,
    keywords: new Map(literals.flatMap((one) => (one ? propertiesOf(one) : []))),
    open: literals.some((one) => one === null || !seenWhole.has(one.type)),
  };
}

const seenWhole: ReadonlySet<string> = new Set([
  "ObjectExpression",
  "ArrayExpression",
  "Literal",
  "TemplateLiteral",
  "ArrowFunctionExpression",
  "FunctionExpression",
]);

/** What is in a literal object; what is in front of a spread may be replaced by it. */
function propertiesOf(object: Node): [string, Node][] {
  if (object.type !== "ObjectExpression") return [];
  const spread = object.properties.findLastIndex((p) => p.type !== "Property");
  return object.properties.slice(spread + 1).flatMap((p): [string, Node][] => {
    const key = p.type === "Property" ? keyName(p) : null;
    return p.type === "Property" && key !== null && p.kind === "init" ? [[key, p.value]] : [];
  });
}
