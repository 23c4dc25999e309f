import path from "node:path";
import type { StartCommand } from "../../facts.ts";
import { isObject, jsonObject, readText } from "../../files.ts";
import { upward } from "../../folders.ts";
import { managerOf, toolsOf } from "../../known/_find.ts";
import { programName } from "../../program-name.ts";
import { splitWords } from "../../shell/commands.ts";
import type { Options } from "./options.ts";
import type { Gathered, Step } from "./state.ts";

/**
 * Of several programs that are started at once, the one that is a backend: `concurrently "vite" "npm:api"`,
 * `run-p dev:*`. null where nobody can tell which one it is.
 *
 * @param scripts the words are names of scripts, and not commands
 */
export async function peelParallel(
  name: string,
  options: Options,
  step: Step,
  to: Gathered,
  scripts: boolean,
): Promise<Step | null> {
  const lines = options.positionals.map(({ value }) => (scripts ? `npm:${value}` : value));
  const parts = lines.flatMap((line) => commandsOf(line, step.cwd)).map((argv): Step => ({ ...step, argv }));
  if (parts.length === 0) return null;
  to.alone = false;
  const looked = await Promise.all(parts.map(async (part) => ({ part, program: await to.look(part) })));
  const serving = looked.filter(({ program }) => servesSomething(program));
  const called = serving.filter(({ part, program: { entry } }) =>
    backendName.test([...part.argv, entry?.file ?? ""].join(" ")),
  );
  const [backend] = serving.length === 1 ? serving : called;
  if (!backend || (serving.length > 1 && called.length !== 1)) return null;
  to.through.push(name);
  return backend.part;
}

/** Of two that serve, a name says which one is the backend. */
const backendName = /(?:^|[\s:/_-])(?:api|server|backend)(?=$|[\s:/_.-])/i;

function servesSomething({ server, entry, program }: StartCommand): boolean {
  if (server === null && entry === null) return false;
  return toolsOf(server ?? programName(program[0] ?? ""), "frontend").length === 0;
}

/** `npm:api`, `pnpm:dev:*`: scripts of package.json; anything else is a command line. */
function commandsOf(line: string, cwd: string): string[][] {
  const [, manager = "", pattern = "", rest = ""] = /^(\w+):([^\s]+)(.*)$/.exec(line) ?? [];
  if (!managerOf(manager) && manager !== "node") return [splitWords(line)];
  const folder = upward(cwd, "package.json") ?? cwd;
  const { scripts } = jsonObject(readText(path.join(folder, "package.json")));
  const [before = "", after] = pattern.split("*");
  const names =
    after === undefined
      ? [pattern]
      : Object.keys(isObject(scripts) ? scripts : {}).filter(
          (one) => one.startsWith(before) && one.endsWith(after),
        );
  const run = manager === "node" ? ["node", "--run"] : [manager, "run"];
  return names.map((one) => [...run, one, ...splitWords(rest)]);
}
