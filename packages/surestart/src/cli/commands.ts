import type { CommandSpec, OptionSpec } from "./command.ts";

/** Options that every command takes. */
export const commonOptions: Record<string, OptionSpec> = {
  format: { value: "FORMAT", help: "the output format" },
  cwd: { value: "DIR", help: "work in this folder instead of the current one" },
  "env-file": {
    value: "FILE",
    repeatable: true,
    help: "load this .env file; can be repeated, later files win",
  },
  color: { help: "use colours even without a terminal; --no-color: never use them" },
  version: { help: "print the version of surestart", short: "v" },
  help: { help: "print this help", short: "h" },
};

const fix: OptionSpec = { help: "apply the safe fixes; show each other fix and ask first" };
const yes: OptionSpec = { help: "also apply fixes that need a review, without asking" };

/** Every command, in the order of the help. */
export const commands: CommandSpec[] = [
  {
    name: "run",
    usage: "[options] [--] [COMMAND [ARG…]]",
    summary: "start a backend and wait until it is healthy",
    about:
      "The first word that is not an option begins COMMAND; everything after it belongs to COMMAND. Without COMMAND, the start command is taken from surestart.config.ts (.mts, .js, .mjs, .json), package.json, Procfile, pyproject.toml, or the framework's own files. {port} and {host} in COMMAND are replaced by the port and the address.",
    args: { max: 0 },
    takesCommand: "first",
    formats: ["text", "json", "sarif", "github"],
    options: {
      port: { value: "N", help: "the port to use if it is available" },
      host: { value: "H", help: "the address to listen on" },
      "on-conflict": {
        value: "HOW",
        choices: ["ask", "next", "replace", "fail"],
        help: "if the port is in use: ask, use the next free one, replace an earlier run, or fail",
      },
      health: { value: "PATH", help: "the health check: a path, a full URL, or tcp" },
      timeout: {
        value: "SECONDS",
        check: "seconds",
        help: "how long to wait until it is healthy (default: 30)",
      },
      fix: { help: "if the start fails, apply the safe fix of its root cause and start again" },
      yes: { help: "with --fix, also apply a fix that needs a review, without asking" },
      strict: { help: "do not start if doctor finds an error" },
      override: { help: "let .env override the environment" },
      "no-follow": { help: "do not change URLs that point to the program's own port" },
      "no-second-look": { help: "do not start a failed program again to find out why it failed" },
      // biome-ignore lint/suspicious/noThenProperty: it is the option's name
      then: {
        value: "COMMAND",
        line: true,
        help: "once healthy, run this command with PORT and SURESTART_URL set, then stop the backend and exit with the command's status",
      },
      "exit-when-healthy": { help: "stop the backend as soon as it is healthy" },
      report: { value: "FILE", help: "also write the JSON report to this file" },
    },
    examples: [
      ["surestart run", "find the start command and run it"],
      ["surestart run python3 -m uvicorn src.main:app --port 8000", "run this command"],
      ["surestart run --then 'npm test' node server.js", "run the tests against it, then stop it"],
    ],
    load: () => import("./run.ts"),
  },
  {
    name: "doctor",
    usage: "[DIR] [-- COMMAND…]",
    summary: "find what keeps a backend from starting; run nothing",
    about:
      "Exits with 0 if no error was found, 1 if one was found, and 66 if it could not tell: there is no start command, or surestart does not read the language of the sources. At the root of a monorepo, it checks each workspace that can be started.",
    args: { max: 1 },
    takesCommand: "dashes",
    formats: ["text", "json", "sarif", "github"],
    options: {
      fix,
      yes,
      "dry-run": { help: "show every change as a diff; change nothing" },
      undo: { help: "undo the last fixes", excludes: ["fix", "yes", "dry-run", "probe"] },
      probe: { help: "also connect to services outside this machine and private networks" },
    },
    examples: [
      ["surestart doctor", "check the project in this folder"],
      ["surestart doctor --fix", "fix it, asking before each change that needs a review"],
      ["surestart doctor --undo", "undo these fixes"],
    ],
    load: () => import("./doctor.ts"),
  },
  {
    name: "explain",
    usage: "[CODE | TEXT]",
    summary: "explain a diagnosis or an error text; without an argument, list all diagnoses",
    args: { max: 100 },
    takesCommand: false,
    useless: ["cwd", "env-file"],
    formats: ["text", "json"],
    options: {},
    examples: [
      ["surestart explain env/hash-cuts-value", "what it means and what causes it"],
      ["surestart explain EADDRINUSE", "the diagnoses that match this error"],
    ],
    load: () => import("./explain.ts"),
  },
  {
    name: "env",
    usage: "[DIR] [-- COMMAND…]",
    summary: "list every variable: where it is set, where it is read, and how each loader reads it",
    args: { max: 1 },
    takesCommand: "dashes",
    formats: ["text", "json"],
    options: {},
    examples: [["surestart env", "the variables of the project in this folder"]],
    load: () => import("./env.ts"),
  },
  {
    name: "ports",
    usage: "[PORT]",
    summary: "list the processes that listen: port, address, project, start time",
    args: { max: 1 },
    takesCommand: false,
    useless: ["env-file"],
    formats: ["text", "json"],
    options: {},
    examples: [
      ["surestart ports", "every listening port"],
      ["surestart ports 8000", "the process that uses port 8000"],
    ],
    load: () => import("./ports.ts"),
  },
  {
    name: "free",
    usage: "PORT",
    summary: "stop the process that uses a port, safely",
    about:
      "Asks first, unless the process is an earlier run of this project. A process that must not be stopped is named and left alone.",
    args: { min: 1, max: 1 },
    takesCommand: false,
    useless: ["env-file"],
    formats: ["text", "json"],
    options: { yes: { help: "do not ask" } },
    examples: [["surestart free 8000", "stop the process that uses port 8000"]],
    load: () => import("./free.ts"),
  },
  {
    name: "init",
    usage: "[DIR] [-- COMMAND…]",
    summary: "write a .env from .env.example or from what the code reads, with generated secrets",
    about:
      "Adds missing keys to an existing .env without changing the others. Does nothing in production (NODE_ENV=production).",
    args: { max: 1 },
    takesCommand: "dashes",
    formats: ["text", "json"],
    options: {},
    examples: [["surestart init", "write the .env of the project in this folder"]],
    load: () => import("./init.ts"),
  },
];
