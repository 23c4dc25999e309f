import { resolve } from "node:path";
import type { StartCommand } from "../facts.ts";
import { relativeTo } from "../folders.ts";
import { filesOfLoad } from "./env-files.ts";
import type { OrderedLoad } from "./loaded.ts";

/** Loads that happen before the first line of the program: those of the command itself, and what `flask run` does. */
export function implicitLoads(
  { command, hasPackage }: { command: StartCommand | null; hasPackage?: (name: string) => boolean | null },
  where: { dir: string; root: string; cwd: string },
): OrderedLoad[] {
  if (!command) return [];
  const own = command.envFiles.map(
    ({ file, dialect, at, override, passes }): OrderedLoad => ({
      // It is the command's own fact; here it only counts for the order.
      load: {
        at: at ?? { file: relativeTo(where.dir, file) },
        language: "other",
        dialect,
        how: "--env-file",
        files: [relativeTo(where.dir, resolve(where.cwd, file))],
        search: "command",
        override,
        own: false,
        when: "import",
        reached: true,
        order: -1,
        package: null,
      },
      order: -1,
      settings: null,
      search: false,
      unsure: false,
      ...(passes ? { names: passes } : {}),
    }),
  );
  return [...own, ...flask(command, hasPackage?.("dotenv") ?? null, where)];
}

/** `flask run` loads .env and .flaskenv, searched upward from the working folder, when python-dotenv is there. */
function flask(
  command: StartCommand,
  installed: boolean | null,
  where: { dir: string; root: string; cwd: string },
): OrderedLoad[] {
  if (command.server !== "flask" || installed === false) return [];
  if (!command.program.some((word) => /(^|[\\/])flask(\.exe)?$/.test(word))) return [];
  return [".env", ".flaskenv"].map((name) => ({
    load: {
      at: command.at ?? { file: command.entry?.file ? relativeTo(where.dir, command.entry.file) : "." },
      language: "python",
      dialect: "python",
      how: "flask",
      files: filesOfLoad({ paths: [name], base: "cwd-up" }, "", where),
      search: "cwd-up",
      override: false,
      own: false,
      when: "start",
      reached: true,
      order: -1,
      package: "python-dotenv",
    },
    order: -1,
    settings: null,
    search: true,
    unsure: installed === null,
  }));
}
