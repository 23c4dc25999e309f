import { once } from "node:events";
import { createServer } from "node:net";
import { afterAll, expect, test } from "vitest";
import { cleanUp, freePort, project, ran, server } from "./run-surestart.ts";

afterAll(cleanUp);

test.each([
  [["node", "server.js"], "node server.js"],
  [["--", "node", "server.js"], "-- node server.js"],
])("what a failed run proposes repeats %j", async (start, repeated) => {
  const port = await freePort();
  const other = createServer().listen(port, "127.0.0.1");
  await once(other, "listening");
  const dir = project({ "server.js": server(), "a.env": "COLOUR=red\n" });
  const words = ["run", "--host", "127.0.0.1", "--on-conflict", "fail", "--env-file", "a.env"];
  const { status, report } = await ran([...words, "--port", `${port}`, "--format", "json", ...start], {
    dir,
  });
  other.close();
  expect(status).toBe(75);
  const commands = report?.findings.flatMap(({ fixes }) => fixes.flatMap(({ command }) => command ?? []));
  expect(commands).toContain(
    `surestart run --host 127.0.0.1 --env-file a.env --port ${port} --on-conflict next ${repeated}`,
  );
});
