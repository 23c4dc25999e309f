import type { Mask } from "../report/mask.ts";

/** What only the command line knows: how surestart was called, and so what is to be typed next. */
export interface Typed {
  /** The command line that repairs what has failed, as it may be shown. `again`: doctor cannot see it, only another run can. */
  fixCommand: (mask: Mask, again: boolean) => string;
  /** The command line of a fix with what was typed put in. */
  completed: (command: string, mask: Mask) => string;
  /** There is no start command: the error that says where it was looked for, and what may be meant. */
  noCommand: (dir: string) => Promise<Error>;
}

/** It is loaded when it is needed: by a run that fails. */
export type AskTyped = () => Promise<Typed>;
