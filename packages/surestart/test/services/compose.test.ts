import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, expect, test } from "vitest";
import { composeServices } from "../../src/services/compose.ts";
import { readServices } from "../../src/services/read-services.ts";

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function folderOf(files: Record<string, string>): string {
  const dir = mkdtempSync(path.join(tmpdir(), "surestart-compose-"));
  folders.push(dir);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(dir, name)), { recursive: true });
    writeFileSync(path.join(dir, name), text);
  }
  return dir;
}

const text = `# services of the shop
services:
  db:
    image: postgres
    ports: ["127.0.0.1:5433:5432", "9000-9001:9000-9001"]
  "queue":
    container_name: shop-queue
    networks:
      back:
        aliases: [broker]
    ports:
      - target: 5672
        published: 5672
  cache:
`;

test("services with their places and names", async () => {
  const dir = folderOf({ "compose.yaml": text });
  const services = await composeServices(dir);
  expect(services).toEqual([
    {
      name: "db",
      names: ["db"],
      at: { file: "compose.yaml", line: 3, column: 3, endColumn: 5 },
    },
    {
      name: "queue",
      names: ["queue", "shop-queue", "broker"],
      at: { file: "compose.yaml", line: 6, column: 3, endColumn: 8 },
    },
    {
      name: "cache",
      names: ["cache"],
      at: { file: "compose.yaml", line: 14, column: 3, endColumn: 8 },
    },
  ]);
});

test("a host that is a service of compose says where", async () => {
  const dir = folderOf({ "docker-compose.dev.yml": text });
  const compose = await composeServices(dir);
  const [broker, other] = readServices(
    [
      { name: "BROKER_URL", value: "amqp://u:p@broker", place: null, atStart: true },
      { name: "CACHE_URL", value: "redis://localhost", place: null },
    ],
    compose,
  );
  expect(broker).toMatchObject({
    composeService: { file: "docker-compose.dev.yml", line: 6 },
    composeName: "queue",
    atStart: true,
    near: true,
  });
  expect(other).toMatchObject({ composeService: null, atStart: false });
});

// biome-ignore format: one row, one line
const broken: [string, Record<string, string>][] = [
  ["no file", {}],
  ["not YAML", { "compose.yaml": "services: [\n  : {" }],
  ["no services", { "compose.yaml": "version: 3\n" }],
  ["services that are a list", { "compose.yaml": "services:\n  - a\n" }],
  ["another file's name", { "my-compose.yaml": text, "compose.yaml.bak": text }],
];

test.each(broken)("%s", async (_name, files) => {
  expect(await composeServices(folderOf(files))).toEqual([]);
});
