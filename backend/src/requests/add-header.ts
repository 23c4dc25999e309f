import type { Context } from "hono";

/** A header of the answer, whatever the answer will be: Hono copies one for each header that is set once it is made. */
export function addHeader(c: Context, name: string, value: string): void {
  const { outgoing } = (c.env ?? {}) as { outgoing?: { setHeader(name: string, value: string): void } };
  if (outgoing === undefined) c.header(name, value);
  else outgoing.setHeader(name, value);
}
