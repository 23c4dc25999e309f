import type { EnvBinding, EnvFile } from "../facts.ts";

const known = new WeakMap<readonly EnvBinding[], Map<string, EnvBinding>>();

/** The assignment of a key that counts in a file: the last one. Looked up in an index, since it is asked for every variable. */
export function lastBinding({ bindings }: Pick<EnvFile, "bindings">, key: string): EnvBinding | undefined {
  let index = known.get(bindings);
  if (!index) {
    index = new Map(bindings.map((binding) => [binding.key, binding]));
    known.set(bindings, index);
  }
  return index.get(key);
}
