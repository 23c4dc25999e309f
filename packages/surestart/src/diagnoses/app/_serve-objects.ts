import type { Facts } from "../../facts.ts";

/** Calls that make an object which a server can run. */
const makers = new Set([
  "FastAPI",
  "Flask",
  "Starlette",
  "Quart",
  "Sanic",
  "Litestar",
  "get_wsgi_application",
  "get_asgi_application",
  "Django",
  "Falcon",
  "Bottle",
  "aiohttp.web.Application",
  "create_app",
  "make_app",
  "Blacksheep",
  "App",
]);

/** Objects of the project's modules that a server could take, as `module:name`. */
export function serveObjects(facts: Facts): { file: string; name: string; path: string; line: number }[] {
  return facts.source.names
    .filter((n) => n.makes !== null && makers.has(n.makes.split(".").at(-1) ?? ""))
    .map((n) => ({
      file: n.file,
      name: n.name,
      path: `${moduleOf(n.file)}:${n.name}`,
      line: n.at.line ?? 1,
    }));
}

/** The dotted name under which a file is imported from the project's folder. */
export function moduleOf(file: string): string {
  return file.replace(/(\/__init__)?\.py$/, "").replaceAll("/", ".");
}

/** The same command with another import string. */
export function withImport(facts: Facts, path: string): string | null {
  const command = facts.command;
  const old = command?.entry?.module
    ? `${command.entry.module}${command.entry.attribute ? `:${command.entry.attribute}` : ""}`
    : null;
  if (!command || old === null) return null;
  const text = command.program.join(" ");
  const name = command.entry?.attribute ? old : (command.entry?.module as string);
  return text.includes(name) ? text.replace(name, path) : null;
}
