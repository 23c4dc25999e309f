import type { Take } from "../known/_takes.ts";
import { tools } from "../known/_tools.ts";

type Language = "javascript" | "python";

/** The libraries that take a value where this word is called. */
export function takesOf(language: Language, word: string): readonly Take[] {
  const known = asked[language].get(word);
  if (known) return known;
  const found = rows[language].flatMap(({ take, exact, patterns }) =>
    exact.has(word) || patterns.some((pattern) => pattern.test(word)) ? [take] : [],
  );
  asked[language].set(word, found);
  return found;
}

/** A key of an application's configuration, or an attribute of the application. */
export type Configured = NonNullable<Take["configures"]>;

/** What takes the values of such a key or attribute. */
export function configuredBy(name: Configured): Take | null {
  const [[kind, word] = []] = Object.entries(name) as [keyof Configured, string][];
  return rows.python.find(({ take }) => kind && take.configures?.[kind] === word)?.take ?? null;
}

/** What takes the values of a name of a settings module that has these names. */
export function settingsTakes(has: (name: string) => boolean): readonly Take[] {
  return rows.python.flatMap(({ take }) => (take.names && has(take.names.besides) ? [take] : []));
}

/** A parameter of JavaScript: the place of the argument, and the way into it. */
export function waysOf({ value = [] }: Take): { place: number; path: string }[] {
  return [value].flat().map((one) => {
    const [place = "", ...path] = one.split(".");
    return { place: Number(place), path: path.join(".") };
  });
}

const asked = { javascript: new Map<string, Take[]>(), python: new Map<string, Take[]>() };
const rows = { javascript: of("javascript"), python: of("python") };

function of(language: Language): { take: Take; exact: Set<string>; patterns: RegExp[] }[] {
  return tools
    .filter((tool) => tool.language === language)
    .flatMap(({ takes = [] }) =>
      takes.map((take) => ({
        take,
        exact: new Set(take.calls),
        patterns: take.calls?.flatMap((word) => (word.includes("*") ? [patternOf(word)] : [])) ?? [],
      })),
    );
}

function patternOf(word: string): RegExp {
  const parts = word.split(/(\*\*?)/).map((part) => {
    if (part === "**") return ".*";
    return part === "*" ? "[\\w$-]*" : part.replace(/[.()$^+?[\]{}|\\]/g, "\\$&");
  });
  return new RegExp(`^${parts.join("")}$`);
}
