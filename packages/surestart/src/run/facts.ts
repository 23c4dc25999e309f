import { realpathSync } from "node:fs";
import type { Crash, Facts, RunFacts, WitnessFacts } from "../facts.ts";
import { relativeTo } from "../folders.ts";
import { readCrash } from "../launch/crash.ts";
import { encryptedKeys } from "../launch/encrypted-keys.ts";
import { errorLines } from "../launch/error-lines.ts";
import { fileElsewhere } from "../launch/file-elsewhere.ts";
import { withoutLabels } from "../launch/labels.ts";
import { lockedFiles } from "../launch/locked-files.ts";
import { pidFileInTheWay } from "../launch/pid-file.ts";
import { witnessed } from "../survey/witnessed.ts";
import type { PortDecision } from "./port.ts";
import type { Started } from "./start.ts";
import { exitOf } from "./status.ts";
import type { Variables } from "./variables.ts";

export interface Happened {
  dir: string;
  port: PortDecision;
  variables: Variables;
  /** null: nothing was started. */
  started: Started | null;
  asked: NodeJS.Signals | null;
  /** Milliseconds from the start of the command to the end of the wait. */
  ms: number;
  /** What was seen from inside, when it was looked at a second time. */
  witness?: WitnessFacts;
  /** How it failed, seen from inside, where its output is mixed. */
  crash?: Crash;
}

/** Where it serves; null where that is not known. */
export function urlOf({ started }: Happened): string | null {
  return started?.waited?.url ?? null;
}

/**
 * What happened, as facts have it.
 * @param crashed how it ended by itself after it was healthy: then it has failed all the same
 */
export function runFacts(happened: Happened, crashed: RunFacts["exit"] = null): RunFacts {
  const { dir, port, started, variables } = happened;
  const waited = started?.waited ?? null;
  const ending = started?.program.ending ?? null;
  const part = started?.part ?? null;
  const kept = waited?.how === "kept" ? waited.kept : null;
  // A runner's own words say that it ended, not why.
  const output = withoutLabels(started?.said ?? started?.program.output.lines() ?? [], part?.name).filter(
    (line) => (line !== part?.said && line !== kept?.said) || line.startsWith("Node.js "),
  );
  const wasHealthy = waited?.how === "healthy";
  const healthy = wasHealthy && !crashed;
  const errors = healthy ? errorLines(output) : [];
  const read = started !== null && (!healthy || errors.length > 0);
  const crash =
    happened.crash ??
    (read ? readCrash(output, { dir, alias: realNames(dir), failed: hasFailed(happened) }) : null);
  const locked = started !== null && !healthy ? lockedFiles(dir) : [];
  return {
    outcome: healthy ? "healthy" : "failed",
    ended: crashed ? (crashed.signal ? "killed" : "exited") : endedOf(happened),
    exit: kept?.quietly && crash === null ? { code: 0, signal: null } : exitOf(happened),
    ...(part ? { part: { name: part.name, status: part.status } } : {}),
    ...(kept
      ? { kept: { by: kept.by, ...(kept.again ? { again: true } : {}), ...(ending ? {} : { goesOn: true }) } }
      : {}),
    spawnError: spawnErrorOf(ending?.spawnError ?? null, dir),
    ...(started?.program.unread ? { unread: true } : {}),
    pid: started?.program.pid ?? null,
    port: {
      wanted: port.wanted?.value ?? null,
      used: wasHealthy ? (waited.port ?? port.given) : null,
      given: port.given,
      told: port.told,
      movedBecause: port.moved,
    },
    listening: waited?.listening ?? [],
    ...(waited?.unseen && !waited.listening.length ? { unseen: true } : {}),
    ...(started?.bindFailed === undefined ? {} : { bindFailed: started.bindFailed }),
    ...(started?.boundByItself ? { boundByItself: true } : {}),
    ...(started && started.followed.length > 0 ? { followed: started.followed.map((f) => f.name) } : {}),
    connections: waited?.connections ?? [],
    health: waited?.health ?? null,
    probes: waited?.probes ?? [],
    output,
    crash,
    ...(locked.length > 0 ? { locked } : {}),
    errorsInLog: errors,
    loaded: variables.loaded && { ...variables.loaded, file: relativeTo(dir, variables.loaded.file) },
    ms: happened.ms,
  };
}

