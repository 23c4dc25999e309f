import type { Facts, Holder, RunFacts } from "../../facts.ts";
import type { Fix, Place } from "../../finding.ts";
import { fixedPort, readPortFix } from "../_port-fix.ts";

export interface Held {
  port: number;
  holder: Holder;
  /** `run` worked around it: the port that the program was given instead. */
  moved: number | null;
  /** The port that the program was given instead and did not take: it failed on the held one all the same. */
  refused: number | null;
  at: Place | null;
}

/** Who holds the wanted port, as doctor sees it, or as run met it. */
export function heldPort(facts: Facts): Held[] {
  const met = facts.run?.port.movedBecause;
  if (facts.run && typeof met === "object" && met !== null) {
    return [
      {
        port: facts.run.port.wanted ?? met.port,
        holder: met,
        moved: movedTo(facts.run),
        refused: boundAllTheSame(facts.run) ? facts.run.port.given : null,
        at: facts.port.wanted?.at ?? null,
      },
    ];
  }
  const holder = facts.port.holders?.[0];
  if (!holder || !facts.port.wanted || facts.run?.outcome === "healthy") return [];
  return [{ port: facts.port.wanted.value, holder, moved: null, refused: null, at: facts.port.wanted.at }];
}

/** What became of the other port that the program was given, after the sentence about the holder. */
export function outcomeOf({ port, moved, refused }: Held): string {
  if (moved !== null) return ` surestart took port ${moved}.`;
  return refused === null ? "" : ` The program was given port ${refused}, but still tried to bind ${port}.`;
}

/** The way to another port: by the code where the port is fixed in it, since the program can be told none. */
export function otherPortFix({ port }: Held, facts: Facts): Fix[] {
  const fixed = facts.source.listens.filter((l) => l.reached && l.port === port).find(fixedPort);
  if (fixed && facts.port.wanted?.from === "source") return [readPortFix(fixed, facts)];
  if (facts.run?.bindFailed === port && facts.run.port.given !== port) return [];
  return [
    {
      id: "next",
      title: "Start on the next free port",
      safety: "manual",
      command: "surestart run --on-conflict next",
      changes: [],
    },
  ];
}

/** The port that the program was given instead; it is out of the way, whatever failed after that. */
function movedTo(run: RunFacts): number | null {
  const { given, used, wanted } = run.port;
  if (boundAllTheSame(run)) return null;
  if (given !== null && given !== wanted) return given;
  return run.outcome === "healthy" ? used : null;
}

/** It was given another port, and says itself that it failed on the wanted one: it does not listen to what it is told. */
function boundAllTheSame({ outcome, port, bindFailed }: RunFacts): boolean {
  return (
    outcome === "failed" &&
    port.given !== port.wanted &&
    typeof bindFailed === "number" &&
    bindFailed === port.wanted
  );
}

/** The program itself could not bind. */
export function bindFailed(facts: Facts): boolean {
  const crash = facts.run?.crash;
  return (
    facts.run?.bindFailed !== undefined ||
    crash?.code === "EADDRINUSE" ||
    /EADDRINUSE|address already in use|WinError 10048|Only one usage of each socket/i.test(
      crash?.message ?? "",
    )
  );
}

/** What programs say when their port is in use. */
export const saysTaken: string[] = [
  "EADDRINUSE: address already in use",
  "[Errno 98] Address already in use",
  "[Errno 48] Address already in use",
  "[WinError 10048] Only one usage of each socket address (protocol/network address/port) is normally permitted",
  "Port … is already in use",
  "Connection in use: (…)",
  "bind: address already in use",
];

/** The same on Windows, where this code has two causes. */
export const saysForbidden =
  "[WinError 10013] An attempt was made to access a socket in a way forbidden by its access permissions";
