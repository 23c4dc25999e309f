import type { Context } from "./context.ts";
import { pathMember } from "./paths.ts";
import type { Value } from "./values.ts";

/** `object.name`. @param called the object is what a call has just given */
export function memberOf(ctx: Context, object: Value, name: string, called = false): Value {
  const constant = object.origin === "os" ? constants[name] : undefined;
  if (constant) return { literal: constant };
  if (object.path)
    return (
      pathMember(object.path, name, []) ?? (name === "parents" ? { path: object.path, made: "parents" } : {})
    );
  const owner = object.made ?? object.local;
  const known = owner ? ctx.module.attributes.get(`${owner}.${name}`) : undefined;
  const value: Value = { ...known };
  if (object.origin) value.origin = `${object.origin}.${name}`;
  const local = object.local ?? (called && object.made ? `${object.made}()` : undefined);
  if (local) value.local = `${local}.${name}`;
  return value;
}

/** Words of `os` that are in paths. */
const constants: Record<string, string> = { pardir: "..", curdir: ".", sep: "/" };
