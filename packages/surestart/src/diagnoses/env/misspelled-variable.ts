import { defineDiagnosis } from "../../diagnose.ts";
import type { EnvBinding, Facts, SourceRead } from "../../facts.ts";
import type { Fix } from "../../finding.ts";
import { bindingsOf, keyPlace, readByProgram, relatedReads, roleOf, variableOf } from "../_lookup.ts";
import { absent, type Missing, setNowhere } from "../_missing.ts";
import { nearName } from "../_near-name.ts";

export default defineDiagnosis({
  code: "env/misspelled-variable",
  since: "0.1.0",
  stage: "DR",
  detect: (facts): Evidence[] => [
    ...byCaseAlone(facts),
    ...setNowhere(facts).flatMap((missing): Evidence[] => {
      const near = nearName(facts, missing.variable.name);
      const place =
        near === null ? undefined : bindingsOf(facts, near).find((b) => readByProgram(facts, b.file));
      return near !== null && place ? [{ ...missing, near, ...place }] : [];
    }),
  ],
  about: (missing) => absent([missing]),
  finding: ({ variable, reads, near, file, binding, optional }, facts) => ({
    severity: optional ? "warning" : "error",
    confidence: "likely",
    role: optional ? "none" : roleOf(facts, [variable]),
    title: `${near} is set, but the code reads ${variable.name}`,
    detail: `${reads[0].at.file} ${optional ? `reads ${variable.name}, and goes on without it` : `needs ${variable.name}, which is not set`}; ${file} sets ${near}${sourcesUnread(facts) ? "" : ", which no code reads"}.`,
    at: keyPlace(file, binding),
    also: relatedReads(reads, () => `${variable.name} is read here`),
  }),
  fixes: ({ variable, reads, near, file, binding }, facts) => [
    correctRead(reads[0], near) ?? {
      id: "rename-key",
      title: `Rename ${near} to ${variable.name} in ${file}`,
      ...(sourcesUnread(facts)
        ? { safety: "manual", changes: [] }
        : {
            safety: "review",
            changes: [{ do: "env-rename-key", file, line: binding.line, from: near, to: variable.name }],
          }),
    },
  ],
  page: {
    what: "A variable that the code requires is not set, and a file has a name so similar that it was probably meant.",
    why: "Names are compared letter by letter: a swapped letter, another case or a prefix makes it another variable.",
    causes: [
      "A typing mistake.",
      "Lower case in the file, upper case in the code.",
      "A prefix such as VITE_ or NEXT_PUBLIC_ that only the frontend's copy has.",
    ],
    steps: [
      "Decide which name is right, and change the other: the line in the .env, or the read in the code. `surestart doctor --fix` shows the change first.",
    ],
    examples: [
      {
        file: ".env",
        wrong: "DATABSE_URL=postgres://localhost/shop",
        right: "DATABASE_URL=postgres://localhost/shop",
      },
    ],
    not: "A name that the code reads is not a misspelling of another: then the missing one is env/missing-variable.",
  },
});

interface Evidence extends Missing {
  /** The name that is set, and where. */
  near: string;
  file: string;
  binding: EnvBinding;
  /** The code has a default, so that the start goes well with another value than the file's. */
  optional?: true;
}

/** `process.env.port`, where the file has PORT and no code reads that: letter case counts, but on Windows. */
function byCaseAlone(facts: Facts): Evidence[] {
  if (facts.project.windows) return [];
  return facts.env.variables.flatMap((variable): Evidence[] => {
    const [first, ...rest] = variable.reads.filter(({ reached, required }) => reached && !required);
    const near = variable.name.toUpperCase();
    if (!first || rest.length + 1 < variable.reads.length || near === variable.name) return [];
    if (variable.setValue !== null || variableOf(facts, near)?.reads.length) return [];
    const place = bindingsOf(facts, near).find((b) => readByProgram(facts, b.file));
    return place ? [{ variable, reads: [first, ...rest], near, ...place, optional: true }] : [];
  });
}

/** Nobody knows what else reads the near name: the program is in a language whose sources are not read. */
function sourcesUnread({ project }: Facts): boolean {
  return (project.unread ?? []).length > 0;
}

/** The code itself gives the value the near name: the slip is in its read. */
function correctRead({ name, assignedTo, at, schema, language }: SourceRead, near: string): Fix | null {
  const byCase = name.toUpperCase() === near && name !== near;
  const meant = byCase || (schema && assignedTo === near);
  if (!meant || language === "python" || at.line === undefined) return null;
  return {
    id: "correct-read",
    title: `Read ${near} in ${at.file}`,
    safety: "review",
    changes: [
      {
        do: "replace-near",
        file: at.file,
        line: at.line,
        old: `process.env.${name}`,
        new: `process.env.${near}`,
      },
    ],
  };
}

export { cases } from "./_misspelled-variable-cases.ts";
