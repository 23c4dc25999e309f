import type { StartCommand } from "../facts.ts";
import type { RunContext } from "./context.ts";
import type { Happened } from "./facts.ts";
import type { Healed } from "./healing/heal.ts";
import { readRecord } from "./healing/record.ts";
import type { Variables } from "./variables.ts";

/** What a run knows of starts that fail for want of a variable of their .env: from an earlier run, or from its own first start. */
export class Healing {
  readonly #context: RunContext;
  #healed: Healed | null = null;
  #tried = false;

  constructor(context: RunContext) {
    this.#context = context;
  }

  /** What the program is given for it; null: nothing is known. */
  async before(command: StartCommand): Promise<Variables | null> {
    const { dir, envFiles } = this.#context.options;
    if (this.#healed) return this.#healed.variables;
    const record = envFiles.length > 0 ? null : readRecord(dir, command);
    if (record === null) return null;
    const { recall } = await import("./healing/recall.ts");
    const decision = recall(record, command, dir);
    return decision && { ...decision, loaders: null };
  }

  /** Can a start that failed be healed? Then it is to be started again. */
  async afterFailure(happened: Happened): Promise<boolean> {
    if (this.#tried) return false;
    const { heal } = await import("./healing/heal.ts");
    this.#healed = await heal(happened, this.#context);
    this.#tried = this.#healed !== null;
    return this.#tried;
  }

  /** The program is healthy with what it was given. */
  async worked(): Promise<void> {
    const { command } = this.#context.reading;
    if (this.#healed === null || command === null) return;
    const { remember } = await import("./healing/remember.ts");
    remember(this.#healed, command, this.#context.options.dir);
  }
}
