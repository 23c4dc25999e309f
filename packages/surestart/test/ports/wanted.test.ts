import fc from "fast-check";
import { expect, test } from "vitest";
import { parsePort, wantedPort } from "../../src/ports/wanted.ts";

const command = { port: null, env: {}, at: null, program: ["node", "server.js"] };
const flag = { value: "8001", index: 3, flag: "--port" };
const envFile = { value: "8004", at: { file: ".env", line: 2 } };
const environment = { PORT: "8003" };

test.each([
  ["the option first", { ...command, port: flag }, { option: "8000", environment, envFile }, 8000, "option"],
  ["the command's own flag", { ...command, port: flag }, { environment, envFile }, 8001, "flag"],
  [
    "an assignment in front of the command",
    { ...command, env: { PORT: "8002" } },
    { environment, envFile },
    8002,
    "environment",
  ],
  ["the environment", command, { environment, envFile }, 8003, "environment"],
  [
    "the variable that the server reads",
    { ...command, portVariable: "UVICORN_PORT" },
    { environment: { ...environment, UVICORN_PORT: "8005" } },
    8005,
    "environment",
  ],
  ["the .env", command, { environment: {}, envFile }, 8004, "env-file"],
  ["an empty value says nothing", command, { environment: { PORT: "" }, envFile }, 8004, "env-file"],
  ["0 is a port: any", command, { environment: { PORT: "0" } }, 0, "environment"],
] as const)("%s", (_name, from, sources, value, said) => {
  const { wanted, invalid } = wantedPort(from, sources);
  expect([wanted?.value, wanted?.from, invalid]).toEqual([value, said, null]);
});

test("nobody says one", () => {
  expect(wantedPort(command, { environment: {} })).toEqual({ wanted: null, invalid: null });
});

test("a server on a unix socket wants no port, whatever PORT says", () => {
  const unix = { ...command, program: ["gunicorn", "-b", "unix:/run/a.sock", "app:app"] };
  expect(wantedPort(unix, { environment }).wanted).toBeNull();
});

test.each([
  "disabled",
  "80a",
  "-1",
  "65536",
  "8000 # http",
  '"8000"',
  "80.5",
  "0x50",
  "/tmp/a.sock",
  "tcp://10.0.0.1:80",
])("%s is not a valid port, and nothing takes its place", (text) => {
  const { wanted, invalid } = wantedPort(command, { environment: { PORT: text }, envFile });
  expect(wanted).toBeNull();
  expect(invalid).toMatchObject({ variable: "PORT", from: "of the environment", at: null });
  expect(invalid?.shown).toBe(JSON.stringify(text));
});

test("what looks like a secret in the place of a port is not shown", () => {
  const { invalid } = wantedPort(command, { environment: { PORT: "kJ3hs8dLq0Zx7Vb2" }, envFile });
  expect(invalid?.shown).toBe('16 characters that begin with "kJ"');
});

test("a number in plain digits is read, everything else is not", () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 65535 }), (n) => parsePort(` ${n} `) === n));
  fc.assert(
    fc.property(fc.string(), (text) => {
      const port = parsePort(text);
      if (port !== null) expect(text.trim()).toMatch(/^\d{1,5}$/);
    }),
  );
});
