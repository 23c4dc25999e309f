import type { CommandSpec, OptionSpec } from "./command.ts";

/** Options that every command takes. */
export const commonOptions: Record<string, OptionSpec> = {
  format: { value: "FORMAT", help: "how the result is written" },
  cwd: { value: "DIR", help: "work in this folder" },
  "env-file": {
    value: "FILE",
    repeatable: true,
    help: "read this .env file (again for more; the later file wins)",
  },
  color: { help: "colours, even where there is no terminal; --no-color for none" },
  version: { help: "the version of surestart", short: "v" },
  help: { help: "this help", short: "h" },
};

const fix: OptionSpec = { help: "mend what is safe to mend; show the rest and ask" };
const yes: OptionSpec = { help: "apply fixes that need a review, too, without asking" };

/** Every command, in the order of the help. */
export const commands: CommandSpec[] = [
  {
    name: "run",
    usage: "[options] [-- COMMAND [ARG…]]",
    summary: "start a backend and see it through to healthy",
    about:
      "Without COMMAND the start command is found: surestart.config.ts (.mts, .js, .mjs, .json), package.json, Procfile, pyproject.toml, or the framework's own. {port} and {host} in COMMAND are replaced.",
    args: { max: 0 },
    takesCommand: true,
    formats: ["text", "json", "sarif", "github"],
    options: {
      port: { value: "N", help: "the port that is wanted" },
      host: { value: "H", help: "the address to listen on" },
      "on-conflict": {
        value: "HOW",
        choices: ["ask", "next", "replace", "fail"],
        help: "when the port is taken: ask, next free one, replace an earlier run, or fail",
      },
      health: { value: "PATH", help: "the health path, a whole URL, or tcp" },
      timeout: { value: "SECONDS", check: "seconds", help: "how long it may take to be healthy (30)" },
      fix: { help: "apply safe fixes before the start" },
      yes,
      strict: { help: "do not start while doctor has an error" },
      override: { help: "the .env file beats the environment" },
      "no-follow": { help: "leave URLs that name the own port as they are" },
      // biome-ignore lint/suspicious/noThenProperty: it is the option's name
      then: { value: "COMMAND", help: "when healthy run this, then end the backend; its status is ours" },
      "exit-when-healthy": { help: "end the backend as soon as it is healthy" },
      report: { value: "FILE", help: "write the JSON report to this file" },
    },
    examples: [
      ["surestart run", "find the start command and run it"],
      ["surestart run -- python3 -m uvicorn src.main:app --port 8000", "run this one"],
      ["surestart run --then 'npm test' -- node server.js", "run the tests against it, then end it"],
    ],
    load: () => import("./run.ts"),
  },
  {
    name: "doctor",
    usage: "[DIR] [-- COMMAND…]",
    summary: "say what would keep it from starting; run nothing",
    args: { max: 1 },
    takesCommand: true,
    formats: ["text", "json", "sarif", "github"],
    options: {
      fix,
      yes,
      "dry-run": { help: "show every change as a diff; change nothing" },
      undo: { help: "take the last fixes back", excludes: ["fix", "yes", "dry-run", "probe"] },
      probe: { help: "ask services outside this machine and its networks, too" },
    },
    examples: [
      ["surestart doctor", "look at the project in this folder"],
      ["surestart doctor --fix", "mend it, asking where a change needs a look"],
      ["surestart doctor --undo", "take that back"],
    ],
    load: () => import("./doctor.ts"),
  },
  {
    name: "explain",
    usage: "[CODE]",
    summary: "the page of one diagnosis; without CODE, the list",
    args: { max: 1 },
    takesCommand: false,
    formats: ["text", "json"],
    options: {},
    examples: [["surestart explain env/hash-cuts-value", "what it means and where it comes from"]],
    load: () => import("./explain.ts"),
  },
  {
    name: "env",
    usage: "[DIR] [-- COMMAND…]",
    summary: "every variable: masked value, where from, what it hides, how each loader reads it",
    args: { max: 1 },
    takesCommand: true,
    formats: ["text", "json"],
    options: {},
    examples: [["surestart env", "the variables of the project in this folder"]],
    load: () => import("./env.ts"),
  },
  {
    name: "ports",
    usage: "[PORT]",
    summary: "who listens, on which address, since when, of which project",
    args: { max: 1 },
    takesCommand: false,
    formats: ["text", "json"],
    options: {},
    examples: [
      ["surestart ports", "every listening port"],
      ["surestart ports 8000", "who has port 8000"],
    ],
    load: () => import("./ports.ts"),
  },
  {
    name: "free",
    usage: "PORT",
    summary: "end the holder of a port, safely",
    about:
      "Asks first, unless the holder is an earlier run of this project. What must not be stopped is left alone, and said.",
    args: { min: 1, max: 1 },
    takesCommand: false,
    formats: ["text", "json"],
    options: { yes: { help: "do not ask" } },
    examples: [["surestart free 8000", "end who has port 8000"]],
    load: () => import("./free.ts"),
  },
  {
    name: "init",
    usage: "[DIR] [-- COMMAND…]",
    summary: "write .env from .env.example, or from what the code reads, with fresh secrets",
    about:
      "Completes a .env that lacks keys, and changes nothing that is there. Does nothing when NODE_ENV is production.",
    args: { max: 1 },
    takesCommand: true,
    formats: ["text", "json"],
    options: {},
    examples: [["surestart init", "make the .env of the project in this folder"]],
    load: () => import("./init.ts"),
  },
];
