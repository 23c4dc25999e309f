import { constants } from "node:os";
import { statusWords } from "../diagnoses/_ntstatus.ts";
import type { Facts, PortFacts, RunFacts } from "../facts.ts";
import type { Followed } from "../launch/follow.ts";
import { ask } from "../launch/probe.ts";
import { usualPaths } from "../launch/verdict.ts";
import type { Waited } from "../launch/wait-healthy.ts";
import type { Healthy } from "../report/text-healthy.ts";
import { duration } from "../report/text-healthy.ts";
import { holderWords, reservedWords } from "./holder-words.ts";

/** What the screen of a healthy run says. Nothing of it waits for the sources to be read. */
export function healthyWords(
  run: RunFacts,
  url: string | null,
  more: {
    loaders: readonly string[] | null;
    followed: readonly Followed[];
    reserved?: PortFacts["reserved"];
  },
): Healthy {
  const { health, port, ms } = run;
  return {
    url: url ?? (port.used === null ? "(no address)" : `port ${port.used}`),
    health: health && { url: health.url, status: health.status },
    variables: variablesWords(run, more.loaders, more.followed),
    port: portWords(run, more.reserved ?? null),
    ms,
  };
}

/** The page of the API, where the sources say that there is one and it answers. */
export async function docsOf({ project, source }: Facts, url: string): Promise<string | null> {
  const known = project.stack.includes("fastapi") || source.routes?.some(({ path }) => path === "/docs");
  if (!known) return null;
  const { protocol, hostname, port } = new URL(url);
  const address = hostname.replace(/^\[(.*)\]$/, "$1");
  const answer = await ask(
    { protocol: protocol as "http:", address, port: Number(port), path: "/docs", longest: 1 },
    1000,
  );
  return answer.status === 200 ? answer.url : null;
}

const reasons: Record<NonNullable<RunFacts["loaded"]>["because"], string> = {
  "nothing-loads": "nothing else loads it",
  "not-exported": "the script that reads it does not export its variables",
  "loader-finds-none": "the project's own loader does not find it",
  "read-before-load": "the code reads them before the project loads it",
  mended: "the project's own loader misreads it",
};

function variablesWords(
  { loaded }: RunFacts,
  loaders: readonly string[] | null,
  followed: readonly Followed[],
): string | null {
  const parts: string[] = [];
  if (loaded) {
    const count = loaded.names.length;
    parts.push(`${count} from ${loaded.file}, read as ${loaded.dialect} does: ${reasons[loaded.because]}`);
    if (loaded.mended.length > 0) parts.push(`repaired: ${loaded.mended.join(", ")}`);
  } else if (loaders === null) parts.push("left to the project, which can load a .env itself");
  else
    parts.push(
      loaders.length > 0
        ? `${loaders.join(", ")}, loaded by the project itself`
        : "from the environment only",
    );
  if (followed.length > 0)
    parts.push(
      `${followed.map((f) => f.name).join(", ")} follow${followed.length === 1 ? "s" : ""} the port`,
    );
  return parts.length > 0 ? parts.join("; ") : null;
}

function portWords({ port }: RunFacts, reserved: PortFacts["reserved"] | null): string | null {
  const { wanted, used, given, movedBecause } = port;
  if (used === null) return null;
  if (given !== null && used !== given)
    return `${used}, chosen by the program, although it was told ${given}`;
  if (wanted === null) return `${used}, chosen by the program`;
  if (wanted === 0) return `${used}, any free one`;
  if (wanted === used)
    return movedBecause === null ? `${used}, as wanted` : `${used}, as wanted, after a second try`;
  if (movedBecause !== null && typeof movedBecause === "object")
    return `${used}, as ${wanted} is in use by ${holderWords(movedBecause)}`;
  if (reserved) return `${used}, as ${wanted} ${reservedWords(reserved)}`;
  return `${used}, as ${wanted} was not available`;
}

/** What there is to say about the answer that made it healthy. */
export function remarkLines(waited: Pick<Waited, "remarks" | "health"> | null): string[] {
  const lines: string[] = [];
  if (waited?.remarks.includes("no-path")) {
    const { path = "/", status = null } = waited.health ?? {};
    const leads = path === "/" ? "/ answers" : `/ redirects to ${path}, which answers ${status}`;
    lines.push(
      `no health path (${usualPaths.join(", ")}) answers: it counts as healthy because ${leads} (--health PATH sets another check)`,
    );
  }
  if (waited?.remarks.includes("untrusted"))
    lines.push("this machine does not trust its certificate; surestart accepts it here");
  return lines;
}

/**
 * How a run that failed ended, in one sentence without a full stop.
 * @param healthyFor milliseconds from healthy to the end; null where it was never healthy
 */
export function endedWords(
  run: RunFacts,
  command: readonly string[],
  healthyFor: number | null = null,
): string {
  const after =
    healthyFor === null
      ? `after ${duration(run.ms)}, before it was healthy`
      : `${duration(healthyFor)} after it was healthy`;
  if (run.spawnError) {
    const { code, message, interpreter } = run.spawnError;
    if (code === "ENOENT" && !interpreter) return `not started: ${command[0]} was not found`;
    return `not started: ${code === "EACCES" || interpreter ? message : `${command[0]} cannot be executed (${code})`}`;
  }
  switch (run.ended) {
    case "no-port":
      return `port ${run.port.wanted ?? run.port.given} is not available`;
    case "not-spawned":
      return "not started";
    case "killed":
      return `the program was terminated by ${run.exit?.signal} (signal ${signalNumber(run.exit?.signal)}) ${after}`;
    case "exited":
      if (run.kept) {
        const by = run.kept.by ?? "its file watcher";
        if (run.kept.again) return `the program ended each time ${by} started it; stopped ${after}`;
        const stopped = run.kept.goesOn ? "" : "; it was stopped";
        return `the program ended ${after}, and ${by} is waiting for a change${stopped}`;
      }
      if (run.part)
        return `${run.part.name ?? "one of several programs"} ended with status ${statusWords(run.part.status ?? run.exit?.code)} ${after}; the others were stopped`;
      return `the program ended with status ${statusWords(run.exit?.code)} ${after}`;
    case "interrupted":
      return "interrupted before it was healthy";
    default:
      return run.listening.length === 0
        ? `the program is running but opened no port; stopped after ${duration(run.ms)}`
        : `the program is listening but not healthy; stopped after ${duration(run.ms)}`;
  }
}

function signalNumber(signal: string | null | undefined): number {
  return constants.signals[signal as NodeJS.Signals] ?? 0;
}
