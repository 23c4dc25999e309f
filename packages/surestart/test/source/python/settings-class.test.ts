import { describe, expect, test } from "vitest";
import { moduleOf, readsOf } from "./_reading.ts";

const heads = {
  1: ["from pydantic import BaseSettings, Field, SecretStr", "from typing import Optional, List"],
  2: [
    "from pydantic_settings import BaseSettings, SettingsConfigDict",
    "from pydantic import Field, SecretStr, PostgresDsn, AliasChoices",
    "from typing import Optional, Literal, Annotated, ClassVar",
  ],
};

/** Reads of the class S; what is no field of a settings class bears `schema: false`. */
const rows: { major: 1 | 2; code: string[]; reads: Record<string, unknown>[] }[] = [
  { major: 2, code: ["class S(BaseSettings):", "    a: str"], reads: [{ name: "A", required: true }] },
  {
    major: 2,
    code: ["class S(BaseSettings):", "    a: str = 'x'", "    b: int = 3", "    c: bool = False"],
    reads: [
      { name: "A", default: "x" },
      { name: "B", as: "int", refusesEmpty: true, default: "3" },
      { name: "C", as: "boolean", refusesEmpty: true, default: "false" },
    ],
  },
  {
    major: 2,
    code: [
      "class S(BaseSettings):",
      "    a: Optional[str]",
      "    b: Optional[str] = None",
      "    c: str | None = None",
    ],
    reads: [{ name: "A", required: true }, { name: "B" }, { name: "C" }],
  },
  {
    major: 1,
    code: ["class S(BaseSettings):", "    a: Optional[str]", "    b: str = None"],
    reads: [{ name: "A" }, { name: "B" }],
  },
  {
    major: 2,
    code: [
      "class S(BaseSettings):",
      "    model_config = SettingsConfigDict(env_prefix='APP_')",
      "    a: str",
      "    b: str = Field(validation_alias='B_URL')",
      "    c: str = Field(alias='C')",
    ],
    reads: [
      { name: "APP_A", required: true },
      { name: "B_URL", required: true },
      { name: "C", required: true },
    ],
  },
  {
    major: 2,
    code: [
      "class Tank:",
      "    depth: int",
      "    name: str = 'main'",
      "class Pump:",
      "    key: str",
      "    tank: Tank",
      "class S(BaseSettings):",
      "    model_config = SettingsConfigDict(env_prefix='APP_', env_nested_delimiter='__')",
      "    pump: Pump",
      "    spare: Pump = Pump(key='x', tank=Tank(depth=1))",
    ],
    reads: [
      { name: "APP_PUMP__KEY", required: true, either: ["APP_PUMP__KEY", "APP_PUMP"] },
      {
        name: "APP_PUMP__TANK__DEPTH",
        as: "int",
        refusesEmpty: true,
        required: true,
        either: ["APP_PUMP__TANK__DEPTH", "APP_PUMP", "APP_PUMP__TANK"],
      },
      {
        name: "APP_PUMP__TANK__NAME",
        default: "main",
        either: ["APP_PUMP__TANK__NAME", "APP_PUMP", "APP_PUMP__TANK"],
      },
    ],
  },
  {
    major: 2,
    code: ["class Pump:", "    key: str", "class S(BaseSettings):", "    pump: Pump"],
    reads: [],
  },
  {
    major: 2,
    code: ["class S(BaseSettings):", "    a: str = Field(validation_alias=AliasChoices('A1', 'A2'))"],
    reads: [
      { name: "A1", either: ["A1", "A2"], required: true },
      { name: "A2", either: ["A1", "A2"], required: true },
    ],
  },
  {
    major: 1,
    code: [
      "class S(BaseSettings):",
      "    a: str = Field(..., env='A_KEY')",
      "    b: str = Field('x', env=['B1', 'B2'])",
      "    class Config:",
      "        env_prefix = 'P_'",
    ],
    reads: [
      { name: "A_KEY", required: true },
      { name: "B1", either: ["B1", "B2"], default: "x" },
      { name: "B2", either: ["B1", "B2"], default: "x" },
    ],
  },
  {
    major: 2,
    code: [
      "class S(BaseSettings):",
      "    a: str = Field(min_length=32)",
      "    b: Annotated[str, Field(min_length=8)]",
      "    c: SecretStr",
      "    d: PostgresDsn",
    ],
    reads: [
      { name: "A", minLength: 32, required: true },
      { name: "B", minLength: 8, required: true },
      { name: "C", required: true },
      { name: "D", as: "url", refusesEmpty: true, required: true },
    ],
  },
  {
    major: 2,
    code: ["class S(BaseSettings):", "    a: Literal['dev', 'prod'] = 'dev'", "    b: Literal['x']"],
    reads: [
      { name: "A", as: "enum", choices: ["dev", "prod"], refusesEmpty: true, default: "dev" },
      { name: "B", as: "enum", choices: ["x"], refusesEmpty: true, required: true },
    ],
  },
  {
    major: 2,
    code: ["import enum", "class L(str, enum.Enum):", "    A = 'a'", "class S(BaseSettings):", "    l: L"],
    reads: [{ name: "L", as: "enum", choices: ["a"], refusesEmpty: true, required: true }],
  },
  {
    major: 2,
    code: [
      "from levels import Level, Store",
      "class S(BaseSettings):",
      "    l: Level = Level.LOW",
      "    s: Store = Store()",
    ],
    reads: [{ name: "L", default: null }],
  },
  {
    major: 2,
    code: [
      "class S(BaseSettings):",
      "    a: list[str] = []",
      "    b: str = Field(default_factory=lambda: 'x')",
      "    c: str = Field(default='y')",
      "    d: str = Field(...)",
    ],
    reads: [
      { name: "A", as: "json", refusesEmpty: true, default: null },
      { name: "B", default: null },
      { name: "C", default: "y" },
      { name: "D", required: true },
    ],
  },
  {
    major: 2,
    code: [
      "class S(BaseSettings):",
      "    X: ClassVar[str] = 'x'",
      "    _p: str = 'y'",
      "    db: DatabaseSettings",
      "    @property",
      "    def url(self): return self.a",
    ],
    reads: [],
  },
  {
    major: 2,
    code: [
      "class S(BaseSettings):",
      "    model_config = SettingsConfigDict(case_sensitive=True)",
      "    a_key: str",
    ],
    reads: [{ name: "a_key", required: true }],
  },
  {
    major: 2,
    code: [
      "class Base(BaseSettings):",
      "    model_config = SettingsConfigDict(env_prefix='P_')",
      "    a: str",
      "class S(Base):",
      "    b: str",
    ],
    reads: [
      { name: "P_A", required: true, in: "Base" },
      { name: "P_B", required: true },
    ],
  },
  {
    major: 2,
    code: [
      "from .base import AppSettings",
      "class S(AppSettings):",
      "    model_config = SettingsConfigDict(env_prefix='P_')",
      "    a: str",
    ],
    reads: [{ name: "P_A", required: true }],
  },
  {
    major: 2,
    code: ["class S(BaseSettings):", "    model_config = {'env_prefix': 'Q_'}", "    a: str"],
    reads: [{ name: "Q_A", required: true }],
  },
  { major: 2, code: ["class NotSettings:", "    a: str"], reads: [] },
  {
    major: 2,
    code: ["import os", "class S(BaseSettings):", "    a: str = os.getenv('A', 'x')"],
    reads: [
      { name: "A", default: "x", schema: false },
      { name: "A", default: null },
    ],
  },
];

