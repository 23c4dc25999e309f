import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { bindingsOf, keyOf, readDocument } from "../../env/document.ts";
import type { StartCommand } from "../../facts.ts";
import { readPlainFile } from "../../files.ts";
import { type EnvironmentDecision, giveNames } from "../../launch/environment.ts";
import { version } from "../../report/version.ts";
import { modeOf } from "../../runtime/production.ts";
import { MayLoad } from "../../source/may-load/index.ts";
import { programsOf } from "./programs.ts";
import type { HealingRecord } from "./record.ts";
import { hashOf, isUnchanged } from "./stamp.ts";

/** What an earlier start of the same command had to be healed of, as far as it still holds; null where it does not. */
export function recall(
  record: HealingRecord,
  command: StartCommand,
  dir: string,
): EnvironmentDecision | null {
  if (!holds(record, command, dir)) return null;
  const { loaders, names, file, because } = record;
  const environment = { ...process.env, ...command.env };
  const decision = giveNames({ environment, loaders, names, file, because, dir });
  if (decision.loaded === null) return null;
  return { ...decision, loaded: { ...decision.loaded, about: record.about } };
}

/** The same interpreter and mode, the same keys, and no source changed that had a part in it. */
function holds(record: HealingRecord, command: StartCommand, dir: string): boolean {
  if (record.version !== version) return false;
  const environment = { ...process.env, ...command.env };
  if (modeHash(environment) !== record.mode) return false;
  const programs = programsOf(command);
  if (programs.length !== record.programs.length) return false;
  if (!record.programs.every((one, at) => one.file === programs[at] && isUnchanged(one))) return false;
  if (!record.keys.every(([file, names]) => sameNames(namesIn(resolve(dir, file)), names))) return false;
  if (!record.sources.every(isUnchanged)) return false;
  return record.others.every((one) => isUnchanged(one) || !bringsLoad(one.file));
}

export function modeHash(environment: Readonly<Record<string, string | undefined>>): string {
  return hashOf(JSON.stringify(modeOf(environment)));
}

/** The names of a .env, sorted; null where it cannot be read. */
export function namesIn(file: string): string[] | null {
  const content = readPlainFile(file);
  if (content === null) return null;
  const document = readDocument(content);
  return [...new Set(bindingsOf(document).map((binding) => keyOf(document, binding)))].sort();
}

function sameNames(now: string[] | null, before: string[] | null): boolean {
  return JSON.stringify(now) === JSON.stringify(before);
}

/** A file that is gone is imported nowhere any more, or what imports it fails. */
function bringsLoad(file: string): boolean {
  try {
    const look = new MayLoad();
    return look.look(file, readFileSync(file, "latin1")) || look.acrossModules();
  } catch {
    return false;
  }
}
