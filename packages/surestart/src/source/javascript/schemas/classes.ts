import type { Node } from "oxc-parser";
import type { Validation } from "../../../known/_schemas.ts";
import type { Filling } from "../../module.ts";
import { isEnvironment, parameterAt } from "../access.ts";
import { calleeName } from "../labels.ts";
import { literalOf, propertyOf } from "../literals.ts";
import { originOf, wordOf } from "../origin.ts";
import { bare, type ClassNode, isClass, keyName, stringOf } from "../syntax.ts";
import type { Call, Unit } from "../unit.ts";
import { checksOf, decoratorDemand, type Made } from "./decorators.ts";
import { defaultOf, type Field } from "./field.ts";
import { failureEnds } from "./outcome.ts";
import { placeOf } from "./place.ts";
import { decoratorsOf, instancesBy } from "./rows.ts";

/** An instance that is filled with the variables: what names its class, and how texts get into it. */
interface Filled {
  class: Node;
  how: Filling;
}

/** The fields of the class whose instance a call validates: `validateSync(plainToInstance(Env, process.env))`. */
export function instanceFields(unit: Unit, call: Call, validation: Validation): Field[] | null {
  const filled = validatedBy(unit, call, validation);
  const node = filled && classAt(unit, filled.class);
  return node && classFields(unit, node, filled.how);
}

/** The same where the class is another file's, or a parameter of the function around the call: null where it is of this file. */
export function foreignInstance(
  unit: Unit,
  call: Call,
  validation: Validation,
): ({ how: Filling } & ({ name: string } | { name: null; parameter: number })) | null {
  const filled = validatedBy(unit, call, validation);
  if (!filled || classAt(unit, filled.class)) return null;
  const parameter = parameterAt(unit, filled.class);
  if (parameter) return { name: null, parameter: parameter.index, how: filled.how };
  const name = calleeName(unit, filled.class);
  return name === null ? null : { name, how: filled.how };
}

/** The instance that is validated, when the program ends for one that is refused. */
function validatedBy(unit: Unit, call: Call, validation: Validation): Filled | null {
  const place = placeOf(unit, call, [validation.schema].flat()[0] as string);
  const made = place && (literalOf(unit, place) ?? bare(place));
  const filled = made?.type === "CallExpression" ? filledBy(unit, made) : null;
  if (!filled || (validation.tells && !failureEnds(unit, call))) return null;
  const skips = validation.skips?.some((option) => isTrue(placeOf(unit, call, option)));
  return skips ? { ...filled, how: `${filled.how}, skipping` as Filling } : filled;
}

/** The class that a call makes an instance of, out of the environment. */
function filledBy(unit: Unit, call: Call): Filled | null {
  const row = instancesBy(wordOf(unit, call.callee) ?? "");
  const input = row && placeOf(unit, call, row.input);
  const node = row && placeOf(unit, call, row.class);
  if (!row || !node || !input || !isEnvironment(unit, input)) return null;
  // What is not named is then left out: nothing is known of such a class.
  if (isTrue(placeOf(unit, call, row.onlyNamed))) return null;
  return { class: node, how: isTrue(placeOf(unit, call, row.converts)) ? "converted" : "as text" };
}

function isTrue(node: Node | null): boolean {
  return node?.type === "Literal" && node.value === true;
}

function classAt(unit: Unit, node: Node): ClassNode | null {
  const at = bare(node);
  const binding = at.type === "Identifier" ? unit.bindings.of(at) : null;
  const held = binding?.kind === "class" ? binding.node : (binding?.init ?? at);
  return isClass(held) ? held : null;
}

/** The fields that decorators are on, also those of a class of the file that it extends. */
function classFields(unit: Unit, node: ClassNode, how: Filling, depth = 0): Field[] {
  const above = node.superClass && depth < 5 ? classAt(unit, node.superClass) : null;
  const own = ownFields(unit, node, how);
  const inherited = above ? classFields(unit, above, how, depth + 1) : [];
  return [...inherited.filter((field) => !own.some(({ name }) => name === field.name)), ...own];
}

