import { clock } from "../clock.ts";
import { bindErrorIn } from "../launch/bind-error.ts";
import { withoutLabels } from "../launch/labels.ts";
import { pauseFor } from "../launch/pause.ts";
import { type FailedPart, failedPart, startsSeveral } from "../launch/several.ts";
import { endOf, type Signals } from "../launch/signals.ts";
import { type Program, startProgram } from "../launch/spawn.ts";
import type { HealthQuestion } from "../launch/verdict.ts";
import type { Waited } from "../launch/wait-healthy.ts";
import { type Watchdog, watchOver } from "../launch/watchdog.ts";
import { outerRun } from "../ports/outer-run.ts";

export interface AttemptQuestion {
  argv: readonly string[];
  cwd: string;
  /** With the mark of this run (`outerRun`). */
  env: Record<string, string | undefined>;
  /** The words of the command, and those of what it runs: one may be a runner of several programs. */
  words: readonly string[];
  /** Something watches its files, and starts it again. */
  reloads: boolean;
  /** When it ends under a watcher, that goes on: somebody at a terminal edits the program. */
  stays: boolean;
  /** The port that it was given. */
  port: number | null;
  health: HealthQuestion;
  timeout: number;
  stdout: 1 | 2;
  signals: Signals;
  /** Tells somebody at a terminal what is waited for; null where there is nobody. */
  waiting: ((line: string) => void) | null;
  /** Called as soon as there is a process. */
  onStart: (program: Program) => void;
}

/** One start of the program, followed until it is healthy or is not going to be. */
export interface Attempt {
  program: Program;
  watchdog: Watchdog | null;
  /** null: there was no process. */
  waited: Waited | null;
  /** The port that the program itself says it could not bind; undefined when it says nothing of that. */
  bindFailed: number | null | undefined;
  /** Of several programs the one that ended with an error. */
  part: FailedPart | null;
  /** Its last lines when a watcher was found to wait: what comes after is of the end that we give it. null: all that it said. */
  said: string[] | null;
  spawnMs: number;
  healthyMs: number;
}

// A program that says that its port is taken, and tries again by itself or picks another, has this long for that.
const secondThoughts = 1500;

/** Starts the program and waits. When it is not healthy, it and all that it became has ended on return. */
export async function attempt(question: AttemptQuestion): Promise<Attempt> {
  const { argv, cwd, env, port, signals, onStart } = question;
  const began = clock();
  // Nothing that runs already can be of the program: that much of the process table need not be read while it boots.
  const before = process.platform === "linux" ? (await import("../ports/procfs.ts")).pids() : [];
  const watchdog = watchOver(`${outerRun}=${process.pid}:`);
  const program = startProgram({ argv, cwd, env, stdout: question.stdout });
  const spawned = clock();
  if (program.pid === null) watchdog.dismiss();
  else watchdog.over(program.pid);
  onStart(program);
  const times = (): { spawnMs: number; healthyMs: number } => ({
    spawnMs: spawned - began,
    healthyMs: clock() - spawned,
  });
  if (program.pid === null) {
    await program.ended;
    return {
      program,
      watchdog: null,
      waited: null,
      bindFailed: undefined,
      part: null,
      said: null,
      ...times(),
    };
  }
  // What is needed only now is only loaded now: the program boots meanwhile.
  const [{ lookAt }, { waitHealthy }, { watchKeeper }, { sayWaiting }] = await Promise.all([
    import("../launch/look.ts"),
    import("../launch/wait-healthy.ts"),
    import("../launch/keeper.ts"),
    import("./waiting-words.ts"),
  ]);
  const quiet = question.waiting ? sayWaiting(question, question.waiting) : () => {};
  const look = await lookAt(program.pid, askedPort(question), before);
  const waited = await waitHealthy({
    program,
    port,
    question: question.health,
    timeout: question.timeout,
    sidePorts: sidePorts(env, port),
    look,
    interrupt: signals.end,
    hopeless: hopeless(program),
    kept: watchKeeper(program, question),
    ...(startsSeveral(question.words) ? { partFailed: partFailed(program, question.words) } : {}),
  });
  quiet();
  const time = times();
  if (waited.how === "healthy" && process.platform === "win32") {
    const { noteServers } = await import("../launch/look-windows.ts");
    void noteServers(program.pid, waited.listening, cwd).then((members) => watchdog.knows(members));
  }
  if (waited.how === "healthy")
    return { program, watchdog, waited, bindFailed: undefined, part: null, said: null, ...time };

  const said = waited.how === "kept" ? await lastWords(program) : null;
  if (said !== null && question.stays && !waited.kept?.again && bindErrorIn(withoutLabels(said)) === null)
    return { program, watchdog, waited, bindFailed: undefined, part: null, said, ...time };
  if (waited.how === "interrupted") await endOf(program, signals);
  const { stopProgram } = await import("../launch/stop.ts");
  await stopProgram(program, { force: signals.force, asked: signals.asked });
  watchdog.dismiss();
  await program.drained();
  const ended =
    waited.how === "exited" || waited.how === "hopeless" || waited.how === "part" || waited.how === "kept";
  const lines = said ?? program.output.lines();
  const part = ended ? failedPart(lines, question.words) : null;
  const failed = ended ? bindErrorIn(withoutLabels(lines, part?.name)) : null;
  return {
    program,
    watchdog: null,
    waited,
    bindFailed: failed ? failed.port : undefined,
    part,
    said,
    ...time,
  };
}

