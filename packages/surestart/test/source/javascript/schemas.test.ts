import { describe, expect, test } from "vitest";
import { readJavaScript } from "../../../src/source/javascript/index.ts";
import { eventsOf, read, reads } from "./show.ts";

const zod = "import { z } from 'zod'; ";
const v = "import * as v from 'valibot'; ";
const arktype = "import { type } from 'arktype'; ";
const envalid = "import { bool, cleanEnv, num, port, str, url } from 'envalid'; ";
const t3 = `import { createEnv } from '@t3-oss/env-core'; ${zod}`;

describe("schemas over the environment", () => {
  test.each<[string, string[]]>([
    [
      "import { envsafe, num, str } from 'envsafe'; envsafe({ X: str(), Y: num({ devDefault: 3 }), Z: str({ allowEmpty: true }) })",
      ["X! nonempty", "Y =3 float nonempty", "Z nonempty"],
    ],
    // zod
    [`${zod}z.object({ X: z.string() }).parse(process.env)`, ["X!"]],
    [
      `${zod}const S = z.object({ X: z.string().min(32) }); export const env = S.parse(process.env)`,
      ["X! min32 nonempty"],
    ],
    [
      `${zod}z.object({ X: z.string().optional(), Y: z.string().default('d') }).parse(process.env)`,
      ["X", "Y =d"],
    ],
    [`${zod}z.object({ PORT: z.coerce.number().default(3000) }).parse(process.env)`, ["PORT =3000 float"]],
    [`${zod}z.object({ PORT: z.coerce.number().int().min(1) }).parse(process.env)`, ["PORT! int nonempty"]],
    [`${zod}z.object({ X: z.coerce.boolean(), Y: z.coerce.string() }).parse(process.env)`, ["X", "Y"]],
    [
      `${zod}z.object({ X: z.string().url(), Y: z.url(), Z: z.email() }).parse(process.env)`,
      ["X! url nonempty", "Y! url nonempty", "Z! email nonempty"],
    ],
    [
      `${zod}z.object({ X: z.enum(['a', 'b']).default('a') }).parse(process.env)`,
      ["X =a enum {a,b} nonempty"],
    ],
    [
      `${zod}const L = ['a', 'b'] as const; z.object({ X: z.enum(L) }).parse(process.env)`,
      ["X! enum {a,b} nonempty"],
    ],
    [
      `${zod}z.object({ X: z.union([z.literal('a'), z.literal('b')]) }).parse(process.env)`,
      ["X! enum {a,b} nonempty"],
    ],
    [`${zod}z.object({ X: z.string().transform(Number) }).parse(process.env)`, ["X! float"]],
    [`${zod}z.object({ X: z.string().pipe(z.coerce.number()) }).parse(process.env)`, ["X! float"]],
    [`${zod}z.object({ X: z.preprocess((s) => s ?? 1, z.number()) }).parse(process.env)`, ["X float"]],
    [
      `${zod}const port = z.coerce.number(); z.object({ PORT: port.default(1) }).parse(process.env)`,
      ["PORT =1 float"],
    ],
    [`${zod}z.object({ X: z.string() }).extend({ Y: z.string() }).partial().parse(process.env)`, ["X", "Y"]],
    [`${zod}z.object({ A: z.string() }).merge(z.object({ B: z.string() })).parse(process.env)`, ["A!", "B!"]],
    [`${zod}z.object({ X: z.string() }).passthrough().superRefine(check).parse({ ...process.env })`, ["X!"]],
    [
      `${zod}const r = z.object({ X: z.string() }).safeParse(process.env); if (!r.success) throw r.error`,
      ["X!"],
    ],
    [
      `${zod}const r = z.object({ X: z.string() }).safeParse(process.env); if (!r.success) { console.error(r.error); process.exit(1) }`,
      ["X!"],
    ],
    [
      `${zod}const { success, data } = z.object({ X: z.string() }).safeParse(process.env); if (success === false) throw 1`,
      ["X!"],
    ],
    [
      `${zod}const r = z.object({ X: z.string() }).safeParse(process.env); if (!r.success) console.warn(r.error)`,
      ["X"],
    ],
    [`${zod}z.object({ x: z.string().min(8) }).parse({ x: process.env.X })`, ["X! min8 nonempty"]],
    [`${zod}z.object({ x: z.string().optional() }).parse({ x: process.env.X })`, ["X"]],
    // What the code puts in its place, the schema takes.
    [`${zod}z.object({ x: z.string().min(8) }).parse({ x: process.env.X || 'none' })`, ["X =none min8"]],
    [`${zod}z.object({ x: z.coerce.number() }).parse({ x: process.env.X ?? '3' })`, ["X =3 float"]],
    [`${zod}z.object({ x: z.string() }).parse({ x: process.env.X || undefined })`, ["X!"]],
    [`${zod}const { X = 'd' } = process.env; z.object({ x: z.string() }).parse({ x: X })`, ["X =d"]],
    [`${zod}z.object({ x: z.string() }).parse({ x: on ? process.env.X : 'none' })`, ["X"]],
    [`${zod}z.object({ X: z.string() }).parse(body)`, []],
    ["import * as z from 'zod'; z.object({ X: z.string() }).parse(process.env)", ["X!"]],
    ["const { z } = require('zod'); z.object({ X: z.string() }).parse(process.env)", ["X!"]],
    [`${zod}function load() { return z.object({ X: z.string() }).parse(process.env) }`, ["X! in load"]],
    // valibot
    [`${v}v.parse(v.object({ X: v.string() }), process.env)`, ["X!"]],
    [`${v}v.parse(v.object({ X: v.pipe(v.string(), v.minLength(32)) }), process.env)`, ["X! min32 nonempty"]],
    [
      `${v}v.parse(v.object({ X: v.optional(v.string(), 'd'), Y: v.optional(v.string()) }), process.env)`,
      ["X =d", "Y"],
    ],
    [
      `${v}v.parse(v.object({ X: v.picklist(['a', 'b']), P: v.pipe(v.string(), v.transform(Number)) }), process.env)`,
      ["X! enum {a,b} nonempty", "P! float"],
    ],
    [
      `${v}const r = v.safeParse(v.object({ X: v.string() }), process.env); if (!r.success) process.exit(1)`,
      ["X!"],
    ],
    ["import { object, parse, string } from 'valibot'; parse(object({ X: string() }), process.env)", ["X!"]],
    // arktype
    [
      `${arktype}const E = type({ X: 'string', 'Y?': 'string', Z: "'a' | 'b' = 'a'" }); export const env = E.assert(process.env)`,
      ["X!", "Y", "Z =a enum {a,b} nonempty"],
    ],
    [
      `${arktype}const E = type({ X: 'string >= 32', P: 'string.integer.parse' }); const out = E(process.env); if (out instanceof type.errors) throw out`,
      ["X! min32 nonempty", "P! int nonempty"],
    ],
    [
      `${arktype}const E = type({ X: 'string' }); const out = E(process.env); if (out instanceof type.errors) console.warn(out)`,
      ["X"],
    ],
    // envalid
    [
      `${envalid}cleanEnv(process.env, { X: str(), PORT: port({ default: 3000 }), U: url(), B: bool({ devDefault: true }) })`,
      ["X!", "PORT =3000 int nonempty", "U! url nonempty", "B =true boolean nonempty"],
    ],
    [
      `${envalid}cleanEnv(process.env, { X: str({ choices: ['a', 'b'] }), N: num({ default: undefined }) })`,
      ["X! enum {a,b}", "N float nonempty"],
    ],
    [
      `import { testOnly, str as text, cleanEnv } from 'envalid'; cleanEnv(process.env, { X: text({ devDefault: testOnly('x') }), Y: text({ default: 'y', devDefault: testOnly('x') }) })`,
      ["X!", "Y =y"],
    ],
    // t3-env
    [
      `${t3}export const env = createEnv({ server: { X: z.string().min(1) }, client: { VITE_Y: z.string().optional() }, runtimeEnv: process.env })`,
      ["X! nonempty", "VITE_Y"],
    ],
    [
      `${t3}createEnv({ server: { X: z.string() }, runtimeEnv: process.env, emptyStringAsUndefined: true })`,
      ["X! nonempty"],
    ],
    [
      `${t3}createEnv({ server: { X: z.string().min(9), N: z.number(), Z: z.string() }, runtimeEnv: { X: process.env['Y'], N: Number(process.env.N ?? 3), Z: process.env.Z } })`,
      ["Y", "N =3 float", "Z", "Y! min9 nonempty", "Z!"],
    ],
    // others
    ["import env from 'env-var'; const p = env.get('PORT').default(3000).asPortNumber()", ["PORT =3000 int"]],
    ["const env = require('env-var'); const x = env.get('X').required().asString()", ["X! nonempty"]],
    [
      "import * as env from 'env-var'; const x = env.get('X').required().asEnum(['a', 'b'])",
      ["X! enum {a,b} nonempty"],
    ],
    [
      "import convict from 'convict'; convict({ port: { format: 'port', default: 1, env: 'PORT' }, db: { url: { default: null, env: 'DB' } } })",
      ["PORT =1 int", "DB"],
    ],
    [
      "import Joi from 'joi'; const s = Joi.object({ X: Joi.string().min(32).required(), Y: Joi.number().default(1), Z: Joi.string() }); const { error } = s.validate(process.env); if (error) throw error",
      ["X! min32 nonempty", "Y =1 float", "Z"],
    ],
    [
      "import { ConfigModule } from '@nestjs/config'; import * as Joi from 'joi'; ConfigModule.forRoot({ validationSchema: Joi.object({ X: Joi.string().required() }) })",
      ["X! nonempty"],
    ],
    [
      "import { ConfigService } from '@nestjs/config'; class S { constructor(private config: ConfigService) { config.getOrThrow<string>('X'); this.config.get('Y', 'd') } }",
      ["X! in S", "Y =d in S"],
    ],
    [
      "import fastifyEnv from '@fastify/env'; app.register(fastifyEnv, { schema: { type: 'object', required: ['X'], properties: { X: { type: 'string', minLength: 8 }, P: { type: 'integer', default: 1 } } } })",
      ["X! min8 nonempty", "P =1 int"],
    ],
    [
      `import { loadEnv } from 'surestart/env'; ${zod}loadEnv({ schema: z.object({ X: z.string() }) })`,
      ["X!"],
    ],
  ])("%s", (code, expected) => {
    expect(reads(code, "a.mts")).toEqual(expected);
  });

  test("a field stands at its key, and is a schema's", () => {
    const [x] = eventsOf(
      read(`${zod}\nexport const env = z\n  .object({\n    X: z.string(),\n  })\n  .parse(process.env)`),
      "read",
    );
    expect(x).toMatchObject({ at: { line: 4, column: 5, endColumn: 6 }, schema: true });
  });

  test("a key that another variable fills is known by both names", () => {
    const module = read(
      `${t3}export const env = createEnv({ server: { X: z.string() }, runtimeEnvStrict: { X: process.env.Y } })`,
    );
    expect(eventsOf(module, "read").find((r) => r.schema)).toMatchObject({ name: "Y", assignedTo: "X" });
    expect(module.values).toMatchObject([{ name: "env.X", variable: "Y" }]);
  });

  test("what is validated holds the variables under the schema's keys", () => {
    const module = read(`${zod}export const env = z.object({ PORT: z.coerce.number() }).parse(process.env)`);
    expect(module.values).toMatchObject([{ name: "env.PORT", variable: "PORT" }]);
  });
});

