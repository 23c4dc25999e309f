import path from "node:path";
import type { Loader } from "../../facts.ts";
import { readText } from "../../files.ts";
import { otherLoader } from "./loader.ts";
import { named, type ProjectFiles } from "./project-files.ts";

/** A project that was installed by bun is started by it: bun loads the .env files of the working folder for every script. */
export function bunLoaders(project: ProjectFiles): Loader[] {
  return named(project, /^bun\.lockb?$/).flatMap((file) => {
    const from = path.posix.dirname(file);
    if (/^\s*env\s*=\s*false/m.test(readText(path.join(project.dir, from, "bunfig.toml")) ?? "")) return [];
    return [".env", ".env.development", ".env.local"]
      .map((name) =>
        otherLoader(project.dir, { dialect: "bun", how: "bun", at: { file }, files: [name], from }),
      )
      .filter(({ found }) => found.length > 0);
  });
}
