import { keptByHand } from "../kept-by-hand.ts";
import type { LoadEvent } from "../module.ts";
import { argument, type Call } from "./call.ts";
import { type Context, happens } from "./context.ts";
import { asPath } from "./paths.ts";
import type { Span } from "./syntax.ts";

/** The text of a file is read here; remembered for a fill of the environment. A file whose name is not that of a .env does not count. */
export function textCall(ctx: Context, call: Call): void {
  const { origin } = call.callee;
  const opened =
    origin === "open" || origin === "io.open"
      ? argument(call, 0, "file")
      : call.member === "read_text" || call.member === "open"
        ? call.object
        : undefined;
  if (!opened) return;
  const path = asPath(opened);
  if (!path || /(^|[/.])env(\.[\w.-]+)?$/i.test(path.path)) ctx.module.texts.push({ scope: ctx.scope, path });
}

/**
 * Names that no literal says are given to `os.environ`: the variables of what `dotenv_values()` has read, or of a file that
 * the project's own lines read, in this function or another of the module. Of those it is not known how they read a line.
 */
export function fillsEnvironment(ctx: Context, span: Span, override: boolean): void {
  const { scope, module } = ctx;
  const here = (e: { scope: Context["scope"] }): boolean => sameScope(e.scope, scope);
  if (module.events.some((e) => e.kind === "load" && !e.own && here(e))) return;
  const values = module.events.findLast(
    (e): e is typeof e & LoadEvent => e.kind === "load" && e.settings?.startsWith("object:") === true,
  );
  if (values) {
    const { at: _at, scope: _scope, settings: _settings, ...load } = values;
    happens(ctx, span, { ...load, own: false, override });
    return;
  }
  const texts = module.texts.some(here) ? module.texts.filter(here) : module.texts;
  if (texts.length === 0) return;
  const [first] = texts;
  const told = texts.every((t) => t.path !== null && t.path.base === first?.path?.base);
  happens(ctx, span, {
    kind: "load",
    dialect: "python",
    how: "its own lines",
    paths: told ? texts.flatMap((t) => t.path?.path ?? []) : null,
    base: first?.path?.base === "file" ? "file" : "cwd",
    override,
    own: false,
    package: null,
    byHand: true,
    ...keptByHand(module.text, "python"),
  });
}

function sameScope(a: Context["scope"], b: Context["scope"]): boolean {
  return a.kind === b.kind && (a.kind !== "function" || b.kind !== "function" || a.name === b.name);
}
