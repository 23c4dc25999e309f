import { homedir } from "node:os";
import path from "node:path";
import { readersIn } from "../env/access-list.ts";
import type { EnvFile } from "../facts.ts";
import { windowsSystem } from "../ports/system.ts";
import { isSecretName } from "../secret-name.ts";

/**
 * Windows has no mode: fills in which groups of all users may read each .env that has secrets. PowerShell is asked, which takes a
 * second; not for files in the user's profile, which Windows keeps for the user.
 */
export async function addReaders(files: readonly EnvFile[], dir: string): Promise<void> {
  if (process.platform !== "win32") return;
  await Promise.all(
    files.map(async (file) => {
      const full = path.resolve(dir, file.file);
      if (file.role !== "env" || file.state !== "ok" || !isOutside(full, homedir())) return;
      if (!file.bindings.some(({ key, value }) => value !== "" && isSecretName(key))) return;
      const list = await (await windowsSystem()).accessList(full);
      if (list !== null) file.readers = readersIn(list);
    }),
  );
}

function isOutside(file: string, folder: string): boolean {
  const way = path.relative(folder, file);
  return way.startsWith("..") || path.isAbsolute(way);
}
