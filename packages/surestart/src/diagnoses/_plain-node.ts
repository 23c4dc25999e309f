import type { Facts } from "../facts.ts";
import { tools } from "../known/_tools.ts";

/** Hooks of these only watch the program, or read a .env: what they load stays as it is written. */
const harmless = new Set(
  tools.flatMap(({ name, hook, loads = [] }) => [
    ...(hook?.does === "watches" ? (hook.packages ?? [name]) : []),
    ...(loads.length > 0 ? [name] : []),
    ...loads.flatMap((load) => load.package ?? []),
  ]),
);
/** What teaches Node another language, module system or path while the program runs. */
const teachers = new Set(
  tools.flatMap(({ name, hook }) => (hook?.does === "teaches" ? (hook.packages ?? [name]) : [])),
);
/** The same of a file of a package whose name says so. */
const teacherFile = /\/register(?:\/|\.|$)|(?:^|\/)ts-exec$/;

function isOf(packages: ReadonlySet<string>, specifier: string): boolean {
  const [first = "", second] = specifier.split("/");
  return packages.has(first) || (second !== undefined && packages.has(`${first}/${second}`));
}

/**
 * Node runs the program with a hook that may find files where Node would not: `any`, where the hook is the project's own, else
 * only those that have another extension than is written. false: Node finds them itself, or another tool runs the program.
 */
export function hookOf(facts: Facts): "any" | "extension" | false {
  const { command } = facts;
  if (!command || !startsNode(command.program) || runsPlainNode(facts)) return false;
  const words = command.program.join(" ");
  return /\s(?:-r|--require|--import|--(?:experimental-)?loader)[=\s]\.{0,2}\//.test(words)
    ? "any"
    : "extension";
}

function startsNode([word = ""]: readonly string[]): boolean {
  return /(^|[\\/])node(js)?(\.exe)?$/i.test(word);
}

/** Node itself loads the program's files, and nothing that transforms them or finds them elsewhere is between. */
export function runsPlainNode({ command, env, source }: Facts): boolean {
  const [, ...rest] = command?.program ?? [];
  if (!command || !startsNode(command.program)) return false;
  if (source.imports.some((i) => i.reached && (isOf(teachers, i.specifier) || teacherFile.test(i.specifier))))
    return false;
  const options = [
    ...rest,
    ...(command.env["NODE_OPTIONS"] ?? env.environment["NODE_OPTIONS"] ?? "").split(/\s+/),
  ];
  return options.every((option, i) => {
    if (/^--(experimental-)?(loader|specifier-resolution|default-type)\b/.test(option)) return false;
    const [, joined] = /^(?:-r|--require|--import)(?:=(.*))?$/.exec(option) ?? [undefined, null];
    return joined === null || isOf(harmless, joined ?? options[i + 1] ?? "");
  });
}
