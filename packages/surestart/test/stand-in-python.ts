import { mkdirSync, mkdtempSync, realpathSync, writeFileSync } from "node:fs";
import path from "node:path";
import { ownFolder } from "../../../test/own-folder.ts";
import { loadsOf, pythonModuleOf } from "../src/known/_find-loads.ts";
import answer from "./stand-in-python.json" with { type: "json" };

/** What it has installed: distribution, version, module. */
const packages: readonly (readonly [distribution: string, version: string, module: string])[] = [
  ["aiohttp", "3.8.4", "aiohttp"],
  ["cryptography", "38.0.4", "cryptography"],
  ["Django", "3.2.19", "django"],
  ["fastapi", "0.92.0", "fastapi"],
  ["Flask", "2.2.2", "flask"],
  ["gunicorn", "20.1.0", "gunicorn"],
  ["pydantic", "1.10.4", "pydantic"],
  ["PyJWT", "2.6.0", "jwt"],
  ["python-decouple", "3.7", "decouple"],
  ["python-dotenv", "0.21.0", "dotenv"],
  ["redis", "4.3.4", "redis"],
  ["SQLAlchemy", "1.4.46", "sqlalchemy"],
  ["starlette", "0.26.1", "starlette"],
  ["uvicorn", "0.17.6", "uvicorn"],
  ...loaders(),
];

/** Every package that loads a .env, with the module by which it is imported. */
function loaders(): [string, string, string][] {
  const others = new Set(loadsOf("python").map((load) => load.package as string));
  // Two that have their module of the same name are never installed together.
  for (const name of ["python-dotenv", "python-decouple", "starlette", "django-dotenv"]) others.delete(name);
  return [...others].map((name) => [name, "1.0.0", pythonModuleOf(name) as string]);
}

/**
 * A Python for tests that ask it nothing but what doctor asks: it answers as CPython 3.11 does, and has a folder of packages.
 * With it they say the same on every machine, with Python or without.
 *
 * @param without distributions that this one lacks
 * @returns the folder in which its commands are, and its path
 */
export function standInPython(without: readonly string[] = []): { bin: string; python: string } {
  const home = realpathSync(mkdtempSync(path.join(ownFolder(), "surestart-python-")));
  const site = path.join(home, "lib/python3.11/site-packages");
  const bin = path.join(home, "bin");
  const python = path.join(bin, "python3");
  mkdirSync(site, { recursive: true });
  mkdirSync(bin);
  for (const [name, version, module] of packages) {
    if (without.includes(name)) continue;
    const info = path.join(site, `${name}-${version}.dist-info`);
    mkdirSync(path.join(site, module));
    mkdirSync(info);
    writeFileSync(path.join(site, module, "__init__.py"), "");
    writeFileSync(path.join(info, "METADATA"), `Metadata-Version: 2.1\nName: ${name}\nVersion: ${version}\n`);
    writeFileSync(path.join(info, "top_level.txt"), `${module}\n`);
  }
  const says = JSON.stringify({ ...answer, paths: [site], user: [], venv: null });
  writeFileSync(python, `#!/bin/sh\ncat <<'END'\n${says}\nEND\n`, { mode: 0o755 });
  for (const name of ["gunicorn", "uvicorn", "flask", "django-admin"])
    writeFileSync(path.join(bin, name), `#!${python}\n`, { mode: 0o755 });
  return { bin, python };
}
