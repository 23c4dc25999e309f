import type { Logger } from "pino";
import type { Auth } from "../auth/create-auth.ts";

/** Milliseconds between two rounds. */
const hour = 3_600_000;

/**
 * Removes sessions and verifications that have ended, now and each hour: Better Auth ignores them, and removes one only when
 * somebody comes with it once more. Gives a function that ends it.
 */
export function removeExpired(auth: Auth, log: Logger): () => void {
  const round = async (): Promise<void> => {
    try {
      const { adapter } = await auth.$context;
      for (const model of ["session", "verification"]) {
        await adapter.deleteMany({
          model,
          where: [{ field: "expiresAt", operator: "lt", value: new Date() }],
        });
      }
    } catch (error) {
      // Health says whether the database answers; the next round comes in any case.
      log.debug({ err: error }, "Expired sessions were not removed");
    }
  };
  void round();
  const timer = setInterval(() => void round(), hour);
  timer.unref();
  return () => clearInterval(timer);
}
