import { probeBind } from "./bind-probe.ts";
import { claims, ownerFor } from "./claims.ts";
import type { OwnProgram } from "./own-run.ts";
import { isPort, nextPorts } from "./port-numbers.ts";
import { type ClaimOwner, isTicket, type Registry } from "./registry.ts";

export interface ClaimOptions {
  /** The port that is wanted; 0: any. */
  wanted: number;
  /** The host that the server will listen on. @default every address */
  host?: string;
  /** The process that the claim lives with. @default this one */
  pid?: number;
  /** The project's folder, for those who meet the claim. @default the working directory */
  dir?: string;
  /** When the wanted port is not available: take the next one, or fail. @default "next" */
  strategy?: "next" | "fail";
  /** Ports that are not to be given, because a bind of them failed before, for instance. */
  avoid?: readonly number[];
  /** The program that wants it: the error then tells its own earlier run from others. */
  program?: OwnProgram;
}

/** A port that this run may use and no other run of this user will be given. */
export interface Claim extends Disposable {
  port: number;
  wanted: number;
  /** Why the wanted port was not available, when it was not. */
  moved: Unavailable | null;
  /** Other runs see it. false: no registry was available on this machine, the claim holds within this process only. */
  registered: boolean;
  /** Gives the port back. Happens by itself when the process ends. */
  release(): void;
}

/** What kept a port from being claimed. `avoided`: the caller did not want it. */
export type Unavailable =
  | { reason: "in-use" | "no-right" | "avoided"; address?: string }
  | { reason: "claimed"; by: ClaimOwner };

/**
 * Claims the wanted port, or the next one that is available (`nextPorts`). A claim is entered in the registry first, so that
 * no other run gets the port or disturbs it by trying, and then checked by really binding.
 *
 * @param given the options, or the wanted port alone
 * @throws TypeError when no port is given, or one that is not a number.
 * @throws SurestartError port/invalid; port/host-unavailable; with "fail" the port/ code of what is in the way. Other system
 * errors (out of descriptors, forbidden by a sandbox) as they are.
 */
export async function claimPort(given: ClaimOptions | number): Promise<Claim> {
  const options = typeof given === "number" ? { wanted: given } : given;
  if (typeof options?.wanted !== "number")
    throw new TypeError("claimPort takes a number: claimPort(3000), or claimPort({ wanted: 3000 })");
  const { wanted, strategy = "next", avoid = [] } = options;
  if (wanted !== 0 && !isPort(wanted)) throw (await import("./port-error.ts")).invalidPortError(null);
  const run = await registration(options);

  let moved: Unavailable | null = null;
  if (wanted !== 0) {
    const first = avoid.includes(wanted)
      ? ({ reason: "avoided" } as const)
      : await take(wanted, run, options);
    if ("port" in first) return first;
    moved = first;
    if (strategy === "fail") throw await whyNot(options);
  }
  for (const port of nextPorts(wanted === 0 ? anywhere() : wanted)) {
    if (avoid.includes(port)) continue;
    const got = await take(port, run, options);
    if ("port" in got) return { ...got, wanted, moved };
  }
  throw await whyNot(options);
}

interface Registration {
  registry: Registry | null;
  owner: ClaimOwner;
}

async function registration({ pid = process.pid, dir = process.cwd() }: ClaimOptions): Promise<Registration> {
  const owner = await ownerFor(pid, dir);
  if (owner === null) throw new RangeError(`no process has the pid ${pid}`);
  return { registry: await claims(), owner };
}

/** In the registry (or, without one, in this process), then for real. */
async function take(port: number, run: Registration, options: ClaimOptions): Promise<Claim | Unavailable> {
  const ticket = await enter(port, run);
  if (!("giveBack" in ticket)) return { reason: "claimed", by: ticket };
  const release = releaser(port, () => ticket.giveBack());
  const refusal = await probeBind(port, options.host);
  if (refusal === null)
    return {
      port,
      wanted: port,
      moved: null,
      registered: ticket.registered,
      release,
      [Symbol.dispose]: release,
    };
  release();
  if (refusal.code === "EADDRINUSE") return { reason: "in-use", address: refusal.address };
  if (refusal.code === "EACCES") return { reason: "no-right", address: refusal.address };
  if (hostErrors.has(refusal.code)) throw await whyNot(options);
  throw Object.assign(new Error(`port ${port} cannot be bound: ${refusal.code}`), refusal);
}

const hostErrors = new Set(["EADDRNOTAVAIL", "EAFNOSUPPORT", "ENOTFOUND", "EAI_AGAIN", "EINVAL"]);

async function enter(
  port: number,
  { registry, owner }: Registration,
): Promise<{ giveBack(): void; registered: boolean } | ClaimOwner> {
  if (given.has(port)) return owner;
  if (registry === null) return { giveBack() {}, registered: false };
  try {
    const answer = await registry.take(port, owner);
    return isTicket(answer) ? { giveBack: answer.giveBack, registered: true } : answer;
  } catch {
    // A full or read-only disk must not keep a program from starting: then the bind alone decides.
    return { giveBack() {}, registered: false };
  }
}

// What this process has claimed: given back when it ends.
const given = new Map<number, () => void>();
let listening = false;

function releaser(port: number, giveBack: () => void): () => void {
  if (!listening) process.on("exit", () => given.forEach((release) => void release()));
  listening = true;
  let done = false;
  const release = (): void => {
    if (done) return;
    done = true;
    given.delete(port);
    giveBack();
  };
  given.set(port, release);
  return release;
}

/** For "any": a place of its own for each process, outside of what others begin with. */
function anywhere(): number {
  return 20_000 + ((process.pid * 7) % 10_000);
}

/** Only now is it worth a look who is in the way. */
async function whyNot({ wanted, host, program }: ClaimOptions): Promise<Error> {
  const [{ examinePort }, { portError }] = await Promise.all([
    import("./examine.ts"),
    import("./port-error.ts"),
  ]);
  const asked = { port: wanted, ...(host === undefined ? {} : { host }), ...(program ? { program } : {}) };
  return portError(wanted, host, await examinePort(asked));
}
