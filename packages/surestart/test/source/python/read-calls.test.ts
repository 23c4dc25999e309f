import { describe, expect, test } from "vitest";
import { readsOf } from "./_reading.ts";

const truths = "true false 1 0 yes no on off t f y n".split(" ");

const rows: { code: string[]; reads: Record<string, unknown>[] }[] = [
  {
    code: [
      "from environs import Env",
      "env = Env()",
      "env.read_env()",
      'A = env("A")',
      'B = env.int("B", 5)',
      'C = env.bool("C", default=False)',
      'with env.prefixed("P_"):',
      '    D = env.str("D")',
    ],
    reads: [
      { name: "A", required: true },
      { name: "B", as: "int", refusesEmpty: true, default: "5" },
      { name: "C", as: "boolean", choices: truths, refusesEmpty: true, default: "false" },
      { name: "P_D", required: true },
    ],
  },
  {
    code: [
      "from environs import Env, env as ready",
      'env = Env(prefix="APP_")',
      'A = env.str("A")',
      'B = ready("B")',
    ],
    reads: [
      { name: "APP_A", required: true },
      { name: "B", required: true },
    ],
  },
  {
    code: [
      "import environ",
      "env = environ.Env(DEBUG=(bool, False))",
      "environ.Env.read_env()",
      'DEBUG = env("DEBUG")',
      'K = env("K")',
      "DB = env.db()",
      'X = env.int("X", default=3)',
    ],
    reads: [
      { name: "DEBUG", as: "boolean", default: "false" },
      { name: "K", required: true },
      { name: "DATABASE_URL", as: "url", required: true },
      { name: "X", as: "int", refusesEmpty: true, default: "3" },
    ],
  },
  {
    code: [
      "from decouple import config, Csv",
      'A = config("A")',
      'B = config("B", default=3, cast=int)',
      'C = config("C", default="", cast=Csv())',
      'D = config("D", cast=bool)',
    ],
    reads: [
      { name: "A", settings: "library:python-decouple", required: true },
      { name: "B", as: "int", settings: "library:python-decouple", refusesEmpty: true, default: "3" },
      { name: "C", settings: "library:python-decouple", default: "" },
      { name: "D", as: "boolean", choices: truths, settings: "library:python-decouple", required: true },
    ],
  },
  {
    code: [
      "from starlette.config import Config",
      "from starlette.datastructures import Secret",
      'config = Config(".env")',
      'A = config("A", cast=Secret)',
      'B = config("B", cast=bool, default=False)',
    ],
    reads: [
      { name: "A", settings: "library:starlette", required: true },
      {
        name: "B",
        as: "boolean",
        choices: truths.slice(0, 4),
        settings: "library:starlette",
        refusesEmpty: true,
        default: "false",
      },
    ],
  },
  {
    // Where each library's own signature has its default and its cast.
    code: [
      "import environ, decouple",
      "from starlette.config import Config",
      "env = environ.Env()",
      'A = env.bool("A", False)',
      'B = env("B", int, 5)',
      'C = env.list("C", str, [])',
      'D = decouple.config("D", 3, int)',
      'E = Config(".env")("E", bool, False)',
    ],
    reads: [
      { name: "A", as: "boolean", default: "false" },
      { name: "B", as: "int", refusesEmpty: true, default: "5" },
      { name: "C", default: null },
      { name: "D", as: "int", settings: "library:python-decouple", refusesEmpty: true, default: "3" },
      {
        name: "E",
        as: "boolean",
        choices: truths.slice(0, 4),
        settings: "library:starlette",
        refusesEmpty: true,
        default: "false",
      },
    ],
  },
  {
    code: [
      "from envparse import env, Env",
      'A = env("A")',
      'B = env.int("B", 5)',
      'C = Env().bool("C", default=False)',
    ],
    reads: [
      { name: "A", required: true },
      { name: "B", as: "int", refusesEmpty: true, default: "5" },
      { name: "C", as: "boolean", default: "false" },
    ],
  },
  {
    code: [
      "from dotenv import dotenv_values",
      "import os",
      'c = {**dotenv_values(".env"), **os.environ}',
      'A = c["A"]',
      'B = dotenv_values("x.env").get("B")',
    ],
    reads: [
      { name: "A", settings: "object:4", required: true },
      { name: "B", settings: "object:6" },
    ],
  },
  {
    code: [
      "import click",
      "@click.command()",
      '@click.option("--port", envvar="PORT", type=int, default=8000)',
      "def main(port):",
      "    pass",
    ],
    reads: [{ name: "PORT", as: "int", default: "8000" }],
  },
];

describe("libraries that read variables", () => {
  test.each(rows)("$code", ({ code, reads }) => {
    expect(readsOf(["import os", ...code].join("\n"))).toEqual(reads);
  });
});
