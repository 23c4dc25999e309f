import type { SourceRead } from "../../facts.ts";
import { type Context, caught, happens } from "./context.ts";
import { isRandom } from "./random.ts";
import type { Span } from "./syntax.ts";
import { type Draft, text, type Value } from "./values.ts";

export interface HowRead {
  store: { settings: string | null };
  /** What the read gives, or does, when the variable is not set and no default is given. */
  unset: "none" | "raises";
  default?: Value | undefined;
  /** Only asked whether it is set. */
  existence?: boolean;
  as?: SourceRead["as"] | undefined;
  schema?: boolean;
}

/** A variable is read at `span`. A name that is a parameter makes the function a helper; any other name is not known. */
export function readVariable(ctx: Context, span: Span, name: Value, how: HowRead): Value {
  const draft = draftOf(ctx, name, how);
  const fromDefault = how.default?.drafts?.filter((d) => d.name !== null) ?? [];
  if (name.parameter !== undefined && ctx.fn) {
    ctx.fn.reads ??= {
      index: name.parameter,
      fallback: how.default?.parameter ?? null,
      usual: how.default?.usual ?? null,
      draft,
      ...(name.prefix ? { prefix: name.prefix } : {}),
    };
    return { drafts: [draft] };
  }
  if (draft.name === null || !/^[A-Za-z_][\w.-]*$/.test(draft.name)) return {};
  const inside = !name.at || (name.at.from >= span.from && name.at.to <= span.to);
  const guarded = caught(ctx, "KeyError");
  const event = happens(
    ctx,
    inside ? span : (name.at as Span),
    {
      kind: "read",
      name: draft.name,
      language: "python",
      required: false,
      hasDefault: draft.hasDefault,
      fallback: draft.hasDefault ? literalText(how.default) : null,
      ...(how.as ? { as: how.as } : {}),
      ...(how.schema ? { schema: true } : {}),
      ...(how.store.settings ? { settings: how.store.settings } : {}),
    },
    guarded,
  );
  if (draft.unset === "raises" && !guarded) draft.context.required = true;
  ctx.module.drafted.set(draft, event);
  if (how.existence) ctx.module.existence.add(draft);
  if (!fromDefault.length) return { drafts: [draft] };
  const names = [...new Set([draft.name, ...fromDefault.flatMap((d) => d.name ?? [])])];
  for (const d of [draft, ...fromDefault])
    if (!d.context.required && names.length > 1) d.context.either = names;
  return { drafts: [draft, ...fromDefault] };
}

function draftOf(ctx: Context, name: Value, how: HowRead): Draft {
  const given = how.default;
  const literal = given?.literal;
  const others = given?.drafts?.filter((d) => d.name !== null) ?? [];
  const written = text(name);
  let unset: Draft["unset"] = literal === "" ? "empty" : "other";
  if (given === undefined) unset = how.unset;
  else if (literal === null || given.parameter !== undefined) unset = "none";
  // `os.getenv("A", os.getenv("B", "x"))` gives what its default gives.
  else if (others.length) unset = given.filled ? "other" : unsetOf(others.at(-1) as Draft);
  return {
    name: written === null ? null : (ctx.prefix ?? "") + written,
    scope: ctx.scope,
    depth: ctx.depth,
    hasDefault: unset === "empty" || unset === "other",
    unset,
    context: isRandom(given) ? { randomDefault: true } : {},
  };
}

/** A default that raises when it is missing does so before: what is read then has one. */
function unsetOf({ unset }: Draft): Draft["unset"] {
  return unset === "raises" ? "other" : unset;
}

/** A literal default as the text that would be in .env. */
export function literalText(value: Value | undefined): string | null {
  const literal = value?.literal;
  return literal === undefined || literal === null ? null : String(literal);
}
