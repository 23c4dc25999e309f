import path from "node:path";
import type { StartCommand } from "../facts.ts";
import { isObject, jsonObject, readText } from "../files.ts";
import type { Place } from "../finding.ts";
import { managerOf, toolsOf } from "../known/_find.ts";
import { programName } from "../program-name.ts";
import { buildMissing } from "./build-missing.ts";
import { readCommand } from "./command.ts";
import { managerFor } from "./install-node.ts";
import { jsonPlace } from "./json-place.ts";

/** The usual names, best first. */
export const startScripts = ["start", "serve", "dev"];

/** Other names for the same, where the usual ones start nothing or only a front end. */
const otherScripts =
  /^(?:(?:start|serve|dev|develop)[:_-](?:dev|local|watch|server|api|backend)|(?:server|api|backend)(?:[:_-](?:dev|start|watch))?|develop)$/;

/**
 * The script of package.json that a person would type: the first of the usual names, but another one where that was never
 * built and this needs no build, or where that only serves pages to browsers and this starts a backend.
 */
export async function startScript(
  dir: string,
  environment: Record<string, string | undefined>,
): Promise<{ argv: string[]; at: Place; onlyPages?: true } | null> {
  const text = readText(path.join(dir, "package.json"));
  const scripts = jsonObject(text)["scripts"];
  if (text === null || !isObject(scripts)) return null;
  const names = Object.keys(scripts).filter((name) => typeof scripts[name] === "string");
  const usual = startScripts.filter((name) => names.includes(name));
  const manager = managerFor(dir);
  const argvOf = (name: string): string[] => {
    const short = name === "start" && managerOf(manager)?.scripts?.[name];
    return short ? [manager, name] : [manager, "run", name];
  };
  let best = { name: "", rank: none as number };
  for (const name of [...usual, ...names.filter((name) => otherScripts.test(name))]) {
    const rank = rankOf(await readCommand(argvOf(name), { cwd: dir, environment }), dir);
    // One by another name must be known to start something.
    const better = best.rank < unbuilt ? rank > best.rank : rank === ready;
    if (better && (rank === ready || usual.includes(name))) best = { name, rank };
    if (best.rank >= unknown) break;
  }
  const { name, rank } = best;
  if (name === "") return null;
  const at = jsonPlace(text, ["scripts", name], "package.json") ?? { file: "package.json" };
  return { argv: argvOf(name), at, ...(rank === pages ? { onlyPages: true } : {}) };
}

/** What a script starts as things are: pages for browsers, nothing before a build, nobody can tell, a program. */
const [none, pages, unbuilt, unknown, ready] = [-1, 0, 1, 2, 3] as const;

function rankOf(command: StartCommand, dir: string): number {
  const { server, entry, program } = command;
  const name = programName(program[0] ?? "");
  if (buildMissing(dir, command) || toolsOf(name, "builds").some(({ builds }) => builds === true))
    return unbuilt;
  if (toolsOf(server ?? name, "frontend").length > 0) return pages;
  return server !== null || entry !== null ? ready : unknown;
}
