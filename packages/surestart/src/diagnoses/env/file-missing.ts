import { posix } from "node:path";
import { type Cases, defineDiagnosis } from "../../diagnose.ts";
import type { Facts, Loader } from "../../facts.ts";
import type { Change, Fix, SecretForm } from "../../finding.ts";
import { isSecretName } from "../../secret-name.ts";
import { isPlaceholder } from "../../secret-value.ts";
import { bindingsByKey } from "../_index.ts";
import { listed, relatedReads, variableOf } from "../_lookup.ts";
import { loadersThatFindNothing, type Missing, madeByCommand, missingAtStart } from "../_missing.ts";
import { notMadeHere, setInDeployment } from "../_production.ts";
import { generateIn, secretForm } from "../_secret-form.ts";
import { serveJs, serverJs } from "../_serve.ts";
import { exampleFor } from "../_target-file.ts";
import { text } from "../_text.ts";
import { demanded, roleOfAbsence, subjectsOf } from "./_not-found.ts";

interface Evidence {
  loader: Loader;
  missing: Missing[];
}

export default defineDiagnosis({
  code: "env/file-missing",
  since: "0.1.0",
  stage: "DR",
  detect: (facts): Evidence[] => {
    const inside = loaderOfPart(facts);
    if (inside) return [{ loader: inside, missing: [] }];
    const served = facts.env.loaders.some((l) => l.found.length > 0);
    const loaders = loadersThatFindNothing(facts).filter(
      (l) => !madeByCommand(facts, l) && (!served || demanded(facts, l)),
    );
    // Of several that may be missing, .env is the one that people make.
    const loader =
      loaders.find((l) => demanded(facts, l)) ??
      loaders.find((l) => /(^|\/)\.env$/.test(l.files[0] ?? "")) ??
      loaders[0];
    // In production the deployment sets the variables: there a missing .env is no fault, a missing variable is.
    if (!loader || (facts.project.production && !demanded(facts, loader))) return [];
    const missing = missingAtStart(facts).filter((m) => m.variable.setValue === null);
    return missing.length > 0 || demanded(facts, loader) ? [{ loader, missing }] : [];
  },
  about: ({ loader, missing }, facts) => subjectsOf(facts, loader, missing),
  finding: ({ loader, missing }, facts) => {
    const file = loader.files[0] ?? ".env";
    const names = missing.map((m) => m.variable.name);
    const needs = names.length > 0 ? ` The code needs ${listed(names)} from it.` : "";
    const at = loader.at ?? missing[0]?.reads[0].at ?? facts.command?.at;
    return {
      severity: "error",
      confidence: "certain",
      role: roleOfAbsence(facts, loader, missing),
      title: `${file} does not exist`,
      detail: `${loader.at ? `${loader.at.file} loads` : "The start command loads"} ${file} (${loader.how}), and there is no such file.${needs}`,
      ...(at ? { at } : {}),
      also: missing.flatMap((m) => relatedReads([m.reads[0]], () => `${m.variable.name} is needed here`)),
    };
  },
  fixes: (evidence, facts) => [fixFor(evidence, facts)],
  page: {
    what: "A loader looks for a .env file, the code needs variables from it, and the file does not exist.",
    why: "A .env is not kept in git, so a fresh checkout has none until somebody creates it.",
    causes: [
      "A fresh checkout or a new machine.",
      "The file was deleted, or was left out of a container image.",
    ],
    steps: [
      "Run `surestart init`: it creates the .env from .env.example and from what the code reads, with fresh secrets.",
      "Fill in what only you know: URLs, and the keys that a provider gave you. `surestart doctor` shows what is still missing.",
      "In production, set the variables in the environment of the deployment instead, and start without the option that demands the file (`node --env-file-if-exists=.env`).",
    ],
    not: "A file in another folder is env/file-elsewhere; one with nearly the right name is env/file-misnamed.",
  },
});

/**
 * Node's own words that the file of its `--env-file` does not exist, where a script that the start command runs with others
 * says so: what that script loads is known as another program's loader.
 */
function loaderOfPart({ run, env }: Facts): Loader | null {
  const { crash } = run ?? {};
  const named = crash?.language === "node" ? /^(\S+): not found$/.exec(crash.message)?.[1] : undefined;
  if (run?.outcome !== "failed" || named === undefined || env.loaders.length > 0) return null;
  const loader = env.otherLoaders.find(
    ({ when, dialect, files, found, at }) =>
      when === "command" &&
      /^node/.test(dialect) &&
      found.length === 0 &&
      at !== null &&
      files.includes(posix.join(posix.dirname(at.file), named)),
  );
  return loader ? { ...loader, demands: true } : null;
}

