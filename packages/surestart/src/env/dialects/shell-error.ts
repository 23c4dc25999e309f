import type { Reason } from "../reading.ts";

/** The shell would stop here. */
export class ShellError {
  readonly at: number;
  readonly reason: Reason;
  constructor(at: number, reason: Reason) {
    this.at = at;
    this.reason = reason;
  }
}
