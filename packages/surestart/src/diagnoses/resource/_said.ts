import type { Cases } from "../../diagnose.ts";
import type { Facts, RunFacts } from "../../facts.ts";
import { serverJs } from "../_serve.ts";
import { lastWords } from "../runtime/_crash-text.ts";

/** The words of the program, or of what it runs on, that a sign fits. */
export function said(facts: Facts, sign: RegExp): { words: string }[] {
  const words = sign.exec(lastWords(facts))?.[0];
  return words === undefined ? [] : [{ words }];
}

const files = { "server.js": serverJs };

/** A program that ends with these words, and one that is healthy. */
export function saidCases(name: string, output: string[], ending: Partial<RunFacts> = {}): Cases {
  return {
    claims: [{ name, files, run: { ...ending, output } }],
    leaves: [{ name: "healthy", files, run: { outcome: "healthy", ended: "healthy" } }],
  };
}
