import { type Examined, examine } from "../examine/examine.ts";
import type { Call } from "./command.ts";
import { withProgress } from "./progress.ts";
import { surveyOptions } from "./project.ts";

/** Looks at a project as `doctor` was asked to. */
export async function look(call: Call, dir: string): Promise<Examined> {
  const options = { ...(await surveyOptions(call, dir)), probe: call.flag("probe") };
  return withProgress(call, (onProgress) => examine({ ...options, onProgress }));
}
