import type { Node } from "oxc-parser";
import type { Demand } from "../../demand.ts";
import { isEnvironment } from "../access.ts";
import { literalOf } from "../literals.ts";
import { wordOf } from "../origin.ts";
import { type FoundRead, readEvent } from "../read-event.ts";
import { bare, isClass, keyName } from "../syntax.ts";
import type { Call, SchemaField, Unit } from "../unit.ts";
import { askedField } from "./asked.ts";
import { instanceFields, ownFields } from "./classes.ts";
import type { Field } from "./field.ts";
import { schemaFields, shapeFields } from "./fields.ts";
import { filledFields } from "./filled.ts";
import { jsonFields, namedOptions } from "./options.ts";
import { failureEnds } from "./outcome.ts";
import { placeOf } from "./place.ts";
import {
  notationOf,
  pluginValidations,
  type ValidationRow,
  validatingMethods,
  validationOf,
} from "./rows.ts";

export { isSchemaModule } from "./rows.ts";

/** The reads that a call makes by a schema over the environment, each at its key. */
export function schemaReadsAt(unit: Unit, call: Call): FoundRead[] {
  if (!unit.hasSchemas) return [];
  const asked = askedField(unit, call);
  const fields = asked ? [asked] : (validatedFields(unit, call) ?? []);
  return fields.map((field) => readOf(unit, field));
}

function readOf(unit: Unit, { name, at, demand, key }: Field): FoundRead {
  return {
    at,
    read: { ...readEvent(unit, name, demand), schema: true, ...(key ? { assignedTo: key } : {}) },
  };
}

/** The reads of a class whose instance another file fills with the environment, and validates. */
export function handedClassReadsAt(unit: Unit, node: Node): FoundRead[] {
  if (!isClass(node)) return [];
  return [...unit.handed(node)].flatMap((how) =>
    typeof how === "number" ? [] : ownFields(unit, node, how).map((field) => readOf(unit, field)),
  );
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
  const found = parsed.fields.find((f) => f.name === field);
  return found ? surely(found, parsed.throws).demand : null;
}

/** The fields of a validation that is known by its call; else of a method of a schema that is given the environment. */
function validatedFields(unit: Unit, call: Call): Field[] | null {
  const validation = validationOf(wordOf(unit, call.callee) ?? "") ?? givenPlugin(unit, call);
  if (validation?.of === "instance") return instanceFields(unit, call, validation);
  if (validation && validation.of !== "schema") {
    const input = validation.input === undefined ? null : placeOf(unit, call, validation.input);
    if (validation.input !== undefined && !(input && isEnvironment(unit, input))) return null;
    return ofValidation(unit, call, validation);
  }
  const parsed = parseOf(unit, call);
  if (!parsed || (parsed.input && !isEnvironment(unit, parsed.input))) return null;
  return parsed.fields.map((f) => surely(f, parsed.throws));
}

function givenPlugin(unit: Unit, call: Call): ValidationRow | null {
  const callee = bare(call.callee);
  const method = callee.type === "MemberExpression" ? (keyName(callee) ?? "") : "";
  const [first] = call.arguments as Node[];
  const all = first ? pluginValidations(method) : [];
  return all.find(({ given }) => first && wordOf(unit, first) === given?.module) ?? null;
}

function ofValidation(unit: Unit, call: Call, validation: ValidationRow): Field[] | null {
  const schemas = [validation.schema].flat().map((place) => placeOf(unit, call, place) ?? undefined);
  const notation = notationOf((validation.calls?.[0] ?? "").split(".")[0] ?? "");
  if (validation.of === "json") return jsonFields(unit, schemas[0] ?? null);
  if (validation.of === "options") return notation && namedOptions(unit, notation, schemas[0]);
  const shapes = schemas.map((schema) => shapeFields(unit, schema, notation));
  if (shapes.every((shape) => shape === null) && !validation.fills) return null;
  return filledFields(
    unit,
    call,
    validation,
    shapes.flatMap((shape) => shape ?? []),
  );
}

interface Parsed {
  fields: Field[];
  /** null: it always is the environment. */
  input: Node | null;
  throws: boolean;
}

/** A call that validates by a schema object: its fields, what is validated, and whether the program ends when it is refused. */
function parseOf(unit: Unit, call: Call): Parsed | null {
  const validation = validationOf(wordOf(unit, call.callee) ?? "");
  if (validation?.of === "schema") {
    const schema = placeOf(unit, call, [validation.schema].flat()[0] as string);
    const input = validation.input === undefined ? null : placeOf(unit, call, validation.input);
    const found = schema && schemaFields(unit, schema);
    if (!found || (validation.input !== undefined && !input)) return null;
    return { fields: found.fields, input, throws: !validation.tells || failureEnds(unit, call) };
  }
  const callee = bare(call.callee);
  const [input] = call.arguments as Node[];
  const method = callee.type === "MemberExpression" ? (keyName(callee) ?? "") : "";
  if (!input || (method === "" && callee.type !== "Identifier") || !validatingMethods.has(method))
    return null;
  const found = schemaFields(unit, callee.type === "MemberExpression" ? callee.object : callee);
  const by = found?.notation.validates.find(({ methodNames }) => methodNames.has(method));
  if (!found || !by) return null;
  return { fields: found.fields, input, throws: !by.tells || failureEnds(unit, call) };
}

function surely(field: Field, throws: boolean): Field {
  if (throws) return field;
  const { refuses: _, ...demand } = field.demand;
  return { ...field, demand: demand.required ? { ...demand, required: false } : demand };
}
