import type { Loader } from "../facts.ts";

/** A loader takes this name from its files: all of them, or those that it is limited to. */
export function takes({ only }: Pick<Loader, "only">, name: string): boolean {
  if (!only) return true;
  return only.names?.includes(name) === true || (only.prefixes ?? []).some((one) => name.startsWith(one));
}
