import type { Context } from "hono";
import { bodyFault } from "../requests/body-limits.ts";

/** The fields of a form, each once and as text; null when none of our pages could have sent it. */
export async function formOf(c: Context): Promise<Record<string, string> | null> {
  if (!/^application\/x-www-form-urlencoded\b/i.test(c.req.header("content-type") ?? "")) return null;
  const fields = Object.fromEntries(new URLSearchParams(await c.req.text()));
  return bodyFault(JSON.stringify(fields)) === null ? fields : null;
}

/**
 * Whether a form comes from a page of ours. A page of somebody else's can send a form here, with the user's cookies where they
 * are sent along; a browser says by itself where it comes from, and no page can change that.
 */
export function isOwnForm(c: Context, own: readonly string[]): boolean {
  const origin = c.req.header("origin");
  return origin !== undefined && own.includes(origin);
}
