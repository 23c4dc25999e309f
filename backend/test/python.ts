import { spawnSync } from "node:child_process";

const candidates = ["/usr/bin/python3", "python3", "python"];

/** A Python that has these modules; null, with one line that says what it lacks, where there is none. In CI there is one. */
export function pythonWith(modules: string[], packages: string): string | null {
  const found = candidates.find((python) => {
    return spawnSync(python, ["-c", `import ${modules.join(", ")}`], { stdio: "ignore" }).status === 0;
  });
  if (found) return found;
  if (process.env["CI"])
    throw new Error(`no Python here has ${modules.join(", ")}: apt-get install ${packages}`);
  console.warn(`Not tried with Python: ${modules.join(", ")} are missing (apt-get install ${packages}).`);
  return null;
}
