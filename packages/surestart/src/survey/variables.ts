import type { Resolved, ResolvedVariable } from "../env/resolve.ts";
import type { Dialect, EnvFile, Loader, SourceRead, Variable } from "../facts.ts";
import type { Place } from "../finding.ts";
import { isSecretName } from "../secret-name.ts";
import { isSecret } from "../secret-value.ts";
import { lastBinding } from "./last-binding.ts";
import { isUsed } from "./other-loaders/used-names.ts";

/** Every variable that the code reads or a .env sets, with the value that reaches the program and where it comes from. */
export function variablesOf(question: {
  environment: Record<string, string>;
  /** Names that the start command sets to what cannot be told. */
  computed: readonly string[];
  files: readonly EnvFile[];
  loaders: readonly Loader[];
  /** Those of this program and of others whose readings are compared. */
  compared: readonly Loader[];
  reads: readonly SourceRead[];
  resolved: Resolved;
}): Variable[] {
  const { environment, files, loaders, compared, reads, resolved } = question;
  const meant = files.filter((f) => f.role !== "example");
  const all = [...reads.map((r) => r.name), ...meant.flatMap((f) => f.bindings.map((b) => b.key))];
  // What every object has is no variable: `process.env.toString`.
  const names = new Set(all.filter((name) => !(name in Object.prototype)));
  const known = new Map(resolved.variables.map((v) => [v.name, v]));
  const readsOf = Map.groupBy(reads, (r) => r.name);
  const computedNames = new Set(question.computed);
  return [...names].map((name) => {
    const own = readsOf.get(name) ?? [];
    if (computedNames.has(name)) return computed(name, own);
    const found = known.get(name);
    const value = reaching(found, own, environment[name]);
    const set = value ?? environment[name] ?? found?.value ?? bindingValue(usual(meant, loaders), name);
    return {
      name,
      secret: isSecretName(name) || (set !== null && isSecret(name, set)),
      value,
      setValue: set,
      from: from(found, environment[name], value),
      hides: (found?.hides ?? []).filter((p) => p.file !== ""),
      ...(found?.hidesEnvironment ? { hidesEnvironment: true as const } : {}),
      reads: own,
      readings: readingsOf(files, name, compared),
    };
  });
}

/** Set by the start command, to what is not known: nothing can be said of its value. */
function computed(name: string, reads: SourceRead[]): Variable {
  const secret = isSecretName(name);
  return { name, secret, value: null, setValue: null, from: "environment", hides: [], reads, readings: {} };
}

/** A value in an object of its loader reaches only those reads that ask that object. */
function reaching(
  found: ResolvedVariable | undefined,
  reads: readonly SourceRead[],
  inEnvironment: string | undefined,
): string | null {
  if (!found) return inEnvironment ?? null;
  if (!found.own || reads.length === 0 || reads.some((r) => r.schema || r.store)) return found.value;
  return inEnvironment ?? null;
}

function from(
  found: ResolvedVariable | undefined,
  inEnvironment: string | undefined,
  value: string | null,
): "environment" | Place | null {
  if (found && value !== null) return found.from;
  return inEnvironment === undefined ? null : "environment";
}

/** Files that are meant for this start: not those of another mode (.env.test, .env.production) that nobody loads. */
function usual(files: readonly EnvFile[], loaders: readonly Loader[]): EnvFile[] {
  const loaded = new Set(loaders.flatMap((l) => l.found));
  return files.filter(
    (f) =>
      loaded.has(f.file) ||
      f.role === "misnamed" ||
      !/\.env\.(test|testing|ci|prod|production|staging|stage|e2e|vault|keys)\b/i.test(f.file),
  );
}

function bindingValue(files: readonly EnvFile[], name: string): string | null {
  for (const file of files) {
    const binding = lastBinding(file, name);
    if (binding) return binding.value;
  }
  return null;
}

/** How each loader in use reads the line of this name, against what a person means by it. */
function readingsOf(
  files: readonly EnvFile[],
  name: string,
  compared: readonly Loader[],
): Variable["readings"] {
  const readings: Variable["readings"] = {};
  for (const file of files) {
    const binding = lastBinding(file, name);
    if (!binding || file.role !== "env") continue;
    for (const [dialect, values] of Object.entries(file.readings) as [Dialect, Record<string, string>][]) {
      if (!isUsed(compared, file.file, dialect, name)) continue;
      const value = Object.hasOwn(values, name) ? values[name] : undefined;
      readings[dialect] ??= value === undefined ? "missing" : value === binding.value ? "same" : "differs";
    }
  }
  return readings;
}
