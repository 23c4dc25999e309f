import type { Facts } from "../facts.ts";

/** Hooks of these only watch the program, or read a .env: what they load stays as it is written. */
const harmless =
  /^(dotenv|@dotenvx|dotenv-expand|dotenv-flow|newrelic|dd-trace|@sentry|@opentelemetry|elastic-apm-node|source-map-support|surestart)(\/|$)/;

/** What teaches Node another language, module system or path while the program runs. */
const teaches =
  /^(tsx|ts-node|ts-node-dev|esbuild-register|@esbuild-kit|@swc-node|@swc\/register|@babel\/register|@babel\/node|babel-register|sucrase|jiti|esm|tsconfig-paths|module-alias|app-module-path|link-module-alias)(\/|$)/;

/** Node itself loads the program's files, and nothing that transforms them or finds them elsewhere stands between. */
export function runsPlainNode({ command, env, source }: Facts): boolean {
  const [word = "", ...rest] = command?.program ?? [];
  if (!command || !/(^|[\\/])node(js)?(\.exe)?$/i.test(word)) return false;
  if (source.imports.some((i) => i.reached && teaches.test(i.specifier))) return false;
  const options = [
    ...rest,
    ...(command.env["NODE_OPTIONS"] ?? env.environment["NODE_OPTIONS"] ?? "").split(/\s+/),
  ];
  return options.every((option, i) => {
    if (/^--(experimental-)?(loader|specifier-resolution|default-type)\b/.test(option)) return false;
    const [, joined] = /^(?:-r|--require|--import)(?:=(.*))?$/.exec(option) ?? [undefined, null];
    return joined === null || harmless.test(joined ?? options[i + 1] ?? "");
  });
}
