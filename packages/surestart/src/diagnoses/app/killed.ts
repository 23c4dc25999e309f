import { type Cases, defineDiagnosis } from "../../diagnose.ts";
import { serverJs } from "../_serve.ts";
import { deadlySignal, words } from "./_killed.ts";

export default defineDiagnosis({
  code: "app/killed",
  since: "0.1.0",
  stage: "R",
  fallback: true,
  detect: (facts) => {
    const death = deadlySignal(facts);
    return death ? [{ ...death, entry: facts.command?.entry?.file ?? null }] : [];
  },
  finding: ({ signal, seen, entry }) => ({
    severity: "error",
    confidence: seen === null ? "certain" : "likely",
    role: "crash",
    title: `The program was ended by ${signal}`,
    detail: `${seen === null ? "" : `${seen} `}surestart did not send this signal. It means: ${words[signal] ?? "a signal from outside"}.`,
    ...(entry ? { at: { file: entry } } : {}),
  }),
  page: {
    what: "The program was ended by a signal that surestart did not send.",
    why: "Another process, the kernel or the program itself sent it.",
    causes: [
      "The kernel's out-of-memory killer.",
      "A limit of a container or a supervisor.",
      "A fault in compiled code.",
    ],
    steps: [
      "SIGKILL: look whether memory ran out, with `sudo dmesg | grep -i oom`, or `docker inspect NAME --format '{{.State.OOMKilled}}'`. Then give it more memory, or find what uses it.",
      "SIGSEGV, SIGABRT, SIGBUS, SIGILL: install the packages with compiled parts again, or update them (`npm rebuild`, `pip install --force-reinstall`).",
      "SIGTERM, SIGINT, SIGHUP: find what sent it: a supervisor, a container's stop, a terminal that was closed.",
    ],
    not: "When the kernel's log or the program's output shows that memory ran out, it is resource/out-of-memory.",
  },
});

export function cases(): Cases {
  const noAnswer = {
    url: "http://127.0.0.1:18490/health",
    path: "/health",
    status: null,
    location: null,
    body: null,
    pid: 9,
    holder: null,
    suggestions: [],
  };
  const files = { "server.js": serverJs };
  return {
    claims: [
      {
        name: "a segmentation fault",
        files,
        run: { ended: "killed", exit: { code: null, signal: "SIGSEGV" } },
      },
      {
        name: "a shell hands on that its child was killed",
        files,
        run: { exit: { code: 137, signal: null }, output: ["Killed"] },
      },
      {
        name: "a script waits for its program, and ends with the status of the signal without a word",
        files: { ...files, "serve.sh": "node server.js &\nwait $!\n" },
        command: ["sh", "serve.sh"],
        run: { exit: { code: 137, signal: null } },
      },
      {
        name: "workers that are killed one after the other",
        files,
        run: {
          ended: "timeout",
          exit: { code: 0, signal: null },
          listening: [{ address: "127.0.0.1", port: 18490, pid: 9 }],
          health: { ...noAnswer, problem: "timeout" },
          output: ["[WARNING] Worker with pid 51 was terminated due to signal 9"],
        },
      },
    ],
    leaves: [{ name: "healthy", files, run: { outcome: "healthy", ended: "healthy" } }],
  };
}
