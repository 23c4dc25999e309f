import { type Cases, defineDiagnosis } from "../../diagnose.ts";
import { text } from "../_text.ts";

export default defineDiagnosis({
  code: "port/ignored-by-app",
  since: "0.1.0",
  stage: "R",
  detect: (facts) => {
    const { run } = facts;
    if (!run || run.port.given === null || run.port.given === 0 || run.listening.length === 0) return [];
    if (run.listening.some((l) => l.port === run.port.given)) return [];
    const used = run.port.used ?? run.listening[0]?.port;
    return used === undefined || used === run.port.given
      ? []
      : [{ given: run.port.given, used, told: run.port.told }];
  },
  finding: ({ given, used, told }, facts) => {
    const met = facts.run?.outcome === "healthy";
    const literal = facts.source.listens.find((l) => l.port === used);
    return {
      severity: met ? "info" : "warning",
      confidence: "certain",
      role: met ? "met" : "none",
      ...(met ? { resolved: true } : {}),
      title: `The program listens on ${used}, not on ${given}`,
      detail: `It was told ${given}${told ? ` by ${told}` : ""} but opened ${used}: it takes its port from somewhere else.${met ? ` surestart checked its health there.` : ""}`,
      ...(literal ? { at: literal.portAt ?? literal.at } : {}),
    };
  },
  fixes: ({ given }) => [
    {
      id: "read-port",
      title: `Let the program take its port from PORT, or from its settings (${given} was asked for)`,
      safety: "manual",
      changes: [],
    },
  ],
  page: {
    what: "The program listens on another port than the one it was given.",
    why: "It does not read PORT, and the start command has no flag for the port.",
    causes: [
      "The port is in a settings file.",
      "The port is a literal in the code.",
      "The variable has another name (SERVER_PORT, HTTP_PORT).",
    ],
    steps: [
      "Let the program read PORT, with its own port as the default.",
      "If it reads another variable, set that one: `SERVER_PORT=8000`.",
      "If the port comes from a settings file, change it there, or start with the port that the program really uses: `surestart run --port N`.",
    ],
    examples: [
      { file: "server.js", wrong: "server.listen(3000);", right: "server.listen(process.env.PORT || 3000);" },
      {
        file: "main.py",
        wrong: "uvicorn.run(app, port=8000)",
        right: 'uvicorn.run(app, port=int(os.environ.get("PORT", "8000")))',
      },
    ],
    not: "A port that is a literal in the code is also reported as source/port-ignored, with its place.",
  },
});

export function cases(): Cases {
  const files = {
    "server.js": text`
      const { port } = JSON.parse(require("node:fs").readFileSync("settings.json"));
      require("node:http").createServer().listen(port);
    `,
    "settings.json": '{"port":18451}',
  };
  return {
    claims: [
      {
        name: "the port comes from a settings file",
        files,
        environment: { PORT: "18450" },
        run: {
          outcome: "healthy",
          ended: "healthy",
          port: { wanted: 18450, used: 18451, given: 18450, told: "PORT", movedBecause: null },
          listening: [{ address: "127.0.0.1", port: 18451, pid: 10 }],
        },
      },
    ],
    leaves: [
      {
        name: "it listens where it was told",
        files,
        environment: { PORT: "18451" },
        run: {
          outcome: "healthy",
          ended: "healthy",
          port: { wanted: 18451, used: 18451, given: 18451, told: "PORT", movedBecause: null },
          listening: [{ address: "127.0.0.1", port: 18451, pid: 10 }],
        },
      },
    ],
  };
}
