import type { Node } from "oxc-parser";
import type { SourceFunction } from "../module.ts";
import { wordOf } from "./origin.ts";
import { bare, type FunctionNode, keyName } from "./syntax.ts";
import type { Unit } from "./unit.ts";

const handlers =
  /^(get|post|put|patch|delete|head|options|all|use|route|handle|addHook|openapi|query|mutation|subscribe)$/;
const serving =
  /^(https?2?\.create(Secure)?Server|http2\.createSecureServer|Deno\.serve|@hono\/node-server\.serve|Bun\.serve|express|micro)$/;
const methods = /^(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|fetch|loader|action|handler)$/;

/** What a server does with a function: call it with each request, or null where that cannot be told. */
export function runsOf(unit: Unit, fn: FunctionNode): NonNullable<SourceFunction["runs"]> | null {
  const parent = fn.parent as Node | null;
  if (parent?.type === "CallExpression") {
    const callee = bare(parent.callee);
    if (callee.type === "MemberExpression" && handlers.test(keyName(callee) ?? "")) return "request";
    return serving.test(wordOf(unit, callee) ?? "") ? "request" : null;
  }
  if (parent?.type === "Property") return methods.test(keyName(parent) ?? "") ? "request" : null;
  const name = unit.nameOf(fn);
  const given = name?.references.some(
    (r) =>
      r.parent?.type === "CallExpression" &&
      serving.test(wordOf(unit, r.parent.callee) ?? "") &&
      r.parent.arguments.includes(r as never),
  );
  if (given) return "request";
  return name?.top && /^(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)$/.test(name.name) ? "request" : null;
}
