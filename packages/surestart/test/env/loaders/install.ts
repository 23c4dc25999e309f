import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { wantedLoaders } from "./real.ts";

// Brings the real loaders that come from npm into node_modules/.cache, where the `node` among their bins shadows nothing.
const { cache, manifest } = wantedLoaders;
const here = process.platform === "linux" && process.arch === "x64";
if (!here)
  console.log("the loaders from npm are for Linux on x64; elsewhere the readings rest on the golden data");
const marker = `${cache}package.json`;
const fresh =
  existsSync(`${cache}node_modules`) && existsSync(marker) && readFileSync(marker, "utf8") === manifest;
if (here && !fresh) {
  mkdirSync(cache, { recursive: true });
  for (const file of ["package.json", "package-lock.json"])
    copyFileSync(fileURLToPath(new URL(file, import.meta.url)), `${cache}${file}`);
  const npm = spawnSync("npm", ["ci", "--ignore-scripts", "--no-bin-links", "--no-audit", "--no-fund"], {
    cwd: cache,
    stdio: "inherit",
  });
  if (npm.status !== 0) {
    console.error(
      "the loaders could not be installed; without them the readings rest on the golden data alone",
    );
    process.exitCode = 1;
  }
}
