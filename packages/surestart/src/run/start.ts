import { isatty } from "node:tty";
import type { RunFacts, StartCommand } from "../facts.ts";
import { serverOf } from "../known/_find.ts";
import { type Followed, followPort } from "../launch/follow.ts";
import type { Signals } from "../launch/signals.ts";
import { neverStarted, type Program } from "../launch/spawn.ts";
import { outerRun } from "../ports/outer-run.ts";
import { isBlind } from "../ports/procfs.ts";
import { type Attempt, attempt } from "./attempt.ts";
import type { RunOptions } from "./options.ts";
import { nextPort, type PortDecision, type PortQuestion } from "./port.ts";
import type { Variables } from "./variables.ts";

export interface StartQuestion {
  command: StartCommand;
  options: RunOptions;
  variables: Variables;
  port: PortDecision;
  portQuestion: PortQuestion;
  signals: Signals;
  /** As `AttemptQuestion` has it. */
  stays: boolean;
  /** Puts a witness into the command. */
  words?: (argv: readonly string[]) => string[];
  onStart: (program: Program) => void;
  say: (line: string) => void;
}

export interface Started extends Attempt {
  port: PortDecision;
  followed: Followed[];
  /** The program had the port itself when its own bind failed. */
  boundByItself: boolean;
}

// Each start takes the program's boot time: so many ports are lost to others in a row only where something else is wrong.
const mostStarts = 8;
// On Windows the firewall asks about a program that listens on all of them.
const anyAddress = process.platform === "win32" ? "127.0.0.1" : "::";
// Whoever takes this many in a row takes more of them: skip the next ones.
const contested = 3;
const stretch = 100;

/** Starts the program; when its own bind fails although the port was free, on the next port, within the same run. */
export async function start(question: StartQuestion): Promise<Started> {
  let { port } = question;
  if (isBlind()) question.say(blindWords(question));
  const avoid: number[] = [];
  // In a row: its port could not be bound, and nobody was to be seen there.
  let alone = 0;
  let grabbed = false;
  for (let starts = 1; ; starts++) {
    const { env, followed } = environmentOf(question, port);
    const result = await attempt({
      argv: question.words?.(port.argv) ?? port.argv,
      cwd: question.options.dir,
      words: wordsOf(question.command),
      reloads: question.command.reloads,
      stays: question.stays,
      waiting: question.options.format === "text" && isatty(2) ? question.say : null,
      env,
      port: port.given,
      health: healthAt(question.options.health, port),
      timeout: question.options.timeout,
      stdout: question.options.format === "text" ? 1 : 2,
      signals: question.signals,
      onStart: question.onStart,
    });
    const started = { ...result, port, followed, boundByItself: false };
    const lost = lostPort(result, port, question.command);
    if (lost === null || question.signals.asked || starts >= mostStarts) return started;
    const [{ whoHolds }, { isOwnRun }, { tryListen }, { holderWords }] = await Promise.all([
      import("../ports/holders.ts"),
      import("../ports/own-run.ts"),
      import("../ports/bind-probe.ts"),
      import("./holder-words.ts"),
    ]);
    const [holder] = await whoHolds(lost);
    const { program, cwd } = question.command;
    if (holder) holder.ownRun = await isOwnRun(holder, { argv: program, cwd });
    // While it had the port itself, nobody else could be given it: another port would be bound twice as well. What it started
    // and what has left its session since is not the program.
    const own = result.waited?.listening.find((l) => l.port === lost);
    if (own && own.pid !== holder?.pid) return { ...started, boundByItself: true };
    // The port is only known as the server's default: it counts only if something holds it.
    if (!holder && result.bindFailed === null && port.given === null) return started;
    const free = !holder && (await tryListen(lost, anyAddress)) === null;
    alone = free ? alone + 1 : 0;
    grabbed ||= holder !== undefined;
    // Who takes a port for a moment is gone when we look: that the program itself had it is believed only when it fails on
    // another port as well, and nobody was seen to take ports from this run.
    // Its word that it was this port is what makes it certain: it may ignore ours and want another one, which somebody has.
    if (!grabbed && alone >= (question.portQuestion.policy === "fail" ? 2 : 3))
      return { ...started, boundByItself: result.bindFailed === lost };
    if (alone === 1) {
      question.say(`port ${lost} could not be bound and is free again: starting once more`);
      continue;
    }
    avoid.push(lost);
    if (starts >= contested) for (let port = lost + 1; port < lost + stretch; port++) avoid.push(port);
    const next = await nextPort(question.portQuestion, lost, port, avoid);
    if (next.failed) return { ...started, port: { ...next, argv: port.argv } };
    const why = holder ? `is in use by ${holderWords(holder)}` : "could not be bound";
    question.say(`port ${lost} ${why}: starting again on ${next.given}`);
    port = { ...next, moved: holder ?? "bind-error" };
  }
}

/** What is told of a command that cannot be executed: nothing was started, and no port was claimed. */
export function notStarted(port: PortDecision, why: NonNullable<RunFacts["spawnError"]>): Started {
  return {
    program: neverStarted(why),
    watchdog: null,
    waited: null,
    bindFailed: undefined,
    part: null,
    said: null,
    spawnMs: 0,
    healthyMs: 0,
    port,
    followed: [],
    boundByItself: false,
  };
}

/** By which tools are known that take part in the start. */
export function wordsOf({ argv, through, program, server }: StartCommand): string[] {
  return [...argv, ...through, ...program, ...(server === null ? [] : [server])];
}

function blindWords({ port, options }: StartQuestion): string {
  const seen = "there is no /proc here, so surestart cannot see which process listens";
  return port.given === null && options.health.kind !== "url"
    ? `${seen}, and does not know which port to ask: set it with --port`
    : `${seen}: whatever answers at the port counts as the program`;
}

/** The port that the program could not bind; null when that is not why it failed, or nobody can say which. */
function lostPort({ bindFailed }: Attempt, { given }: PortDecision, { server }: StartCommand): number | null {
  if (bindFailed === undefined) return null;
  // It names another port than its own: a second server of it, which no port of ours would help.
  if (given !== null && bindFailed !== null && bindFailed !== given) return null;
  return bindFailed ?? given ?? serverOf(server)?.port ?? null;
}

function environmentOf(
  { command, options, variables }: StartQuestion,
  port: PortDecision,
): { env: Record<string, string | undefined>; followed: Followed[] } {
  const { wanted, given } = port;
  const known = { ...variables.final, ...command.env };
  const followed = options.follow && wanted && given !== null ? followPort(known, wanted.value, given) : [];
  const env: Record<string, string | undefined> = {
    ...process.env,
    ...variables.set,
    ...port.env,
    ...Object.fromEntries(followed.map(({ name, value }) => [name, value])),
  };
  env[outerRun] = `${process.pid}:${given ?? ""}`;
  return { env, followed };
}

/** A whole URL that names the wanted port follows it. */
function healthAt(health: RunOptions["health"], { wanted, given }: PortDecision): RunOptions["health"] {
  if (health.kind !== "url" || !wanted || given === null || Number(health.url.port) !== wanted.value)
    return health;
  const url = new URL(health.url);
  url.port = String(given);
  return { kind: "url", url };
}