/** What the watcher says by one stream may be read before what the program said by the other. */
async function lastWords(program: Program): Promise<string[]> {
  await pauseFor(50, new AbortController().signal);
  return program.output.lines();
}

/** The port at which it is to answer, as far as that is said beforehand. */
function askedPort({ health, port }: AttemptQuestion): number | null {
  if (health.kind !== "url") return port;
  return Number(health.url.port || (health.url.protocol === "https:" ? 443 : 80));
}

/** Has one of several programs ended with an error? Its output is read again only when there is more, and now and then. */
function partFailed(program: Program, words: readonly string[]): (now: boolean) => boolean {
  let bytes = 0;
  let lookedAt = 0;
  let found = false;
  return (atOnce) => {
    const now = clock();
    if (program.output.bytes !== bytes && (atOnce || now - lookedAt > 250)) {
      bytes = program.output.bytes;
      lookedAt = now;
      found = failedPart(program.output.lines(), words) !== null;
    }
    return found;
  };
}

/** Has it said for a while that it cannot bind, while it lives on (a reloader, a retry without end)? */
function hopeless(program: Program): () => boolean {
  let bytes = 0;
  let lookedAt = 0;
  let since: number | null = null;
  return () => {
    const now = clock();
    // Its output is read again only now and then: a program may log much before it listens.
    if (program.output.bytes !== bytes && now - lookedAt > 250) {
      bytes = program.output.bytes;
      lookedAt = now;
      since = bindErrorIn(withoutLabels(program.output.lines(80))) === null ? null : (since ?? now);
    }
    return since !== null && now - since > secondThoughts;
  };
}

// The name of a server that may as well be the only one of the program.
const main =
  /^(?:(?:API|APP|APPLICATION|BACKEND|BIND|EXPRESS|HTTP|LISTEN|NODE|REST|SERVER|SERVICE|WEB)_)+PORT$/;

/**
 * Ports that other variables of the program name, and the milliseconds for which the main server may still come on another one:
 * METRICS_PORT, ADMIN_PORT, DEBUG_PORT; SERVER_PORT only where the program was given a port besides.
 */
function sidePorts(env: Record<string, string | undefined>, own: number | null): Map<number, number> {
  const ports = new Map<number, number>();
  for (const [name, value] of Object.entries(env)) {
    if (!/(?:^|_)PORT$/.test(name) || name === "PORT" || !/^\d{1,5}$/.test(value ?? "")) continue;
    const ms = !main.test(name) ? 10_000 : own === null ? 0 : 3000;
    const port = Number(value);
    if (port !== own) ports.set(port, Math.min(ms, ports.get(port) ?? ms));
  }
  return ports;
}
