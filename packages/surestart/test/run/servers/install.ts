import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { serversCache } from "./cache.ts";

// Brings today's servers and runners into node_modules/.cache, next to Debian's. Nothing of the repository itself uses them.
const here = fileURLToPath(new URL(".", import.meta.url));
const lists = ["package.json", "package-lock.json", "requirements.txt"];
const wanted = lists.map((file) => readFileSync(join(here, file), "utf8")).join("\n");
const marker = join(serversCache, "installed");
const fresh = existsSync(marker) && readFileSync(marker, "utf8") === wanted;
if (!fresh) {
  mkdirSync(serversCache, { recursive: true });
  for (const file of lists) copyFileSync(join(here, file), join(serversCache, file));
  const pip = [
    join(serversCache, "python", "bin", "pip"),
    "install",
    "--quiet",
    "--disable-pip-version-check",
  ];
  const steps = [
    ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
    ["/usr/bin/python3", "-m", "venv", join(serversCache, "python")],
    [...pip, "-r", "requirements.txt"],
  ];
  const failed = steps.find(
    ([command = "", ...args]) =>
      spawnSync(command, args, { cwd: serversCache, stdio: "inherit" }).status !== 0,
  );
  if (failed) {
    console.error(`${failed.join(" ")} failed: the second look is not tried with today's servers`);
    process.exitCode = 1;
  } else writeFileSync(marker, wanted);
}
