import type { RunFacts } from "../facts.ts";
import { type RunContext, wantsReport } from "./context.ts";
import type { Happened } from "./facts.ts";
import { safely } from "./say.ts";

/** The screens of a run, and its report: one when it is healthy, one when it has failed, and what follows at its end. */
export class Telling {
  readonly #context: RunContext;
  #healthy: { ended: (exit: RunFacts["exit"], crashed: boolean) => Promise<void> } | null = null;

  constructor(context: RunContext) {
    this.#context = context;
  }

  /** Says at once that it is healthy; what only the sources tell follows when they are read, and holds nothing up. */
  healthy(before: Happened): Promise<void> {
    return safely(async () => {
      const [{ HealthyRun }, happened] = await Promise.all([
        import("./healthy-run.ts"),
        withHoldersNow(before),
      ]);
      const run = new HealthyRun(this.#context, happened);
      this.#healthy = run;
      await run.say();
    });
  }

  /**
   * The healthy program has ended: the report is written again with how, and for machines it is printed now.
   * @param crashed it ended by itself, with an error: the root cause is named as if it had never been healthy
   */
  ended(exit: RunFacts["exit"], crashed: boolean): Promise<void> {
    return safely(async () => {
      await this.#healthy?.ended(exit, crashed);
    });
  }

  failed(before: Happened): Promise<void> {
    return safely(async () => {
      const { options } = this.#context;
      const [{ runFacts }, { tellFailure }, happened] = await Promise.all([
        import("./facts.ts"),
        import("./tell-failure.ts"),
        withHoldersNow(before),
      ]);
      const run = runFacts(happened);
      if (run.ended !== "interrupted" || wantsReport(options))
        await tellFailure(this.#context, happened, run, null);
    });
  }
}

async function withHoldersNow(happened: Happened): Promise<Happened> {
  const { holdersNow } = await import("./holders-now.ts");
  return { ...happened, port: await holdersNow(happened.port) };
}
