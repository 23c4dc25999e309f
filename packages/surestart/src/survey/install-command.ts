import { existsSync } from "node:fs";
import path from "node:path";
import { upward } from "./folders.ts";

const lockfiles: [string, string][] = [
  ["pnpm-lock.yaml", "pnpm install --frozen-lockfile"],
  ["yarn.lock", "yarn install --frozen-lockfile"],
  ["bun.lock", "bun install --frozen-lockfile"],
  ["bun.lockb", "bun install --frozen-lockfile"],
  ["package-lock.json", "npm ci"],
  ["npm-shrinkwrap.json", "npm ci"],
];

/** The command that installs what the nearest lockfile says; null where there is none. */
export function installCommand(from: string, root: string): string | null {
  for (const folder of upward(from, root)) {
    const found = lockfiles.find(([file]) => existsSync(path.join(folder, file)));
    if (found) return found[1];
  }
  return null;
}
