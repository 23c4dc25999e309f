import { type Cases, defineDiagnosis } from "../../diagnose.ts";
import { text } from "../_text.ts";
import { bindFailed, saysTaken } from "./_held.ts";

export default defineDiagnosis({
  code: "port/bound-twice",
  since: "0.1.0",
  stage: "R",
  detect: (facts) => {
    const { run } = facts;
    if (run?.outcome !== "failed" || !bindFailed(facts)) return [];
    const port = run.port.given ?? run.port.used;
    // It had the port itself before it failed: seen among its own sockets, or nobody else could have had it.
    const own = run.listening.some((l) => port === null || l.port === port) || run.boundByItself === true;
    const second = facts.source.listens.filter((l) => l.reached);
    return own || (second.length > 1 && !facts.port.holders?.length && run.port.movedBecause === null)
      ? [{ port, listens: second, own }]
      : [];
  },
  about: ({ port }) => (port === null ? [] : [`port ${port}`]),
  finding: ({ port, listens, own }, facts) => {
    const at = facts.run?.crash?.at ?? listens.at(-1)?.at;
    return {
      severity: "error",
      confidence: own ? "certain" : "likely",
      role: "crash",
      title: `The program binds its own port${port === null ? "" : ` ${port}`} twice`,
      detail:
        "The second bind fails with EADDRINUSE because the program itself already listens on the port; no other process does.",
      ...(at ? { at } : {}),
      also: listens.map((l) => ({ ...l.at, note: `${l.call} here` })),
    };
  },
  fixes: () => [
    {
      id: "one-listen",
      title:
        "Listen in one place only: the module of the application exports it, and the start script listens",
      safety: "manual",
      changes: [],
    },
  ],
  page: {
    what: "One program opens the same port twice, and the second attempt fails.",
    why: "A module that listens when it is imported is imported by a script that listens, too.",
    causes: [
      "app.js calls listen() and bin/www calls it again.",
      "A reloader or a test setup that starts the application inside itself.",
    ],
    steps: [
      "Listen in one place only: the module of the application exports it, and the start script calls listen().",
      'In Python, guard the call, so that an import does not listen: `if __name__ == "__main__":`.',
      "With a reloader, start extra servers (metrics, a debugger) only in the process that serves.",
    ],
    examples: [
      {
        file: "app.js",
        wrong: "const app = express();\napp.listen(3000);\nmodule.exports = app;",
        right: "const app = express();\nmodule.exports = app;",
      },
      {
        file: "main.py",
        wrong: 'uvicorn.run("main:app", port=8000)',
        right: 'if __name__ == "__main__":\n    uvicorn.run("main:app", port=8000)',
      },
    ],
    says: saysTaken,
    not: "A port that another process uses is port/held-by-other.",
  },
});

export function cases(): Cases {
  const files = {
    "app.js": text`
      const http = require("node:http");
      const app = http.createServer();
      app.listen(process.env.PORT);
      module.exports = app;
    `,
    "server.js": text`
      const http = require("node:http");
      require("./app.js");
      http.createServer().listen(process.env.PORT);
    `,
  };
  return {
    claims: [
      {
        name: "the imported module listens as well",
        files,
        environment: { PORT: "18460" },
        run: {
          port: { wanted: 18460, used: null, given: 18460, told: "PORT", movedBecause: null },
          listening: [{ address: "::", port: 18460, pid: 9 }],
          output: [
            "Error: listen EADDRINUSE: address already in use :::18460",
            "    at Server.setupListenHandle [as _listen2] (node:net:1817:16)",
            "  code: 'EADDRINUSE',",
          ],
        },
      },
    ],
    leaves: [
      {
        name: "two servers on two ports",
        files,
        environment: { PORT: "18460" },
        run: {
          outcome: "healthy",
          ended: "healthy",
          port: { wanted: 18460, used: 18460, given: 18460, told: "PORT", movedBecause: null },
          listening: [
            { address: "::", port: 18460, pid: 9 },
            { address: "::", port: 18461, pid: 9 },
          ],
        },
      },
    ],
  };
}
