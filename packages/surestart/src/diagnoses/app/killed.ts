import { type Cases, defineDiagnosis } from "../../diagnose.ts";

const words: Record<string, string> = {
  SIGKILL:
    "ended by force (SIGKILL): by the kernel when memory ran out, by a container's limit, or by somebody",
  SIGTERM: "asked to end (SIGTERM) by another process",
  SIGINT: "interrupted (SIGINT) by another process",
  SIGSEGV: "a segmentation fault (SIGSEGV) in compiled code",
  SIGABRT: "aborted itself (SIGABRT)",
  SIGHUP: "its terminal was closed (SIGHUP)",
  SIGPIPE: "what reads its output ended (SIGPIPE)",
  SIGBUS: "a bus error (SIGBUS) in compiled code",
};

export default defineDiagnosis({
  code: "app/killed",
  since: "0.1.0",
  stage: "R",
  fallback: true,
  detect: (facts) =>
    facts.run?.outcome === "failed" && facts.run.ended === "killed" && facts.run.exit?.signal
      ? [{ signal: facts.run.exit.signal, entry: facts.command?.entry?.file ?? null }]
      : [],
  finding: ({ signal, entry }) => ({
    severity: "error",
    confidence: "certain",
    role: "crash",
    title: `The program was ended by ${signal}`,
    detail: `surestart did not send it. It means: ${words[signal] ?? "a signal from outside"}.`,
    ...(entry ? { at: { file: entry } } : {}),
  }),
  page: {
    what: "The program ended by a signal that surestart did not send.",
    why: "Another process, the kernel or the program itself sent it.",
    causes: [
      "The kernel's out-of-memory killer.",
      "A limit of a container or a supervisor.",
      "A fault in compiled code.",
    ],
    not: "When the kernel's log or the program's words show that memory ran out it is resource/out-of-memory.",
  },
});

const files = { "server.js": 'require("node:http").createServer().listen(process.env.PORT);\n' };

export const cases: Cases = {
  claims: [
    {
      name: "a segmentation fault",
      files,
      run: { outcome: "failed", ended: "killed", exit: { code: null, signal: "SIGSEGV" } },
    },
  ],
  leaves: [{ name: "healthy", files, run: { outcome: "healthy", ended: "healthy" } }],
};
