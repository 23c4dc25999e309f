import { describe, expect, test } from "vitest";
import { keptByWords } from "../../src/launch/keeper/words.ts";

const stopped = "ERROR:    Application startup failed. Exiting.";
const changed = "WARNING:  WatchFiles detected changes in 'main.py'. Reloading...";
const error = ["Error: boom", "    at server.js:1:7"];

// What the tools themselves print: Node 24, nodemon 3.1, deno 2, uvicorn 0.17, Django 3.2, gunicorn 20.1.
describe("a program that something keeps has ended", () => {
  test.each<[string, string[], string[], ReturnType<typeof keptByWords>]>([
    [
      "node --watch",
      ["node", "--watch", "server.js"],
      [...error, "Failed running 'server.js'. Waiting for file changes before restarting..."],
      {
        by: "node",
        code: null,
        said: "Failed running 'server.js'. Waiting for file changes before restarting...",
      },
    ],
    [
      "node --watch, well",
      ["node", "--watch", "server.js"],
      ["Completed running 'server.js'. Waiting for file changes before restarting..."],
      {
        by: "node",
        code: 0,
        said: "Completed running 'server.js'. Waiting for file changes before restarting...",
      },
    ],
    [
      "started again since",
      ["node", "--watch", "server.js"],
      ["Failed running 'server.js'. Waiting for file changes before restarting...", "Restarting 'server.js'"],
      null,
    ],
    [
      "nodemon",
      ["npm", "run", "dev"],
      [
        "[nodemon] starting `node bad.js`",
        ...error,
        "[nodemon] app crashed - waiting for file changes before starting...",
      ],
      {
        by: "nodemon",
        code: null,
        said: "[nodemon] app crashed - waiting for file changes before starting...",
      },
    ],
    [
      "nodemon, well",
      ["nodemon", "fine.js"],
      ["done", "[nodemon] clean exit - waiting for changes before restart"],
      { by: "nodemon", code: 0, said: "[nodemon] clean exit - waiting for changes before restart" },
    ],
    [
      "nodemon among several programs",
      ["concurrently", "npm:*"],
      ["[api] [nodemon] app crashed - waiting for file changes before starting..."],
      {
        by: "nodemon",
        code: null,
        said: "[api] [nodemon] app crashed - waiting for file changes before starting...",
      },
    ],
    [
      "one of several programs that has done its work",
      ["concurrently", "npm:*"],
      ["[build] Completed running 'build.js'. Waiting for file changes before restarting..."],
      null,
    ],
    [
      "deno",
      ["deno", "run", "--watch", "main.ts"],
      ["Watcher Process started.", "Watcher Process finished with exit code 1. Restarting on file change..."],
      {
        by: "deno",
        code: 1,
        said: "Watcher Process finished with exit code 1. Restarting on file change...",
      },
    ],
    [
      "uvicorn --reload, whose error has only begun",
      ["python3", "-m", "uvicorn", "main:app", "--reload"],
      ["Process SpawnProcess-1:", "Traceback (most recent call last):"],
      { by: "uvicorn", code: null, said: "Process SpawnProcess-1:", begun: true },
    ],
    [
      "uvicorn --reload, whose lifespan has failed",
      ["uvicorn", "main:app", "--reload"],
      ["RuntimeError: shut", "", stopped],
      { by: "uvicorn", code: null, said: stopped },
    ],
    [
      "fastapi dev, likewise",
      ["fastapi", "dev", "main.py"],
      [stopped],
      { by: "fastapi", code: null, said: stopped },
    ],
    ["started again since it failed", ["uvicorn", "main:app", "--reload"], [stopped, changed], null],
    ["uvicorn that ends by itself", ["uvicorn", "main:app"], [stopped], null],
    ["the same words of another program", ["python3", "pool.py"], ["Process SpawnProcess-1:"], null],
    [
      "Django",
      ["python3", "manage.py", "django", "runserver"],
      ["Exception in thread django-main-thread:", "Traceback (most recent call last):"],
      { by: "django", code: null, said: "Exception in thread django-main-thread:", begun: true },
    ],
    ["gunicorn, whose first worker has died", ["gunicorn", "hall:app"], [worker(1)], null],
    [
      "gunicorn, whose workers die",
      ["gunicorn", "hall:app"],
      [worker(1), worker(2), worker(3)],
      { by: "gunicorn", code: null, said: worker(3), again: true },
    ],
    [
      "a log that speaks of waiting",
      ["node", "server.js"],
      ["waiting for changes", "Failed running the job"],
      null,
    ],
  ])("%s", (_name, words, lines, wanted) => {
    const reloads = words.includes("--reload") || words.includes("dev");
    expect(keptByWords(lines, words, reloads)).toEqual(wanted);
  });
});

function worker(pid: number): string {
  return `[2026-11-30 09:48:52 +0000] [1447${pid}] [INFO] Worker exiting (pid: 1447${pid})`;
}
