import { resolve } from "node:path";
import { expect, test } from "vitest";
import { tellPort } from "../../src/ports/tell.ts";
import { readCommand } from "../../src/runtime/command.ts";
import { fixtures } from "./_programs.ts";

// The folder has scripts in its package.json for the commands that are read through npm.
const cwd = resolve(fixtures, "scripts");
const tell = async (line: string | readonly string[], port = 8001, host: string | null = null) => {
  const argv = typeof line === "string" ? line.split(" ") : line;
  const command = await readCommand(argv, { cwd, environment: {} });
  return tellPort(command, { port, host });
};

test.each([
  ["uvicorn app:app --port 8000", "uvicorn app:app --port 8001"],
  ["python3 -m uvicorn app:app --port=8000 --reload", "python3 -m uvicorn app:app --port=8001 --reload"],
  ["poetry run uvicorn app:app --port 8000", "poetry run uvicorn app:app --port 8001"],
  ["uv run uvicorn app:app", "uv run uvicorn app:app --port 8001"],
  ["uvicorn app:app", "uvicorn app:app --port 8001"],
  ["gunicorn -b 0.0.0.0:8000 app:app", "gunicorn -b 0.0.0.0:8001 app:app"],
  ["gunicorn --bind=:8000 app:app", "gunicorn --bind=:8001 app:app"],
  ["gunicorn app:app", "gunicorn app:app --bind 127.0.0.1:8001"],
  ["hypercorn app:app", "hypercorn app:app --bind 127.0.0.1:8001"],
  ["flask run", "flask run --port 8001"],
  ["flask --app web run -p 8000", "flask --app web run -p 8001"],
  ["fastapi dev app.py", "fastapi dev app.py --port 8001"],
  ["daphne app.asgi:application", "daphne app.asgi:application --port 8001"],
  ["waitress-serve --port=8000 app:app", "waitress-serve --port=8001 app:app"],
  ["waitress-serve app:app", "waitress-serve --port 8001 app:app"],
  ["python3 -m waitress --threads 2 app:app", "python3 -m waitress --port 8001 --threads 2 app:app"],
  ["streamlit run app.py", "streamlit run app.py --server.port 8001"],
  ["streamlit run app.py -- --year 2026", "streamlit run app.py --server.port 8001 -- --year 2026"],
  ["npx vite", "npx vite --port 8001"],
  ["next dev -p 3000", "next dev -p 8001"],
  ["npx astro dev", "npx astro dev --port 8001"],
  ["http-server public", "http-server public -p 8001"],
  ["serve -l 5000", "serve -l 8001"],
  ["php -S localhost:8000 -t public", "php -S localhost:8001 -t public"],
  ["rails server -p 3000", "rails server -p 8001"],
  ["puma", "puma --port 8001"],
  ["uvicorn app:app --host 0.0.0.0", "uvicorn app:app --host 0.0.0.0 --port 8001"],
  ["gunicorn -b 0.0.0.0 app:app", "gunicorn -b 0.0.0.0:8001 app:app"],
  ["npm exec vite", "npm exec vite -- --port 8001"],
  ["node server.js --port 3000", "node server.js --port 8001"],
  ["env A=1 uvicorn app:app --port 8000", "env A=1 uvicorn app:app --port 8001"],
])("%s is told by its flag", async (line, expected) => {
  const { argv, told, env } = await tell(line);
  expect([argv.join(" "), told, env["PORT"]]).toEqual([expected, "flag", "8001"]);
});

test.each([
  ["python3 manage.py runserver", "python3 manage.py runserver 8001", "positional"],
  ["python3 manage.py runserver 0.0.0.0:8000", "python3 manage.py runserver 0.0.0.0:8001", "flag"],
  ["python3 -m http.server", "python3 -m http.server 8001", "positional"],
  ["python3 -m http.server 8000 --bind 127.0.0.1", "python3 -m http.server 8001 --bind 127.0.0.1", "flag"],
])("%s is told by its place", async (line, expected, rung) => {
  const { argv, told } = await tell(line);
  expect([argv.join(" "), told]).toEqual([expected, rung]);
});

test("{port} and {host} in the command come first", async () => {
  expect(await tell("uvicorn app:app --port {port} --host {host}", 8001, "127.0.0.1")).toMatchObject({
    argv: ["uvicorn", "app:app", "--port", "8001", "--host", "127.0.0.1"],
    told: "placeholder",
  });
});

