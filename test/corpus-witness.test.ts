import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, test } from "vitest";
import type { WitnessFacts } from "../packages/surestart/src/facts.ts";
import { readText } from "../packages/surestart/src/files.ts";
import { readCrash } from "../packages/surestart/src/launch/crash.ts";
import { witnessFacts } from "../packages/surestart/src/launch/witness/facts.ts";
import { placeWitness } from "../packages/surestart/src/launch/witness/witness.ts";
import { survey } from "../packages/surestart/src/survey/index.ts";
import { type CorpusCase, corpusCases, lacking, needsRoot, type Prepared, prepare } from "./corpus-case.ts";
import { type Compared, differences } from "./witness-oracle.ts";

/** Where the reading of the sources is right to say less than the witness, and why. */
const known: Record<string, { why: string; differences: string[] }> = {
  "cistern-helper-class": {
    why: "the names are put together from a prefix, which an object holds, while the program runs",
    differences: [
      "CISTERN_DEPTH cistern/reader.py:20 no reading of the sources finds it",
      "CISTERN_PUMP cistern/reader.py:14 no reading of the sources finds it",
      "CISTERN_PUMP cistern/reader.py:14 the start failed without it, and it is not required",
    ],
  },
  "zoo-helper-names-missing": {
    why: "the names are put together from a prefix, which an object holds, while the program runs",
    differences: [
      "ZOO_NAME src/settings.js:9 no reading of the sources finds it",
      "ZOO_NAME src/settings.js:10 no reading of the sources finds it",
      "ZOO_GATES src/settings.js:9 no reading of the sources finds it",
      "ZOO_GATES src/settings.js:10 no reading of the sources finds it",
      "ZOO_KEEPER src/settings.js:9 no reading of the sources finds it",
      "ZOO_KEEPER src/settings.js:9 the start failed without it, and it is not required",
    ],
  },
  "ferris-hash-node": {
    why: "the loop walks a table that another module exports",
    differences: ["FERRIS_OPERATOR server.js:5 no reading of the sources finds it"],
  },
  "lido-config-validator": {
    why: "the names are keys that are given to a validator of the project's own",
    differences: [
      "LIDO_LANES src/schema.js:15 no reading of the sources finds it",
      "LIDO_DEPTH_CM src/schema.js:15 no reading of the sources finds it",
    ],
  },
  "letters-aes-key": {
    why: "an argument of the command chooses the module that is imported",
    differences: ["LETTERS_KEY src/crypto.js:3 the sources say that the start does not come here"],
  },
  "lodge-permission-logged": {
    why: "it runs as another user, who cannot write notes in this user's folder",
    differences: ["PORT lodge.js:5 the program has not read it"],
  },
};

const cases = corpusCases();

describe.concurrent.each(cases.map((one): [string, CorpusCase] => [one.id, one]))("%s", (_id, one) => {
  test("its sources say what is seen from inside", async ({ skip }) => {
    const lack = lacking(one);
    // corpus.test.ts says which, and fails for it in CI.
    if (lack.length > 0) skip(`${lack.join(" and ")} must be installed`);
    if (needsRoot(one)) skip("only root can start a program as another user");
    const project = await prepare(one);
    try {
      expect(differences(await compared(project))).toEqual(known[one.id]?.differences ?? []);
    } finally {
      project.end();
    }
  });
});

test("what is listed is of a project that is there", () => {
  const ids = cases.map(({ id }) => id);
  expect(Object.keys(known).filter((id) => !ids.includes(id))).toEqual([]);
});

/** Runs the project once with the witness inside, and reads its sources. */
async function compared({ dir, command, env, bare }: Prepared): Promise<Compared> {
  const facts = await survey({ dir, argv: command, environment: env, sockets: false });
  const folder = mkdtempSync(path.join(tmpdir(), "surestart-oracle-"));
  const files = facts.env.files.filter(({ role, state }) => role === "env" && state === "ok");
  const envFiles = files.map(({ file }) => path.resolve(dir, file));
  const inside = placeWitness({ roots: [dir], envFiles, environment: env, folder });
  if (!inside) throw new Error("the witness has no folder");
  try {
    const { healthy, output, failed } = await bare(inside.env);
    const crash = healthy ? null : readCrash(output.split("\n"), { dir, failed });
    const textOf = (file: string): string | null => readText(path.resolve(dir, file));
    const witness = witnessFacts(inside.notes(), { dir, crash, sure: true, textOf }) ?? nothing;
    return { facts, witness, healthy, environment: env };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Of a program that reads nothing, or that was never started. */
const nothing: WitnessFacts = {
  sure: false,
  language: "node",
  reads: [],
  writes: [],
  copies: [],
  opened: [],
  failure: null,
};
