import { describe, expect, test } from "vitest";
import { readJavaScript } from "../../../src/source/javascript/index.ts";

const joi = "import Joi from 'joi'; ";
const zod = "import { z } from 'zod'; ";

/** Which of these values of X the code throws for. */
function refused(code: string, values: string[], file = "a.mjs"): string[] {
  const { events } = readJavaScript(code, file, new Map([["X", values]]));
  return events.flatMap((e) => (e.kind === "read" && e.name === "X" ? (e.refuses ?? []) : []));
}

describe("the code's own check is followed with the values that are set", () => {
  test.each<[code: string, refuses: string[], takes: string[]]>([
    ["if (!['a', 'b'].includes(process.env.X)) throw 1", ["c", "A"], ["a", "b"]],
    ["const n = Number(process.env.X); if (!Number.isInteger(n)) throw 1", ["4.5", "4k"], ["4"]],
    ["const n = parseInt(process.env.X, 10); if (n < 1 || n > 9) process.exit(1)", ["0", "10"], ["1", "9"]],
    [
      "const x = process.env.X; if (!/^[0-9a-f]{4}$/.test(x)) throw new Error('hex')",
      ["12", "xyzw"],
      ["00ff"],
    ],
    ["const x = process.env.X; if (!x.match(/^v\\d+$/)) throw 1", ["1"], ["v1"]],
    ["const x = process.env.X; if (!x.startsWith('https://')) throw 1", ["http://a"], ["https://a"]],
    ["if (Buffer.from(process.env.X, 'hex').length !== 2) throw 1", ["00"], ["00ff"]],
    ["const o = JSON.parse(process.env.X)", ["{"], ["{}"]],
    ["let u; try { u = new URL(process.env.X) } catch { throw new Error('url') }", ["no url"], ["http://a"]],
    [
      "const on = flag(process.env.X); function flag(t) { if (t === 'yes') return true; if (t === 'no') return false; throw 1 }",
      ["true"],
      ["yes", "no"],
    ],
    // zod's coercion throws for NaN and by its bounds; what only transforms takes NaN.
    [
      `${zod}z.object({ X: z.coerce.number().int().max(99) }).parse(process.env)`,
      ["10mb", "1.5", "100"],
      ["99"],
    ],
    [`${zod}z.object({ X: z.coerce.bigint() }).parse(process.env)`, ["1.5", "ten"], ["12"]],
    [`${zod}z.object({ X: z.string().transform(Number) }).parse(process.env)`, [], ["10mb"]],
    [`${zod}z.object({ X: z.coerce.number().catch(3) }).parse(process.env)`, [], ["10mb"]],
    [`${zod}z.object({ X: z.coerce.number().or(z.literal('all')) }).parse(process.env)`, [], ["all"]],
    [`${zod}z.object({ X: z.coerce.number() }).safeParse(process.env)`, [], ["10mb"]],
    [
      `${zod}const r = z.object({ X: z.coerce.number() }).safeParse(process.env); if (!r.success) process.exit(1)`,
      ["10mb"],
      ["10"],
    ],
    // So do Joi, JSON Schema where it coerces, and env-var.
    [
      `${joi}const { error } = Joi.object({ X: Joi.number() }).validate(process.env); if (error) throw error`,
      ["10mb"],
      ["1.5"],
    ],
    [
      `${joi}const { error } = Joi.object({ X: Joi.number().allow('max') }).validate(process.env); if (error) throw error`,
      [],
      ["max"],
    ],
    [`${joi}Joi.object({ X: Joi.number() }).validate(process.env)`, [], ["10mb"]],
    [
      "import e from 'env-schema'; e({ schema: { type: 'object', properties: { X: { type: 'integer' } } } })",
      ["10mb", "1.5"],
      ["3"],
    ],
    ["import env from 'env-var'; const x = env.get('X').default(3).asIntPositive()", ["10mb"], ["3"]],
    // What is caught, what a branch may leave out, and what only a request comes to.
    ["try { JSON.parse(process.env.X) } catch { console.log('none') }", [], ["{"]],
    ["if (mode()) JSON.parse(process.env.X)", [], ["{"]],
    ["export function handler() { return JSON.parse(process.env.X) }", ["{"], ["{}"]],
    ["if (!/^(a+)+$/.test(process.env.X)) throw 1", [], ["b"]],
  ])("%s", (code, refuses, takes) => {
    expect(refused(code, [...refuses, ...takes])).toEqual(refuses);
  });

  test("a helper is followed with every value, since its names stand elsewhere", () => {
    const code =
      "export function port(name) { const n = Number(process.env[name]); if (!(n > 0)) throw new Error(name); return n }";
    const { functions } = readJavaScript(
      code,
      "a.mjs",
      new Map([
        ["A", ["80"]],
        ["B", ["http", "0"]],
      ]),
    );
    expect(functions[0]?.readsArgument?.demand.refuses).toEqual(["http", "0"]);
  });

  test("so is a function of another file that a value is handed to", () => {
    const code = "export function level(name) { if (!['info', 'warn'].includes(name)) throw new Error() }";
    const { functions } = readJavaScript(code, "a.mjs", new Map([["A", ["info", "loud"]]]));
    expect(functions[0]?.refusesArgument?.demand).toEqual({
      as: "enum",
      choices: ["info", "warn"],
      refuses: ["loud"],
      required: true,
      refusesEmpty: true,
    });
  });
});
