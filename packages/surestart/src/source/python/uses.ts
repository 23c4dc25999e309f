import type { Take } from "../../known/_takes.ts";
import { argumentOf } from "../call.ts";
import type { Demand } from "../demand.ts";
import { type Configured, configuredBy, takesOf } from "../takes.ts";
import type { Call } from "./call.ts";
import { type Context, happens, mark } from "./context.ts";
import { refuse } from "./refuse.ts";
import type { Span } from "./syntax.ts";
import { text, type Value } from "./values.ts";

/** Calls of libraries to which the value of a variable is handed. Gives no value: the call is read on as any other. */
export function useCall(ctx: Context, call: Call): Value | undefined {
  for (const take of takesOf("python", call.origin ?? "")) hand(ctx, call, take);
  // `app.add_middleware(SessionMiddleware, secret_key=…)`
  const middleware = call.member === "add_middleware" ? call.args[0]?.origin : undefined;
  for (const take of takesOf("python", middleware ?? "")) hand(ctx, { ...call, args: [] }, take);
  flaskConfig(ctx, call);
  hooks(ctx, call);
  return undefined;
}

function hand(ctx: Context, call: Call, take: Take): void {
  const value = [take.value ?? []].flat().flatMap((way) => argumentOf(call, way) ?? [])[0];
  const usedAs = usedAsOf(take, call);
  if ((!value?.drafts && !value?.local) || usedAs === null) return;
  mark(ctx, value, { ...(usedAs ? { usedAs } : {}), ...madeOf(take) }, call.node);
  const refused = take.refuses === "nothing and empty" ? ["none", "empty"] : take.refuses ? ["none"] : [];
  for (const why of refused) refuse(ctx, [{ value, why: { [why]: true } }], "ValueError", call.node);
}

/** null: the form that another parameter names has no use for it. */
function usedAsOf({ form, usedAs }: Take, call: Call): string | null | undefined {
  const given = form && argumentOf(call, form.parameter);
  const named = text(given) ?? text(given?.items?.[0]);
  if (!form || named === null) return usedAs;
  const found = form.is.exec(named);
  if (!found) return form.only ? null : usedAs;
  return form.usedAs.replace("$1", found[1] ?? "");
}

/** `app.config.update(SECRET_KEY=…)` */
function flaskConfig(ctx: Context, call: Call): void {
  if (call.node.callee.kind !== "attribute" || !["update", "from_mapping"].includes(call.member ?? ""))
    return;
  const object = call.node.callee.object;
  if (object.kind !== "attribute" || object.name !== "config") return;
  for (const [name, value] of call.keywords) configured(ctx, { key: name }, value, call.node);
}

/** A key of an application's configuration, or an attribute of the application. */
export function configured(ctx: Context, name: Configured, value: Value, span: Span): void {
  const take = configuredBy(name);
  if (!take || (!value.drafts && !value.local)) return;
  mark(ctx, value, { ...(take.usedAs ? { usedAs: take.usedAs } : {}), ...madeOf(take) }, span);
}

/** Functions that are handed over to be called: by a server at its start, or at once by a thread. */
function hooks(ctx: Context, call: Call): void {
  const run = (value: Value | undefined, hook: boolean): void => {
    if (value?.local && ctx.module.names.has(value.local.split(".")[0]!))
      happens(ctx, call.node, {
        kind: "call",
        callee: value.local,
        args: [],
        ...(hook ? { hook: "start" } : {}),
      });
  };
  const { origin } = call.callee;
  run(call.keywords.get("lifespan"), true);
  for (const item of call.keywords.get("on_startup")?.items ?? []) run(item, true);
  if (call.member === "add_event_handler" && text(call.args[0]) === "startup") run(call.args[1], true);
  if (origin === "threading.Thread" || origin === "multiprocessing.Process")
    run(call.keywords.get("target"), false);
  if (call.member === "submit" || call.member === "run_in_executor")
    run(call.args[call.member === "submit" ? 0 : 1], false);
}

function madeOf({ as, schemes }: Take): Demand {
  return { ...(as ? { as } : {}), ...(schemes ? { schemes } : {}) };
}
