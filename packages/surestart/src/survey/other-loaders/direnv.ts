import path from "node:path";
import type { Loader } from "../../facts.ts";
import { readText } from "../../files.ts";
import { otherLoader } from "./loader.ts";
import { named, type ProjectFiles } from "./project-files.ts";

/** `dotenv [FILE]` and `dotenv_if_exists [FILE]` in an .envrc. */
export function direnvLoaders(project: ProjectFiles): Loader[] {
  return named(project, /^\.envrc$/).flatMap((file) =>
    (readText(path.join(project.dir, file)) ?? "").split(/\r?\n/).flatMap((line, index) => {
      const match = /^\s*dotenv(?:_if_exists)?(?:\s+["']?([^\s"'#;&|]+))?\s*(?:[#;&|].*|["'].*)?$/.exec(line);
      if (!match || match[1]?.includes("$")) return [];
      const at = { file, line: index + 1 };
      const given = { dialect: "direnv", how: "dotenv in .envrc", at, files: [match[1] ?? ".env"] } as const;
      return [
        otherLoader(project.dir, { ...given, files: [...given.files], from: path.posix.dirname(file) }),
      ];
    }),
  );
}
