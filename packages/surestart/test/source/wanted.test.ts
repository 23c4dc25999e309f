import { describe, expect, test } from "vitest";
import { isWanted } from "../../src/source/wanted.ts";

describe("which files are parsed though nothing imports them", () => {
  test.each([
    ["python", 'import os\nos.environ["A"]', true],
    ["python", "from os import environ", true],
    ["python", "from os import (\n    path,\n    environ,\n)", true],
    ["python", "from os import *\n# environment", true],
    ["python", "import os as o\no.environ.get('A')", true],
    ["python", "os.getenv('A')", true],
    ["python", "class S(BaseSettings): pass", true],
    ["python", "from decouple import config", true],
    ["python", "import environ", true],
    ["python", "import logging, environs", true],
    ["python", "from dynaconf import Dynaconf", true],
    ["python", 'option("--port", envvar="PORT")', true],
    ["python", 'def app(environ, start):\n    return environ["PATH_INFO"]', false],
    ["python", "# the environment\nx = 1", false],
    ["python", "print('hello')", false],
    ["javascript", "process.env.A", true],
    ["javascript", "const { env } = process;", true],
    ["javascript", 'import { env } from "node:process";', true],
    ["typescript", "import.meta.env.VITE_A", true],
    ["javascript", 'import "dotenv/config"', true],
    ["javascript", "process.loadEnvFile()", true],
    ["typescript", 'import { ConfigService } from "@nestjs/config";', true],
    ["javascript", "const convict = require('convict');", true],
    ["javascript", 'import { z } from "zod";', false],
    ["javascript", "process.exit(1)", false],
    ["javascript", "export const environment = 1", false],
  ] as const)("%s: %j is %s", (language, text, wanted) => {
    expect(isWanted(Buffer.from(text), language)).toBe(wanted);
  });

  test("a helper of the project is asked for by its name", () => {
    expect(isWanted(Buffer.from('need("A")'), "python", ["need"])).toBe(true);
    expect(isWanted(Buffer.from('os.getenv("A")'), "python", ["need"])).toBe(false);
  });
});