describe("fields of a settings class are reads of variables", () => {
  test.each(rows)("pydantic $major: $code", ({ major, code, reads }) => {
    const exact = code.some((line) => line.includes("case_sensitive=True"));
    const found = readsOf([...heads[major], ...code].join("\n")).map((one) => {
      const { schema, settings: _, anyCase, ...read } = one;
      if (!schema) return { ...read, schema: false };
      expect(anyCase).toBe(exact ? undefined : true);
      const { in: scope, ...rest } = read;
      return scope === "S" ? rest : read;
    });
    expect(found).toEqual(reads);
  });
});

describe("the file of a settings class", () => {
  test.each([
    {
      code: ["    model_config = SettingsConfigDict(env_file='.env')"],
      load: { paths: [".env"], base: "cwd", path: { text: "'.env'" }, at: { line: 5, column: 39 } },
    },
    {
      code: ["    model_config = SettingsConfigDict(env_file=('.env', '.env.local'))"],
      load: { paths: [".env", ".env.local"], base: "cwd" },
    },
    { code: ["    model_config = dict(env_file='x.env')"], load: { paths: ["x.env"], base: "cwd" } },
    { code: ["    model_config = {'env_file': 'x.env'}"], load: { paths: ["x.env"], base: "cwd" } },
    {
      code: ["    class Config:", "        env_file = Path(__file__).parent / '.env'"],
      load: { paths: [".env"], base: "file", at: { line: 6, column: 9 } },
    },
    { code: ["    model_config = SettingsConfigDict(env_file=os.getenv('F'))"], load: { paths: null } },
    { code: ["    model_config = SettingsConfigDict(env_file=None)"], load: null },
    { code: ["    model_config = SettingsConfigDict(extra='ignore')"], load: null },
  ])("$code", ({ code, load }) => {
    const { events } = moduleOf(
      [
        "import os",
        "from pathlib import Path",
        ...heads[2].slice(0, 1),
        "class S(BaseSettings):",
        ...code,
        "    a: str",
      ].join("\n"),
    );
    const found = events.filter((e) => e.kind === "load");
    expect(found).toMatchObject(
      load ? [{ ...load, own: true, settings: "S", scope: { kind: "function", name: "S" } }] : [],
    );
  });
});
