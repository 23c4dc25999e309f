import { describe, expect, test } from "vitest";
import { moduleOf } from "./_reading.ts";

const head = [
  "from pathlib import Path",
  "from dotenv import load_dotenv, find_dotenv, dotenv_values",
  "import os",
];

/** Of the module app/core/config.py. */
const rows: { code: string[]; loads: Record<string, unknown>[] }[] = [
  { code: ["load_dotenv()"], loads: [{ paths: [".env"], base: "caller-up" }] },
  { code: ['load_dotenv(".env")'], loads: [{ paths: [".env"], base: "cwd" }] },
  {
    code: ['load_dotenv(dotenv_path="conf/.env", override=True)'],
    loads: [{ paths: ["conf/.env"], base: "cwd", override: true }],
  },
  { code: ['load_dotenv(Path(__file__).parent / ".env")'], loads: [{ paths: [".env"], base: "file" }] },
  {
    code: ['load_dotenv(Path(__file__).resolve().parents[1] / ".env")'],
    loads: [{ paths: ["../.env"], base: "file" }],
  },
  {
    code: ["BASE = Path(__file__).resolve().parent.parent", 'load_dotenv(BASE / "conf" / ".env")'],
    loads: [{ paths: ["../conf/.env"], base: "file" }],
  },
  {
    code: ['load_dotenv(os.path.join(os.path.dirname(__file__), ".env"))'],
    loads: [{ paths: [".env"], base: "file" }],
  },
  {
    code: ['load_dotenv(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".env"))'],
    loads: [{ paths: ["../.env"], base: "file" }],
  },
  {
    code: [
      "basedir = os.path.abspath(os.path.dirname(__file__))",
      'load_dotenv(os.path.join(basedir, ".env"))',
    ],
    loads: [{ paths: [".env"], base: "file" }],
  },
  { code: ['load_dotenv(os.path.join(os.getcwd(), ".env"))'], loads: [{ paths: [".env"], base: "cwd" }] },
  { code: ['load_dotenv(Path.cwd() / ".env")'], loads: [{ paths: [".env"], base: "cwd" }] },
  { code: ['load_dotenv(Path(".") / ".env")'], loads: [{ paths: [".env"], base: "cwd" }] },
  {
    code: ['load_dotenv(Path(__file__).with_name(".env.local"))'],
    loads: [{ paths: [".env.local"], base: "file" }],
  },
  { code: ["load_dotenv(find_dotenv())"], loads: [{ paths: [".env"], base: "caller-up" }] },
  { code: ["load_dotenv(find_dotenv(usecwd=True))"], loads: [{ paths: [".env"], base: "cwd-up" }] },
  {
    code: ['load_dotenv(find_dotenv("settings.env"))'],
    loads: [{ paths: ["settings.env"], base: "caller-up" }],
  },
  { code: ['load_dotenv("/etc/app.env")'], loads: [{ paths: ["/etc/app.env"], base: "absolute" }] },
  { code: ['load_dotenv(os.getenv("ENV_FILE"))'], loads: [{ paths: null, base: "cwd" }] },
  { code: ['load_dotenv(os.getenv("ENV_FILE", ".env"))'], loads: [{ paths: null, base: "cwd" }] },
  { code: ["load_dotenv(f\".env.{os.getenv('E')}\")"], loads: [{ paths: null, base: "cwd" }] },
  { code: ["load_dotenv(stream=s)"], loads: [] },
  {
    code: ['for k, v in dotenv_values("a.env").items():', "    os.environ.setdefault(k, v)"],
    loads: [
      { paths: ["a.env"], base: "cwd", own: true },
      { paths: ["a.env"], base: "cwd" },
    ],
  },
  {
    code: ['os.environ.update(dotenv_values("a.env"))'],
    loads: [
      { paths: ["a.env"], base: "cwd", own: true },
      { paths: ["a.env"], base: "cwd", override: true },
    ],
  },
  {
    code: [
      'for line in Path(__file__).with_name(".env").read_text().splitlines():',
      '    k, _, v = line.partition("=")',
      "    os.environ[k] = v",
    ],
    loads: [{ paths: [".env"], base: "file", override: true, byHand: true, package: null }],
  },
  {
    code: [
      "def read(name):",
      "    with open(name) as f:",
      "        for line in f:",
      '            k, v = line.split("=", 1)',
      "            os.environ.setdefault(k, v)",
    ],
    loads: [{ paths: null, base: "cwd", byHand: true, package: null }],
  },
  { code: ['for line in open("words.txt"):', "    os.environ[line] = line"], loads: [] },
  { code: ["def put(k, v):", "    os.environ[k] = v"], loads: [] },
  { code: ["load_dotenv(None)"], loads: [{ paths: [".env"], base: "caller-up" }] },
  { code: ['x = dotenv_values(".env")'], loads: [{ paths: [".env"], base: "cwd", own: true }] },
  {
    code: ['ENV = Path(__file__).parent / ".env"', "if ENV.exists():", "    load_dotenv(ENV)"],
    loads: [{ paths: [".env"], base: "file" }],
  },
  {
    code: ["try:", "    load_dotenv()", "except ImportError:", "    pass"],
    loads: [{ paths: [".env"], base: "caller-up" }],
  },
  { code: ['load_dotenv(f"{Path(__file__).parent}/.env")'], loads: [{ paths: [".env"], base: "file" }] },
  {
    code: ['load_dotenv(str(Path(__file__).parent.joinpath("a", ".env")))'],
    loads: [{ paths: ["a/.env"], base: "file" }],
  },
  { code: ["def f():", "    load_dotenv()"], loads: [{ paths: [".env"], base: "caller-up" }] },
  { code: ['load_dotenv("~/.env")'], loads: [{ paths: null, base: "cwd" }] },
  {
    code: ["here = os.path.dirname(os.path.realpath(__file__))", 'load_dotenv(here + "/.env")'],
    loads: [{ paths: [".env"], base: "file" }],
  },
  {
    code: ['load_dotenv(Path(os.path.dirname(__file__)) / ".env", verbose=True)'],
    loads: [{ paths: [".env"], base: "file" }],
  },
  {
    code: ["from os.path import join, dirname", 'load_dotenv(join(dirname(__file__), ".env"))'],
    loads: [{ paths: [".env"], base: "file" }],
  },
  {
    code: ['load_dotenv(Path(__file__).resolve().parent.parent.joinpath(".env"))'],
    loads: [{ paths: ["../.env"], base: "file" }],
  },
  {
    code: ['for f in (".env", ".env.local"):', "    load_dotenv(f)"],
    loads: [
      { paths: [".env"], base: "cwd" },
      { paths: [".env.local"], base: "cwd" },
    ],
  },
  { code: ["import dotenv", "dotenv.load_dotenv()"], loads: [{ paths: [".env"], base: "caller-up" }] },
  {
    code: ["import dotenv as d", "d.load_dotenv(d.find_dotenv())"],
    loads: [{ paths: [".env"], base: "caller-up" }],
  },
  {
    code: [
      'p = os.path.abspath(os.path.join(os.path.dirname(__file__), os.pardir, ".env"))',
      "load_dotenv(p)",
    ],
    loads: [{ paths: ["../.env"], base: "file" }],
  },
  { code: ['if os.path.isfile(".env"): load_dotenv(".env")'], loads: [{ paths: [".env"], base: "cwd" }] },
  {
    code: [
      "ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))",
      'load_dotenv(os.path.join(ROOT, ".env"))',
    ],
    loads: [{ paths: ["../.env"], base: "file" }],
  },
  {
    code: ["from .paths import ROOT", 'load_dotenv(ROOT / ".env")'],
    loads: [{ paths: null, base: "file", pathFrom: { name: "ROOT", below: ".env" } }],
  },
  {
    code: ["from . import paths", 'load_dotenv(os.path.join(paths.ROOT, "conf", ".env"))'],
    loads: [{ paths: null, base: "file", pathFrom: { name: "paths.ROOT", below: "conf/.env" } }],
  },
  {
    code: ["from environs import Env", "Env().read_env()"],
    loads: [{ paths: [".env"], base: "caller-up", package: "environs" }],
  },
  {
    code: ["from environs import Env", "env = Env()", 'env.read_env("conf/.env", recurse=False)'],
    loads: [{ paths: ["conf/.env"], base: "cwd", package: "environs" }],
  },
  {
    code: ["import environ", "environ.Env.read_env()"],
    loads: [{ paths: [".env"], base: "file", package: "django-environ" }],
  },
  {
    code: [
      "import environ",
      "BASE = Path(__file__).parent",
      'environ.Env.read_env(os.path.join(BASE, ".env"))',
    ],
    loads: [{ paths: [".env"], base: "file", package: "django-environ" }],
  },
  {
    code: ["from starlette.config import Config", 'c = Config("conf/.env")'],
    loads: [{ paths: ["conf/.env"], base: "cwd", own: true, package: "starlette" }],
  },
  {
    code: ["from decouple import config", 'A = config("A")'],
    loads: [{ paths: [".env"], base: "caller-up", own: true, package: "python-decouple" }],
  },
  {
    code: [
      "from pydantic import Field",
      "from pydantic_settings import BaseSettings, SettingsConfigDict",
      "class S(BaseSettings):",
      "    model_config = SettingsConfigDict(env_file='.env', env_prefix='P_')",
      "    a: str",
      "    b: list[str] = Field([], alias='B_LIST')",
    ],
    loads: [{ paths: [".env"], base: "cwd", own: true, knows: ["A", "P_A", "B", "B_LIST"] }],
  },
  ...["extra='ignore'", "env_nested_delimiter='__'", "**more"].map((option) => ({
    code: [
      "from pydantic_settings import BaseSettings, SettingsConfigDict",
      "class S(BaseSettings):",
      `    model_config = SettingsConfigDict(env_file='.env', ${option})`,
      "    a: str",
    ],
    loads: [{ paths: [".env"], base: "cwd", own: true }],
  })),
  {
    code: ["from decouple import AutoConfig", 'c = AutoConfig(search_path="conf")', 'A = c("A")'],
    loads: [{ paths: ["conf/.env"], base: "cwd", own: true, package: "python-decouple" }],
  },
  {
    code: ["import environ", 'environ.Env.read_env("a.env", parse_comments=True)'],
    loads: [{ paths: ["a.env"], base: "cwd", byHand: true, package: "django-environ" }],
  },
  {
    code: ["from decouple import Config, RepositoryEnv", 'c = Config(RepositoryEnv("/etc/x.env"))'],
    loads: [{ paths: ["/etc/x.env"], base: "absolute", own: true, package: "python-decouple" }],
  },
];

describe("where a load looks", () => {
  test.each(rows)("$code", ({ code, loads }) => {
    const { events } = moduleOf([...head, ...code].join("\n"), "app/core/config.py");
    const found = events.flatMap((event) => {
      if (event.kind !== "load") return [];
      const { paths, base, own, override, byHand, pathFrom, knows, package: name } = event;
      return [
        {
          paths,
          base,
          ...(own ? { own } : {}),
          ...(override ? { override } : {}),
          ...(byHand ? { byHand } : {}),
          ...(pathFrom ? { pathFrom } : {}),
          ...(knows ? { knows } : {}),
          ...(name === "python-dotenv" ? {} : { package: name }),
        },
      ];
    });
    expect(found).toEqual(loads);
  });

  test("the expression of the path, for a fix that writes another", () => {
    const { events } = moduleOf('from dotenv import load_dotenv\nload_dotenv("../.env", override=True)');
    const load = events.find((e) => e.kind === "load");
    expect(load).toMatchObject({
      path: { text: '"../.env"', at: { line: 2, column: 13, endColumn: 22 } },
      how: 'load_dotenv("../.env", override=True)',
    });
  });
});
