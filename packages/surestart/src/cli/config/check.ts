import { resolve } from "node:path";
import type { SurestartConfig } from "../../config.ts";
import type { Place } from "../../finding.ts";
import { nearest } from "../../near.ts";
import type { UsageError } from "../command.ts";
import type { ProjectConfig } from "../config-file.ts";
import { configError } from "./error.ts";
import type { ReadConfig } from "./read.ts";

type Name = keyof SurestartConfig;

/** What each setting may be, in words and as a test. */
const settings: Record<Name, [words: string, is: (value: unknown) => boolean]> = {
  start: [
    "the start command, as a string or as a list of its words",
    (value) => isText(value) || (isTexts(value) && value.length > 0),
  ],
  port: ["a whole number from 0 to 65535", (value) => isWhole(value) && value <= 65535],
  host: ["a host name or an address", isText],
  health: [
    'a path that begins with /, a full URL, or "tcp"',
    (value) => isText(value) && (value === "tcp" || value.startsWith("/") || isWebAddress(value)),
  ],
  timeout: [
    "a number of seconds above 0",
    (value) => typeof value === "number" && Number.isFinite(value) && value > 0,
  ],
  onConflict: [
    '"ask", "next", "replace" or "fail"',
    (value) => ["ask", "next", "replace", "fail"].includes(value as string),
  ],
  envFiles: ["a list of files", isTexts],
  override: ["true or false", (value) => typeof value === "boolean"],
  follow: ["true or false", (value) => typeof value === "boolean"],
  secondLook: ["true or false", (value) => typeof value === "boolean"],
};

/** The config, when every setting is one and is what it may be; throws `UsageError` for the first that is not. */
export function checkConfig(read: ReadConfig, dir: string): ProjectConfig {
  const { file, value } = read;
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw configError(dir, { file }, `it must export an object of settings, not ${kindOf(value)}`);
  for (const [name, given] of Object.entries(value)) checkSetting(name, given, read, dir);
  const {
    start,
    envFiles = [],
    ...rest
  } = Object.fromEntries(Object.entries(value).filter(([, given]) => given !== undefined)) as SurestartConfig;
  return {
    ...rest,
    file,
    start: start === undefined ? null : { start, at: placeOf("start", read) },
    envFiles: envFiles.map((one) => resolve(dir, one)),
  };
}

function checkSetting(name: string, given: unknown, read: ReadConfig, dir: string): void {
  const at = placeOf(name, read);
  if (!Object.hasOwn(settings, name)) throw unknownSetting(name, at, dir);
  const [words, is] = settings[name as Name];
  if (given !== undefined && !is(given))
    throw configError(dir, at, `${name} must be ${words}, not ${shown(given)}`);
}

function unknownSetting(name: string, at: Place, dir: string): UsageError {
  const names = Object.keys(settings);
  const near = nearest(name, names);
  return configError(
    dir,
    at,
    `unknown setting ${JSON.stringify(name)}; ${near ? `did you mean ${near}?` : `the settings are ${names.join(", ")}`}`,
  );
}

/** Where a setting is: the one line, outside of comments, that begins to speak of it; none where there are several. */
function placeOf(name: string, { file, text }: ReadConfig): Place {
  const key = new RegExp(`(?:^|[\\s{,])["']?${name.replace(/\W/g, "\\$&")}["']?\\s*(?::(?!:)|,|$)`);
  const lines = text.split("\n").flatMap((line, index) => {
    const code = line.replace(/(?:^|\s)\/\/.*$/, "");
    return /^\s*\/?\*/.test(code) || !key.test(code) ? [] : [index + 1];
  });
  return lines.length === 1 ? { file, line: lines[0]! } : { file };
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value.trim() !== "";
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every(isText);
}

function isWhole(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0;
}

function isWebAddress(value: string): boolean {
  return /^https?:\/\//i.test(value) && URL.canParse(value);
}

function shown(value: unknown): string {
  if (typeof value !== "string") return kindOf(value);
  return JSON.stringify(value.length > 60 ? `${value.slice(0, 59)}…` : value);
}

function kindOf(value: unknown): string {
  if (value === null || typeof value === "number" || typeof value === "boolean") return String(value);
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : "a list";
  return (
    { object: "an object", function: "a function", undefined: "nothing", string: "a text" }[
      typeof value as string
    ] ?? `a ${typeof value}`
  );
}