test.each([
  ["a plain program", ["node", "server.js"], { PORT: "8001" }],
  ["Python's own script", ["python3", "main.py"], { PORT: "8001" }],
  [
    "a server whose flag stands behind a variable",
    ["sh", "-c", "uvicorn app:app --port $PORT"],
    { PORT: "8001" },
  ],
  [
    "uvicorn where nothing can be appended",
    ["sh", "-c", "cd src; uvicorn app:app; true"],
    { UVICORN_PORT: "8001" },
  ],
  ["a script of npm", ["npm", "start"], { PORT: "8001" }],
])("%s is told by a variable", async (_name, argv, env) => {
  const told = await tell(argv);
  expect([told.argv, told.told]).toEqual([argv, "env"]);
  expect(told.env).toMatchObject(env);
});

test.each([
  ["npm run web", "npm run web -- --port 8001"],
  ["npm run nested", "npm run nested -- -- --port 8001"],
  ["npm run web-with-port", "npm run web-with-port -- --port 8001"],
  ["yarn web", "yarn web --port 8001"],
  ["pnpm run web", "pnpm run web --port 8001"],
  ["npm run api", "npm run api -- --port 8001"],
])("%s: the flag goes through to the end of the script", async (line, expected) => {
  const { argv, told } = await tell(line);
  expect([argv.join(" "), told]).toEqual([expected, "flag"]);
});

test.each([
  [
    "the flag in a shell's text",
    ["sh", "-c", "uvicorn app:app --port 8000"],
    ["sh", "-c", "uvicorn app:app --port 8001"],
  ],
  [
    "an address in a shell's text",
    ["bash", "-c", "cd . && exec gunicorn -b 127.0.0.1:8000 app:app"],
    ["bash", "-c", "cd . && exec gunicorn -b 127.0.0.1:8001 app:app"],
  ],
  [
    "a server at the end of a shell's text",
    ["sh", "-c", "cd . && npx vite"],
    ["sh", "-c", "cd . && npx vite --port 8001"],
  ],
  [
    "an assignment in a shell's text",
    ["sh", "-c", "PORT=8000 node server.js"],
    ["sh", "-c", "PORT=8001 node server.js"],
  ],
  [
    "an assignment of env",
    ["env", "PORT=8000", "node", "server.js"],
    ["env", "PORT=8001", "node", "server.js"],
  ],
])("%s is replaced there", async (_name, argv, expected) => {
  expect((await tell(argv)).argv).toEqual(expected);
});

test.each([
  ["an assignment in a script of package.json", "npm run fixed"],
  ["a bind in a script of package.json, to which another would only be added", "npm run gunicorn"],
])("%s cannot be told, and that is said", async (_name, line) => {
  const { argv, told, words } = await tell(line);
  expect([argv.join(" "), told]).toEqual([line, "none"]);
  expect(words).toMatch(/\w/);
});

test("a host goes where the port goes", async () => {
  expect((await tell("uvicorn app:app", 8001, "::1")).argv.slice(2)).toEqual([
    "--port",
    "8001",
    "--host",
    "::1",
  ]);
  expect((await tell("gunicorn app:app", 8001, "::1")).argv.slice(2)).toEqual(["--bind", "[::1]:8001"]);
  expect((await tell("gunicorn -b 0.0.0.0:80 app:app", 8001, "127.0.0.1")).argv[2]).toBe("127.0.0.1:8001");
  expect((await tell("gunicorn -b :8000 app:app", 8001, "::1")).argv[2]).toBe("[::1]:8001");
  expect((await tell("uvicorn app:app --port 8000", 8001, "::1")).argv.slice(2)).toEqual([
    "--port",
    "8001",
    "--host",
    "::1",
  ]);
  expect((await tell("uvicorn app:app --host 0.0.0.0", 8001, "::1")).argv.slice(2)).toEqual([
    "--host",
    "::1",
    "--port",
    "8001",
  ]);
  expect((await tell("serve -l 5000", 8001, "127.0.0.1")).argv[2]).toBe("tcp://127.0.0.1:8001");
  expect((await tell("node server.js", 8001, "127.0.0.1")).env).toEqual({ PORT: "8001", HOST: "127.0.0.1" });
});
