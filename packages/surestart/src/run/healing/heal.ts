import type { Facts } from "../../facts.ts";
import { decideEnvironment, type EnvironmentDecision } from "../../launch/environment.ts";
import type { RunContext } from "../context.ts";
import { type Happened, joinFacts, runFacts } from "../facts.ts";
import { whyNotAgain } from "../may-start-again.ts";
import { say } from "../say.ts";
import { dialectOf, searchOrder, type Variables } from "../variables.ts";
import { lacking, whatItIsAbout } from "./about.ts";
import { reasonWords } from "./words.ts";

/** What a start that failed was healed of, and what the next one is given for it. */
export interface Healed {
  variables: Variables;
  facts: Facts;
}

/**
 * A start that fails because of a variable of its .env which nothing loads, which is loaded too late, or which a fault of the
 * file loses, is started again with it (contract: "What `run` promises", 1); once in a run. null: that is not why it failed.
 */
export async function heal(happened: Happened, context: RunContext): Promise<Healed | null> {
  const { variables } = happened;
  const { options, reading } = context;
  const { command } = reading;
  if (command === null) return null;
  if (options.envFiles.length > 0 || variables.loaded?.because === "nothing-loads" || !hasCrashed(happened))
    return null;
  if (whyNotAgain(happened, context.reading.argv, options, context.timeline.left()) !== null) return null;
  const facts = joinFacts(await reading.survey(), happened, runFacts(happened));
  const { dir, override } = options;
  const decision = decideEnvironment({
    environment: { ...process.env, ...command.env, ...variables.set },
    dialect: dialectOf(command),
    explicit: [],
    search: searchOrder(command, dir),
    loaders: facts.env.loaders,
    reads: facts.source.reads,
    lacking: lacking(facts),
    override,
    dir,
  });
  if (decision.loaded === null) return null;
  const about = whatItIsAbout(facts, decision.loaded.names);
  if (about.length === 0 || happened.asked) return null;
  say(reasonWords(facts, decision.loaded, about, dir));
  decision.loaded.about = about;
  return { variables: withBefore(decision, variables), facts };
}

/** What an earlier run had remembered and given already is given again. */
function withBefore({ set, loaded, final }: EnvironmentDecision, before: Variables): Variables {
  const names = [...new Set([...(before.loaded?.names ?? []), ...(loaded?.names ?? [])])];
  return {
    set: { ...before.set, ...set },
    loaded: loaded && { ...loaded, names, about: [...(before.loaded?.about ?? []), ...(loaded.about ?? [])] },
    final,
    loaders: before.loaders,
  };
}

/** Nothing that was never started, or that found no port, is healed by a variable. */
function hasCrashed({ started, port }: Happened): boolean {
  return (
    started !== null && !port.failed && !started.port.failed && started.program.ending?.spawnError == null
  );
}
