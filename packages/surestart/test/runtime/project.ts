import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/** A project in a fresh folder, made of its files' texts; `Symbol.dispose` removes it. */
export function project(files: Record<string, string>): { dir: string } & Disposable {
  const dir = realpathSync(mkdtempSync(path.join(tmpdir(), "surestart-runtime-")));
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(dir, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text, { mode: text.startsWith("#!") ? 0o755 : 0o644 });
  }
  return { dir, [Symbol.dispose]: () => rmSync(dir, { recursive: true, force: true }) };
}
