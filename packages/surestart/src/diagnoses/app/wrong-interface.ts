import { type Cases, defineDiagnosis } from "../../diagnose.ts";
import type { Facts } from "../../facts.ts";
import type { Fix, Place } from "../../finding.ts";
import { toolNamed, tools } from "../../known/_tools.ts";
import { text } from "../_text.ts";
import { lastWords } from "../runtime/_crash-text.ts";

/** What Python says when a server calls an application as the other interface has it: an argument lacks that only that one has. */
const sign = /TypeError: (?:(\w+)\.)?\w+\(\) missing 1 required positional argument: '(send|start_response)'/;
/** The same of a server that hands over all three by their place. */
const three =
  /\(scope, [\w.]*receive, [\w.]*send\)(?:\n[\s^~]*)?\nTypeError: (?:(\w+)\.)?\w+\(\) takes [23] positional arguments but [34] were given/;

/** A function that takes nothing is called with what a server hands to an application. */
const factory =
  /TypeError: (\w+)\(\) takes (?:from )?0 (?:to \d+ )?positional arguments? but [23] were given/;

interface Evidence {
  server: string;
  application: string | null;
  asgi: boolean;
  /** The application is what this function makes. */
  makes?: true;
}

export default defineDiagnosis({
  code: "app/wrong-interface",
  since: "0.1.0",
  stage: "R",
  detect: (facts): Evidence[] => {
    const server = facts.command?.server ?? null;
    const text = lastWords(facts);
    const made = factory.exec(text)?.[1];
    if (made !== undefined && server !== null && made === facts.command?.entry?.attribute)
      return [{ server, application: made, asgi: false, makes: true }];
    const match = sign.exec(text) ?? three.exec(text);
    if (!match || server === null || server === "python") return [];
    return [{ server, application: match[1] ?? null, asgi: match[2] === "send" }];
  },
  // What it answers then is only what the server makes of that error.
  about: (_evidence, { run }) => [
    "fault app/wrong-interface",
    ...(run?.health ? ([`answer ${run.health.path}`] as const) : []),
  ],
  finding: ({ server, application, asgi, makes }, facts) => ({
    severity: "error",
    confidence: "certain",
    role: "crash",
    ...(makes
      ? {
          title: `${application} is a function that makes the application, and ${server} calls it as the application`,
          detail: `${server} hands each request to ${application}(), which does not take it, so every request fails.`,
        }
      : sentence(server, application, asgi)),
    ...placeOf(facts),
  }),
  fixes: ({ server, application, asgi, makes }, facts) => [
    makes ? callIt(server, application ?? "", facts) : otherServer(server, asgi, facts),
  ],
  page: {
    what: "The application does not use the interface of the server: ASGI under a WSGI server, or WSGI under an ASGI server.",
    why: "FastAPI, Starlette, Quart and Django's asgi.py are called with scope, receive and send; Flask, Bottle and Django's wsgi.py with environ and start_response. A server supports one of the two, and fails at the first request.",
    causes: [
      "`gunicorn shop.main:app` for FastAPI, without `-k uvicorn.workers.UvicornWorker`.",
      "`uvicorn shop:app` for Flask, or for wsgi.py of Django.",
      "`gunicorn shop:create_app`, where create_app() makes the application: `gunicorn 'shop:create_app()'`.",
    ],
    steps: [
      "ASGI (FastAPI, Starlette, Quart): start it with uvicorn or hypercorn, or with gunicorn and uvicorn's worker.",
      "WSGI (Flask, Bottle): start it with gunicorn or waitress, or wrap it for an ASGI server, with a2wsgi or asgiref.",
      "Django: `uvicorn config.asgi:application`, `gunicorn config.wsgi:application`.",
    ],
    examples: [
      {
        file: "shell",
        wrong: "gunicorn shop.main:app",
        right: "gunicorn shop.main:app -k uvicorn.workers.UvicornWorker",
      },
      { file: "shell", wrong: "uvicorn shop:app", right: "gunicorn shop:app" },
    ],
    not: "A module or an attribute that is not found is app/import-path or app/attribute-missing; a health path that answers 500 for another reason is health/failing.",
  },
});

const wsgi = tools.flatMap(({ name, speaks }) => (speaks?.as === "WSGI" ? [name] : []));

/** The same command with the worker that calls the application by the other interface. */
function otherWorker(server: string, { command }: Facts): { command?: string } {
  const other = toolNamed(server)?.speaks?.other;
  return other && command ? { command: `${command.program.join(" ")} ${other}` } : {};
}

