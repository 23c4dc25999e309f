import { isSurestartError } from "../error.ts";
import type { Holder, PortFacts, RunFacts, StartCommand } from "../facts.ts";
import { type Claim, claimPort } from "../ports/claim.ts";
import type { PortState } from "../ports/examine.ts";
import { isGivenByRun, outerRun } from "../ports/outer-run.ts";
import { type Told, tellPort } from "../ports/tell.ts";
import { wantedPort } from "../ports/wanted.ts";
import type { RunOptions } from "./options.ts";

export type Policy = NonNullable<RunOptions["onConflict"]>;

export interface PortQuestion {
  command: StartCommand;
  options: Pick<RunOptions, "port" | "host" | "dir" | "yes">;
  policy: Policy;
  environment: Readonly<Record<string, string | undefined>>;
  /** PORT as the program's own .env gives it. */
  envFilePort: string | undefined;
  say: (line: string) => void;
  /** Asks the person at the terminal; what is around it counts the time of a start. */
  asking: <T>(question: () => Promise<T>) => Promise<T>;
  /** It is known already that this start fails: then nobody is asked, and no process is stopped. */
  surelyFails: () => Promise<boolean>;
  /** The user has pressed Ctrl-C where the terminal gives no signal for it: in a prompt. Does not return. */
  interrupt: () => void;
}

export interface PortDecision {
  wanted: PortFacts["wanted"];
  invalid: PortFacts["invalid"];
  /** The port that the program is given; null: none was wanted, and what it binds is watched. */
  given: number | null;
  claim: Claim | null;
  /** The command line and variables with which the program is told. */
  argv: string[];
  env: Record<string, string>;
  /** The rung, as the report says it. */
  told: string | null;
  moved: RunFacts["port"]["movedBecause"];
  /** What the machine says about the wanted port, where it was asked. */
  state: PortState | null;
  /** No port was available, or the user cancelled. */
  failed: boolean;
}

/** The port that this run may use: the wanted one, or by the policy another; claimed, so that no other run gets it. */
export async function decidePort(question: PortQuestion): Promise<PortDecision> {
  const decision = unclaimed(question);
  const { wanted, invalid } = decision;
  // A port of 0 that the program was given by others means: whatever the system picks.
  if (invalid || wanted === null || (wanted.value === 0 && wanted.from !== "option"))
    return { ...decision, failed: invalid !== null };
  return claimFor(question, wanted, []);
}

/** Which port is wanted, and nothing more: nobody is asked, and no port is claimed. */
export function unclaimed({ command, options, environment, envFilePort }: PortQuestion): PortDecision {
  const { wanted, invalid } = wantedPort(command, {
    option: options.port,
    environment,
    envFile: envFilePort === undefined ? null : { value: envFilePort, at: null },
  });
  return { ...untold(command, options.host), wanted, invalid: invalid ?? null };
}

/** The next port after one that could not be bound, although nobody seemed to have it. */
export async function nextPort(
  question: PortQuestion,
  failedAt: number,
  before: PortDecision,
  avoid: number[],
): Promise<PortDecision> {
  before.claim?.release();
  const wanted = before.wanted ?? { value: failedAt, from: "source" as const, at: null };
  return claimFor({ ...question, policy: question.policy === "fail" ? "fail" : "next" }, wanted, avoid);
}

async function claimFor(
  question: PortQuestion,
  wanted: NonNullable<PortFacts["wanted"]>,
  avoid: number[],
): Promise<PortDecision> {
  const { command, options, policy } = question;
  const host = options.host ?? command.host?.value;
  const program = { argv: command.program, cwd: command.cwd };
  const base = {
    wanted: wanted.value,
    dir: options.dir,
    avoid,
    program,
    ...(host === undefined ? {} : { host }),
  };
  const outer = isGivenByRun(wanted.value, process.env[outerRun]);
  if (outer && avoid.length === 0) return told(question, wanted, wanted.value, null);
  try {
    const claim = await claimPort({ ...base, strategy: policy === "next" ? "next" : "fail" });
    if (claim.moved === null) return told(question, wanted, claim.port, claim);
    const state = await examine(wanted.value, host, program);
    return { ...told(question, wanted, claim.port, claim), moved: reasonOf(state, avoid), state };
  } catch (error) {
    if (!isSurestartError(error)) throw error;
    const state = await examine(wanted.value, host, program);
    const failed = {
      ...untold(command, options.host),
      wanted,
      moved: reasonOf(state, avoid),
      state,
      failed: true,
    };
    if (policy === "fail" || policy === "next" || error.code === "port/host-unavailable") return failed;
    if (!(await question.surelyFails())) {
      const { settleConflict } = await import("./conflict.ts");
      const settled = await settleConflict(policy, wanted.value, state, question);
      if (settled === "stop") return failed;
    }
    // Where the holder is gone and somebody else is quicker now, the next port is better than a second question.
    const claim = await claimPort({ ...base, strategy: "next" });
    return {
      ...told(question, wanted, claim.port, claim),
      moved: claim.moved ? reasonOf(state, avoid) : null,
      state: claim.moved ? state : null,
    };
  }
}

async function examine(
  port: number,
  host: string | undefined,
  program: { argv: string[]; cwd: string },
): Promise<PortState> {
  const { examinePort } = await import("../ports/examine.ts");
  return examinePort({ port, program, ...(host === undefined ? {} : { host }) });
}

function reasonOf(state: PortState, avoid: readonly number[]): Holder | "busy" | "bind-error" {
  return state.holders?.[0] ?? (avoid.length > 0 ? "bind-error" : "busy");
}

function told(
  { command, options }: PortQuestion,
  wanted: NonNullable<PortFacts["wanted"]>,
  port: number,
  claim: Claim | null,
): PortDecision {
  const tell = tellPort(command, { port, host: options.host ?? null });
  // A program that has its port from elsewhere already is started exactly as it was typed.
  const asTyped =
    port === wanted.value &&
    wanted.from !== "option" &&
    options.host === undefined &&
    tell.told !== "placeholder";
  return {
    wanted,
    invalid: null,
    given: port,
    claim,
    argv: asTyped ? command.argv : tell.argv,
    env: asTyped ? {} : tell.env,
    told: rung(tell, command),
    moved: null,
    state: null,
    failed: false,
  };
}

/** Nothing is said about the port; a host, where one was asked for, is all that the program is told. */
function untold(command: StartCommand, host: string | undefined): PortDecision {
  return {
    wanted: null,
    invalid: null,
    given: null,
    claim: null,
    argv: command.argv,
    env: host === undefined ? {} : { HOST: host },
    told: null,
    moved: null,
    state: null,
    failed: false,
  };
}

function rung(tell: Told, command: StartCommand): string | null {
  if (tell.told === "none") return null;
  return tell.told === "env" ? (command.portVariable ?? tell.words.split("=")[0] ?? "PORT") : tell.told;
}
