import type { Node } from "oxc-parser";
import { listenOf } from "../../known/_find-listens.ts";
import type { SourceFunction } from "../module.ts";
import { wordOf } from "./origin.ts";
import { bare, type FunctionNode, keyName } from "./syntax.ts";
import type { Unit } from "./unit.ts";

const handlers =
  /^(get|post|put|patch|delete|head|options|all|use|route|handle|addHook|openapi|query|mutation|subscribe)$/;
const serving = /^(https?2?\.create(Secure)?Server|http2\.createSecureServer|express|micro)$/;
const methods = /^(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|fetch|loader|action|handler)$/;

/** What a server does with a function: call it with each request, or null where that cannot be told. */
export function runsOf(unit: Unit, fn: FunctionNode): NonNullable<SourceFunction["runs"]> | null {
  const parent = fn.parent as Node | null;
  if (parent?.type === "CallExpression") {
    const callee = bare(parent.callee);
    if (callee.type === "MemberExpression" && handlers.test(keyName(callee) ?? "")) return "request";
    return serves(unit, callee) ? "request" : null;
  }
  if (parent?.type === "Property") return methods.test(keyName(parent) ?? "") ? "request" : null;
  const name = unit.nameOf(fn);
  if (name?.references.some((use) => isHandedOver(unit, use))) return "request";
  return name?.top && /^(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)$/.test(name.name) ? "request" : null;
}

function serves(unit: Unit, callee: Node): boolean {
  const word = wordOf(unit, callee);
  return serving.test(word ?? "") || listenOf(word) !== undefined;
}

/** A name is given to a server or a route as what answers: `createServer(app)`, `app.use(auth)`. */
function isHandedOver(unit: Unit, use: Node): boolean {
  const call = use.parent as Node | null;
  if (call?.type !== "CallExpression" || call.callee === use) return false;
  const callee = bare(call.callee);
  const method = callee.type === "MemberExpression" ? keyName(callee) : null;
  // A route names its path, `use` need not.
  const routes = method === "use" || (method !== null && handlers.test(method) && call.arguments[0] !== use);
  return routes || serves(unit, callee);
}
