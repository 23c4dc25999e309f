import type { WitnessFacts } from "../facts.ts";
import type { Backend } from "./backend.ts";
import type { RunContext } from "./context.ts";
import type { Happened } from "./facts.ts";
import type { Fixing } from "./fixing.ts";
import type { Healing } from "./healing.ts";
import { safely } from "./say.ts";

/** What becomes of a start that failed: it is healed, looked at again, fixed, or told. */
export class AfterFailure {
  /** What a second look saw, of what the next start was healed of. */
  witness: WitnessFacts | null = null;
  readonly #context: RunContext;
  readonly #backend: Backend;
  readonly #healing: Healing;
  readonly #fixing: Fixing | null;
  #lookedAgain = false;

  constructor(context: RunContext, backend: Backend, healing: Healing, fixing: Fixing | null) {
    this.#context = context;
    this.#backend = backend;
    this.#healing = healing;
    this.#fixing = fixing;
  }

  /** Is it started again, and if not, what is told of it? */
  async next(happened: Happened): Promise<"again" | Happened> {
    const { signals } = this.#backend;
    if (signals.asked) return happened;
    if (await this.heals(happened)) return "again";
    const seen = await this.#lookAgain(happened);
    if (seen === "again" || signals.asked) return seen;
    if (seen.witness && (await this.heals(seen))) {
      this.witness = seen.witness;
      return "again";
    }
    const next = (await this.#fixing?.afterFailure(seen)) ?? seen;
    if (next === "again") this.#context.reading.forget();
    return next;
  }

  async heals(happened: Happened): Promise<boolean> {
    let healed = false;
    await safely(async () => {
      healed = await this.#healing.afterFailure(happened);
    });
    return healed;
  }

  /** At most once in a run: what is seen from inside of a program that failed. */
  async #lookAgain(happened: Happened): Promise<"again" | Happened> {
    let seen: "again" | Happened = happened;
    const { again } = this.#backend;
    if (this.#lookedAgain || again === null) return seen;
    await safely(async () => {
      const { lookAgain } = await import("./second-look.ts");
      seen = await lookAgain(happened, this.#context, (witness, timeout) => {
        this.#lookedAgain = true;
        return again(witness, timeout);
      });
    });
    return seen;
  }
}
