import { resolve } from "node:path";
import { crashNames } from "../diagnoses/_lookup.ts";
import { type Examined, examined } from "../examine/examine.ts";
import type { Facts, Variable, WitnessFacts } from "../facts.ts";
import { readText } from "../files.ts";
import type { Place } from "../finding.ts";
import { witnessFacts } from "../launch/witness/facts.ts";
import { reportedCrash } from "../launch/witness/reported.ts";
import { placeWitness, type Witness } from "../launch/witness/witness.ts";
import type { RunContext } from "./context.ts";
import { type Happened, joinFacts, realNames, runFacts } from "./facts.ts";
import { whyNotAgain } from "./may-start-again.ts";
import { isSameFailure } from "./same-failure.ts";
import { say } from "./say.ts";
import type { Started } from "./start.ts";

/** Starts the program as before, with a witness or without one, within so many milliseconds. */
export type StartWatched = (
  witness: Pick<Witness, "env" | "words"> | null,
  timeout: number,
) => Promise<Started>;

/** The languages whose interpreters an observer knows. */
const watched = new Set<unknown>(["python", "javascript", "typescript", "shell", null]);
/** It fails as soon as the first time, as far as the machine lets it: whoever waits is not kept for the whole of --timeout. */
const most = 4;
const leastTime = 5000;
const unwatched = /^(?:bun|bunx|deno)(?:\.exe)?$/;

/**
 * A start that failed is looked at once more, with a witness inside, where its cause is not certain (contract, "The second
 * look"). Gives what happened with what was seen; "again" where it did not fail this time.
 */
export async function lookAgain(
  happened: Happened,
  context: RunContext,
  startWatched: StartWatched,
): Promise<"again" | Happened> {
  if (!context.options.secondLook || !hasFailed(happened) || !canBeWatched(context)) return happened;
  const run = runFacts(happened);
  const facts = joinFacts(await context.reading.withSockets(), happened, run);
  const known = examined(facts);
  if (
    isCertain(known) ||
    whyNotAgain(happened, context.reading.argv, context.options, context.timeline.left()) !== null
  )
    return happened;
  const witness = placeWitness(questionOf(facts, happened));
  if (witness === null) return happened;
  say("the cause is not certain: starting it once more with a witness inside");
  try {
    return await look(happened, known, context, witness, startWatched);
  } finally {
    witness.remove();
  }
}

async function look(
  happened: Happened,
  { facts: { run: first }, mask }: Examined,
  context: RunContext,
  witness: Witness,
  startWatched: StartWatched,
): Promise<"again" | Happened> {
  if (first === null) return happened;
  context.timeline.done("read");
  const longest = most * (happened.started?.healthyMs ?? 0) + leastTime;
  const second = await startWatched(witness, Math.min(context.timeline.left(), longest));
  context.timeline.done("second look");
  if (second.waited?.how === "interrupted") return happened;
  await end(second);
  if (second.waited?.how === "healthy") {
    context.failedBefore.push(first);
    const how = first.crash ? `${first.crash.name}: ${first.crash.message}` : "it ended";
    say(
      `it did not fail this time (the first start did: ${mask.text(how.split("\n")[0] ?? how)}); starting it without the witness`,
    );
    return "again";
  }
  const seen = runFacts({ ...happened, port: second.port, started: second });
  const options = { dir: happened.dir, alias: realNames(happened.dir) };
  const notes = witness.notes();
  const same = isSameFailure(first, seen);
  const crash =
    same === true
      ? null
      : reportedCrash(notes, [first.output, seen.output], [first.crash, seen.crash], options);
  if (same === false && crash === null) {
    say("it failed for a different reason this time, so what the witness saw is not used");
    return happened;
  }
  const facts: WitnessFacts | null = witnessFacts(notes, {
    ...options,
    crash: crash ?? seen.crash,
    sure: same === true || crash !== null,
    textOf: (file) => readText(resolve(happened.dir, file)),
  });
  return facts === null ? happened : { ...happened, witness: facts, ...(crash ? { crash } : {}) };
}

/** Whatever has become of it: the program that is followed is another one. */
async function end({ program, watchdog }: Started): Promise<void> {
  if (program.ending !== null) return;
  const { stopProgram } = await import("../launch/stop.ts");
  await stopProgram(program);
  watchdog?.dismiss();
  await program.drained();
}

/** It was started, and ended by itself or will not go on: nothing is seen of a program that was only too slow. */
function hasFailed({ started, port }: Happened): boolean {
  if (started === null || port.failed || started.port.failed || started.program.ending?.spawnError)
    return false;
  if (started.bindFailed !== undefined) return false;
  const how = started.waited?.how;
  return how !== "healthy" && how !== "interrupted" && how !== "settled";
}

function canBeWatched({ reading: { command, argv } }: RunContext): boolean {
  return (
    watched.has(command?.language ?? null) &&
    !argv.some((word) => unwatched.test(word.replace(/^.*[\\/]/, "")))
  );
}

/** Nothing that is seen from inside would change what is said. */
function isCertain({ findings: [first], facts }: Examined): boolean {
  if (failsToParse(facts)) return true;
  if (first?.severity !== "error" || first.confidence !== "certain" || first.code === "app/crashed")
    return false;
  const places = [first.at, ...(first.also ?? [])];
  const about = facts.env.variables.filter(({ reads }) =>
    reads.some(({ at }) => places.some((place) => isAt(place, at))),
  );
  return about.length === 0 || about.some((variable) => provesItself(facts, variable));
}

/** No variable has a part in it: the text of the file in which it failed is not in its language. */
function failsToParse({ source, run }: Facts): boolean {
  const crash = run?.crash;
  if (!crash || !/^(?:Syntax|Indentation|Tab)Error$/.test(crash.name)) return false;
  // Python names the file without saying where in it: no function of it was running.
  const inner = crash.frames.at(-1);
  if (crash.language === "python") return inner?.own === true && inner.function === null;
  return source.broken.some(({ at }) => at.file === crash.at?.file);
}

/** The error names the variable, or is raised on the very line that reads it. That it is near to a read proves nothing. */
function provesItself(facts: Facts, variable: Variable): boolean {
  const { crash } = facts.run ?? {};
  if (crashNames(facts, variable.name)) return true;
  const last = crash?.frames.findLast((frame) => frame.own);
  return variable.reads.some(({ at }) => isAt(last && { file: last.file, line: last.line }, at));
}

function isAt(place: Place | undefined, at: Place): boolean {
  return place?.file === at.file && place.line === at.line;
}

function questionOf(
  { project, env }: Facts,
  { dir, variables }: Happened,
): Parameters<typeof placeWitness>[0] {
  const roots = [dir, project.root, ...realNames(dir), ...realNames(project.root)];
  const files = env.files.filter(({ role, state }) => role === "env" && state === "ok");
  return {
    roots: [...new Set(roots)],
    envFiles: files.map(({ file }) => resolve(dir, file)),
    environment: { ...process.env, ...variables.set },
  };
}