function fixFor({ loader, missing }: Evidence, facts: Facts): Fix {
  const file = loader.files[0] ?? ".env";
  const example = exampleFor(facts, file);
  if (notMadeHere(facts, file)) {
    const needed = missing.map((m) => m.variable.name);
    const keys = needed.length > 0 ? needed : (example?.bindings.map((b) => b.key) ?? []);
    const first = demanded(facts, loader) ? `Remove ${loader.how} from the start command, and set` : "Set";
    return setInDeployment(facts, keys, first);
  }
  const secrets: Record<string, SecretForm> = {};
  const asked: string[] = [];
  const names = new Set([
    ...missing.map((m) => m.variable.name),
    ...(example?.bindings.map((b) => b.key) ?? []),
  ]);
  const byName = new Map(missing.map(({ variable }) => [variable.name, variable]));
  for (const name of names) {
    const variable = variableOf(facts, name) ?? byName.get(name);
    const form = variable ? secretForm(variable) : null;
    const inExample = example && bindingsByKey(example.bindings).get(name)?.[0];
    // Only a secret has a form.
    if (form) secrets[name] = form;
    else if (!inExample || inExample.value === "" || isPlaceholder(inExample.value, isSecretName(name)))
      asked.push(name);
  }
  const left = asked.length > 0 ? `; ${listed(asked)} must be filled in by hand` : "";
  if (example) {
    const changes: Change[] = [{ do: "env-from-example", example: example.file, file, secrets, values: {} }];
    return {
      id: "from-example",
      title: `Create ${file} from ${example.file}, with fresh secrets${left}`,
      safety: "review",
      changes,
    };
  }
  const changes = Object.entries(secrets).map(([key, form]) => generateIn(file, key, form));
  if (changes.length === 0)
    return {
      id: "make",
      title:
        names.size > 0 ? `Create ${file} with ${listed([...names])}` : `Create ${file}, or correct its name`,
      safety: "manual",
      ...(names.size > 0 ? { command: "surestart init" } : {}),
      changes: [],
    };
  return {
    id: "make",
    title: `Create ${file} with ${listed(Object.keys(secrets))}, freshly generated${left}`,
    safety: "review",
    changes,
  };
}

export function cases(): Cases {
  const need = "const need = (name) => { if (!process.env[name]) throw new Error(name); };\n";
  return {
    claims: [
      {
        name: "what Next reads by itself, for a variable that its instrumentation needs",
        files: {
          "package.json": '{"scripts":{"dev":"next dev"}}',
          "node_modules/.bin/next": "#!/usr/bin/env node\n",
          "instrumentation.js": `${need}export function register() {\n  if (process.env.NEXT_RUNTIME === "nodejs") need("TIDE_SECRET");\n}\n`,
        },
        modes: { "node_modules/.bin/next": 0o755 },
        command: ["npm", "run", "dev"],
      },
      {
        name: "one of several scripts that a runner starts demands a file that is not there",
        files: {
          "package.json": text`
            {
              "scripts": {
                "dev": "concurrently npm:api npm:pages",
                "api": "node --env-file=.env server.js",
                "pages": "node pages.js"
              }
            }
          `,
          "server.js": serverJs,
          "pages.js": 'require("node:http").createServer().listen(4000);\n',
          "node_modules/.bin/concurrently": "#!/usr/bin/env node\n",
        },
        command: ["npm", "run", "dev"],
        run: {
          exit: { code: 9, signal: null },
          part: { name: "api", status: 9 },
          output: ["node: .env: not found"],
        },
      },
      {
        name: "the command names a file that a fresh checkout does not have",
        files: {
          ".env.example": "COOKIE_SECRET=change-me\nTITLE=Shop\n",
          "server.js": text`
            if (!process.env.COOKIE_SECRET) throw new Error("COOKIE_SECRET missing");
            ${serveJs}
          `,
        },
        command: ["node", "--env-file=.env", "server.js"],
      },
    ],
    leaves: [
      {
        name: "a variable that only a request to Next needs, and one of its other runtime",
        files: {
          "package.json": '{"scripts":{"dev":"next dev"}}',
          "node_modules/.bin/next": "#!/usr/bin/env node\n",
          "instrumentation.js": `${need}export function register() {\n  if (process.env.NEXT_RUNTIME === "edge") need("TIDE_SECRET");\n}\n`,
          "app/api/tide/route.js": `${need}need("TIDE_TABLE");\nexport const GET = () => new Response("ok");\n`,
        },
        modes: { "node_modules/.bin/next": 0o755 },
        command: ["npm", "run", "dev"],
      },
      {
        name: "everything comes from the environment",
        files: {
          ".env.example": "COOKIE_SECRET=change-me\n",
          "server.js": text`
            if (!process.env.COOKIE_SECRET) throw new Error("COOKIE_SECRET missing");
            ${serveJs}
          `,
        },
        environment: { COOKIE_SECRET: "kJ3hs8dLq0Zx7Vb2nM5cR9tYw4eU6iOp" },
      },
    ],
  };
}
