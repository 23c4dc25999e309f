import type { Facts } from "../facts.ts";
import type { Fix } from "../finding.ts";
import { listed, variableOf } from "./_lookup.ts";
import { secretForm } from "./_secret-form.ts";
import { printsSecret } from "./_typed.ts";

/** A .env that would have to be made where nothing is ever made: in production the deployment sets the variables. */
export function notMadeHere({ project, env }: Facts, file: string): boolean {
  return project.production && !env.files.some((f) => f.role === "env" && f.file === file);
}

/** What takes the place of a fix that would make a .env. `first`: what has to be done before, as a beginning of the title. */
export function setInDeployment(facts: Facts, names: readonly string[], first = "Set"): Fix {
  const forms = names.map((name) => {
    const variable = variableOf(facts, name);
    return variable ? secretForm(variable) : null;
  });
  const words = names.map((name, index) => (forms[index] ? `${name} (a fresh random value)` : name));
  const random = ["base64", "base64url", "hex"].includes(forms[0]?.generate ?? "");
  return {
    id: "set-in-deployment",
    title: `${first} ${words.length > 0 ? listed(words) : "its variables"} in the environment of the deployment`,
    safety: "manual",
    ...(names.length === 1 && forms[0] && random ? { command: printsSecret(forms[0]) } : {}),
    changes: [],
  };
}
