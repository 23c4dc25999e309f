import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { relativeTo } from "../folders.ts";

/** What is not written by the people of the project, or is looked at by nobody who starts something. */
const skipped =
  /^(?:node_modules|\.git|\.hg|\.svn|\.?venv|env|virtualenv|site-packages|__pycache__|dist|build|out|target|coverage|\.next|\.nuxt|\.turbo|\.cache|\.tox|\.mypy_cache|\.pytest_cache|vendor)$/;
const unread =
  /\.(?:md|mdx|rst|adoc|png|jpe?g|gif|webp|ico|svg|pdf|woff2?|ttf|zip|gz|tgz|wasm|db|sqlite3?|lock|map|min\.js|pyc|so|node|exe|dll)$|(?:^|\/)(?:package-lock\.json|pnpm-lock\.yaml|LICENSE.*|CHANGELOG.*)$/i;
const mostFiles = 6000;
const mostBytes = 48 << 20;
const largest = 1 << 20;

/**
 * The first file of a tree, relative to it, whose text this finds; null: none does. "too many": there are more files than are
 * searched. Documents, lock files, what was built and what is installed are not looked at.
 */
export function mentionIn(root: string, word: RegExp, except: (file: string) => boolean): string | null {
  let [files, bytes] = [0, 0];
  const folders = [root];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory() && !skipped.test(entry.name)) folders.push(path);
      const file = relativeTo(root, path);
      if (!entry.isFile() || unread.test(file) || except(file)) continue;
      const { size } = statSync(path);
      if (size > largest) continue;
      files++;
      bytes += size;
      if (files > mostFiles || bytes > mostBytes) throw new TooManyFiles();
      if (word.test(readFileSync(path, "latin1"))) return file;
    }
  }
  return null;
}

export class TooManyFiles extends Error {}
