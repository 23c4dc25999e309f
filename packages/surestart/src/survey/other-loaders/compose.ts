import path from "node:path";
import type { Document, LineCounter, Node } from "yaml";
import type { Loader } from "../../facts.ts";
import { readText } from "../../files.ts";
import { otherLoader } from "./loader.ts";
import { named, type ProjectFiles } from "./project-files.ts";

/** compose's own names for its files, and those that projects put next to them. */
const pattern = /^(docker-)?compose([.-][\w.-]+)?\.ya?ml$/;

/**
 * compose reads every `env_file:` of a service whole, and the .env next to its own file for the `${…}` in it: of that only
 * the names that are there matter. https://docs.docker.com/reference/compose-file/services/#env_file
 */
export async function composeLoaders(project: ProjectFiles): Promise<Loader[]> {
  const loaders: Loader[] = [];
  for (const file of named(project, pattern)) {
    const compose = await readCompose(project.dir, file);
    if (!compose) continue;
    const from = path.posix.dirname(file);
    // `format: raw` is read as docker run --env-file reads.
    for (const { given, raw, line } of compose.envFiles)
      loaders.push(
        otherLoader(project.dir, {
          dialect: raw ? "docker" : "compose",
          how: "env_file",
          at: { file, line },
          files: [given],
          from,
        }),
      );
    const [first] = compose.references;
    if (first)
      loaders.push(
        otherLoader(project.dir, {
          dialect: "compose",
          how: `docker compose, for \${${first.name}}`,
          at: { file, line: first.line },
          files: [".env"],
          from,
          only: { names: [...new Set(compose.references.map(({ name }) => name))] },
        }),
      );
  }
  return loaders;
}

/** The names that the compose files of a folder take from the .env. */
export async function referencedNames(project: ProjectFiles, folder: string): Promise<string[]> {
  const names: string[] = [];
  for (const file of named(project, pattern))
    if (path.posix.dirname(file) === folder)
      names.push(...((await readCompose(project.dir, file))?.references.map(({ name }) => name) ?? []));
  return [...new Set(names)];
}

interface Compose {
  envFiles: { given: string; raw: boolean; line: number }[];
  references: { name: string; line: number }[];
}

async function readCompose(dir: string, file: string): Promise<Compose | null> {
  const text = readText(path.join(dir, file));
  if (text === null || !/env_file|\$/.test(text)) return null;
  const { isMap, isScalar, isSeq, LineCounter, parseDocument, visit } = await import("yaml");
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, logLevel: "silent", uniqueKeys: false });
  if (document.errors.length > 0) return null;
  const found: Compose = { envFiles: [], references: [] };
  visit(document, {
    Scalar: (_key, node) => {
      if (typeof node.value !== "string") return;
      for (const name of referencesIn(node.value)) found.references.push({ name, line: lineOf(node, lines) });
    },
  });
  const services = document.get("services");
  if (!isMap(services)) return found;
  for (const { value } of services.items) {
    const service = resolved(value, document);
    const given = isMap(service) ? resolved(service.get("env_file", true), document) : undefined;
    const nodes = isSeq(given) ? given.items : given === undefined ? [] : [given];
    for (const node of nodes) {
      const written = isScalar(node) ? node.value : isMap(node) ? node.get("path") : undefined;
      if (typeof written !== "string" || written.includes("$")) continue;
      const raw = isMap(node) && node.get("format") === "raw";
      found.envFiles.push({ given: written, raw, line: lineOf(node as Node, lines) });
    }
  }
  return found;

  function resolved(node: unknown, of: Document): unknown {
    return typeof node === "object" && node !== null && "source" in node && "resolve" in node
      ? (node as { resolve: (doc: Document) => unknown }).resolve(of)
      : node;
  }
}

function lineOf(node: Node, lines: LineCounter): number {
  return lines.linePos(node.range?.[0] ?? 0).line;
}

/** `$NAME`, `${NAME}`, `${NAME:-…}`; `$$` is a dollar. */
function referencesIn(text: string): string[] {
  return [...text.replaceAll("$$", "").matchAll(/\$\{?([A-Za-z_]\w*)/g)].map(([, name]) => name as string);
}
