import type { Dialect } from "../../facts.ts";

/** How a loader is called, and what it reads when it is told nothing. */
export interface JavaScriptLoader {
  /** The module that has it, without `node:`; "process" also is a global. */
  module: string;
  /** What is called, as the module exports it. */
  names: readonly string[];
  dialect: Dialect;
  package: string | null;
  /** The argument that is the path itself, or an object that holds it under `keys`. */
  path: "first" | "option" | "convention" | "content";
  /** It throws when the file is missing. */
  demands?: true;
  keys?: readonly string[];
  own?: boolean;
}

/** By the documentation of each; "convention": several files by mode, told only at run time. */
export const loaders: readonly JavaScriptLoader[] = [
  {
    module: "dotenv",
    names: ["config", "configDotenv"],
    dialect: "dotenv",
    package: "dotenv",
    path: "option",
    keys: ["path"],
  },
  {
    module: "dotenv-safe",
    names: ["config", "load"],
    dialect: "dotenv",
    package: "dotenv-safe",
    path: "option",
    keys: ["path"],
  },
  { module: "dotenv-flow", names: ["config"], dialect: "dotenv", package: "dotenv-flow", path: "convention" },
  {
    module: "dotenv-mono",
    names: ["dotenvLoad", "load", "config"],
    dialect: "dotenv-expand",
    package: "dotenv-mono",
    path: "convention",
  },
  {
    module: "@dotenvx/dotenvx",
    names: ["config"],
    dialect: "dotenvx",
    package: "@dotenvx/dotenvx",
    path: "option",
    keys: ["path"],
  },
  { module: "process", names: ["loadEnvFile"], dialect: "node", package: null, path: "first", demands: true },
  { module: "util", names: ["parseEnv"], dialect: "node", package: null, path: "content", own: true },
  { module: "dotenv", names: ["parse"], dialect: "dotenv", package: "dotenv", path: "content", own: true },
  {
    module: "vite",
    names: ["loadEnv"],
    dialect: "dotenv-expand",
    package: "vite",
    path: "convention",
    own: true,
  },
  {
    module: "@next/env",
    names: ["loadEnvConfig"],
    dialect: "dotenv-expand",
    package: "@next/env",
    path: "convention",
  },
  {
    module: "surestart/env",
    names: ["loadEnv"],
    dialect: "node",
    package: "surestart",
    path: "option",
    keys: ["files"],
  },
  {
    module: "@nestjs/config",
    names: ["ConfigModule.forRoot"],
    dialect: "dotenv",
    package: "@nestjs/config",
    path: "option",
    keys: ["envFilePath"],
  },
];

/** Modules that load when they are imported. */
export const sideEffects: Record<string, { dialect: Dialect; package: string; convention?: boolean }> = {
  "dotenv/config": { dialect: "dotenv", package: "dotenv" },
  "dotenv/config.js": { dialect: "dotenv", package: "dotenv" },
  "dotenv-safe/config": { dialect: "dotenv", package: "dotenv-safe" },
  "dotenv-expand/config": { dialect: "dotenv-expand", package: "dotenv-expand" },
  "dotenv-flow/config": { dialect: "dotenv", package: "dotenv-flow", convention: true },
  "dotenv-mono/load": { dialect: "dotenv-expand", package: "dotenv-mono", convention: true },
  "@dotenvx/dotenvx/config": { dialect: "dotenvx", package: "@dotenvx/dotenvx" },
};
