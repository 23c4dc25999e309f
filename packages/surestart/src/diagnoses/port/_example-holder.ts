import type { Holder } from "../../facts.ts";

/** A holder for the cases of this folder. */
export const exampleHolder: Holder = {
  pid: 4711,
  startTime: 123456,
  argv: ["python3", "-m", "http.server", "18441"],
  cwd: "/srv/files",
  user: "ada",
  uid: 1000,
  since: Date.UTC(2026, 0, 5, 9, 30),
  parents: [{ pid: 4000, name: "bash" }],
  address: "127.0.0.1",
  port: 18441,
  family: 4,
  group: 4711,
  system: null,
  ownRun: false,
  claimedBy: null,
};
