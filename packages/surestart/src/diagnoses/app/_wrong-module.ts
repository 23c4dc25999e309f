import type { Sentence } from "../../diagnose.ts";
import type { Facts } from "../../facts.ts";
import type { Fix } from "../../finding.ts";
import { lastWords } from "../runtime/_crash-text.ts";
import { commandFix, moduleOf, type WrongStart } from "./_serve-objects.ts";

/** A module that is there, and that the start command names in a way in which it cannot be started. */
type WrongModule =
  /** `uvicorn shop/main.py:app`, `python -m shop/main.py`. */
  | { kind: "path"; path: string; module: string }
  /** `python -m shop`, and shop has no `__main__.py`. */
  | { kind: "package"; module: string; file: string; near: string | null };

export function wrongModule(facts: Facts): WrongStart | null {
  const wrong = asked(facts);
  return (
    wrong && {
      about: [`module ${wrong.module}`, `package ${wrong.module.split(".")[0]}`],
      sentence: sentenceOf(wrong, facts),
      fixes: [fixOf(wrong, facts)],
    }
  );
}

function asked(facts: Facts): WrongModule | null {
  const { entry, server } = facts.command ?? {};
  if (entry?.kind !== "module" || !entry.module || facts.run?.outcome === "healthy") return null;
  const said = lastWords(facts);
  if (entry.path !== undefined) {
    const stem = entry.path.replace(/\.py$/, "");
    return facts.run && !said.includes(stem)
      ? null
      : { kind: "path", path: entry.path, module: entry.module };
  }
  if (server !== "python" || entry.file !== null) return null;
  const { module, missing } = entry;
  const within = `${module.replaceAll(".", "/")}/__main__.py`;
  if (facts.run ? !said.includes(`No module named ${module}.__main__`) : !missing?.endsWith(within))
    return null;
  const file = missing ?? within;
  return { kind: "package", module, file, near: facts.runtime.nearEntry ?? null };
}

function sentenceOf(wrong: WrongModule, facts: Facts): Sentence {
  const { command } = facts;
  const place = command?.at ? { at: command.at } : {};
  const rest = {
    severity: "error",
    confidence: "certain",
    role: facts.run ? "crash" : "would",
    ...place,
  } as const;
  if (wrong.kind === "path") {
    const server = command?.server === "python" ? "python -m" : (command?.server ?? "the server");
    return {
      ...rest,
      title: `${wrong.path} is the path of a file, but ${server} takes the name of a module`,
      detail: `From the folder in which the program is started, that module is ${wrong.module}: dots instead of slashes, and no extension.`,
    };
  }
  const { module, file, near } = wrong;
  return {
    ...rest,
    title: `${module} is a package without a __main__.py`,
    detail: `The start command runs the package ${module}, for which Python looks for ${file}, but there is no such file${near ? `; ${near} can be started` : ""}.`,
    also: near ? [{ file: near, note: "it has a main guard" }] : [],
  };
}

function fixOf(wrong: WrongModule, facts: Facts): Fix {
  const program = facts.command?.program ?? [];
  if (wrong.kind === "package") {
    const name = wrong.near && moduleOf(wrong.near).slice(moduleOf(wrong.near).indexOf(wrong.module));
    const words = name && program.map((word) => (word === wrong.module ? name : word)).join(" ");
    return words
      ? commandFix(facts, `Start ${name}`, words)
      : commandFix(
          facts,
          `Name the module of ${wrong.module} that starts the server, or add ${wrong.file}`,
          null,
        );
  }
  const { path, module } = wrong;
  const at = program.findIndex((word) => word === path || word.startsWith(`${path}:`));
  // A script in the start folder needs no name: `python manage.py`.
  const script = program[at - 1] === "-m" && !module.includes(".");
  const word = script ? path : `${module}${program[at]?.slice(path.length) ?? ""}`;
  const words = [...program.slice(0, script ? at - 1 : at), word, ...program.slice(at + 1)].join(" ");
  return commandFix(facts, `Start ${word}`, at < 0 ? null : words);
}
