import type { Listen } from "./_listens.ts";
import { tools } from "./_tools.ts";

/** A call that opens a port, with the port that it takes when none is given; null: none, or any. */
export type Listener = Omit<Listen, "usual"> & { usual: number | null };

const rows: readonly Listener[] = tools.flatMap(({ listens = [], server }) =>
  listens.map((one) => ({ ...one, usual: one.usual ?? server?.port ?? null })),
);

const byCall = new Map(rows.flatMap((row) => row.calls?.map((word) => [word, row] as const) ?? []));

/** The call that a dotted word is. */
export function listenOf(word: string | null | undefined): Listener | undefined {
  return word ? byCall.get(word) : undefined;
}

/** The last names of all such calls. */
export const listenNames: ReadonlySet<string> = new Set(
  [...byCall.keys()].map((word) => word.split(".").at(-1) as string),
);

const modules = rows.flatMap((row) => row.modules ?? []);

/** A dotted word comes from a module whose objects have a method `listen(port, host)`. */
export function listens(word: string): boolean {
  return modules.some((module) =>
    module.endsWith("*")
      ? word.startsWith(module.slice(0, -1)) && /^\w+(?:\.|$)/.test(word.slice(module.length - 1))
      : word === module || word.startsWith(`${module}.`),
  );
}
