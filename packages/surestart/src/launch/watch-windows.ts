import type { Watched } from "./watched-windows.ts";

// A program of its own (watchdog-windows.ts): it waits until its stdin closes, which is when the run that started it has ended,
// and ends then what that run's programs have become, as far as it was not told that they have ended. Until then it loads nothing.

// The first table may meet a PowerShell that is slow to start, on a machine that is slow to end something.
const tableTime = 30_000;
const rounds = 5;

let said = "";
process.stdin.setEncoding("utf8");
process.stdin.on("data", (text) => {
  said += text;
});
process.stdin.on("end", async () => {
  const { watchedIn } = await import("./watched-windows.ts");
  await endAll(watchedIn(said));
  process.exit();
});

/** Acts on a process only when the table has just named it as one of them; where there is no table, on none. */
async function endAll(programs: Watched[]): Promise<void> {
  if (programs.length === 0) return;
  const [{ windows }, { familyOfRoot }] = await Promise.all([
    import("../ports/windows.ts"),
    import("./family-windows.ts"),
  ]);
  const system = windows();
  const families = programs.map(({ pid, parent, startedAt, known }) => {
    const family = familyOfRoot(pid, parent, startedAt);
    family.include(known);
    return family;
  });
  for (let round = 0; round < rounds; round++) {
    const askedAt = Date.now();
    const table = await system.table(tableTime);
    if (table === null) return;
    for (const family of families) family.update(table, askedAt);
    const living = families.flatMap((family) => [...family.living]);
    if (living.length === 0) return;
    for (const { pid } of living) end(pid);
  }
}

function end(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It has ended, or is not ours to end: the next table says which.
  }
}