/** Fields of a class that are filled with the environment and validated, by what decorators say of them. */
describe("decorators of a class", () => {
  const imports =
    "import { Exclude, Expose, plainToClass, plainToInstance, Transform, Type } from 'class-transformer'; import { Allow, IsBoolean, IsDefined, IsEnum, IsIn, IsInt, IsNotEmpty, IsNumber, IsOptional, IsPort, IsString, IsUrl, Length, Matches, Max, Min, MinLength, ValidateIf, validateSync } from 'class-validator'; import { Own } from './own';";
  const converted = "{ enableImplicitConversion: true }";
  const checked = (fields: string, how = "", options = "{}", make = "plainToInstance"): string =>
    `${imports} enum Mode { Dev = 'dev', Live = 'live' } class Env { ${fields} } const made = ${make}(Env, process.env, ${how || "{}"}); const faults = validateSync(made, ${options}); if (faults.length > 0) throw new Error(String(faults));`;

  test.each<[string, string, string[]]>([
    [
      "@IsString() A: string; @IsNotEmpty() B: string; @MinLength(8) C: string; @Length(0, 5) D: string",
      "",
      ["A!", "B! nonempty", "C! min8 nonempty", "D!"],
    ],
    [
      "@IsInt() A: number; @IsNumber() B: number; @IsNumber() @Min(1) C: number; @IsBoolean() D: boolean",
      converted,
      ["A! int", "B! float", "C! float nonempty", "D!"],
    ],
    ["@IsInt() A: number; @IsBoolean() B: boolean", "", ["A! nonempty", "B! nonempty"]],
    [
      "@IsString() A = 'a'; @IsOptional() @IsInt() B?: number; @ValidateIf((o) => o.C) @IsString() D: string; @Allow() E: string",
      converted,
      ["A =a", "B int", "D", "E"],
    ],
    [
      "@IsEnum(Mode) A: Mode; @IsIn(['x', 'y']) B: string",
      converted,
      ["A! enum {dev,live} nonempty", "B! enum {x,y} nonempty"],
    ],
    [
      "@IsUrl() A: string; @IsPort() B: string; @Matches(/^a/) C: string; @IsOptional() @IsUrl() D?: string",
      "",
      ["A! nonempty", "B! int nonempty", "C! nonempty", "D nonempty"],
    ],
    [
      "@Type(() => Number) @IsNumber() A: number; @Transform(({ value }) => value ?? 1) @IsInt() B: number; @Expose() @Transform(({ value }) => value ?? 1) @IsInt() C: number",
      "",
      ["A! float", "B!", "C"],
    ],
    [
      "@Expose({ name: 'OTHER' }) @IsString() A: string; @Exclude() @IsString() B: string; @Own() @IsString() C: string; static D = 1; E: string",
      "",
      ["OTHER!", "C"],
    ],
  ])("%s %s", (fields, how, expected) => {
    expect(reads(checked(fields, how), "a.ts")).toEqual(expected);
  });

  test("a check that an option turns into another one demands nothing that is known", () => {
    const fields =
      "@IsNumber({ allowNaN: true }) A: number; @IsString({ each: true }) B: string; @IsInt({ message: 'no' }) C: number";
    expect(reads(checked(fields, converted), "a.ts")).toEqual(["A", "B", "C! int"]);
  });

  test("what is missing is skipped, except where it must be defined", () => {
    const fields = "@IsString() A: string; @IsDefined() B: string";
    expect(reads(checked(fields, "", "{ skipMissingProperties: true }"), "a.ts")).toEqual(["A", "B!"]);
  });

  test("also those of a class that it extends, and by the older name", () => {
    const code = checked("@IsString() A: string", "", "{}", "plainToClass").replace(
      "class Env {",
      "class Base { @IsString() A: string; @IsString() Z: string } class Env extends Base {",
    );
    expect(reads(code, "a.ts")).toEqual(["Z!", "A!"]);
  });

  test.each([
    [
      "nobody looks at the faults",
      checked("@IsString() A: string").replace("throw new Error", "console.log"),
    ],
    ["another object", checked("@IsString() A: string").replace("process.env", "body")],
  ])("nothing is demanded: %s", (_, code) => {
    expect(reads(code, "a.ts")).toEqual([]);
  });

  test.each<[string, string, string, string[]]>([
    ["no number at all", "@IsInt() A: number", converted, ["x", "1.5"]],
    ["out of bounds", "@Min(1) @Max(9) A: number", converted, ["x", "1.5"].slice(0, 1).concat("10")],
    [
      "a number that is still text",
      "@IsInt() A: number",
      "",
      ["x", "1.5", "10", "http://localhost:1", "http://a.example", "ftp://a.example"],
    ],
    [
      "a text that is a number by then",
      "@IsPort() A: number",
      converted,
      ["x", "1.5", "10", "http://localhost:1", "http://a.example", "ftp://a.example"],
    ],
    ["a host without a dot", "@IsUrl() A: string", "", ["http://localhost:1"]],
    ["any host", "@IsUrl({ require_tld: false }) A: string", "", []],
    [
      "another protocol",
      "@IsUrl({ protocols: ['http'] }) A: string",
      "",
      ["http://localhost:1", "ftp://a.example"],
    ],
    ["a pattern", "@Matches(/^http/) A: string", "", ["x", "1.5", "10", "ftp://a.example"]],
    ["a change that nobody knows", "@Transform(({ value }) => Number(value)) @IsInt() A: number", "", []],
  ])("refuses %s", (name, fields, how, expected) => {
    const values = ["x", "1.5", "10", "http://localhost:1", "http://a.example", "ftp://a.example"];
    const [first] = eventsOf(readJavaScript(checked(fields, how), "a.ts", new Map([["A", values]])), "read");
    const refused = first?.refuses ?? [];
    const wanted =
      name === "no number at all" || name === "out of bounds"
        ? ["http://localhost:1", "http://a.example", "ftp://a.example"]
        : [];
    expect(new Set(refused)).toEqual(new Set([...expected, ...wanted]));
    expect(first?.refusal !== undefined).toBe(/text that is|still text|a host/.test(name));
  });
});
