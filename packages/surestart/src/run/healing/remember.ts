import { resolve } from "node:path";
import type { Facts, StartCommand } from "../../facts.ts";
import { realPath } from "../../real-path.ts";
import { version } from "../../report/version.ts";
import type { Healed } from "./heal.ts";
import { programsOf } from "./programs.ts";
import { modeHash, namesIn } from "./recall.ts";
import { type HealingRecord, writeRecord } from "./record.ts";
import { type Stamp, stampOf } from "./stamp.ts";

/** More sources than these are no key that could be checked at each start. */
const mostSources = 5000;

/** Keeps what a start was healed of, for the next start of the same command. */
export function remember({ variables, facts }: Healed, command: StartCommand, dir: string): void {
  const { loaded } = variables;
  if (loaded === null || facts.source.reached.length > mostSources) return;
  const file = facts.env.files.find((one) => resolve(dir, one.file) === loaded.file)?.file ?? loaded.file;
  const working = facts.env.loaders.filter(({ found, installed }) => found.length > 0 && installed !== false);
  const own = working.map(({ dialect, files, override, own }) => ({ dialect, files, override, own }));
  const given = { dialect: loaded.dialect, files: [file], override: false, own: false };
  const loads = facts.source.loads.map((load) => load.at.file);
  const way = wayTo(facts, [
    ...loads,
    ...facts.source.reads.filter((r) => loaded.names.includes(r.name)).map((r) => r.at.file),
    ...(facts.witness?.failure?.lacks ?? []).map((lack) => lack.at.file),
  ]);
  const stamps = (files: readonly string[]): Stamp[] =>
    files.flatMap((one) => stampOf(resolve(dir, one)) ?? []);
  const record: HealingRecord = {
    version,
    dir: realPath(dir),
    mode: modeHash({ ...process.env, ...command.env }),
    programs: stamps(programsOf(command)),
    keys: envFilesOf(facts).map((one) => [one, namesIn(resolve(dir, one))]),
    sources: stamps([...way]),
    others: stamps(facts.source.reached.filter((one) => !way.has(one) && !loads.includes(one))),
    loaders: own.length > 0 ? own : [given],
    names: loaded.names,
    about: loaded.about ?? [],
    file,
    because: loaded.because,
  };
  writeRecord(record, command);
}

/** The .env files that there are, and those that a loader would take if they were there. */
function envFilesOf({ env }: Facts): string[] {
  const present = env.files.filter(({ role }) => role === "env").map(({ file }) => file);
  return [...new Set([...present, ...env.loaders.flatMap(({ files }) => files)])];
}

/** These files, and those that lead to them from the entry. */
function wayTo(facts: Facts, files: readonly string[]): Set<string> {
  const { reached, imports } = facts.source;
  const order = new Map(reached.map((file, at) => [file, at]));
  const importers = new Map<string, string>();
  // A file is run where it is first imported: what imports it then has begun before it.
  for (const { file, resolved } of imports)
    if (resolved !== null && !importers.has(resolved) && (order.get(file) ?? 0) < (order.get(resolved) ?? 0))
      importers.set(resolved, file);
  const way = new Set<string>();
  for (const start of files)
    for (
      let file: string | undefined = start;
      file !== undefined && !way.has(file);
      file = importers.get(file)
    )
      way.add(file);
  const entry = facts.command?.entry?.file;
  if (entry != null) way.add(entry);
  return way;
}
