import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { initProject } from "../../src/cli/init-project.ts";
import { project, surestart } from "./_run.ts";

const example =
  "# settings\nSESSION_SECRET=change-me # make one\nMAILBOX_NAME=support\nSMTP_PASSWORD=your-password\nAPI_URL=\n";
const server = 'if (!process.env.SESSION_SECRET) throw new Error("no SESSION_SECRET");\n';

function read(dir: string, file = ".env"): string {
  return readFileSync(join(dir, file), "utf8");
}

test("makes .env from .env.example: secrets fresh, placeholders gone, the rest as it is; one line says so", async () => {
  const dir = project({ ".env.example": example, "server.js": server });
  const { status, stdout, stderr } = await surestart(["init"], { cwd: dir });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(stdout).toBe(
    "✓ Wrote .env from .env.example (generated: SESSION_SECRET; fill in: SMTP_PASSWORD, API_URL)\n",
  );
  expect(read(dir)).toMatch(
    /^# settings\nSESSION_SECRET=[\w-]{43} # make one\nMAILBOX_NAME=support\nSMTP_PASSWORD=\nAPI_URL=\n$/,
  );
  expect(statSync(join(dir, ".env")).mode & 0o777).toBe(0o600);
  expect(stdout).not.toContain(/SESSION_SECRET=([\w-]+)/.exec(read(dir))![1]);
});

test("a file that lies elsewhere is named as one would name it here", async () => {
  const dir = project({ "backend/.env.example": example, "here/.keep": "" });
  const below = await surestart(["init", "backend"], { cwd: dir });
  expect(below.stdout).toMatch(/^✓ Wrote backend\/\.env from \.env\.example/);
  const beside = await surestart(["init", "../backend"], { cwd: join(dir, "here") });
  expect(beside.stdout).toBe("✓ ../backend/.env already has every variable that .env.example has\n");
});

test("again changes nothing; a key that the example got since is added at the end, and nothing that is there is changed", async () => {
  const dir = project({
    ".env.example": example,
    "server.js": server,
    ".env": "MAILBOX_NAME='mine'\r\nSESSION_SECRET=short",
  });
  await initProject({ dir, environment: {} });
  const first = read(dir);
  expect(first).toBe("MAILBOX_NAME='mine'\r\nSESSION_SECRET=short\r\nSMTP_PASSWORD=\r\nAPI_URL=\r\n");
  expect(await initProject({ dir, environment: {} })).toMatchObject({ did: "complete" });
  expect(read(dir)).toBe(first);
  writeFileSync(join(dir, ".env.example"), `${example}COLOUR=#ff7700\n`);
  expect(await initProject({ dir, environment: {} })).toMatchObject({
    did: "completed",
    copied: ["COLOUR"],
    generated: [],
    empty: [],
  });
  expect(read(dir)).toBe(`${first}COLOUR='#ff7700'\r\n`);
});

test("what only its owner knows is left open, and what is no secret and no placeholder is copied", async () => {
  const dir = project({
    ".env.example":
      "STRIPE_API_KEY=sk_test_xxx\nBUCKET=<your bucket>\nDB_USER=root\nDB_NAME=app\nHOSTS=*\nKEY_12=value12\nKEY=value\n",
  });
  expect(await initProject({ dir, environment: {} })).toMatchObject({
    did: "created",
    generated: [],
    copied: ["DB_USER", "DB_NAME", "HOSTS", "KEY_12"],
    empty: ["STRIPE_API_KEY", "BUCKET", "KEY"],
  });
  expect(read(dir)).toBe(
    "STRIPE_API_KEY=\nBUCKET=\nDB_USER=root\nDB_NAME=app\nHOSTS=*\nKEY_12=value12\nKEY=\n",
  );
});

test("without an example, from what the code cannot do without", async () => {
  const dir = project({
    "server.js": `${server}if (!process.env.BUCKET) process.exit(1);\nconst colour = process.env.COLOUR ?? "red";\n`,
  });
  const { status, stdout } = await surestart(["init", "--format", "json", "--", "node", "server.js"], {
    cwd: dir,
  });
  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toEqual({
    schema: 1,
    did: "created",
    file: ".env",
    from: null,
    generated: ["SESSION_SECRET"],
    copied: [],
    empty: ["BUCKET"],
  });
  expect(read(dir)).toMatch(/^SESSION_SECRET=[\w-]{43}\nBUCKET=\n$/);
});

describe("nothing is made", () => {
  test("in production", async () => {
    const dir = project({ ".env.example": example });
    const { status, stdout } = await surestart(["init"], { cwd: dir, env: { NODE_ENV: "production" } });
    expect(status).toBe(0);
    expect(stdout).toContain("This is production, where init does nothing");
    expect(() => read(dir)).toThrow("ENOENT");
  });

  test("where nothing is needed", async () => {
    const dir = project({ "server.js": "console.log(1);\n" });
    expect(await initProject({ dir, environment: {} })).toMatchObject({ did: "nothing" });
    expect(() => read(dir)).toThrow("ENOENT");
  });

  test("when it cannot be written", async () => {
    const dir = project({ ".env.example": example, ".env/in-the-way": "" });
    const { status, stderr } = await surestart(["init"], { cwd: dir });
    expect(status).toBe(1);
    expect(stderr).toBe("surestart: .env could not be read (EISDIR)\n");
  });
});

test("twenty at once in a fresh clone agree on one file", async () => {
  const dir = project({ ".env.example": example, "server.js": server });
  const home = project({});
  const ends = await Promise.all(
    Array.from({ length: 20 }, () =>
      surestart(["init", "--format", "json"], { cwd: dir, env: { HOME: home } }),
    ),
  );
  expect(ends.map(({ status, stderr }) => ({ status, stderr }))).toEqual(
    ends.map(() => ({ status: 0, stderr: "" })),
  );
  const did = ends.map(({ stdout }) => (JSON.parse(stdout) as { did: string }).did).sort();
  expect(did).toEqual([...Array.from({ length: 19 }, () => "complete"), "created"]);
  expect(read(dir).match(/SESSION_SECRET=/g)).toHaveLength(1);
}, 120_000);
