import type { HealthQuestion } from "../launch/verdict.ts";

/** Seconds after which a person at a terminal is told that the start goes on. Whole lines: the program writes there as well. */
const times = [1, 6, 15, 30, 60, 120];

/** Says now and then what is waited for; gives what ends that. */
export function sayWaiting(
  { health, port, timeout }: { health: HealthQuestion; port: number | null; timeout: number },
  say: (line: string) => void,
): () => void {
  const timers = times
    .filter((seconds) => seconds * 1000 < timeout)
    .map((seconds) => {
      const line = `waiting for ${awaited(health, port)}, ${seconds} s of ${Math.round(timeout / 1000)}`;
      return setTimeout(() => say(line), seconds * 1000).unref();
    });
  return () => {
    for (const timer of timers) clearTimeout(timer);
  };
}

function awaited(health: HealthQuestion, port: number | null): string {
  if (health.kind === "url") return health.url.href;
  if (port === null) return "the program to open a port";
  if (health.kind === "tcp") return `port ${port}`;
  return `http://127.0.0.1:${port}${health.kind === "path" ? health.path : "/health"}`;
}
