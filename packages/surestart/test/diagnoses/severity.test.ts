import { expect, test } from "vitest";
import { diagnose } from "../../src/diagnose.ts";
import { catalogue } from "../../src/diagnoses/index.ts";
import { factsOf } from "./in-small.ts";

test("Django starts with a key that only its deployment check calls short", async () => {
  const facts = await factsOf({
    name: "a random key of 34 characters",
    files: {
      ".env": "DJANGO_KEY=kW8zQ3vTn5LxB7mYc2RpH9sJf4DgA6eU1i\n",
      "manage.py":
        'import os, sys\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")\nfrom django.core.management import execute_from_command_line\nexecute_from_command_line(sys.argv)\n',
      "shop/__init__.py": "",
      "shop/settings.py":
        'import os\nfrom dotenv import load_dotenv\nload_dotenv()\nSECRET_KEY = os.environ["DJANGO_KEY"]\nINSTALLED_APPS = []\n',
    },
    command: ["/usr/bin/python3", "manage.py", "runserver"],
  });
  const { findings } = diagnose(facts, catalogue);
  expect(findings.map((f) => [f.code, f.severity])).toEqual([["secret/too-short", "warning"]]);
});

test.each([
  ["POSTGRES_PASSWORD", "secret", "warning"],
  ["MAPS_API_KEY", "your-api-key-here", "warning"],
  ["HUGGINGFACE_KEY", "your-key-here", "warning"],
  ["SESSION_SECRET", "change-me", "error"],
])(
  "%s that is a placeholder: what others give out may be so, and does not keep the program from its start",
  async (name, value, severity) => {
    const facts = await factsOf({
      name,
      files: {
        ".env": `${name}=${value}\n`,
        "server.js": `const http = require("node:http");\nconst secret = process.env.${name};\nhttp.createServer((_, to) => to.end(String(secret.length))).listen(process.env.PORT);\n`,
      },
      command: ["node", "--env-file=.env", "server.js"],
    });
    const { findings } = diagnose(facts, catalogue);
    expect(findings.map((f) => [f.code, f.severity])).toEqual([["secret/placeholder", severity]]);
  },
);

test("an end without a word is explained by what would fail any start", async () => {
  const facts = await factsOf({
    name: "a package that is not there, and a pipe that swallows the error",
    files: {
      "package.json": '{"dependencies":{"wordsmith":"1"}}',
      "node_modules/inkwell/package.json": '{"name":"inkwell"}',
      "server.js": 'require("wordsmith");\nrequire("node:http").createServer().listen(process.env.PORT);\n',
    },
    command: ["node", "server.js"],
    run: { outcome: "failed", ended: "exited", exit: { code: 1, signal: null }, output: [] },
  });
  const { findings } = diagnose(facts, catalogue);
  expect(findings.map((f) => f.code)).toEqual(["runtime/packages-missing", "app/crashed"]);
});
