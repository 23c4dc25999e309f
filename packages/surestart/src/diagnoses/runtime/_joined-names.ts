import type { Sentence } from "../../diagnose.ts";
import type { Facts } from "../../facts.ts";
import type { Fix, Place } from "../../finding.ts";
import { isKnownPackage } from "../../known/_distributions.ts";
import { moduleNotFound } from "./_crash-text.ts";
import { topOf } from "./_packages.ts";

/** Two names that Python made one of, since no comma is between them. */
export interface JoinedNames {
  name: string;
  first: string;
  second: string;
  at: Place | null;
}

/** The module that was not found is no name of the sources: both its halves are names of modules. */
export function joinedNames(facts: Facts): JoinedNames | null {
  if (facts.command?.language !== "python") return null;
  const name = moduleNotFound(facts);
  if (name === null) return null;
  for (let i = 2; i < name.length - 1; i++) {
    const [first, second] = [name.slice(0, i), name.slice(i)];
    if (first.endsWith(".") || second.startsWith(".") || !isModule(first, facts) || !isModule(second, facts))
      continue;
    // `shop.orders` is a module in a package, and `orders_api` can be one word.
    if (facts.source.pythonFiles?.every((file) => !isOwn(file, second) && !isOwn(file, first))) continue;
    const { imports, names } = facts.source;
    const said = imports.find((one) => one.specifier === name && one.reached)?.at;
    const list = names.find((one) => one.name === "INSTALLED_APPS")?.at;
    return { name, first, second, at: said ?? list ?? facts.run?.crash?.at ?? null };
  }
  return null;
}

function isModule(name: string, { runtime, source }: Facts): boolean {
  if (source.pythonFiles?.some((file) => isOwn(file, name))) return true;
  const top = topOf(name);
  return (
    isKnownPackage(top, "python") ||
    runtime.packages.some((p) => p.name === top && (p.installed || p.declared))
  );
}

function isOwn(file: string, name: string): boolean {
  const path = name.replaceAll(".", "/");
  return file === `${path}.py` || file === `${path}/__init__.py`;
}

export function joinedSentence({ name, first, second, at }: JoinedNames): Sentence {
  return {
    severity: "error",
    confidence: "certain",
    role: "crash",
    title: `A comma is missing between ${first} and ${second}`,
    detail: `There is no module ${name}. Python joins two strings that follow each other without a comma.`,
    ...(at ? { at } : {}),
  };
}

export function joinedFix({ first }: JoinedNames): Fix {
  return { id: "add-comma", title: `Write a comma after "${first}"`, safety: "manual", changes: [] };
}
