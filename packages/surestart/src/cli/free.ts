import { canAsk, confirmed, Interrupted } from "../examine/ask.ts";
import type { Holder } from "../facts.ts";
import { examinePort } from "../ports/examine.ts";
import { mustNotTake, type Taken, takePort } from "../ports/take.ts";
import { maskWithoutFacts } from "../report/crash.ts";
import type { Mask } from "../report/mask.ts";
import { sinceText } from "../report/text-finding.ts";
import { visible, wrap } from "../report/visible.ts";
import { findStartCommand } from "../survey/start-command.ts";
import type { Call } from "./command.ts";
import { portNumber } from "./port-number.ts";
import { commandOf, hiddenProcess, shortCommand } from "./ports.ts";
import { atHome, oneLine } from "./ports-table.ts";
import { printJson, styleFor } from "./print.ts";

interface Freed {
  holder: Holder;
  /** null: it was not agreed to. */
  taken: Taken | null;
}

/** Ends whoever holds a port. An earlier run of this project without asking; others when somebody agrees. */
export async function command(call: Call): Promise<number> {
  const port = portNumber(call.args[0]!, "free");
  const mask = maskWithoutFacts(call.cwd);
  const found = await findStartCommand(call.cwd, { environment: process.env }).catch(() => null);
  const state = await examinePort({
    port,
    ...(found ? { program: { argv: found.program, cwd: found.cwd } } : {}),
  });
  const holders = uniqueByProcess(state.holders ?? []);
  if (holders.length === 0) {
    const busy = state.busy
      ? `No process listens on port ${port}, but it is in use: ${state.busy.evidence}`
      : null;
    if (call.format === "json") printJson({ schema: 1, port, freed: busy === null, holders: [] });
    else
      process.stdout.write(
        `${mask.text(busy ?? `No process listens on port ${port}: there is nothing to stop`)}.\n`,
      );
    return busy === null ? 0 : 1;
  }
  const results: Freed[] = [];
  try {
    for (const holder of holders) {
      // Nobody is asked about what is not ended anyway.
      const refused = (await mustNotTake(holder)) !== null;
      const consent = call.flag("yes") || (!refused && !holder.ownRun && (await agreed(call, holder, mask)));
      results.push({
        holder,
        taken: consent || refused || holder.ownRun ? await takePort(holder, { consent }) : null,
      });
    }
  } catch (error) {
    if (error instanceof Interrupted)
      process.stderr.write(
        results.map((one) => freedText(one, port, mask, call)).join("") || "Nothing was stopped.\n",
      );
    throw error;
  }
  const freed = results.every(({ taken }) => taken?.freed);
  if (call.format === "json")
    printJson({ schema: 1, port, freed, holders: results.map((one) => freedJson(one, mask)) });
  else process.stdout.write(results.map((one) => freedText(one, port, mask, call)).join(""));
  return freed ? 0 : 1;
}

/** Asks on a terminal; elsewhere nobody agrees. */
async function agreed(call: Call, holder: Holder, mask: Mask): Promise<boolean> {
  if (call.format !== "text" || !canAsk()) return false;
  return confirmed(`Stop ${who(holder, mask)}?`, false);
}

function freedText({ holder, taken }: Freed, port: number, mask: Mask, call: Call): string {
  const style = styleFor(call);
  const name = who(holder, mask);
  const [mark, ...sentences] =
    taken === null
      ? [
          style.paint("yellow", style.mark.warning),
          `Port ${port} is in use by ${name}.`,
          `It is not an earlier run of this project: surestart free ${port} --yes stops it.`,
        ]
      : taken.freed
        ? [style.paint("green", style.mark.good), `Port ${port} is free: ${name}. ${taken.why}`]
        : [style.paint("red", style.mark.error), `Port ${port} is still in use by ${name}.`, taken.why];
  const indent = " ".repeat(style.mark.good.length);
  const lines = sentences.flatMap((text) => wrap(visible(mask.text(text)), style.width - indent.length - 1));
  return lines.map((line, at) => `${at === 0 ? mark : indent} ${line}\n`).join("");
}

function freedJson({ holder, taken }: Freed, mask: Mask): object {
  return {
    pid: holder.pid,
    command: commandOf(holder, mask),
    cwd: holder.cwd,
    ownRun: holder.ownRun,
    outcome: taken?.outcome ?? "not-agreed",
    why: taken === null ? "Nobody confirmed that it should be stopped." : mask.text(taken.why),
    signals: taken?.signals ?? [],
  };
}

function who(holder: Holder, mask: Mask): string {
  if (holder.pid === null) return hiddenProcess(holder);
  const since = holder.since === null ? null : `since ${sinceText(new Date(holder.since).toISOString())}`;
  const folder = holder.cwd === null ? null : `in ${atHome(holder.cwd)}`;
  const parts = [`pid ${holder.pid}`, holder.user, since, folder].filter((part) => part !== null);
  return oneLine(`${shortCommand(holder, mask)} (${parts.join(", ")})`);
}

/** A program that listens on IPv4 and IPv6 is ended once. */
function uniqueByProcess(holders: Holder[]): Holder[] {
  const seen = new Set<number>();
  return holders.filter(({ pid }) => pid === null || (!seen.has(pid) && seen.add(pid)));
}
