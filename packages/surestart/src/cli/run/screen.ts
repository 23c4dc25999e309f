import { constants } from "node:os";
import type { Facts, RunFacts } from "../../facts.ts";
import type { Followed } from "../../launch/follow.ts";
import { ask } from "../../launch/probe.ts";
import { usualPaths } from "../../launch/verdict.ts";
import type { Waited } from "../../launch/wait-healthy.ts";
import type { Healthy } from "../../report/text-healthy.ts";
import { duration } from "../../report/text-healthy.ts";
import { holderWords } from "./holder-words.ts";

/** What the screen of a healthy run says beside the report. */
export async function healthyWords(
  facts: Facts,
  url: string | null,
  followed: readonly Followed[],
): Promise<Healthy> {
  const run = facts.run!;
  const { health, port, ms } = run;
  return {
    url: url ?? (port.used === null ? "(no address)" : `port ${port.used}`),
    docs: url === null ? null : await docsOf(facts, url),
    health: health && { url: health.url, status: health.status },
    variables: variablesWords(facts, followed),
    port: portWords(run),
    ms,
  };
}

/** The page of the API, where the sources say that there is one and it answers. */
async function docsOf({ project, source }: Facts, url: string): Promise<string | null> {
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
  "loader-finds-none": "the project's own loader finds none",
  "read-before-load": "they are read before the project loads it",
  mended: "the project's own loader loses them",
};

function variablesWords({ env, run }: Facts, followed: readonly Followed[]): string | null {
  const parts: string[] = [];
  const loaded = run?.loaded;
  if (loaded) {
    const count = loaded.names.length;
    parts.push(`${count} from ${loaded.file}, read as ${loaded.dialect} does: ${reasons[loaded.because]}`);
    if (loaded.mended.length > 0) parts.push(`mended on the way: ${loaded.mended.join(", ")}`);
  } else {
    const files = [...new Set(env.loaders.flatMap((loader) => loader.found))];
    parts.push(
      files.length > 0 ? `${files.join(", ")}, loaded by the project itself` : "the environment alone",
    );
  }
  if (followed.length > 0)
    parts.push(
      `${followed.map((f) => f.name).join(", ")} follow${followed.length === 1 ? "s" : ""} the port`,
    );
  return parts.join("; ");
}

function portWords({ port }: RunFacts): string | null {
  const { wanted, used, given, movedBecause } = port;
  if (used === null) return null;
  if (given !== null && used !== given)
    return `${used}: the program took it by itself, it was given ${given}`;
  if (wanted === null) return `${used}, chosen by the program`;
  if (wanted === used)
    return movedBecause === null ? `${used}, as wanted` : `${used}, as wanted, after a second try`;
  if (movedBecause !== null && typeof movedBecause === "object")
    return `${used}, since ${holderWords(movedBecause)} has ${wanted}`;
  return `${used}, since ${wanted} could not be had`;
}

/** What there is to say about the answer that made it healthy. */
export function remarkLines(waited: Pick<Waited, "remarks" | "health"> | null): string[] {
  const lines: string[] = [];
  if (waited?.remarks.includes("no-path")) {
    const { path = "/", status = null } = waited.health ?? {};
    const leads = path === "/" ? "it answers at /" : `/ leads to ${path}, which answers ${status}`;
    lines.push(
      `no health path (${usualPaths.join(", ")}) answers by itself: it counts as healthy because ${leads} (--health PATH names another)`,
    );
  }
  if (waited?.remarks.includes("untrusted"))
    lines.push("this machine does not trust its certificate; surestart accepts it here");
  return lines;
}

/** How a run that did not become healthy ended, in one sentence without a full stop. */
export function endedWords(run: RunFacts, command: readonly string[]): string {
  const after = `after ${duration(run.ms)}`;
  if (run.spawnError) {
    const { code, message, interpreter } = run.spawnError;
    if (code === "ENOENT" && !interpreter) return `nothing was started: ${command[0]} was not found`;
    return `nothing was started: ${code === "EACCES" || interpreter ? message : `${command[0]} cannot be executed (${code})`}`;
  }
  switch (run.ended) {
    case "no-port":
      return `nothing was started: port ${run.port.wanted ?? run.port.given} cannot be had`;
    case "not-spawned":
      return "nothing was started";
    case "killed":
      return `the program was ended by ${run.exit?.signal} (signal ${signalNumber(run.exit?.signal)}) ${after}, before it was healthy`;
    case "exited":
      return `the program ended with status ${run.exit?.code} ${after}, before it was healthy`;
    case "interrupted":
      return "interrupted before it was healthy";
    default:
      return run.listening.length === 0
        ? `the program runs and opened no port: ended ${after}`
        : `the program listens and is not healthy: ended ${after}`;
  }
}

function signalNumber(signal: string | null | undefined): number {
  return constants.signals[signal as NodeJS.Signals] ?? 0;
}
