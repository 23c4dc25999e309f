import { type Cases, defineDiagnosis } from "../../diagnose.ts";
import { saidFixes } from "../_said.ts";

export default defineDiagnosis({
  code: "app/crashed",
  since: "0.1.0",
  stage: "R",
  fallback: true,
  detect: (facts) => {
    const { run } = facts;
    if (run?.outcome !== "failed" || run.ended !== "exited" || run.exit?.code === 0) return [];
    return [
      {
        crash: run.crash,
        code: run.exit?.code ?? null,
        last: run.output.filter((l) => l.trim() !== "").slice(-3),
      },
    ];
  },
  finding: ({ crash, code, last }) => {
    const said = crash?.said;
    const named = crash ? (said?.title ?? `${crash.name}${crash.message ? `: ${crash.message}` : ""}`) : null;
    return {
      severity: "error",
      confidence: "certain",
      role: "crash",
      title: named ? (named.split("\n")[0]?.slice(0, 200) ?? named) : `The program ended with status ${code}`,
      detail: crash
        ? `${said ? `${said.detail} ` : ""}The program ended with status ${code}.${crash.at?.line === undefined ? "" : ` The last line of the project that it ran is ${crash.at.file}:${crash.at.line}.`}`
        : `It ended with status ${code}.${last.length > 0 ? ` Its last words: ${last.join(" / ")}` : " It said nothing."}`,
      ...(crash?.at ? { at: crash.at } : {}),
      also: crash
        ? crash.frames
            .filter((f) => f.own)
            .slice(0, -1)
            .slice(-3)
            .map((f) => ({
              file: f.file,
              line: f.line,
              note: f.function ? `in ${f.function}` : "on the way",
            }))
        : [],
    };
  },
  fixes: ({ crash }) => saidFixes(crash),
  page: {
    what: "The program failed with an error that surestart knows no better words for: it is shown as the program gave it.",
    why: "A wrong diagnosis is worse than none.",
    causes: ["A fault in the code itself."],
    not: "Errors whose cause is known have codes of their own.",
  },
});

const files = { "server.js": 'function boot() {\n  throw new Error("the moon is full");\n}\nboot();\n' };

export const cases: Cases = {
  claims: [
    {
      name: "an error of the program's own",
      files,
      run: {
        outcome: "failed",
        ended: "exited",
        exit: { code: 1, signal: null },
        output: ["Error: the moon is full", "    at boot (server.js:2:9)"],
      },
    },
  ],
  leaves: [
    {
      name: "healthy",
      files: { "server.js": 'require("node:http").createServer().listen(process.env.PORT);\n' },
      run: { outcome: "healthy", ended: "healthy" },
    },
  ],
};
