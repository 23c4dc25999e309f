import type { Context } from "./context.ts";
import type { Expression, Statement } from "./syntax.ts";
import type { Value } from "./values.ts";

/** The class of the error with which a block always ends the program; null when it goes on. */
export function endOf(ctx: Context, body: readonly Statement[]): string | null {
  for (const s of body) {
    if (s.kind === "return" || (s.kind === "other" && /^(continue|break)$/.test(s.word))) return null;
    if (s.kind === "raise") return errorName(s.value);
    if (s.kind === "expression" && s.value.kind === "call" && endsByCall(ctx, s.value)) return "SystemExit";
  }
  return null;
}

export function errorName(value: Expression | null): string {
  const named = value?.kind === "call" ? value.callee : value;
  if (named?.kind === "name") return named.id;
  return named?.kind === "attribute" ? named.name : "Exception";
}

function endsByCall(ctx: Context, e: Expression & { kind: "call" }): boolean {
  const { callee } = e;
  if (callee.kind === "name")
    return neverReturns(ctx, lookUpCallee(ctx, callee.id)) || callee.id === "exit" || callee.id === "quit";
  if (callee.kind !== "attribute" || callee.object.kind !== "name") return false;
  const object = lookUpCallee(ctx, callee.object.id);
  if (object.origin) return neverReturns(ctx, { origin: `${object.origin}.${callee.name}` });
  return callee.name === "error" && object.made !== undefined && /ArgumentParser$/.test(object.made);
}

function lookUpCallee(ctx: Context, name: string): Value {
  let names: Context["names"] | null = ctx.names;
  for (; names; names = names.parent) {
    const found = names.own.get(name);
    if (found) return found;
  }
  return {};
}

/** A function that never comes back: it ends the program, or always raises. */
export function neverReturns(ctx: Context, callee: Value): boolean {
  if (callee.origin && ["sys.exit", "os._exit", "exit", "quit", "os.abort"].includes(callee.origin))
    return true;
  return callee.local !== undefined && ctx.module.functions.get(callee.local)?.ends === true;
}
