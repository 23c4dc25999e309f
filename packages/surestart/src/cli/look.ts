import { type Examined, examine } from "../examine/examine.ts";
import type { SharedReads } from "../source/shared-reads.ts";
import type { Call } from "./command.ts";
import { withProgress } from "./progress.ts";
import { surveyOptions } from "./project.ts";

/** What the workspaces of a monorepo have in common. */
export interface Several {
  shared: SharedReads;
  /** @default a sign of progress for each by itself */
  onProgress?: (read: number, known: number) => void;
}

/** Looks at a project as `doctor` was asked to. `several`: it is one of several that are looked at in turn. */
export async function look(call: Call, dir: string, several: Several | null = null): Promise<Examined> {
  const options = {
    ...(await surveyOptions(call, dir)),
    probe: call.flag("probe"),
    shared: several?.shared,
  };
  if (several?.onProgress) return examine({ ...options, onProgress: several.onProgress });
  return withProgress(call, (onProgress) => examine({ ...options, onProgress }));
}
