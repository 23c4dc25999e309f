import { type Cases, defineDiagnosis } from "../../diagnose.ts";
import { typed } from "../_typed.ts";
import { said, saidCases } from "./_said.ts";

const signs =
  /EMFILE|Too many open files|System limit for number of file watchers reached|inotify (?:watch|instance)[^\n]*(?:limit|reached)|ENOSPC: System limit/i;

export default defineDiagnosis({
  code: "resource/file-limits",
  since: "0.1.0",
  stage: "R",
  detect: (facts) => said(facts, signs),
  finding: ({ words }, facts) => ({
    severity: "error",
    confidence: "certain",
    role: "crash",
    title:
      words.includes("watch") || words.includes("System limit") || words.includes("inotify")
        ? "The limit of watched files is reached"
        : "The limit of open files is reached",
    detail: `The program says: "${words}".`,
    ...(facts.run?.crash?.at ? { at: facts.run.crash.at } : {}),
  }),
  fixes: ({ words }, facts) => [
    {
      id: "raise",
      title: "Raise the limit",
      safety: "manual",
      ...typed(
        facts,
        /watch|System limit|inotify/.test(words)
          ? "sudo sysctl fs.inotify.max_user_watches=524288 fs.inotify.max_user_instances=512"
          : "ulimit -n 65536",
      ),
      changes: [],
    },
  ],
  page: {
    what: "The system's limit for open or watched files is reached.",
    why: "Each watched folder and each open connection counts; the limits are low by default.",
    causes: [
      "A watcher that watches node_modules.",
      "An editor and several watchers at once.",
      "Connections that are never closed.",
    ],
    steps: [
      "Watched files, on Linux: `sudo sysctl fs.inotify.max_user_watches=524288 fs.inotify.max_user_instances=512`. To keep it, write it into /etc/sysctl.d/.",
      "Open files: `ulimit -n 65536` in the shell that starts the program.",
      "Let the watcher ignore node_modules, .venv and build folders, and close connections and files that are no longer needed.",
    ],
    says: ["EMFILE: too many open files", "ENOSPC: System limit for number of file watchers reached"],
    not: "ENOSPC that is a full disk is resource/disk-full.",
  },
});

export function cases(): Cases {
  return saidCases("no more files can be watched", [
    "Error: ENOSPC: System limit for number of file watchers reached, watch '/srv/app'",
  ]);
}
