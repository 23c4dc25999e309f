import { type Cases, defineDiagnosis } from "../../diagnose.ts";
import { serverOf } from "../../known/_find.ts";
import { type FixedListen, fixedPort, readPortFix } from "../_port-fix.ts";

export default defineDiagnosis({
  code: "source/port-ignored",
  since: "0.1.0",
  stage: "DR",
  detect: (facts) => {
    const { wanted } = facts.port;
    if (wanted === null || wanted.from === "source" || serverOf(facts.command?.server)?.ownListener)
      return [];
    const listens = facts.source.listens.filter((l) => l.reached);
    const literal = listens.find(fixedPort);
    if (!literal || listens.some((l) => l.variable !== null || l.port === wanted.value || l.port === null))
      return [];
    if (facts.run && !facts.run.listening.some((s) => s.port === literal.port)) return [];
    return [{ listen: literal satisfies FixedListen, wanted: wanted.value }];
  },
  finding: ({ listen, wanted }, facts) => {
    const met = facts.run?.outcome === "healthy";
    return {
      severity: met ? "info" : "warning",
      confidence: "certain",
      role: met ? "met" : "none",
      ...(met ? { resolved: true } : {}),
      title: `The port ${listen.port} is fixed in the code`,
      detail: `${listen.call} in ${listen.at.file} has the literal ${listen.port}: PORT and the requested port ${wanted} have no effect.${met ? ` surestart found the program on ${listen.port}.` : ""}`,
      at: listen.portAt ?? listen.at,
    };
  },
  fixes: ({ listen }, facts) => [readPortFix(listen, facts)],
  page: {
    what: "The port is a literal in the code; PORT and the port of the start command have no effect.",
    why: "A second copy, a platform that assigns ports, and every tool that chooses a free one cannot start the program on another port.",
    causes: ["A port that was typed for the first try and was never changed."],
    steps: ["Read PORT, and keep the literal as the default. `surestart doctor --fix` shows the change."],
    examples: [
      {
        file: "server.js",
        wrong: "server.listen(3000);",
        right: "server.listen(Number(process.env.PORT ?? 3000));",
      },
      {
        file: "main.py",
        wrong: "uvicorn.run(app, port=8000)",
        right: 'uvicorn.run(app, port=int(os.environ.get("PORT", "8000")))',
      },
    ],
    not: "A port that comes from a settings file instead of PORT is found by run, as port/ignored-by-app.",
  },
});

export function cases(): Cases {
  return {
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
}
