/** How a tool that is not on PATH is installed: one file of data. What is not in it has no command that is right everywhere. */
export interface Way {
  /** The command that brings it. */
  get: string;
  /** Runs it once without that. */
  through?: string;
}

const byCorepack = new Set(["pnpm", "pnpx", "yarn", "yarnpkg"]);
const byNpm = new Set(["bun", "bunx", "deno"]);
const byPipx: Record<string, string> = {
  uv: "uv",
  uvx: "uv",
  poetry: "poetry",
  pdm: "pdm",
  pipenv: "pipenv",
  hatch: "hatch",
  poe: "poethepoet",
  honcho: "honcho",
  tox: "tox",
  nox: "nox",
};

/**
 * The command that brings a tool of package managers; null for any other word.
 *
 * @param has a program of this name is on PATH
 */
export function wayToGet(tool: string, has: (name: string) => boolean): Way | null {
  if (byCorepack.has(tool)) {
    const owner = tool.startsWith("p") ? "pnpm" : "yarn";
    return has("corepack")
      ? { get: `corepack enable ${owner}`, through: `corepack ${tool}` }
      : { get: `npm install --global ${owner}` };
  }
  if (byNpm.has(tool)) return { get: `npm install --global ${tool.replace(/x$/, "")}` };
  const python = Object.hasOwn(byPipx, tool) ? byPipx[tool] : undefined;
  return python === undefined ? null : { get: `pipx install ${python}` };
}

/** Programs of npm packages that have another name than their package. */
const packages: Record<string, string> = {
  tsc: "typescript",
  nest: "@nestjs/cli",
  ng: "@angular/cli",
  babel: "@babel/cli",
  "babel-node": "@babel/node",
  swc: "@swc/cli",
  sls: "serverless",
  nuxi: "nuxt",
  "react-router": "@react-router/dev",
  "react-router-serve": "@react-router/serve",
  remix: "@remix-run/dev",
  "remix-serve": "@remix-run/serve",
  strapi: "@strapi/strapi",
  medusa: "@medusajs/cli",
  redwood: "@redwoodjs/core",
  rw: "@redwoodjs/core",
  "ts-node-esm": "ts-node",
  tsnd: "ts-node-dev",
  dotenv: "dotenv-cli",
  dotenvx: "@dotenvx/dotenvx",
  "run-s": "npm-run-all",
  "run-p": "npm-run-all",
  "cross-env-shell": "cross-env",
  "pm2-runtime": "pm2",
  fastify: "fastify-cli",
  sanity: "@sanity/cli",
  keystone: "@keystone-6/core",
  "moleculer-runner": "moleculer",
};

/** The npm package whose program this is, by what is known of names; the word itself otherwise. */
export function packageOfProgram(word: string): string {
  return (Object.hasOwn(packages, word) && packages[word]) || word;
}
