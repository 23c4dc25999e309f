import type { Signals } from "../launch/signals.ts";
import { stopProgram } from "../launch/stop.ts";
import type { Waited } from "../launch/wait-healthy.ts";
import type { RunContext } from "./context.ts";
import { type Happened, runFacts } from "./facts.ts";
import { safely, say } from "./say.ts";
import { type Started, wordsOf } from "./start.ts";
import { statusOf } from "./status.ts";
import type { Telling } from "./telling.ts";
import { Versions } from "./versions.ts";

// A program under a watcher that goes on: each version that ends with an error gets its finding, and one that is healthy
// after that is said (contract: "What `run` promises", 4).

export interface Watching {
  context: RunContext;
  telling: Telling;
  signals: Signals;
}

/** The first version has failed: the first one that becomes healthy; the status of the run where all is over before. */
export async function untilHealthy(failed: Happened, watching: Watching): Promise<Started | number> {
  const { context, telling } = watching;
  const versions = versionsOf(failed, watching);
  for (let happened = failed; ; ) {
    await telling.failed(happened);
    const waited = await next(happened, versions, context);
    if (waited.how === "healthy") return { ...startedOf(happened), waited, said: null };
    if (waited.how !== "kept") return over(failed, watching);
    happened = endedAgain(happened, waited, context);
  }
}

/** A version is healthy: until all is over. */
export async function untilOver(healthy: Happened, watching: Watching): Promise<void> {
  const { context } = watching;
  const versions = versionsOf(healthy, watching);
  let waited = startedOf(healthy).waited as Waited;
  for (let crashed = false; ; ) {
    const since = context.timeline.now();
    if (!crashed) await versions.lasts(waited);
    // What comes of it is known seconds later.
    const lasted = context.timeline.now() - since;
    waited = crashed ? await next(healthy, versions, context) : await versions.next(false);
    if (waited.how === "healthy") {
      if (crashed) say(`healthy again: ${waited.url ?? `port ${waited.port}`}`);
      crashed = false;
    } else if (waited.how === "kept") {
      await tell(endedAgain(healthy, waited, context), crashed ? null : lasted, context);
      crashed = true;
    } else return;
  }
}

function versionsOf(happened: Happened, { context, signals }: Watching): Versions {
  const { program, port } = startedOf(happened);
  const { command } = context.reading;
  return new Versions({
    program: program as typeof program & { pid: number },
    words: command ? wordsOf(command) : [],
    reloads: command?.reloads === true,
    port: port.given,
    health: context.options.health,
    signals,
  });
}

/** What was told of is let go of, and the sources are read again when they are needed. */
function next(happened: Happened, versions: Versions, context: RunContext): Promise<Waited> {
  startedOf(happened).program.output.forget();
  context.reading.forget();
  return versions.next(true);
}

function endedAgain(happened: Happened, waited: Waited, context: RunContext): Happened {
  const started = startedOf(happened);
  const said = started.program.output.lines();
  return { ...happened, started: { ...started, waited, said }, ms: context.timeline.now() };
}

function tell(happened: Happened, healthyFor: number | null, context: RunContext): Promise<void> {
  return safely(async () => {
    const { tellFailure } = await import("./tell-failure.ts");
    await tellFailure(context, happened, runFacts(happened), healthyFor);
  });
}

async function over(happened: Happened, { signals }: Watching): Promise<number> {
  const { program, watchdog } = startedOf(happened);
  const byItself = program.ending !== null && signals.asked === null;
  await stopProgram(program, { force: signals.force, asked: signals.asked });
  watchdog?.dismiss();
  await program.drained();
  return statusOf({
    ended: byItself ? "exited" : "interrupted",
    exit: program.ending,
    spawnError: null,
    healthy: false,
    asked: signals.asked,
    exitWhenHealthy: false,
    afterHealthy: null,
  });
}

function startedOf({ started }: Happened): Started {
  return started as Started;
}
