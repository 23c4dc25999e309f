import { fill } from "./alternatives.ts";
import { type Context, evaluate } from "./context.ts";
import { fillsEnvironment } from "./hand-loads.ts";
import { settingsNamed } from "./imports.ts";
import type { Expression } from "./syntax.ts";
import { configured } from "./uses.ts";
import { text, type Value } from "./values.ts";

/** Gives a value to what is left of `=`. */
export function bind(ctx: Context, target: Expression, value: Value): void {
  switch (target.kind) {
    case "name":
      bindName(ctx, target, value);
      break;
    case "sequence":
      for (const [i, item] of target.items.entries()) bind(ctx, item, value.items?.[i] ?? {});
      break;
    case "attribute":
      bindAttribute(ctx, target, value);
      break;
    case "subscript":
      bindItem(ctx, target, value);
      break;
    default:
      for (const child of target.kind === "other" ? target.children : []) bind(ctx, child, {});
  }
}

function bindName(ctx: Context, target: Expression & { kind: "name" }, value: Value): void {
  const { names, module } = ctx;
  nameReads(ctx, value, target.id);
  const before = names.own.get(target.id);
  if (names.kind === "module") {
    module.names.set(target.id, { name: target.id, from: target, makes: value.made ?? null });
  }
  const local =
    names.kind === "module"
      ? target.id
      : names.kind === "class" && ctx.self
        ? `${ctx.self}.${target.id}`
        : undefined;
  // A default given in a branch (`if not X: X = "dev"`) leaves the value what it was, with a default.
  if (ctx.depth > 0 && before?.drafts?.length && !value.drafts?.length) {
    for (const draft of before.drafts) if (ctx.unset.has(draft)) fill(ctx, draft, value);
    names.own.set(target.id, { ...before, filled: true });
    return;
  }
  names.own.set(target.id, { ...value, ...(local && !value.path ? { local: localName(value, local) } : {}) });
}

/** A name that only passes on what another module has keeps that module's name for it. */
function localName(value: Value, name: string): string {
  return value.local && !value.drafts && !value.made ? value.local : name;
}

/** The name that the code gives a value, for those who look for it in a traceback. */
function nameReads(ctx: Context, value: Value, name: string): void {
  for (const draft of value.drafts ?? []) {
    const event = ctx.module.drafted.get(draft);
    if (event?.kind === "read") event.assignedTo ??= name;
    if (event?.kind === "call") event.into ??= name;
  }
}

function bindAttribute(ctx: Context, target: Expression & { kind: "attribute" }, value: Value): void {
  const object = evaluate(ctx, target.object);
  const owner = object.made ?? object.local;
  nameReads(ctx, value, target.name);
  configured(ctx, { attribute: target.name }, value, target);
  if (owner && !ctx.module.attributes.has(`${owner}.${target.name}`))
    ctx.module.attributes.set(`${owner}.${target.name}`, { ...value, local: `${owner}.${target.name}` });
}

function bindItem(ctx: Context, target: Expression & { kind: "subscript" }, value: Value): void {
  const object = evaluate(ctx, target.object);
  const index = evaluate(ctx, target.index);
  const key = text(index);
  if (key === null) {
    if (object.origin === "os.environ") fillsEnvironment(ctx, target, true);
    return;
  }
  if (object.origin === "os.environ") settingsNamed(ctx, target, key, value);
  if (object.origin === "os.environ" && value.local?.includes(".")) ctx.module.copies.set(key, value.local);
  else if (object.origin === "os.environ" || object.store) ctx.module.sets.add(key);
  if (target.object.kind === "attribute" && target.object.name === "config")
    configured(ctx, { key }, value, target);
}
