import path from "node:path";
import { optionValue, readOptions } from "./options.ts";
import { pyprojectScript } from "./pyproject-scripts.ts";
import {
  addEnvFile,
  type Gathered,
  isFile,
  type Peel,
  programName,
  type Step,
  upward,
  variable,
} from "./state.ts";

/** `poetry run`, `uv run`, `pipenv run`, `pdm run`, `hatch run`, `rye run`, `poe`: and the scripts that their manifests name. */
export const peelPythonTool: Peel = async (step, to) => {
  const { argv, offset } = asProgram(step.argv);
  const name = programName(argv[0] ?? "");
  if (name === "poe") return pyprojectScript(["tool", "poe", "tasks"], argv.slice(1), step, to, "poe");
  const values = tools[name];
  if (values === undefined) return null;
  const outer = readOptions(argv, 1, { values: values.outer, stopAtFirst: true });
  const folder = optionValue(outer, "directory") ?? optionValue(outer, "project");
  const cwd = folder ? path.resolve(step.cwd, folder.value) : step.cwd;
  const run = outer.positionals[0];
  if (
    run?.value !== "run" &&
    !(name === "pdm" && run !== undefined) &&
    !(name === "rye" && run !== undefined)
  )
    return null;
  const from = run.value === "run" ? run.index + 1 : run.index;
  const options = readOptions(argv, from, { values: values.run, stopAtFirst: true });
  const words = options.positionals.map((p) => p.value);
  const inner = optionValue(options, "directory");
  const here: Step = { ...step, cwd: inner ? path.resolve(cwd, inner.value) : cwd };
  if (offset > 0 && words.length === 0) return null;

  if (name === "uv")
    uvEnv(
      here,
      to,
      options.values.get("env-file")?.map((f) => f.value),
      options.flags,
    );
  if (name === "pipenv") pipenvEnv(here, to);
  const module = optionValue(options, "module");
  if (name === "uv" && module) {
    to.through.push(name);
    return { ...here, argv: ["python", "-m", module.value, ...words] };
  }
  if (words.length === 0) return null;
  const named = values.scripts && (await pyprojectScript(values.scripts, words, here, to, name));
  if (named) return named;
  to.through.push(name);
  // uv and rye run a Python file by its name alone.
  if ((name === "uv" || name === "rye" || name === "pdm") && /\.pyw?$/.test(words[0] as string))
    return { ...here, argv: ["python", ...words] };
  return { ...here, argv: words };
};

const tools: Record<string, { outer: string; run: string; scripts: string[] | null }> = {
  poetry: { outer: "directory C, project P", run: "", scripts: ["tool", "poetry", "scripts"] },
  uv: {
    outer: "directory, project, config-file, cache-dir, color, python p",
    run:
      "module m, env-file, with w, with-editable, with-requirements, extra, group, only-group, no-group, python p, package, " +
      "directory, project, index, index-url i, python-platform, no-extra, upgrade-package P",
    scripts: ["project", "scripts"],
  },
  pipenv: { outer: "", run: "", scripts: ["scripts"] },
  pdm: {
    outer: "project p, config c",
    run: "project p, site-packages s",
    scripts: ["tool", "pdm", "scripts"],
  },
  hatch: {
    outer: "env e, project p, config",
    run: "",
    scripts: ["tool", "hatch", "envs", "default", "scripts"],
  },
  rye: { outer: "", run: "pyproject", scripts: ["tool", "rye", "scripts"] },
};

/** `python -m poetry run …` is `poetry run …`. */
function asProgram(argv: string[]): { argv: string[]; offset: number } {
  if (/^python[\d.]*$|^py$/.test(programName(argv[0] ?? "")) && argv[1] === "-m" && tools[argv[2] ?? ""])
    return { argv: argv.slice(2), offset: 2 };
  return { argv, offset: 0 };
}

/** uv reads its files with Rust's dotenvy, which expands `$NAME` as dotenv-expand does. */
function uvEnv(step: Step, to: Gathered, files: string[] | undefined, flags: Set<string>): void {
  if (flags.has("no-env-file")) return;
  const named = files ?? variable(to, "UV_ENV_FILE")?.split(/\s+/).filter(Boolean) ?? [];
  for (const file of named)
    addEnvFile(to, step, file, "dotenv-expand", { override: false, how: `--env-file ${file}` });
}

/** pipenv loads the .env beside the Pipfile, over what is set already. */
function pipenvEnv(step: Step, to: Gathered): void {
  if (variable(to, "PIPENV_DONT_LOAD_ENV")) return;
  const folder = upward(step.cwd, "Pipfile") ?? step.cwd;
  const file = variable(to, "PIPENV_DOTENV_LOCATION") ?? path.join(folder, ".env");
  if (isFile(path.resolve(step.cwd, file)))
    addEnvFile(to, step, file, "python", { optional: true, override: true, how: "pipenv run" });
}
