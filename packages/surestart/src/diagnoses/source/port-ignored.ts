import { type Cases, defineDiagnosis } from "../../diagnose.ts";
import type { SourceListen } from "../../facts.ts";
import type { Fix } from "../../finding.ts";
import { moduleKind } from "../_module-kind.ts";

/** Servers that take their port from their own flag or variable and never run the code that would listen. */
const ownListener = new Set([
  "uvicorn",
  "gunicorn",
  "hypercorn",
  "flask",
  "django",
  "daphne",
  "waitress",
  "vite",
  "next",
  "nuxt",
  "astro",
  "http.server",
  "fastapi",
]);

export default defineDiagnosis({
  code: "source/port-ignored",
  since: "0.1.0",
  stage: "DR",
  detect: (facts) => {
    const { wanted } = facts.port;
    if (wanted === null || wanted.from === "source" || ownListener.has(facts.command?.server ?? ""))
      return [];
    const listens = facts.source.listens.filter((l) => l.reached);
    const [literal] = listens.filter((l) => l.port !== null && l.port !== 0 && l.variable === null);
    if (!literal || listens.some((l) => l.variable !== null || l.port === wanted.value || l.port === null))
      return [];
    if (facts.run && !facts.run.listening.some((s) => s.port === literal.port)) return [];
    return [{ listen: literal as SourceListen & { port: number }, wanted: wanted.value }];
  },
  finding: ({ listen, wanted }, facts) => {
    const met = facts.run?.outcome === "healthy";
    return {
      severity: met ? "info" : "warning",
      confidence: "certain",
      role: met ? "met" : "none",
      ...(met ? { resolved: true } : {}),
      title: `The port ${listen.port} is fixed in the code`,
      detail: `${listen.call} in ${listen.at.file} has the literal ${listen.port}: PORT and the port ${wanted} that was asked for have no effect.${met ? ` surestart found the program on ${listen.port}.` : ""}`,
      at: listen.portAt ?? listen.at,
    };
  },
  fixes: ({ listen }, facts) => [fixFor(listen, moduleKind(facts, listen.at.file))],
  page: {
    what: "The port is a literal in the code; PORT and the port of the start command have no effect.",
    why: "A second copy, a platform that gives out ports, and every tool that chooses a free one cannot start the program elsewhere.",
    causes: ["A port that was typed for the first try and stayed."],
    not: "A port that comes from a settings file and not from PORT is seen by run as port/ignored-by-app.",
  },
});

function fixFor(listen: SourceListen & { port: number }, module: "python" | "esm" | "cjs"): Fix {
  const at = listen.portAt;
  const title = `Take the port from PORT, ${listen.port} without it`;
  if (!at || at.line === undefined || at.column === undefined)
    return { id: "read-port", title, safety: "manual", changes: [] };
  const expression =
    module === "python"
      ? `int(os.environ.get("PORT", "${listen.port}"))`
      : `Number(process.env.PORT ?? ${listen.port})`;
  return {
    id: "read-port",
    title,
    safety: "review",
    changes: [
      {
        do: "replace",
        file: at.file,
        line: at.line,
        column: at.column,
        old: String(listen.port),
        new: expression,
      },
      ...(module === "python" ? ([{ do: "add-import", file: at.file, line: "import os" }] as const) : []),
    ],
  };
}

export const cases: Cases = {
  claims: [
    {
      name: "a literal in listen()",
      files: { "server.js": 'require("node:http").createServer().listen(18431);\n' },
      environment: { PORT: "18432" },
    },
  ],
  leaves: [
    {
      name: "a literal behind PORT",
      files: { "server.js": 'require("node:http").createServer().listen(process.env.PORT || 18431);\n' },
      environment: { PORT: "18432" },
    },
  ],
};