function spawnErrorOf(error: RunFacts["spawnError"], dir: string): RunFacts["spawnError"] {
  if (!error?.interpreter) return error;
  const file = relativeTo(dir, error.interpreter.file);
  return file.startsWith("..") ? error : { ...error, interpreter: { ...error.interpreter, file } };
}

function endedOf({ started, port, asked }: Happened): RunFacts["ended"] {
  if (started === null) return port.failed && !port.invalid ? "no-port" : "not-spawned";
  if (started.port.failed) return "no-port";
  if (started.program.ending?.spawnError) return "not-spawned";
  const how = started.waited?.how;
  if (how === "healthy") return "healthy";
  if (asked || how === "interrupted") return "interrupted";
  if (how === "part" || how === "kept") return "exited";
  if (how === "exited") return started.program.ending?.signal ? "killed" : "exited";
  return "timeout";
}

/** It ended with an error, as far as that is said. */
function hasFailed(happened: Happened): boolean {
  const waited = happened.started?.waited;
  if (waited?.kept?.quietly) return false;
  return waited?.how === "kept" ? waited.kept?.code !== 0 : Boolean(exitOf(happened)?.code);
}

/** The survey's facts and what happened, put together. */
export function joinFacts(facts: Facts, happened: Happened, run: RunFacts): Facts {
  const { port } = happened;
  const loaded = run.loaded && {
    file: run.loaded.file,
    dialect: run.loaded.dialect,
    names: run.loaded.names,
  };
  return witnessed({
    ...facts,
    stage: "run",
    env: { ...facts.env, loadedByRun: loaded },
    port: {
      ...facts.port,
      ...port.state,
      ...(port.invalid ? { invalid: facts.port.invalid ?? port.invalid } : {}),
    },
    run: { ...run, ...inTheWay(facts, run) },
    ...(happened.witness ? { witness: happened.witness } : {}),
  });
}

/** Files that keep it from starting, as far as its own words lead to them. */
function inTheWay(
  { command, project, env, source }: Facts,
  run: RunFacts,
): Pick<RunFacts, "pidFile" | "encryptedKeys" | "elsewhere"> {
  if (!command || run.outcome !== "failed") return {};
  const pidFile = pidFileInTheWay(run.output, command, project.dir);
  const keys = run.output.some((line) => asksForPassPhrase.test(line))
    ? encryptedKeys({
        dir: project.dir,
        cwd: command.cwd,
        words: [...command.argv, ...command.program, ...env.variables.flatMap((v) => v.value ?? [])],
        sources: [
          ...(run.crash?.frames ?? []).filter((f) => f.own).map((f) => f.file),
          ...source.reached.slice(0, 50),
        ],
      })
    : [];
  const elsewhere = fileElsewhere(run, { dir: project.dir, cwd: command.cwd });
  return {
    ...(pidFile ? { pidFile } : {}),
    ...(elsewhere ? { elsewhere } : {}),
    ...(keys.length > 0 ? { encryptedKeys: keys } : {}),
  };
}

/** OpenSSL's prompt, the call of Python that loads a key, and what Node says of a key without its pass phrase. */
const asksForPassPhrase =
  /Enter PEM pass ?phrase|load_cert_chain\(|bad password read|bad decrypt|interrupted or cancelled|EMPTY PASSPHRASE|processing error/i;

/** The real name of a folder, where it can be told. */
export function realNames(dir: string): string[] {
  try {
    return [realpathSync(dir)];
  } catch {
    return [];
  }
}
