import { defineDiagnosis } from "../../diagnose.ts";
import type { Facts } from "../../facts.ts";
import type { Fix, Place } from "../../finding.ts";
import { toolsWith } from "../../known/_find.ts";
import { isPlaceholder } from "../../secret-value.ts";
import { listed, relatedReads, roleOf } from "../_lookup.ts";
import { absent, type Missing, setNowhere } from "../_missing.ts";
import { nearName } from "../_near-name.ts";
import { notMadeHere, setInDeployment } from "../_production.ts";
import { generateIn, secretForm } from "../_secret-form.ts";
import { exampleValue, targetEnvFile } from "../_target-file.ts";
import { typed } from "../_typed.ts";
import { saidMissing } from "./_said-missing.ts";

interface Evidence extends Missing {
  /** No code spells the name out: the program's own error says it. */
  said?: true;
  /** What the same schema demands besides, of which only its owner knows the values. */
  more?: Missing[];
}

export default defineDiagnosis({
  code: "env/missing-variable",
  since: "0.1.0",
  stage: "DR",
  detect: (facts): Evidence[] => {
    const said = saidMissing(facts);
    return said ? [{ ...said, said: true }] : bySchema(setNowhere(facts), facts);
  },
  about: (missing) => absent([missing, ...(missing.more ?? [])]),
  finding: ({ variable, reads: [first, ...rest], said, more = [] }, facts) => {
    const looked = facts.env.loaders.flatMap((l) => l.instead ?? l.found);
    const where =
      looked.length > 0
        ? `not set in the environment, nor in ${listed(looked)}`
        : `not set in the environment, and no .env that ${more.length > 0 ? "has them" : "has it"} is loaded`;
    const all = [variable, ...more.map((m) => m.variable)];
    const vain = setInVain(facts, variable.name);
    return {
      severity: "error",
      confidence: said ? "likely" : "certain",
      role: said ? "crash" : roleOf(facts, all),
      title:
        more.length > 0
          ? `${variable.name} and ${more.length} more are not set`
          : `${variable.name} is not set`,
      detail: `${first.at.file} needs ${listed(
        all.map(({ name }) => name),
        6,
      )}${first.when === "request" ? "" : " when the program starts"}, but ${more.length > 0 ? "they are" : "it is"} ${where}.${vain ? ` \`set ${variable.name}=…\` in the start command sets it for cmd of Windows alone.` : ""}`,
      at: first.at,
      also: [
        ...(vain?.at ? [{ ...vain.at, note: `\`set\` sets no variable in this shell` }] : []),
        ...relatedReads(rest, () => `${variable.name} is read here too`),
        ...more.flatMap((m) => relatedReads([m.reads[0]], () => `${m.variable.name} is not set either`)),
      ],
    };
  },
  fixes: (missing, facts) => [
    setInVain(facts, missing.variable.name) ? withoutSet(missing.variable.name) : fixFor(missing, facts),
  ],
  page: {
    what: "The code needs a variable that is not set: not in the environment, not in a .env that is loaded, not under a similar name.",
    why: "The program reads it while it starts, and raises, throws or exits when it is missing.",
    causes: [
      "The variable came with a newer version of the code, and the .env is older.",
      "The .env was copied from an example that does not list it.",
      "A script of package.json sets it by `set NAME=value &&`, which only cmd of Windows understands.",
      "It is set on the machine where it works (a shell profile, a deployment), and not here.",
    ],
    steps: [
      "Run `surestart doctor --fix`: it adds a secret that may be random, or the value of .env.example. `surestart init` does so for all variables at once.",
      "A value that somebody else gives out (a database URL, an API key) you add yourself, as NAME=value in the .env.",
      "In production, set it in the environment of the deployment.",
    ],
    says: [
      "KeyError: '…'",
      "… environment variable is not set",
      "… is not set",
      "Missing required environment variable …",
      "Field required [type=missing, …]",
    ],
    not: "A variable that is set in a .env is source/env-not-loaded or source/env-read-before-load; one with a similar name is env/misspelled-variable; one that is set but empty is env/empty-variable.",
  },
});

/** Where the start command sets it by a word that only cmd of Windows understands so. */
function setInVain({ command, project }: Facts, name: string): { at: Place | null } | undefined {
  return project.windows ? undefined : command?.setInVain?.find((one) => one.name === name);
}

/** The program that sets variables for the one after it, on all systems. */
const setter = toolsWith("wraps").find(({ wraps }) => wraps.onlyAssigns)?.name;

function withoutSet(name: string): Fix {
  return {
    id: "without-set",
    title: `Write ${name}=… in front of the program, without set and &&; with ${setter} in front of it, cmd understands it, too`,
    safety: "manual",
    changes: [],
  };
}

/** A schema says at once all that it lacks: those for which no value can be made here are one finding. */
function bySchema(missing: Missing[], facts: Facts): Evidence[] {
  const found: Evidence[] = [];
  for (const one of missing) {
    const [{ schema, at }] = one.reads;
    // One that is set under a near name has a remedy of its own.
    const joins =
      schema === true &&
      fixFor(one, facts).safety === "manual" &&
      nearName(facts, one.variable.name) === null;
    const first = joins ? found.find((e) => e.more && e.reads[0].at.file === at.file) : undefined;
    if (first) first.more?.push(one);
    else found.push(joins ? { ...one, more: [] } : one);
  }
  return found;
}

function fixFor({ variable, reads, more = [] }: Evidence, facts: Facts): Fix {
  const instead = facts.env.loaders.find((l) => l.instead)?.instead;
  if (instead !== undefined)
    return {
      id: "set",
      title: `Set ${variable.name} in ${instead}, which is read instead of a .env`,
      safety: "manual",
      changes: [],
    };
  const file = targetEnvFile(facts);
  if (notMadeHere(facts, file))
    return setInDeployment(
      facts,
      [variable, ...more.map((m) => m.variable)].map(({ name }) => name),
    );
  if (more.length > 0)
    return {
      id: "set",
      title: `Set ${listed(
        [variable, ...more.map((m) => m.variable)].map(({ name }) => name),
        5,
      )} in ${file}`,
      safety: "manual",
      changes: [],
    };
  const form = secretForm(variable);
  if (form)
    return {
      id: "generate",
      title: `Add ${variable.name} to ${file}, freshly generated`,
      safety: "review",
      changes: [generateIn(file, variable.name, form)],
    };
  const example = exampleValue(facts, variable.name);
  if (example !== null && !variable.secret && !isPlaceholder(example, false)) {
    return {
      id: "from-example",
      title: `Add ${variable.name} to ${file}, with the value of the example`,
      safety: "review",
      changes: [{ do: "env-set", file, key: variable.name, value: example }],
    };
  }
  const form2 = reads[0].as ? ` (${reads[0].as})` : "";
  return {
    id: "set",
    title: `Set ${variable.name}${form2} in ${file}`,
    safety: "manual",
    ...typed(facts, `echo '${variable.name}=…' >> ${file}`),
    changes: [],
  };
}

export { cases } from "./_missing-variable-cases.ts";
