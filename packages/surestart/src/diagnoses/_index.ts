import type { EnvBinding, Variable } from "../facts.ts";

/*
 * Facts are only read, so what is asked for of every variable and of every fault is looked up once: a .env may have as many
 * of each as it has lines.
 */

/** Variables by their name. */
export const variablesByName: (list: readonly Variable[]) => ReadonlyMap<string, Variable[]> = indexed(
  (variable: Variable) => [variable.name],
);

/** The assignments of a file by their key, in the order of the file. */
export const bindingsByKey: (list: readonly EnvBinding[]) => ReadonlyMap<string, EnvBinding[]> = indexed(
  (binding: EnvBinding) => [binding.key],
);

/** The assignments of a file by each of their lines. */
export const bindingsByLine: (list: readonly EnvBinding[]) => ReadonlyMap<number, EnvBinding[]> = indexed(
  ({ line, endLine }: EnvBinding) => Array.from({ length: endLine - line + 1 }, (_, at) => line + at),
);

function indexed<T, K>(keysOf: (one: T) => K[]): (list: readonly T[]) => ReadonlyMap<K, T[]> {
  const known = new WeakMap<readonly T[], { size: number; index: Map<K, T[]> }>();
  return (list) => {
    const before = known.get(list);
    // A list that has grown since is another one.
    if (before?.size === list.length) return before.index;
    const index = new Map<K, T[]>();
    for (const one of list)
      for (const key of keysOf(one)) {
        const same = index.get(key);
        if (same) same.push(one);
        else index.set(key, [one]);
      }
    known.set(list, { size: list.length, index });
    return index;
  };
}
