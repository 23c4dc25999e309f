import { type Cases, defineDiagnosis } from "../../diagnose.ts";
import { text } from "../_text.ts";
import { saidTrace } from "./_watched.ts";

export default defineDiagnosis({
  code: "app/exits-at-once",
  since: "0.1.0",
  stage: "R",
  detect: (facts) => {
    const { run } = facts;
    if (run?.ended !== "exited" || run.exit?.code !== 0 || run.listening.length > 0 || saidTrace(facts))
      return [];
    const elsewhere = facts.source.listens.filter((l) => !l.reached);
    return [{ entry: facts.command?.entry?.file ?? null, elsewhere }];
  },
  finding: ({ entry, elsewhere }) => ({
    severity: "error",
    confidence: "certain",
    role: "crash",
    title: "The program exited with status 0 without opening a port",
    detail: `${entry ?? "It"} ran to its end without an error, and no port was opened${elsewhere[0] ? `; ${elsewhere[0].at.file} would open one` : ""}.`,
    ...(entry ? { at: { file: entry } } : {}),
    also: elsewhere.slice(0, 3).map((l) => ({ ...l.at, note: `${l.call} here` })),
  }),
  fixes: ({ elsewhere }) => [
    {
      id: "start-listener",
      title: elsewhere[0]
        ? `Start ${elsewhere[0].at.file}, which listens`
        : "Start the file that listens, or let this one listen",
      safety: "manual",
      changes: [],
    },
  ],
  page: {
    what: "The program exited with status 0 and never opened a port.",
    why: "Nothing keeps a program running that neither listens nor waits.",
    causes: [
      "The command starts a module that only exports the application.",
      'The call that listens is under a condition (`if __name__ == "__main__"`, require.main) that is not met.',
      "A command-line tool that put the server into the background.",
    ],
    steps: [
      "Start the file that listens; the finding names it where there is one.",
      "A module that only defines the application needs a server: `uvicorn main:app`, `gunicorn main:app`, `flask --app main run`.",
      "Or let this file listen, as in the example.",
      "A tool that goes into the background: start it in the foreground (without `--daemon`, `-d`).",
    ],
    examples: [
      {
        file: "server.js",
        wrong: "const app = express();\nmodule.exports = app;",
        right: "const app = express();\napp.listen(process.env.PORT || 3000);",
      },
      {
        file: "main.py",
        wrong: "app = Flask(__name__)",
        right:
          'app = Flask(__name__)\n\nif __name__ == "__main__":\n    app.run(port=int(os.environ.get("PORT", "5000")))',
      },
    ],
    not: "A program that ends with an error is app/crashed.",
  },
});

export function cases(): Cases {
  const files = {
    "app.js": 'module.exports = (req, res) => res.end("hi");\n',
    "bin/www": text`
      #!/usr/bin/env node
      require("node:http").createServer(require("../app.js")).listen(process.env.PORT);
    `,
  };
  return {
    claims: [
      {
        name: "only exports",
        files,
        command: ["node", "app.js"],
        run: { exit: { code: 0, signal: null } },
      },
    ],
    leaves: [
      {
        name: "ended with an error",
        files,
        command: ["node", "bin/www"],
        run: { outcome: "healthy", ended: "healthy" },
      },
    ],
  };
}