export function ownFields(unit: Unit, node: ClassNode, how: Filling): Field[] {
  return node.body.body.flatMap((member) => fieldOf(unit, member, how) ?? []);
}

/** A decorator of a field, with what the library that it is of knows of it. */
interface Applied {
  name: string;
  args: readonly Node[];
  rules: ReturnType<typeof decoratorsOf>;
}

function appliedTo(unit: Unit, { expression }: { expression: Node }): Applied {
  const call = bare(expression);
  const origin = originOf(unit, call.type === "CallExpression" ? call.callee : call);
  const args = call.type === "CallExpression" ? (call.arguments as Node[]) : [];
  return { name: origin?.path.at(-1) ?? "", args, rules: decoratorsOf(origin?.module ?? "") };
}

function fieldOf(unit: Unit, member: Node, how: Filling): Field | null {
  if (member.type !== "PropertyDefinition" || member.static || !member.decorators?.length) return null;
  const key = keyName(member);
  const applied = member.decorators.map((one) => appliedTo(unit, one));
  const filling = (part: "type" | "name" | "changes" | "leavesOut"): Applied | undefined =>
    applied.find(({ name, rules }) => rules?.instances?.[part] === name);
  if (key === null || filling("leavesOut")) return null;
  const named = filling("name");
  const options = named?.args[0] && literalOf(unit, named.args[0]);
  const name = (options && stringOf(propertyOf(options, "name"))) ?? key;
  const given = member.value ? defaultOf(unit, member.value) : {};
  const field: Field = { name, at: member.key as Node, demand: given, ...(name === key ? {} : { key }) };
  // A decorator of the project's own may let it be missing, and a change of a named field is made of nothing, too.
  if (applied.some(({ rules }) => !rules) || (named && filling("changes"))) return field;
  const checks = applied.flatMap(({ name: of, args, rules }) =>
    rules?.decorators ? checksOf(unit, rules.decorators, of, args) : [],
  );
  const made = filling("changes") ? "anything" : madeInto(unit, member, filling("type"), how);
  const demand = decoratorDemand(unit, name, checks, made, how.endsWith("skipping"));
  return { ...field, demand: member.value ? { ...demand, required: false, ...given } : demand };
}

const types: Readonly<Record<string, Made>> = {
  String: "text",
  TSStringKeyword: "text",
  Number: "number",
  TSNumberKeyword: "number",
  Boolean: "boolean",
  TSBooleanKeyword: "boolean",
};

/** What becomes of the text: by a decorator that names the type, or by the field's own type. */
function madeInto(unit: Unit, member: Node, typed: Applied | undefined, how: Filling): Made {
  if (typed) {
    const [arrow] = typed.args;
    const body = arrow?.type === "ArrowFunctionExpression" ? (arrow.body as Node) : null;
    return (body?.type === "Identifier" ? types[body.name] : undefined) ?? "anything";
  }
  if (how.startsWith("as text")) return "text";
  const type = member.type === "PropertyDefinition" ? member.typeAnnotation?.typeAnnotation : null;
  if (!type) return "text";
  if (type.type === "TSUnionType") return type.types.every(isText) ? "text" : "anything";
  if (type.type !== "TSTypeReference" || type.typeName.type !== "Identifier")
    return types[type.type] ?? (isText(type) ? "text" : "anything");
  return types[type.typeName.name] ?? enumType(unit.bindings.top.get(type.typeName.name)?.node);
}

function isText(type: Node): boolean {
  return (
    type.type === "TSLiteralType" &&
    stringOf(type.literal as Node) !== null &&
    type.literal.type === "Literal" &&
    typeof type.literal.value === "string"
  );
}

/** An enum of the file is made into what its members are. */
function enumType(node: Node | undefined): Made {
  if (node?.type !== "TSEnumDeclaration") return "anything";
  const texts = node.body.members.map(
    ({ initializer }) => initializer?.type === "Literal" && typeof initializer.value === "string",
  );
  if (texts.every((text) => text)) return "text";
  return texts.some((text) => text) ? "anything" : "number";
}
