import { afterEach, describe, expect, test } from "vitest";
import { mayLoadEnv } from "../../src/cli/run/prefilter.ts";
import { cleanUp, project } from "./run-surestart.ts";

afterEach(cleanUp);

describe("may anything here load a .env?", () => {
  test.each<[string, Record<string, string>, boolean]>([
    ["dotenv in JavaScript", { "src/a.js": 'import "dotenv/config"' }, true],
    ["Node's own", { "a.mts": "process.loadEnvFile()" }, true],
    ["Vite's and Next's", { "a.ts": "loadEnvConfig(dir)" }, true],
    ["python-dotenv", { "app/main.py": "from dotenv import load_dotenv" }, true],
    ["pydantic", { "app/settings.py": 'SettingsConfigDict(env_file=".env")' }, true],
    ["a word in a comment counts: then the sources are read for real", { "a.js": "// no dotenv here" }, true],
    ["reads alone", { "a.js": "process.env.PORT", "b.py": "os.environ['X']" }, false],
    ["what is installed", { "node_modules/dotenv/main.js": "dotenv", ".venv/lib/x.py": "dotenv" }, false],
    ["tests", { "tests/conftest.py": "load_dotenv()" }, false],
    ["what is no source", { "README.md": "dotenv", ".env": "A=1" }, false],
  ])("%s", (_name, files, wanted) => {
    expect(mayLoadEnv(project(files))).toBe(wanted);
  });
});
