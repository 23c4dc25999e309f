import { expect, test } from "vitest";
import { readCommand } from "../../src/runtime/command.ts";
import { project } from "./project.ts";

const manifest = '{\n  "scripts": {\n    "dev": "node app.js",\n    "lint": "npm run fmt"\n  }\n}\n';
const files = {
  "package.json": manifest,
  "app.js": "",
  "parts/fare/package.json": '{ "name": "@ferry/fare", "scripts": { "start": "node fare.js" } }',
  "node_modules/.bin/webserver": "#!/bin/sh\n",
};

async function missing(line: string): Promise<string | null> {
  using here = project(files);
  const { scriptMissing: found } = await readCommand(line.split(" "), {
    cwd: here.dir,
    environment: {},
  });
  return found
    ? `${found.manager} ${found.name} ${found.at.file}:${found.at.line} ${found.names.join()}`
    : null;
}

test.each([
  ["npm start", "npm start package.json:2 dev,lint"],
  ["npm run serve -- --port 1", "npm serve package.json:2 dev,lint"],
  ["pnpm start", "pnpm start package.json:2 dev,lint"],
  ["pnpm run up", "pnpm up package.json:2 dev,lint"],
  ["yarn serve", "yarn serve package.json:2 dev,lint"],
  ["bun run up", "bun up package.json:2 dev,lint"],
  ["node --run up", "node up package.json:2 dev,lint"],
  ["run-s lint up", "run-s up package.json:2 dev,lint"],
  ["npm --prefix parts/fare run dev", "npm dev parts/fare/package.json:1 start"],
  ["npm run -w parts/fare dev", "npm dev parts/fare/package.json:1 start"],
  // The line of the script that asks for it.
  ["npm run lint", "npm fmt package.json:4 dev,lint"],
])("%s asks for a script that is not there", async (line, found) => {
  expect(await missing(line)).toBe(found);
});

test.each([
  "npm run dev",
  "pnpm dev",
  "yarn dev",
  "npm run -w parts/fare start",
  "npm run -w @ferry/unknown dev",
  "npm run --if-present serve",
  "npm run serve --workspaces",
  "pnpm -r run serve",
  "pnpm install",
  "yarn webserver",
  "yarn dlx serve",
  "bun app.js",
  "bun run ./app.js",
  "npm run serve:*",
  "npx serve",
])("%s does not, or nobody knows", async (line) => {
  expect(await missing(line)).toBeNull();
});

test("npm runs server.js where there is no start", async () => {
  using here = project({ "package.json": "{}", "server.js": "" });
  const read = await readCommand(["npm", "start"], { cwd: here.dir, environment: {} });
  expect(read.scriptMissing).toBeUndefined();
});
