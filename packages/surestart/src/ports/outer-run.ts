import { isAlive } from "../alive.ts";

/** The variable by which `surestart run` tells its program, and runs inside of it, which port it was given: "pid:port". */
export const outerRun = "SURESTART_RUN";

/** The port was given by a run that is still there. */
export function isGivenByRun(port: number, mark: string | undefined): boolean {
  const [pid, given] = (mark ?? "").split(":").map(Number);
  return Boolean(pid) && given === port && isAlive(pid as number);
}
