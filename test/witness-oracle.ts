import { readFileSync } from "node:fs";
import path from "node:path";
import type { Facts, SourceRead, WitnessFacts, WitnessRead } from "../packages/surestart/src/facts.ts";

/** What the reading of a project's sources and the witness inside its run say of the same variables. */
export interface Compared {
  facts: Facts;
  witness: WitnessFacts;
  /** It became healthy: everything that its start reads was read. */
  healthy: boolean;
  /** The environment that it was given. */
  environment: Readonly<Record<string, string>>;
}

/** Each difference in one line: `NAME file:line what`. */
export function differences(compared: Compared): string[] {
  const { facts, witness } = compared;
  const reads = witness.reads.filter(
    (read) => read.at !== null && isOwn(read, facts) && !isLoaders(read, witness),
  );
  const lines = [
    ...reads.flatMap((read) => ofRead(read, compared)),
    ...unseen(compared),
    ...(witness.failure?.lacks ?? [])
      .filter(({ sure }) => sure)
      .filter(({ name }) => !named(facts, name).some(({ required }) => required))
      .map(
        ({ name, at }) => `${name} ${at.file}:${at.line} the start failed without it, and it is not required`,
      ),
  ];
  return [...new Set(lines)];
}

/** The project's own lines asked for it: by itself, or through a library that knows names by the project's classes. */
function isOwn({ name, by }: WitnessRead, facts: Facts): boolean {
  // A library asks for many that are its own.
  return by === undefined || named(facts, name).length > 0;
}

/** Whoever sets a variable looks first whether it is there. */
function isLoaders({ name, at, by }: WitnessRead, { writes }: WitnessFacts): boolean {
  return writes.some(
    (one) =>
      one.name === name &&
      one.by === by &&
      one.at?.file === at?.file &&
      Math.abs((one.at?.line ?? 0) - (at?.line ?? 0)) <= 2,
  );
}

function ofRead(read: WitnessRead, { facts, witness, healthy, environment }: Compared): string[] {
  const { name, at, found, writtenBy } = read;
  const where = `${name} ${at?.file}:${at?.line}`;
  const known = named(facts, name);
  if (known.length === 0) return [`${where} no reading of the sources finds it`];
  const text = lineAt(facts, at);
  // Read on a line that names it: the sources have to be right about that very line.
  const here = known.filter((one) => one.at.file === at?.file && one.at.line === at?.line);
  const literal = new RegExp(`(?<![A-Za-z0-9_])${escaped(name)}(?![A-Za-z0-9_])`, "i");
  if (here.length === 0 && literal.test(text)) return [`${where} the sources read it elsewhere`];
  const said = here.length > 0 ? here : known;
  const wasSet = environment[name] !== undefined;
  const lines: string[] = [];
  // It asks an object that has more than the environment.
  if (said.some(({ store }) => store)) return [];
  if (said.every(({ reached }) => !reached))
    lines.push(`${where} the sources say that the start does not come here`);
  const gives = facts.env.variables.some((one) => one.name === name && (one.value ?? "") !== "");
  if (!wasSet && found === "set" && (writtenBy ?? "") !== "" && said.every((one) => one.loaded === false))
    lines.push(`${where} the sources say that nothing has loaded it`);
  if (!wasSet && found === "missing" && gives && said.every((one) => one.loaded === true))
    lines.push(`${where} the sources say that it was loaded`);
  const setLater = witness.writes.some((one) => one.name === name && one.found === "set");
  if (
    healthy &&
    found !== "set" &&
    !wasSet &&
    !setLater &&
    said.every((one) => one.required && !one.either && !one.conditional)
  )
    lines.push(`${where} the sources say that the start cannot go on without it`);
  return lines;
}

/** Reads of the start that a healthy program has not done. */
function unseen({ facts, witness, healthy }: Compared): string[] {
  if (!healthy || witness.copies.length > 0) return [];
  const names = new Set(witness.reads.map(({ name }) => name.toUpperCase()));
  return facts.source.reads
    .filter(
      (read) => read.reached && read.when !== "request" && !read.conditional && !read.store && !read.either,
    )
    .filter(({ name }) => !names.has(name.toUpperCase()))
    .map((read) => `${read.name} ${read.at.file}:${read.at.line} the program has not read it`);
}

function named({ source }: Facts, name: string): SourceRead[] {
  return source.reads.filter(
    (read) => read.name === name || (read.anyCase && read.name.toUpperCase() === name.toUpperCase()),
  );
}

function lineAt({ project }: Facts, at: WitnessRead["at"]): string {
  if (!at?.line) return "";
  try {
    return readFileSync(path.resolve(project.dir, at.file), "utf8").split(/\r?\n/)[at.line - 1] ?? "";
  } catch {
    return "";
  }
}

function escaped(name: string): string {
  return name.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}
