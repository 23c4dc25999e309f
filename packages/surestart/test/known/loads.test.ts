import { describe, expect, test } from "vitest";
import { envJson } from "../../src/cli/env.ts";
import { type Case, diagnose } from "../../src/diagnose.ts";
import { catalogue } from "../../src/diagnoses/index.ts";
import type { StartCommand } from "../../src/facts.ts";
import { type Load, loadsOf, moduleOfCall } from "../../src/known/_find-loads.ts";
import type { RunOptions } from "../../src/run/options.ts";
import { mayLoadEnv } from "../../src/run/prefilter.ts";
import { decideVariables } from "../../src/run/variables.ts";
import { withFacts } from "../diagnoses/in-small.ts";

// Every way in which a tool of known/ loads a .env is known to the byte look, to `env`, to `doctor` and to `run`: the same
// program, as small as it can be, asks for a variable that only .env has.

interface Row {
  name: string;
  language: "javascript" | "python";
  /** The lines that load. */
  code: string;
  /** They give the variable to the process. */
  gives: boolean;
  package: string | null;
}

const rows: Row[] = (["javascript", "python"] as const).flatMap((language) =>
  loadsOf(language).flatMap((load): Row[] => {
    const lines = language === "python" ? pythonLines(load) : javascriptLines(load);
    const gives = (load.gives ?? "environment") === "environment";
    return lines.map(([name, code]) => ({ name, language, code, gives, package: load.package }));
  }),
);

/** Of each row the calls, imports and first uses, written as its documentation writes them. */
function javascriptLines(load: Load): [string, string][] {
  const options = [
    ...(load.path === undefined || /^\d/.test(load.path) ? [] : [`${load.path.split(" ")[0]}: ["vars.txt"]`]),
    ...(load.only && "true" in load.only ? [`${load.only.true}: true`] : []),
  ];
  const plain = /^\d/.test(load.path ?? "")
    ? '"vars.txt"'
    : options.length > 0
      ? `{ ${options.join(", ")} }`
      : "";
  const given = load.content === undefined ? plain : 'readFileSync("vars.txt", "utf8")';
  return [
    ...(load.calls ?? []).map((word): [string, string] => {
      const {
        module,
        path: [head = "", ...rest],
      } = moduleOfCall(word, load.package);
      const [taken, call] = head === "" ? ["it", "it"] : [`{ ${head} }`, [head, ...rest].join(".")];
      return [
        word,
        `import { readFileSync } from "node:fs";\nimport ${taken} from "${module}";\n${call}(${given});\n`,
      ];
    }),
    ...(load.imports ?? []).map((module): [string, string] => [
      `import "${module}"`,
      `import "${module}";\n`,
    ]),
  ];
}

function pythonLines(load: Load): [string, string][] {
  const [place = "", name = place] = load.path?.split(" ") ?? [];
  const given = [
    ...(load.path === undefined ? [] : [/^\d+$/.test(name) ? '"vars.txt"' : `${name}="vars.txt"`]),
    ...(load.only && "true" in load.only ? [`${load.only.true}=True`] : []),
  ].join(", ");
  const first = (word: string): string => {
    const names = word.replaceAll("()", "").split(".");
    const at = names.findIndex((one, i) => i > 0 && (/^[A-Z]/.test(one) || i === names.length - 1));
    return `from ${names.slice(0, at).join(".")} import ${names[at]}\n`;
  };
  const behind = (word: string): string => {
    const plain = /^from (\S+) /.exec(first(word))?.[1] as string;
    return word.slice(plain.length + 1);
  };
  const { option } = load;
  return [
    ...(load.calls ?? []).map((word): [string, string] => [
      word,
      `${first(word)}it = ${behind(word)}(${given})\n`,
    ]),
    ...(load.firstUses ?? []).map((word): [string, string] => [
      word,
      `${first(word)}it = ${behind(word)}\nit("TOKEN")\n`,
    ]),
    ...(option
      ? ([
          [
            option.inClass,
            `from pydantic_settings import BaseSettings, SettingsConfigDict\nclass Settings(BaseSettings):\n    model_config = SettingsConfigDict(${option.inClass}="vars.txt")\n    token: str\nSettings()\n`,
          ],
          [
            option.atCall,
            `from pydantic_settings import BaseSettings\nclass Settings(BaseSettings):\n    token: str\nSettings(${option.atCall}="vars.txt")\n`,
          ],
        ] as [string, string][])
      : []),
  ];
}

const inFile = "TOKEN=from-the-file\n";
const wants = {
  javascript: 'if (!process.env.TOKEN) throw new Error("TOKEN is not set");\n',
  python: 'import os\nTOKEN = os.environ["TOKEN"]\n',
};

function programOf({ language, code, gives, package: name }: Row): Case {
  // What gives no variable to the process is asked for none.
  const text = code + (gives ? wants[language] : "");
  const main = language === "python" ? { "main.py": text } : { "server.mjs": text, "package.json": "{}" };
  const installed =
    language === "javascript" && name !== null
      ? { [`node_modules/${name}/package.json`]: `{"name":"${name}","version":"1.0.0","main":"index.js"}` }
      : {};
  return {
    name: code,
    files: { ...main, ...installed, ".env": inFile, "vars.txt": inFile },
    command: language === "python" ? ["/usr/bin/python3", "main.py"] : ["node", "server.mjs"],
  };
}

/** What the four say of a program. */
async function said(program: Case): Promise<Record<"look" | "env" | "doctor" | "run", boolean>> {
  return withFacts(program, async (facts, dir) => {
    const options = { dir, envFiles: [] as string[], override: false } as RunOptions;
    const decided = await decideVariables(facts.command as StartCommand, options);
    const { loaders } = envJson(facts) as { loaders: { start: boolean }[] };
    const { findings } = diagnose(facts, catalogue);
    return {
      look: mayLoadEnv(dir) !== null,
      env: loaders.some((one) => one.start),
      doctor: !findings.some(({ code }) => code === "source/env-not-loaded"),
      run: decided.loaded === null && Object.keys(decided.set).length === 0,
    };
  });
}

const whoSays =
  "recognised by: look (src/source/may-load), env (src/source/load-of-call.ts), doctor (source/env-not-loaded), run (src/run/variables.ts)";

describe("every way to load a .env is known to the look, to env, to doctor and to run", () => {
  test.each(rows.filter(({ code }) => !code.includes("find_dotenv")))("$language: $name", async (row) => {
    expect(await said(programOf(row)), whoSays).toEqual({ look: true, env: true, doctor: true, run: true });
  });

  const preloaded = loadsOf("javascript").flatMap(({ imports = [], package: name }) =>
    imports.map((module) => [module, name] as const),
  );
  test.each(preloaded)("node -r %s", async (module, name) => {
    const program = programOf({ name: "", language: "javascript", code: "", gives: true, package: name });
    // What a module is preloaded for, no source has.
    expect(await said({ ...program, command: ["node", "-r", module, "server.mjs"] })).toEqual({
      look: false,
      env: true,
      doctor: true,
      run: true,
    });
  });

  test.each(["javascript", "python"] as const)("%s: without one, all four say so", async (language) => {
    const program = programOf({ name: "", language, code: "", gives: true, package: null });
    expect(await said(program)).toEqual({ look: false, env: false, doctor: false, run: false });
  });
});
