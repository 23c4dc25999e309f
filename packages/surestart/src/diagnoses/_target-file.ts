import type { EnvBinding, Facts } from "../facts.ts";
import { bindingsByKey } from "./_index.ts";

/** The .env that a fix writes to: one that the program's loaders read, else the one that `run` reads. */
export function targetEnvFile(facts: Facts): string {
  const found = facts.env.loaders.flatMap((l) => l.found);
  if (found[0] !== undefined) return found.at(-1) as string;
  const wanted = facts.env.loaders.find((l) => l.plain && l.files.length > 0)?.files[0];
  if (wanted !== undefined) return wanted;
  // Nothing loads one: what remains is the file that `run` gives the program.
  return facts.env.loadedByRun?.file ?? facts.env.runLooksFor?.file ?? ".env";
}

/** The example file next to a .env, and its bindings. */
export function exampleFor(facts: Facts, target: string): { file: string; bindings: EnvBinding[] } | null {
  const folder = target.includes("/") ? target.slice(0, target.lastIndexOf("/") + 1) : "";
  const examples = facts.env.files.filter((f) => f.role === "example" && f.state === "ok");
  return (
    examples.find((f) => f.file.startsWith(folder) && !f.file.slice(folder.length).includes("/")) ??
    examples[0] ??
    null
  );
}

export function exampleValue(facts: Facts, key: string): string | null {
  for (const file of facts.env.files) {
    if (file.role !== "example") continue;
    const binding = bindingsByKey(file.bindings).get(key)?.[0];
    if (binding && binding.value !== "") return binding.value;
  }
  return null;
}

/** The example that has this very value of a key: then everybody can know it. */
export function exampleWith(facts: Facts, key: string, value: string): string | null {
  const has = (bindings: EnvBinding[]): boolean =>
    bindingsByKey(bindings)
      .get(key)
      ?.some((binding) => binding.value === value) === true;
  return facts.env.files.find((f) => f.role === "example" && has(f.bindings))?.file ?? null;
}
