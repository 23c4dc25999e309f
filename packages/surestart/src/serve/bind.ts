import type { Server } from "node:http";
import type { SurestartError } from "../error.ts";
import { type Claim, claimPort } from "../ports/claim.ts";
import type { OwnProgram } from "../ports/own-run.ts";
import { listen } from "./listen.ts";
import type { Wanted } from "./wanted.ts";

/** A port on which the server listens, and that no other run of surestart is given. */
export interface Bound {
  port: number;
  /** Gives the claim back; the server is closed by its owner. */
  release(): void;
}

/**
 * Binds the wanted port or, by the rule, the next one that is available; who held the wanted one is said in one line.
 * A port that a running surestart has told is bound as it is: the claim is that run's, and an error is its to read.
 * @throws {SurestartError} a code of the family port
 */
export async function bind(
  server: Server,
  { port: wanted, host, told }: Wanted,
  onConflict: "next" | "fail",
  say: (line: string) => void,
): Promise<Bound> {
  if (told || wanted === 0) return { port: await listen(server, wanted, host), release() {} };
  const program = { argv: process.argv, cwd: process.cwd() };
  const avoid: number[] = [];
  for (;;) {
    const claim = await claimPort({ wanted, host, program, strategy: onConflict, avoid });
    try {
      await listen(server, claim.port, host);
    } catch (error) {
      claim.release();
      // Somebody who asks nobody came in between: the claim holds against other runs only.
      const lost = ["EADDRINUSE", "EACCES"].includes((error as NodeJS.ErrnoException).code ?? "");
      if (!lost) throw error;
      if (onConflict === "fail") throw await whyNot(wanted, host, program, error);
      avoid.push(claim.port);
      continue;
    }
    if (claim.port !== wanted) say(await movedLine(claim, host, program));
    return { port: claim.port, release: () => claim.release() };
  }
}

async function movedLine({ wanted, port, moved }: Claim, host: string, program: OwnProgram): Promise<string> {
  if (moved?.reason === "claimed") {
    return `port ${wanted} is claimed by another run (pid ${moved.by.pid}, in ${moved.by.dir}): using ${port}`;
  }
  const { finding } = await whyNot(wanted, host, program);
  return `${finding.title}: using ${port}`;
}

async function whyNot(
  port: number,
  host: string,
  program: OwnProgram,
  cause?: unknown,
): Promise<SurestartError> {
  const [{ examinePort }, { portError }] = await Promise.all([
    import("../ports/examine.ts"),
    import("../ports/port-error.ts"),
  ]);
  return portError(port, host, await examinePort({ port, host, program }), cause);
}
