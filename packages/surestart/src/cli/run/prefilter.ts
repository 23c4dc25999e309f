import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

// Every loader of .env that the source room knows is written with one of these words.
const words = [
  "dotenv",
  "loadEnv",
  "env_file",
  "envFile",
  "env-file",
  "read_env",
  "environs",
  "environ.Env",
  "decouple",
  "dynaconf",
  "starlette.config",
];
const source = /\.(?:py|pyi|[cm]?[jt]sx?|vue|svelte)$/;
const skipped = new Set([
  "node_modules",
  "site-packages",
  "dist-packages",
  "__pycache__",
  "venv",
  "env",
  "coverage",
  "test",
  "tests",
  "__tests__",
  "docs",
]);
const most = 4000;

/**
 * May anything in the project's sources load a .env? A look at bytes alone: a word in a comment is a yes, and a yes only means
 * that the sources have to be read for real. Tests and installed packages start no backend. More than 4,000 files: yes.
 */
export function mayLoadEnv(dir: string): boolean {
  const folders = [dir];
  for (let seen = 0, folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    let entries: import("node:fs").Dirent[];
    try {
      entries = readdirSync(folder, { withFileTypes: true });
    } catch {
      continue;
    }
    for (const entry of entries) {
      if (entry.isDirectory()) {
        if (!entry.name.startsWith(".") && !skipped.has(entry.name)) folders.push(join(folder, entry.name));
      } else if (source.test(entry.name)) {
        if (++seen > most || hasWord(join(folder, entry.name))) return true;
      }
    }
  }
  return false;
}

function hasWord(file: string): boolean {
  try {
    const text = readFileSync(file, "latin1");
    return words.some((word) => text.includes(word));
  } catch {
    return false;
  }
}
