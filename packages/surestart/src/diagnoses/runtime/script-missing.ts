import { type Cases, defineDiagnosis } from "../../diagnose.ts";
import type { StartCommand } from "../../facts.ts";
import { managerOf } from "../../known/_find.ts";
import { nearest } from "../../near.ts";
import { listed } from "../_lookup.ts";
import { serverJs } from "../_serve.ts";
import { text } from "../_text.ts";
import { lastWords } from "./_crash-text.ts";

interface Evidence extends NonNullable<StartCommand["scriptMissing"]> {
  said: boolean;
}

export default defineDiagnosis({
  code: "runtime/script-missing",
  since: "0.1.0",
  stage: "DR",
  detect: (facts): Evidence[] => {
    const missing = facts.command?.scriptMissing;
    if (!missing) return [];
    const said = signs.some((sign) => sign.test(lastWords(facts)));
    return facts.run && !said ? [] : [{ ...missing, said }];
  },
  // Without the program that is asked for it there is no script either.
  about: (_missing, facts) => [`program ${facts.command?.argv[0]}`],
  finding: ({ name, manager, file, at, names, said }) => ({
    severity: "error",
    confidence: "certain",
    role: said ? "crash" : "would",
    title: `${file} has no script ${name}`,
    detail: `The start command runs the script ${name} with ${manager}. ${file} has ${names.length > 0 ? `${names.length === 1 ? "only " : ""}${listed(names, 12)}` : "no scripts"}.`,
    at,
  }),
  fixes: ({ name, manager, names }) => {
    const usual = starting.includes(name) ? starting.find((one) => names.includes(one)) : undefined;
    const meant = nearest(name, names) ?? usual;
    return [
      {
        id: "right-script",
        title: meant ? `Run the script ${meant}` : `Add the script ${name}, or run the one that is meant`,
        safety: "manual",
        ...(meant
          ? { command: manager === "node" ? `node --run ${meant}` : `${runner(manager)} ${meant}` }
          : {}),
        changes: [],
      },
    ];
  },
  page: {
    what: "The start command runs a script that package.json does not have.",
    why: "A package manager runs what package.json has under that name in scripts, and nothing else.",
    causes: [
      "The project uses another name: dev or serve instead of start.",
      "The command is run in another folder, whose package.json has other scripts.",
      "A script that another one runs was renamed.",
    ],
    steps: [
      "List the scripts: `npm run`. Run the one that is meant, for example `npm run dev`.",
      "Or add the script to package.json.",
      "If the package.json is the wrong one, change to the right folder; in a monorepo: `npm run start -w NAME`.",
    ],
    examples: [
      {
        file: "package.json",
        wrong: '"scripts": { "dev": "node --watch server.js" }',
        right: '"scripts": {\n  "start": "node server.js",\n  "dev": "node --watch server.js"\n}',
      },
    ],
    not: "A script that exists, but whose program is missing, is runtime/command-not-found or runtime/node-modules-missing.",
  },
});

/** In the order in which people mean them. */
const starting = ["start", "serve", "server", "dev", "develop", "start:dev", "start:prod", "preview"];

/** npm and pnpm; yarn 1 and later ones; bun. */
const signs = [
  /Missing script:/i,
  /Couldn't find a script named/i,
  /error Command "[^"]+" not found/i,
  /Command "[^"]+" not found/i,
  /Script not found/i,
];

function runner(manager: string): string {
  return managerOf(manager) ? `${manager} run` : "npm run";
}

export function cases(): Cases {
  const files = {
    "package.json": text`
      {
        "scripts": {
          "dev": "node server.js",
          "test": "node --test"
        }
      }
    `,
    "app.js": serverJs,
  };
  return {
    claims: [
      { name: "npm start, and there is only dev", files, command: ["npm", "start"] },
      {
        name: "a script that was renamed, in the words of npm",
        files: { "package.json": '{"scripts":{"start":"npm run serv","serve":"node app.js"}}' },
        command: ["npm", "start"],
        run: {
          output: ['npm error Missing script: "serv"', "npm error", "npm error Did you mean this?"],
        },
      },
    ],
    leaves: [
      {
        name: "npm runs server.js where there is no start",
        files: { ...files, "server.js": files["app.js"] },
        command: ["npm", "start"],
      },
      {
        name: "only if it is there",
        files,
        command: ["npm", "run", "--if-present", "start"],
      },
    ],
  };
}
