import { SurestartError } from "../error.ts";
import type { Holder } from "../facts.ts";
import type { Code, Finding } from "../finding.ts";
import type { PortState } from "./examine.ts";
import { processName } from "./process-name.ts";

/** The error for a port that is not available: its code is that of what is in the way first. */
export function portError(
  port: number,
  host: string | undefined,
  state: PortState,
  cause?: unknown,
): SurestartError {
  const finding = {
    severity: "error",
    confidence: "certain",
    fixes: [],
    ...reason(port, host, state),
  } as Finding;
  return new SurestartError(finding, cause === undefined ? {} : { cause });
}

/** The error for a value that is not a valid port. The value itself is not quoted: it may be anything. */
export function invalidPortError(variable: string | null): SurestartError {
  return new SurestartError({
    code: "port/invalid",
    severity: "error",
    confidence: "certain",
    title: `${variable ?? "The port"} is not a valid port`,
    detail: "A port is a whole number from 0 to 65535.",
    fixes: [],
  });
}

function reason(
  port: number,
  host: string | undefined,
  state: PortState,
): { code: Code; title: string; detail: string } & Partial<Finding> {
  if (state.hostUnavailable) {
    const local = state.hostUnavailable.reason === "not-local";
    return {
      code: "port/host-unavailable",
      title: `${host} ${local ? "is not an address of this machine" : "does not resolve"}`,
      detail:
        "A server can only listen on an address of its own machine: 127.0.0.1, 0.0.0.0 or ::, for instance.",
    };
  }
  const holder = state.holders?.[0];
  if (holder) return held(port, holder);
  if (state.reserved)
    return {
      code: "port/reserved-by-windows",
      title: `Port ${port} is in a range that Windows reserves (${state.reserved.from} to ${state.reserved.to})`,
      detail: "No process listens there, but no program may bind it, not even as an administrator.",
    };
  if (state.privileged)
    return {
      code: "port/privileged",
      title: `Port ${port} needs a privilege that this process does not have`,
      detail: `On this system ports below ${state.privileged.limit} are for privileged processes.`,
    };
  return {
    code: "port/busy-without-listener",
    title: `Port ${port} is in use, although no process listens on it`,
    detail: state.busy ? `Seen: ${state.busy.evidence}.` : "A real bind was refused.",
  };
}

function held(
  port: number,
  holder: Holder,
): { code: Code; title: string; detail: string } & Partial<Finding> {
  const code: Code = holder.system
    ? "port/held-by-system"
    : holder.ownRun
      ? "port/held-by-own-run"
      : "port/held-by-other";
  const who =
    holder.pid === null
      ? `user ${holder.user ?? holder.uid ?? "unknown"}`
      : `${inShort(holder)} (pid ${holder.pid})`;
  return {
    code,
    title: `Port ${port} is in use by ${who}`,
    detail: holder.system
      ? `It must not be stopped: it is ${holder.system}.`
      : `It listens on ${holder.address}${holder.cwd ? `, in ${holder.cwd}` : ""}.`,
    holder: {
      pid: holder.pid,
      command: inShort(holder),
      cwd: holder.cwd,
      user: holder.user,
      since: holder.since === null ? null : new Date(holder.since).toISOString().replace(/\.\d+Z$/, "Z"),
      sameProject: holder.ownRun,
    },
  };
}

/** Program and what it runs, and no further word: a command line may hold secrets. */
function inShort(holder: Holder): string {
  const [program, ...rest] = holder.argv;
  const name = program === undefined ? "a process" : processName(holder.argv);
  const at = rest[0] === "-m" ? 2 : 1;
  const entry = rest
    .slice(0, at)
    .every((word) => word === "-m" || (/^[\w./@:-]+$/.test(word) && !word.startsWith("-")));
  return entry ? [name, ...rest.slice(0, at)].join(" ") : name;
}
