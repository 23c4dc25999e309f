import { readEnv } from "../env/dialects.ts";
import { bindingsOf, type EnvDocument, keyOf, meantValue, readDocument } from "../env/document.ts";
import type { Binding } from "../env/pieces.ts";
import { dollarsOf } from "../env/problems/dollars.ts";
import { own } from "../env/reading.ts";
import { resolveEnv } from "../env/resolve.ts";
import type { Facts } from "../facts.ts";
import type { Change } from "../finding.ts";
import { againstNewValue } from "./against-value.ts";
import type { FileEdit } from "./file-edit.ts";
import { againstShadow, loadedWith } from "./loaded-with.ts";
import { type Reader, readersOf } from "./readers.ts";

/** What an edit of a .env is to bring about. */
interface Intent {
  /** The keys that are changed, with the value that they shall have; null: whatever the new text means by it. */
  values: Map<string, string | null>;
  /** Keys that get another name. */
  renamed: { from: string; to: string }[];
  /** Faults of the text are repaired: what they hid or altered may become what is written. */
  repairs: boolean;
}

/**
 * Why an edit of a .env may do harm; null where it is shown that it does none: a loader of this start or `run` reads the file,
 * the changed keys are read as they shall be by all that read it, and every other key as before.
 */
export function againstEnv(edit: FileEdit, changes: readonly Change[], facts: Facts): string | null {
  const { file, before, after } = edit;
  if (after === null) return null;
  const readers = readersOf(facts, file);
  const isOurs = readers.some((r) => r.ours);
  // An example is read by people.
  if (!isOurs && !isExample(facts, file)) return `nothing in this start reads ${file}`;
  const texts = { was: readDocument(before?.bytes ?? ""), is: readDocument(after.bytes) };
  const intent = intentOf(changes, texts.was);
  const value = againstValues(changes, texts.was, facts, readers);
  if (value !== null) return value;
  if (before === null) {
    const shadow = againstShadow(facts, file);
    if (shadow !== null) return shadow;
  }
  for (const reader of readers) {
    const reason = reader.byHand
      ? againstByHand(reader, texts, intent)
      : againstReading(reader, edit, texts, intent, facts);
    if (reason !== null) return reason;
  }
  return isOurs ? againstHiding(edit, intent, facts) : null;
}

function isExample(facts: Facts, file: string): boolean {
  return facts.env.files.some((f) => f.file === file && f.role === "example");
}

function intentOf(changes: readonly Change[], was: EnvDocument): Intent {
  const intent: Intent = { values: new Map(), renamed: [], repairs: false };
  for (const change of changes) {
    if (change.do === "env-set") {
      const { key, value } = change;
      intent.values.set(key, typeof value === "string" ? value : null);
      const old = bindingOf(was, key, change.line);
      if (old && meantValue(was, old) === value) intent.repairs = true;
    } else if (change.do === "env-respell") {
      intent.values.set(change.key, change.value);
      intent.repairs = true;
    } else if (change.do === "env-rename-key") intent.renamed.push({ from: change.from, to: change.to });
    else if (change.do === "recode") intent.repairs = true;
    else if (change.do === "lines" && change.with.length > 0) {
      const lines = readDocument(change.with.join("\n"));
      for (const binding of bindingsOf(lines)) intent.values.set(keyOf(lines, binding), null);
      intent.repairs = true;
    }
  }
  return intent;
}

function againstValues(
  changes: readonly Change[],
  was: EnvDocument,
  facts: Facts,
  readers: readonly Reader[],
): string | null {
  for (const change of changes) {
    if (change.do !== "env-set" && change.do !== "env-respell") continue;
    const old = bindingOf(was, change.key, change.line);
    if (!old) continue;
    if (refers(was, old, facts)) return `its value refers to other variables`;
    const reason = againstNewValue(change, meantValue(was, old), facts, readers);
    if (reason !== null) return reason;
  }
  return null;
}

