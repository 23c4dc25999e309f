import path from "node:path";
import type { Loader } from "../../facts.ts";
import { readText } from "../../files.ts";
import { otherLoader } from "./loader.ts";
import { named, type ProjectFiles } from "./project-files.ts";

/**
 * EnvironmentFile= of the systemd units in the repository. systemd reads by rules of its own (systemd.exec(5)), so it is
 * shown and not compared. A path below WorkingDirectory= is taken for the same path in the project.
 */
export function systemdLoaders(project: ProjectFiles): Loader[] {
  return named(project, /\.service$/).flatMap((file) => {
    const lines = (readText(path.join(project.dir, file)) ?? "").split(/\r?\n/);
    const home = lines.map((line) => /^WorkingDirectory=-?(\/\S+)/.exec(line)?.[1]).findLast((one) => one);
    return lines.flatMap((line, index) => {
      const given = /^EnvironmentFile=-?(\/\S*)/.exec(line)?.[1];
      if (given === undefined) return [];
      const below = home === undefined ? null : path.posix.relative(home, given);
      const here = below !== null && !below.startsWith("..") ? below : given;
      const at = { file, line: index + 1 };
      return [
        otherLoader(project.dir, {
          dialect: "bash",
          how: "EnvironmentFile",
          at,
          files: [here],
          byHand: true,
        }),
      ];
    });
  });
}
