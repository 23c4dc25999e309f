import { resolve } from "node:path";
import type { StartCommand } from "../facts.ts";
import { relativeTo } from "../folders.ts";
import { commandOf } from "../known/_find.ts";
import type { OrderedLoad } from "./loaded.ts";

/** Loads that happen before the first line of the program: those of the command itself. */
export function implicitLoads(
  { command, hasPackage }: { command: StartCommand | null; hasPackage?: (name: string) => boolean | null },
  where: { dir: string; root: string; cwd: string },
): OrderedLoad[] {
  if (!command) return [];
  // What reads a file unasked, and needs a package for that, goes on without it; whoever is told a file fails.
  const unasked = commandOf(command.server)?.envFiles?.files !== undefined;
  const installed = (needs?: string): boolean | null =>
    needs && unasked ? (hasPackage?.(needs) ?? null) : true;
  return command.envFiles
    .filter(({ needs }) => installed(needs) !== false)
    .map(
      ({ file, dialect, at, override, passes, needs }): OrderedLoad => ({
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
        unsure: installed(needs) === null,
        ...(passes ? { names: passes } : {}),
      }),
    );
}
