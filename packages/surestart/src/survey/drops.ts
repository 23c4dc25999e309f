import path from "node:path";
import type { Drop, StartCommand } from "../facts.ts";
import { entriesOf, isFile, isObject, jsonObject, readText, withoutComments } from "../files.ts";
import { relativeTo, upward } from "../folders.ts";
import type { PassesOn } from "../known/_define.ts";
import { toolOfProgram } from "../known/_tools.ts";
import { lineOf } from "../line-of.ts";
import { programName } from "../program-name.ts";
import { readOptions } from "../runtime/command/options.ts";

/** What a runner of tasks keeps from them, by its own file. */
export function dropsOfTasks({ tasks = [] }: StartCommand, dir: string): Drop[] {
  return tasks.flatMap((task) => dropsOf(task, dir));
}

function dropsOf({ argv, cwd }: NonNullable<StartCommand["tasks"]>[number], dir: string): Drop[] {
  const by = programName(argv[0] ?? "");
  const passesOn = toolOfProgram(by)?.passesOn;
  return [passesOn ?? []].flat().flatMap((rule) => {
    const { files, all, keeps } = rule;
    const { positionals, values } = readOptions(argv, 1, { values: "" });
    if (values.get(all.option)?.some(({ value }) => value === all.value)) return [];
    const tasks = positionals.map(({ value }) => value).filter((word) => word !== "run");
    const found = files.flatMap((name) => {
      const folder = upward(cwd, name);
      return folder === null ? [] : [path.join(folder, name)];
    });
    const [file] = found;
    const text = file === undefined ? null : readText(file);
    if (file === undefined || text === null) return [];
    const said = jsonObject(withoutComments(text));
    if (Object.keys(said).length === 0 || said[all.key] === all.value) return [];
    const inPackages = besides(path.dirname(file), files);
    const passed = [said, ...inPackages].flatMap((one) => listed(one, tasks, rule));
    const line = lineOf(text, (one) => tasks.some((task) => one.includes(`"${task}"`)));
    const at = { file: relativeTo(dir, file), ...line };
    return [{ by, at, keeps: [...keeps, ...passed] }];
  });
}

/** The names that a file lets through for all tasks and for these, however a package in front of `#` is called. */
function listed(said: Record<string, unknown>, tasks: readonly string[], rule: PassesOn): string[] {
  const own = rule.tasks.flatMap((key) => {
    const table = said[key];
    if (!isObject(table)) return [];
    return Object.entries(table).flatMap(([name, task]) =>
      isObject(task) && tasks.includes(name.split("#").at(-1) as string)
        ? rule.taskLists.flatMap((list) => texts(task[list]))
        : [],
    );
  });
  return [...rule.lists.flatMap((list) => texts(said[list])), ...own];
}

/** The files of the same name in packages two folders below. */
function besides(root: string, names: readonly string[]): Record<string, unknown>[] {
  return foldersBelow(root, 2).flatMap((folder) =>
    names
      .map((name) => path.join(folder, name))
      .filter(isFile)
      .map((file) => jsonObject(withoutComments(readText(file) ?? ""))),
  );
}

function foldersBelow(folder: string, depth: number): string[] {
  const below = entriesOf(folder)
    .filter((one) => one.isDirectory() && !/^(?:\.|node_modules$)/.test(one.name))
    .map((one) => path.join(folder, one.name));
  return depth === 1 ? below : [...below, ...below.flatMap((one) => foldersBelow(one, depth - 1))];
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];
}
