import type { Subject } from "../../compete.ts";
import { type Cases, defineDiagnosis } from "../../diagnose.ts";
import type { Facts, PackageFact } from "../../facts.ts";
import { pythonModuleOf } from "../../known/_find-loads.ts";
import { loaderPackages, tools } from "../../known/_tools.ts";
import { valuePlace } from "../_lookup.ts";
import { text } from "../_text.ts";
import { lastWords } from "../runtime/_crash-text.ts";
import { installCommand, isMissing, subjectsOf, whereInstalled } from "../runtime/_packages.ts";

export default defineDiagnosis({
  code: "source/loader-not-installed",
  since: "0.1.0",
  stage: "DR",
  detect: (facts): Evidence[] => [
    ...byCommand(facts),
    ...facts.runtime.packages.filter((p) => loaderPackages.has(p.name) && isMissing(p)),
  ],
  about: (pack) => [...subjectsOf([pack]), ...(pack.keys ?? []).map((key): Subject => `absent ${key}`)],
  finding: (pack, facts) => {
    const failed = facts.run?.outcome === "failed" && (pack.file !== undefined || speaksOf(facts, pack));
    if (pack.file !== undefined)
      return {
        severity: facts.run?.outcome === "healthy" ? "warning" : "error",
        confidence: "certain",
        role: failed ? "crash" : "would",
        title: `${pack.distribution} is not installed, and the start command needs it to load ${pack.file}`,
        detail: `${pack.how} loads ${pack.file} with ${pack.distribution}, and ${whereInstalled(facts)} does not have it.`,
        at: pack.at,
      };
    return {
      severity: facts.run?.outcome === "healthy" ? "warning" : "error",
      confidence: "certain",
      role: failed ? "crash" : "would",
      title: `${pack.distribution} is imported, but not installed`,
      detail: `${pack.at.file} loads the .env with ${pack.distribution}, and ${whereInstalled(facts)} does not have it${pack.declared ? "; a manifest lists it" : "; no manifest of the project lists it either"}.`,
      at: pack.at,
    };
  },
  fixes: (pack, facts) => [
    {
      id: "install",
      title: `Install ${pack.distribution}`,
      safety: "manual",
      command: installCommand(facts, pack.distribution, pack.declared),
      changes: [],
    },
  ],
  page: {
    what: "The code imports the package that loads its .env, but the interpreter or node_modules in use does not have it.",
    why: "The import fails before anything else runs.",
    causes: [
      "Another package brought it along, and was removed or updated.",
      "It was installed for another interpreter.",
      "It is a development dependency, and only the other dependencies were installed.",
      "`uvicorn --env-file .env` and `flask run` with a .flaskenv need python-dotenv, which does not come with them.",
    ],
    steps: [
      "Install it where the program runs: `python3 -m pip install python-dotenv`, or `npm install dotenv`. The finding names the command for your package manager.",
      "Add it to the dependencies of the manifest, so that the next install has it.",
    ],
    not: "Other packages that are missing are runtime/module-missing; when several or all of them are missing, it is runtime/packages-missing or runtime/node-modules-missing.",
  },
});

type Evidence = PackageFact & Partial<ByCommand>;

interface ByCommand {
  /** What the command would load with it. */
  file: string;
  how: string;
  keys: string[];
}

/** A file that an option of the command names; one that it only looks for, where the start fails for what that one says. */
function byCommand(facts: Facts): (PackageFact & ByCommand)[] {
  return (facts.env.unloaded ?? []).flatMap(({ file, how, needs, named }) => {
    const bindings = facts.env.files.find((one) => one.file === file)?.bindings ?? [];
    const own = bindings.find(({ key }) => key === entryVariable(facts));
    if (!named && !(own && findsNoApplication(facts))) return [];
    return [
      {
        name: pythonModuleOf(needs) ?? needs,
        distribution: needs,
        installed: false,
        inVenv: null,
        declared: facts.runtime.manifests.some(({ packages }) => packages.includes(needs)),
        at: own ? valuePlace(file, own) : (facts.command?.at ?? { file }),
        optional: false,
        shadowedBy: null,
        file,
        how: named ? `The option ${how}` : how,
        keys: bindings.map(({ key }) => key),
      },
    ];
  });
}

/** The variable that names the application to this command's server. */
function entryVariable({ command }: Facts): string | undefined {
  const entry = tools.find(({ name }) => name === command?.server)?.command?.entry;
  return entry && "variable" in entry ? entry.variable : undefined;
}

/** By its own words; before a run, where no file has the name that it would look for. */
function findsNoApplication(facts: Facts): boolean {
  if (!facts.run) return facts.command !== null && !facts.command.entry?.file;
  return (
    facts.run?.outcome === "failed" && tools.some(({ says }) => says?.cannotImport?.test(lastWords(facts)))
  );
}

function speaksOf(facts: Facts, pack: PackageFact): boolean {
  const text = [facts.run?.crash?.message ?? "", ...(facts.run?.crash?.lines ?? [])].join("\n");
  return (
    text.includes(`'${pack.name}'`) || text.includes(`"${pack.name}"`) || text.includes(`'${pack.name}/`)
  );
}

const notLoaded = (file: string, how: string, named: boolean) => ({
  file,
  how,
  needs: "python-dotenv",
  named,
});

export function cases(): Cases {
  const server = text`
    import "dotenv/config";
    import { createServer } from "node:http";
    createServer().listen(process.env.PORT);
  `;
  return {
    claims: [
      {
        name: "in no list of dependencies",
        files: {
          "package.json": '{"type":"module"}',
          "node_modules/other/package.json": '{"name":"other"}',
          "server.js": server,
        },
      },
      {
        name: "an option of the server names the file",
        files: {
          ".env": "LAMP=oil\n",
          "main.py": text`
            import os
            LAMP = os.environ["LAMP"]
            app = None
          `,
        },
        command: ["/usr/bin/python3", "-m", "uvicorn", "main:app", "--env-file", ".env"],
        facts: { runtime: { packages: [] }, env: { unloaded: [notLoaded(".env", "--env-file .env", true)] } },
      },
      {
        name: "flask run does not find the application that .flaskenv names",
        files: { ".flaskenv": "FLASK_APP=lamps/server.py\n", "lamps/server.py": "app = None\n" },
        command: ["/usr/bin/python3", "-m", "flask", "run"],
        facts: { runtime: { packages: [] }, env: { unloaded: [notLoaded(".flaskenv", "flask", false)] } },
        run: {
          exit: { code: 2, signal: null },
          output: ["Error: Could not locate a Flask application. Use the 'flask --app' option."],
        },
      },
    ],
    leaves: [
      {
        name: "flask run finds an application without the file",
        files: { ".flaskenv": "FLASK_RUN_PORT=5001\n", "app.py": "app = None\n" },
        command: ["/usr/bin/python3", "-m", "flask", "run"],
        facts: { runtime: { packages: [] }, env: { unloaded: [notLoaded(".flaskenv", "flask", false)] } },
      },
      {
        name: "installed",
        files: {
          "package.json": '{"type":"module","dependencies":{"dotenv":"17"}}',
          "node_modules/dotenv/package.json":
            '{"name":"dotenv","version":"17.0.0","exports":{"./config":"./config.js"}}',
          "node_modules/dotenv/config.js": "",
          "server.js": server,
        },
      },
    ],
  };
}
