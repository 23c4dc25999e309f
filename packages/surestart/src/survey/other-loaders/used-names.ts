import { takes } from "../../env/takes.ts";
import type { Dialect, EnvFile, EnvProblem, Loader } from "../../facts.ts";

/** Does any loader of this dialect take the name from the file? Where no loader names the file, yes. */
export function isUsed(loaders: readonly Loader[], file: string, dialect: Dialect, name: string): boolean {
  const naming = loaders.filter((l) => l.dialect === dialect && l.files.includes(file));
  return naming.length === 0 || naming.some((loader) => takes(loader, name));
}

/**
 * A file without the faults that only bite a loader which takes nothing of that line: a compose file that uses one name of
 * a .env is no reason to speak of the other lines.
 */
export function onlyWhatIsUsed(file: EnvFile, loaders: readonly Loader[]): EnvFile {
  if (!loaders.some(({ only, files }) => only && files.includes(file.file))) return file;
  const used = (dialect: Dialect, name: string): boolean => isUsed(loaders, file.file, dialect, name);
  const problems = file.problems.flatMap((problem): EnvProblem[] => {
    const names = [...(problem.key === null ? [] : [problem.key]), ...problem.loses];
    if (names.length === 0) return [problem];
    const dialects = problem.dialects.filter((dialect) => names.some((name) => used(dialect, name)));
    if (dialects.length === 0) return [];
    if (problem.code === "env/dialects-disagree" && !disagree(file, names[0] as string, used)) return [];
    return [{ ...problem, dialects }];
  });
  return { ...file, problems };
}

/** Those that take the name read it in more than one way. */
function disagree(file: EnvFile, name: string, used: (dialect: Dialect, name: string) => boolean): boolean {
  const values = (Object.entries(file.readings) as [Dialect, Record<string, string>][])
    .filter(([dialect]) => used(dialect, name))
    .map(([, reading]) => (Object.hasOwn(reading, name) ? reading[name] : undefined));
  return new Set(values).size > 1;
}
