import type { Node } from "oxc-parser";
import type { Demand } from "../../demand.ts";
import { isEnvironment } from "../access.ts";
import { literalOf, propertyOf } from "../literals.ts";
import { wordOf } from "../origin.ts";
import { type FoundRead, readEvent } from "../read-event.ts";
import { bare, keyName } from "../syntax.ts";
import type { Call, SchemaField, Unit } from "../unit.ts";
import { convictFields, envVarField, nestField } from "./accessors.ts";
import { arktypeFields } from "./arktype.ts";
import { envalidFields } from "./envalid.ts";
import type { Field } from "./field.ts";
import { joiFields } from "./joi.ts";
import { jsonSchemaFields } from "./json-schema.ts";
import { failureEnds } from "./outcome.ts";
import { t3Fields } from "./t3.ts";
import { valibotDemand, valibotFields } from "./valibot.ts";
import { zodDemand, zodFields } from "./zod.ts";

/** The libraries whose schemas are understood. */
export const schemaModules: RegExp =
  /^(zod|valibot|arktype|joi|@hapi\/joi|yup|envalid|env-var|convict|znv|env-schema|surestart\/env)$|^(zod|@t3-oss|@nestjs\/config|@fastify\/env|@hono\/zod-openapi|astro)(\/|$)/;

/** The reads that a call makes by a schema over the environment, each at its key. */
export function schemaReadsAt(unit: Unit, call: Call): FoundRead[] {
  if (!unit.hasSchemas) return [];
  const fields = fieldsAt(unit, call) ?? [];
  return fields.map(({ name, at, demand, key }) => ({
    at,
    read: { ...readEvent(unit, name, demand), schema: true, ...(key ? { assignedTo: key } : {}) },
  }));
}

/** The fields of the object that an expression of validated variables is, with the variable of each. */
export function schemaFieldsOf(unit: Unit, node: Node): SchemaField[] {
  if (!unit.hasSchemas) return [];
  let at = bare(node);
  // `schema.safeParse(process.env).data`
  if (at.type === "MemberExpression" && keyName(at) === "data") at = bare(at.object);
  const call = at.type === "Identifier" ? literalOf(unit, at) : at;
  if (call?.type !== "CallExpression" && call?.type !== "NewExpression") return [];
  return (validatedFields(unit, call) ?? []).map(({ name, at, key = name }) => ({
    field: key,
    variable: name,
    at,
  }));
}

/** What a schema says of a field that the code itself fills: `schema.parse({ port: process.env.PORT })`. */
export function demandOfField(unit: Unit, call: Call, position: number, field: string): Demand | null {
  if (!unit.hasSchemas) return null;
  const parsed = parseOf(unit, call);
  if (!parsed || call.arguments[position] !== parsed.input) return null;
  const found = fieldsOf(unit, parsed.schema)?.find((f) => f.name === field);
  return found ? surely(found, parsed.throws).demand : null;
}

function fieldsAt(unit: Unit, call: Call): Field[] | null {
  const single = envVarField(unit, call) ?? nestField(unit, call);
  return single ? [single] : validatedFields(unit, call);
}

function validatedFields(unit: Unit, call: Call): Field[] | null {
  const args = call.arguments as Node[];
  const [first, second] = args;
  const word = wordOf(unit, call.callee) ?? "";
  if (word === "envalid.cleanEnv" || word === "envalid.customCleanEnv" || word === "envalid.testOnly") {
    return first && isEnvironment(unit, first) ? envalidFields(unit, second) : null;
  }
  if (/^@t3-oss\/env-(core|nextjs|nuxt)\.createEnv$/.test(word))
    return t3Fields(unit, first, (part) => shapeOf(unit, part));
  if (word === "znv.parseEnv") return shapeOf(unit, second);
  if (word === "convict") return convictFields(unit, first);
  if (word === "surestart/env.loadEnv") return optionFields(unit, first, "schema");
  if (word === "@nestjs/config.ConfigModule.forRoot") return optionFields(unit, first, "validationSchema");
  if (word === "env-schema" || word === "env-schema.envSchema")
    return jsonSchemaFields(unit, option(unit, first, "schema"));
  const callee = bare(call.callee);
  if (
    callee.type === "MemberExpression" &&
    keyName(callee) === "register" &&
    first &&
    wordOf(unit, first) === "@fastify/env"
  ) {
    return jsonSchemaFields(unit, option(unit, second, "schema"));
  }
  const parsed = parseOf(unit, call);
  if (!parsed || !isEnvironment(unit, parsed.input)) return null;
  return fieldsOf(unit, parsed.schema)?.map((f) => surely(f, parsed.throws)) ?? null;
}

/** The fields of any schema object that is known. */
function fieldsOf(unit: Unit, schema: Node): Field[] | null {
  return (
    zodFields(unit, schema) ??
    valibotFields(unit, schema) ??
    arktypeFields(unit, schema) ??
    joiFields(unit, schema)
  );
}

/** A call that validates: the schema, what is validated, and whether the program ends when it is refused. */
function parseOf(unit: Unit, call: Call): { schema: Node; input: Node; throws: boolean } | null {
  const callee = bare(call.callee);
  const [first, second] = call.arguments as Node[];
  const word = wordOf(unit, callee) ?? "";
  if (/^valibot\.(v\.)?(parse|safeParse|parseAsync|assert)$/.test(word) && first && second) {
    return { schema: first, input: second, throws: !/safeParse$/.test(word) || failureEnds(unit, call) };
  }
  if (!first) return null;
  if (callee.type === "Identifier" && arktypeFields(unit, callee)) {
    return { schema: callee, input: first, throws: failureEnds(unit, call) };
  }
  if (callee.type !== "MemberExpression") return null;
  const method = keyName(callee) ?? "";
  if (/^(parse|parseAsync|assert|validateSync|from)$/.test(method))
    return { schema: callee.object, input: first, throws: true };
  if (/^(safeParse|safeParseAsync|spa|validate|validateAsync)$/.test(method)) {
    return {
      schema: callee.object,
      input: first,
      throws: method === "validateAsync" || failureEnds(unit, call),
    };
  }
  return null;
}

function surely(field: Field, throws: boolean): Field {
  if (throws) return field;
  const { refuses: _, ...demand } = field.demand;
  return { ...field, demand: demand.required ? { ...demand, required: false } : demand };
}

/** An object of schemas of any library that is known. */
function shapeOf(unit: Unit, node: Node | undefined): Field[] | null {
  const at = node ? literalOf(unit, node) : null;
  if (at?.type !== "ObjectExpression") return null;
  return at.properties.flatMap((p) => {
    const name = p.type === "Property" ? keyName(p) : null;
    if (name === null || p.type !== "Property") return [];
    const zod = zodDemand(unit, p.value);
    const demand = Object.keys(zod).length > 0 ? zod : valibotDemand(unit, p.value);
    return [{ name, at: p.key as Node, demand }];
  });
}

function optionFields(unit: Unit, options: Node | undefined, key: string): Field[] | null {
  const schema = option(unit, options, key);
  return schema && fieldsOf(unit, schema);
}

function option(unit: Unit, options: Node | undefined, key: string): Node | null {
  const at = options ? literalOf(unit, options) : null;
  return at ? propertyOf(at, key) : null;
}
