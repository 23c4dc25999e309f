import { hadOtherClients } from "../launch/other-clients.ts";
import { stdinIsSpent } from "../launch/stdin-data.ts";
import { productionSwitch } from "../runtime/production.ts";
import { escaped } from "./escaped.ts";
import type { Happened } from "./facts.ts";
import type { RunOptions } from "./options.ts";
import { isSupervised } from "./supervised.ts";

/** A program that ran for longer has done things that another start would do again. */
const longestRun = 15_000;
/** Less is not worth a start. */
const leastTime = 3000;
/** Commands that change something for good (contract, "The second look"). */
const once =
  /(?:^|[\s:/_-])(?:migrate|migrations?|seed|seeds|deploy|build|db:push|upgrade head)(?=$|[\s:_-]|\.(?:[cm]?[jt]s|py)\b)/i;

/**
 * Why a program that has failed may not be started again by itself; null where it may.
 * @param left milliseconds of `--timeout` that are left
 */
export function whyNotAgain(
  { started, variables }: Happened,
  argv: readonly string[],
  options: Pick<RunOptions, "timeout">,
  left: number,
): string | null {
  if (productionSwitch(variables.final) !== null) return "this is production";
  if (isSupervised()) return "a supervisor has started it";
  if (argv.includes("-") || once.test(argv.join(" "))) return "a second start of this command may do harm";
  if ((started?.healthyMs ?? 0) > longestRun) return "it ran too long before it failed";
  if (left < Math.min(leastTime, options.timeout)) return "too little of --timeout is left";
  if (hadOtherClients(started?.waited?.listened ?? []))
    return "it answered a request from another client before it failed";
  if (escaped().length > 0) return "it left processes running";
  return stdinIsSpent() ? "its stdin can be read only once" : null;
}