function placeOf({ command, run }: Facts): { at?: Place } {
  const at = command?.at ?? run?.crash?.at;
  return at ? { at } : {};
}

function sentence(
  server: string,
  application: string | null,
  asgi: boolean,
): { title: string; detail: string } {
  return {
    title: `The application uses ${asgi ? "ASGI" : "WSGI"}, but ${server} calls it as ${asgi ? "WSGI" : "ASGI"}`,
    detail: `${application ?? "The application"} takes ${asgi ? "scope, receive and send (ASGI)" : "environ and start_response (WSGI)"}; ${server} passes the arguments of the other interface, so every request fails.`,
  };
}

function otherServer(server: string, asgi: boolean, facts: Facts): Fix {
  return asgi
    ? {
        id: "asgi-worker",
        title: "Start it with a server or a worker that supports ASGI",
        safety: "manual",
        ...otherWorker(server, facts),
        changes: [],
      }
    : {
        id: "wsgi-server",
        title: `Start it with a server that supports WSGI (${wsgi.join(", ")}), or wrap it (a2wsgi, asgiref)`,
        safety: "manual",
        changes: [],
      };
}

/** The server's own way to call it: parentheses in its name, or a flag. */
function callIt(server: string, name: string, { command }: Facts): Fix {
  const entry = toolNamed(server)?.command?.entry;
  const way = entry && "factory" in entry ? entry.factory : undefined;
  const word = command?.program.find((one) => one.endsWith(`:${name}`));
  const title =
    way === "call" && word
      ? `Write it as a call, in quotes because of the shell: '${word}()'`
      : way?.startsWith("--")
        ? `Add ${way}`
        : `Name an application that ${name}() has made, in place of ${name}`;
  return { id: "call-factory", title, safety: "manual", changes: [] };
}

export function cases(): Cases {
  const files = {
    "asgi.py": text`
      from starlette.applications import Starlette

      application = Starlette()
    `,
  };
  const command = ["/usr/bin/python3", "-m", "gunicorn", "asgi:application"];
  const health = {
    url: "http://127.0.0.1:18493/health",
    path: "/health",
    status: 500,
    problem: null,
    location: null,
    body: "<h1>Internal Server Error</h1>",
    pid: 9,
    holder: null,
    suggestions: [],
  };
  const listening = [{ address: "127.0.0.1", port: 18493, pid: 9 }];
  return {
    claims: [
      {
        name: "the function that makes the application is called as the application",
        files: { "shop.py": "def create_app(config=None):\n    return None\n" },
        command: ["/usr/bin/python3", "-m", "gunicorn", "shop:create_app"],
        facts: { runtime: { packages: [] } },
        run: {
          outcome: "failed",
          ended: "timeout",
          output: [
            "[2026-12-01 01:24:03 +0000] [14431] [ERROR] Error handling request GET /health",
            "Traceback (most recent call last):",
            '  File "/srv/.venv/lib/python3.12/site-packages/gunicorn/workers/sync.py", line 184, in handle_request',
            "    respiter = self.wsgi(environ, resp.start_response)",
            "TypeError: create_app() takes from 0 to 1 positional arguments but 2 were given",
          ],
        },
      },
      {
        name: "Starlette under gunicorn's own worker",
        files,
        command,
        run: {
          ended: "timeout",
          listening,
          health,
          output: [
            "[ERROR] Error handling request /health",
            "Traceback (most recent call last):",
            '  File "/usr/lib/python3/dist-packages/gunicorn/workers/sync.py", line 179, in handle_request',
            "    respiter = self.wsgi(environ, resp.start_response)",
            "TypeError: Starlette.__call__() missing 1 required positional argument: 'send'",
          ],
        },
      },
      {
        name: "a server that hands over all three by their place",
        files: { "web.py": "def app(environ, start_response): return []\n" },
        command: ["granian", "--interface", "asgi", "web:app"],
        run: {
          ended: "timeout",
          listening,
          health,
          output: [
            "[ERROR] Application callable raised an exception",
            "Traceback (most recent call last):",
            '  File "/usr/lib/python3/dist-packages/granian/asgi.py", line 113, in _runner',
            "    return callback(scope, proto.receive, proto.send)",
            "           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^",
            "TypeError: app() takes 2 positional arguments but 3 were given",
          ],
        },
      },
    ],
    leaves: [
      { name: "the same command before anything runs", files, command },
      {
        name: "an answer of 200",
        files,
        command,
        run: { outcome: "healthy", ended: "healthy", listening, health: { ...health, status: 200 } },
      },
    ],
  };
}
