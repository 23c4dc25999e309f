import type { Clears } from "../../known/_define.ts";
import type { Options } from "./options.ts";
import type { Gathered, Step } from "./state.ts";

/** What a wrapper with these options keeps from the command that it runs. What it is itself told to set, it passes on. */
export function addDrops(
  { with: only, without, keeps = [], keeping, dropping }: Clears,
  { flags, values, positionals }: Options,
  { at, name }: Step & { name: string },
  to: Gathered,
): void {
  const has = (option: string): boolean => flags.has(option);
  const all = (name: string | undefined): string[] =>
    (name === undefined ? [] : (values.get(name) ?? [])).flatMap(({ value }) => value.split(","));
  const names = all(dropping);
  const clears = only
    ? only.some(has)
    : !without?.some(has) && (only !== undefined || dropping === undefined);
  const set = positionals.flatMap(({ value }) => /^(\w+)=/.exec(value)?.[1] ?? []);
  if (clears) to.drops.push({ by: name, at, keeps: [...keeps, ...all(keeping), ...set] });
  else if (names.length > 0) to.drops.push({ by: name, at, names });
}
