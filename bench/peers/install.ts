import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const cache = fileURLToPath(new URL("../../node_modules/.cache/surestart-peers/", import.meta.url));
const manifest = fileURLToPath(new URL("package.json", import.meta.url));

/** Brings the peers into node_modules/.cache and gives the path of a command of theirs; null when it could not be had. */
export function peer(name: string): string | null {
  const bin = `${cache}node_modules/.bin/${name}`;
  const same =
    existsSync(`${cache}package.json`) &&
    readFileSync(`${cache}package.json`, "utf8") === readFileSync(manifest, "utf8");
  if (!same || !existsSync(bin)) {
    mkdirSync(cache, { recursive: true });
    copyFileSync(manifest, `${cache}package.json`);
    spawnSync("npm", ["install", "--ignore-scripts", "--no-audit", "--no-fund"], {
      cwd: cache,
      stdio: "ignore",
    });
  }
  return existsSync(bin) ? bin : null;
}
