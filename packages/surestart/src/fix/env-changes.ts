import { readEnv } from "../env/dialects.ts";
import { bindingsOf, keyOf } from "../env/document.ts";
import type { Binding } from "../env/pieces.ts";
import { own } from "../env/reading.ts";
import { spellFor } from "../env/spell.ts";
import type { Dialect } from "../facts.ts";
import type { Change, SecretForm } from "../finding.ts";
import { type Draft, privateMode } from "./draft.ts";
import { FixRefused } from "./refusal.ts";
import { makeSecret } from "./secret-forms.ts";
import { bestSpelling } from "./spelling.ts";
import type { TextDraft } from "./text-draft.ts";

type Of<K extends Change["do"]> = Extract<Change, { do: K }>;

/** Sets a key on its line, or on a new one at the end; the file is made, for its owner alone, when there is none. */
export function setVariable(draft: Draft, { file, key, value, line }: Of<"env-set">): void {
  if (!/^[A-Za-z_][\w.-]*$/.test(key))
    throw new FixRefused(`${JSON.stringify(key)} is not a valid variable name`, file);
  if (!draft.exists(file) || draft.created(file) !== null) {
    if (draft.created(file)?.sets(key)) return;
    draft.appendTo(file, `${key}=${bestSpelling(valueText(draft, value))}`, privateMode);
    return;
  }
  const text = draft.text(file);
  const here = text.source.bindings(key);
  const binding = line === undefined ? here.at(-1) : here.find((one) => one.line === line);
  if (line !== undefined && !binding)
    throw new FixRefused(`line ${line} of ${file} no longer sets ${key}`, file);
  if (binding) setValue(text, binding, valueText(draft, value));
  else if (!text.appends(key)) text.append(`${key}=${bestSpelling(valueText(draft, value))}`);
}

/** What the file says already stays as it is written. */
function setValue(text: TextDraft, binding: Binding, value: string): void {
  const { separator, valueStart, valueEnd } = binding;
  const spelled = bestSpelling(value, binding.quote);
  // `KEY: value` is not an assignment in most loaders.
  if (text.text[separator] === ":") text.splice(binding.keyEnd, valueEnd, `=${spelled}`);
  // After an empty value there may be a blank, which some loaders take for the beginning of the next line.
  else if (valueStart === valueEnd) text.splice(separator + 1, endOfValue(text.text, binding), spelled);
  else text.splice(valueStart, valueEnd, spelled);
}

function endOfValue(text: string, binding: Binding): number {
  if (binding.comment !== -1) return binding.separator + 1;
  let end = binding.separator + 1;
  while (text[end] === " " || text[end] === "\t") end++;
  return end;
}

function valueText(draft: Draft, value: string | SecretForm): string {
  if (typeof value === "string") return value;
  const secret = makeSecret(value);
  draft.secrets.push(secret);
  return secret;
}

export function renameKey(draft: Draft, { file, line, from, to }: Of<"env-rename-key">): void {
  const text = draft.text(file);
  const binding = bindingAt(text, line, from);
  if (!binding) throw new FixRefused(`line ${line} of ${file} no longer sets ${from}`, file);
  if (text.source.bindings(to).length > 0) throw new FixRefused(`${file} already sets ${to}`, file);
  const at = text.text.indexOf(from, binding.keyStart);
  text.splice(at, at + from.length, to);
}

/** Rewrites the value so that every one of these loaders reads it as it was meant: proved by reading the text with each. */
export function respell(draft: Draft, { file, line, key, value, dialects }: Of<"env-respell">): void {
  const text = draft.text(file);
  const binding = bindingAt(text, line, key);
  const whole = text.line(line);
  const last = binding ? text.line(binding.endLine) : whole;
  const lead = text.text.slice(whole.from, binding ? binding.keyStart : whole.from);
  const comment =
    binding && binding.comment !== -1 && !value.includes("#")
      ? ` ${text.text.slice(binding.comment, last.end)}`
      : "";
  const prefix = /^\s*export\s+$/.test(lead) ? lead : "";
  const { spelling, fails } = spellFor(value, dialects as Dialect[]);
  const instead = `${prefix}${key}=${spelling}${comment}`;
  // A line may be read otherwise for what is above it: the whole file is read.
  const changed = text.text.slice(0, whole.from) + instead + text.text.slice(last.end);
  const isRead = (dialects as Dialect[]).every((one) => own(readEnv(changed, one).values, key) === value);
  if (fails.length > 0 || !isRead)
    throw new FixRefused(`there is no way to write ${key} that ${dialects.join(", ")} read alike`, file);
  text.splice(whole.from, last.end, instead);
}

function bindingAt(text: TextDraft, line: number, key: string): Binding | undefined {
  return text.source.bindings(key).find((binding) => binding.line === line);
}

/** Makes a .env of an example's own lines: what is said to be a secret is generated, the rest stays as it is written. */
export function fromExample(draft: Draft, { example, file, secrets, values }: Of<"env-from-example">): void {
  if (draft.exists(file)) throw new FixRefused(`${file} already exists`, file);
  const { text, document } = draft.text(example).source;
  let result = "";
  let at = 0;
  const done = new Set<string>();
  for (const binding of bindingsOf(document)) {
    const key = keyOf(document, binding);
    const value = Object.hasOwn(secrets, key)
      ? secrets[key]!
      : Object.hasOwn(values, key)
        ? values[key]!
        : undefined;
    if (value === undefined) continue;
    done.add(key);
    const empty = binding.valueStart === binding.valueEnd;
    const from = empty ? binding.separator + 1 : binding.valueStart;
    result += text.slice(at, from) + bestSpelling(valueText(draft, value), binding.quote);
    at = empty ? endOfValue(text, binding) : binding.valueEnd;
  }
  result += text.slice(at);
  const more = [...Object.entries(secrets), ...Object.entries(values)].filter(([key]) => !done.has(key));
  if (more.length > 0 && result !== "" && !/[\r\n]$/.test(result)) result += document.eol;
  for (const [key, value] of more) result += `${key}=${bestSpelling(valueText(draft, value))}${document.eol}`;
  draft.create(file, result, privateMode);
}
