import type { Unit } from "../unit.ts";
import { numberOf, type Step } from "./field.ts";

/**
 * Of the values that are set somewhere those that `z.coerce.number()` and `z.coerce.bigint()` refuse: unlike `Number`, they
 * throw for what becomes NaN, and for what their own bounds forbid.
 *
 * @returns nothing where another step may yet accept it (`or`, `catch`)
 */
export function refusedByCoercion(unit: Unit, steps: readonly Step[]): string[] {
  const [first, second, ...rest] = steps;
  if (first?.name !== "coerce" || (second?.name !== "number" && second?.name !== "bigint")) return [];
  if (rest.some((step) => /^(or|catch)$/.test(step.name))) return [];
  // After a step that makes something else of it, bounds are those of the new value.
  const end = rest.findIndex((step) => /^(transform|pipe|preprocess)$/.test(step.name));
  const bounds = (end === -1 ? rest : rest.slice(0, end)).flatMap((step) => boundOf(unit, step) ?? []);
  const convert = second.name === "number" ? Number : integer;
  return [...new Set(unit.candidates([]))].filter((text) => {
    const number = convert(text);
    return Number.isNaN(number) || bounds.some((holds) => !holds(number));
  });
}

/**
 * Of the values that are set somewhere those of which no number can be made, for libraries that make one of a text and
 * refuse NaN. Empty text is another fault.
 *
 * @param whole fractions are refused, too
 */
export function notNumbers(unit: Unit, whole: boolean): { refuses?: string[] } {
  const refuses = [...new Set(unit.candidates([]))].filter((text) => {
    const number = Number(text.replace(/\s/g, ""));
    return text.trim() !== "" && (Number.isNaN(number) || (whole && !Number.isInteger(number)));
  });
  return refuses.length > 0 ? { refuses } : {};
}

function boundOf(unit: Unit, { name, args }: Step): ((number: number) => boolean) | null {
  if (name === "int") return Number.isInteger;
  if (name === "positive") return (n) => n > 0;
  if (name === "negative") return (n) => n < 0;
  if (name === "nonnegative") return (n) => n >= 0;
  const limit = numberOf(unit, args?.[0]);
  if (limit === null) return null;
  if (name === "min" || name === "gte") return (n) => n >= limit;
  if (name === "max" || name === "lte") return (n) => n <= limit;
  if (name === "gt") return (n) => n > limit;
  return name === "lt" ? (n) => n < limit : null;
}

function integer(text: string): number {
  try {
    return Number(BigInt(text));
  } catch {
    return Number.NaN;
  }
}
