import { fileURLToPath } from "node:url";
import type { Finding } from "../../src/finding.ts";
import { createMask } from "../../src/report/mask.ts";
import { makeReport, type Report, type ReportInput } from "../../src/report/report.ts";

/** A small project in the state in which it does not start. */
export const storyDir: string = fileURLToPath(new URL("../fixtures/report/story", import.meta.url));
export const storySecret = "4b1f8c0e6a3d5f7e9b2c4d6e8f0a1b3c";
export const storyMask = createMask([storySecret]);

export const notLoaded: Finding = {
  code: "source/env-not-loaded",
  severity: "error",
  confidence: "certain",
  title: "BETTER_AUTH_SECRET is set in .env, and nothing loads .env",
  detail:
    "Python reads no .env by itself: os.getenv sees the environment of the process, and BETTER_AUTH_SECRET is not in it. The program ends at its import of src/config/auth_config.py.",
  at: { file: "src/config/auth_config.py", line: 5, column: 14, endColumn: 45 },
  also: [{ file: ".env", line: 1, note: "BETTER_AUTH_SECRET is set here" }],
  fixes: [
    {
      id: "add-load-dotenv",
      title: "Load .env before the variable is read, with python-dotenv",
      safety: "review",
      changes: [
        {
          do: "insert",
          file: "src/config/auth_config.py",
          line: 2,
          lines: ["from dotenv import load_dotenv", "", "load_dotenv()"],
        },
      ],
    },
    {
      id: "run",
      title: "Start it through surestart, which loads .env itself",
      safety: "manual",
      command: "surestart run -- python3 -m uvicorn src.main:app --port 8000",
      changes: [],
    },
  ],
};

export const portHeld: Finding = {
  code: "port/held-by-other",
  severity: "warning",
  confidence: "certain",
  title: "Port 8000 is in use by python3 -m http.server 8000",
  detail: "It has listened on 0.0.0.0:8000 since then.",
  holder: {
    pid: 4711,
    command: "python3 -m http.server 8000 --token 4b1f8c0e6a3d5f7e9b2c4d6e8f0a1b3c",
    cwd: "/home/ada/site",
    user: "ada",
    since: "2020-11-22T10:59:00Z",
    sameProject: false,
  },
  fixes: [
    {
      id: "next",
      title: "Use the next free port",
      safety: "manual",
      command: "surestart run --port 8001",
      changes: [],
    },
  ],
};

export const permissions: Finding = {
  code: "env/permissions",
  severity: "warning",
  confidence: "certain",
  title: ".env bears secrets and can be read by every user of this machine",
  detail: "Its mode is 0644.",
  at: { file: ".env" },
  fixes: [],
};

export function storyReport(findings: Finding[], more: Partial<ReportInput> = {}): Report {
  return makeReport({
    version: "0.1.0",
    outcome: "checked",
    dir: storyDir,
    cwd: storyDir,
    facts: null,
    findings,
    mask: storyMask,
    edits: (fix) =>
      fix.changes.length === 0
        ? []
        : [
            {
              file: "src/config/auth_config.py",
              diff: "--- src/config/auth_config.py\n+++ src/config/auth_config.py\n@@ -1,4 +1,7 @@\n import os\n+from dotenv import load_dotenv\n+\n+load_dotenv()\n \n \n class AuthConfig:\n",
            },
          ],
    ...more,
  });
}