/** Before and after, read as this loader reads. */
function againstReading(
  reader: Reader,
  { before, after }: FileEdit,
  texts: { was: EnvDocument; is: EnvDocument },
  intent: Intent,
  facts: Facts,
): string | null {
  const env = facts.env.environment;
  const old = before === null ? null : readEnv(before.bytes, reader.dialect, { env });
  const now = readEnv(after!.bytes, reader.dialect, { env });
  if (now.refused && !old?.refused) return `${reader.what} could no longer read the file`;
  // A file that is new is read as it is written; what a loader makes of it is said when it is there.
  const fresh = old === null;
  const meant = { was: meantBy(texts.was, facts), is: meantBy(texts.is, facts) };
  const wanted = new Map<string, string | undefined>();
  for (const [key, value] of intent.values) wanted.set(key, value ?? meant.is.get(key)?.value);
  for (const { from, to } of intent.renamed) {
    wanted.set(from, undefined);
    wanted.set(to, old ? own(old.values, from) : undefined);
  }
  for (const key of new Set([
    ...Object.keys(old?.values ?? {}),
    ...Object.keys(now.values),
    ...wanted.keys(),
  ])) {
    if (!reader.takes(key)) continue;
    const [a, b] = [old ? own(old.values, key) : undefined, own(now.values, key)];
    if (wanted.has(key) ? b === wanted.get(key) : a === b || fresh) continue;
    // What a line refers to stays a reference: its value is another than what is written.
    if (wanted.has(key) && intent.repairs && meant.is.get(key)?.refers && b !== undefined) continue;
    if (!wanted.has(key) && intent.repairs && isRepaired(key, a, b, meant)) continue;
    return `${reader.what} would ${wanted.has(key) ? "not " : ""}read ${key} ${wanted.has(key) ? "as it is meant" : "otherwise than before"}`;
  }
  return null;
}

type Meant = Map<string, { value: string; refers: boolean }>;

/** It was not read as it is written, and now is; or what a fault made a key of is gone. */
function isRepaired(
  key: string,
  before: string | undefined,
  after: string | undefined,
  meant: { was: Meant; is: Meant },
): boolean {
  if (after === undefined) return !meant.was.has(key);
  const [was, is] = [meant.was.get(key), meant.is.get(key)];
  if (!is || (before !== undefined && before === was?.value)) return false;
  return after === is.value || (is.refers && before === undefined);
}

function meantBy(document: EnvDocument, facts: Facts): Meant {
  return new Map(
    bindingsOf(document).map((binding) => [
      keyOf(document, binding),
      { value: meantValue(document, binding), refers: refers(document, binding, facts) },
    ]),
  );
}

const known = new WeakMap<EnvDocument, Set<string>>();

function refers(document: EnvDocument, binding: Binding, { env }: Facts): boolean {
  const { valueStart, valueEnd } = binding;
  if (!document.text.slice(valueStart, valueEnd).includes("$")) return false;
  const keys = known.get(document) ?? new Set(bindingsOf(document).map((one) => keyOf(document, one)));
  known.set(document, keys);
  return dollarsOf(document, binding, (name) => keys.has(name) || Object.hasOwn(env.environment, name))
    .refers;
}

function bindingOf(document: EnvDocument, key: string, line?: number): Binding | undefined {
  return bindingsOf(document).findLast(
    (one) => keyOf(document, one) === key && (line === undefined || one.line === line),
  );
}

const plain = /^(?:\s*(?:#.*)?|(?:export )?[A-Za-z_]\w*=[\w./:@%+,=~^-]*)$/;

/** Of a loader that is not known only this is: what it makes of a plain line, and that it leaves the other lines alone. */
function againstByHand(
  { what }: Reader,
  { was, is }: { was: EnvDocument; is: EnvDocument },
  { values, renamed }: Intent,
): string | null {
  const [old, now] = [was, is].map(({ text }) => text.split(/\r\n|\n|\r/)) as [string[], string[]];
  const added = without(now, old);
  const gone = without(old, now);
  const names = new Set([...values.keys(), ...renamed.map(({ from }) => from)]);
  const ours = (line: string): boolean => names.has(/^(?:export )?([A-Za-z_]\w*)=/.exec(line)?.[1] ?? "");
  if (added.every((line) => plain.test(line)) && gone.every((line) => line === "" || ours(line))) return null;
  return `${what} reads the file by its own rules`;
}

function without(lines: readonly string[], others: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const line of others) counts.set(line, (counts.get(line) ?? 0) + 1);
  return lines.filter((line) => {
    const left = counts.get(line) ?? 0;
    counts.set(line, left - 1);
    return left <= 0;
  });
}

/** What this start ends with for the changed keys must come from this file. */
function againstHiding(
  { file, after }: FileEdit,
  { values, renamed, repairs }: Intent,
  facts: Facts,
): string | null {
  const keys = [...(repairs ? [] : values.keys()), ...renamed.map(({ to }) => to)];
  if (keys.length === 0) return null;
  const { variables } = resolveEnv(loadedWith(facts, file, after!.bytes));
  for (const key of keys) {
    const from = variables.findLast((one) => one.name === key)?.from;
    if (from === "environment") return `the environment sets ${key}, which takes precedence`;
    if (from !== undefined && from.file !== file) return `${from.file} sets ${key}, which takes precedence`;
  }
  return null;
}
