import type { Cases } from "../../diagnose.ts";
import { text } from "../_text.ts";

const asking = (specifier: string): string =>
  text`
    const { fare } = require("${specifier}");
    require("node:http").createServer((q, r) => r.end(String(fare))).listen(process.env.PORT);
  `;

/** The cases of runtime/local-import-missing. */
export function cases(): Cases {
  const compiled = {
    "tsconfig.json":
      '{ "compilerOptions": { "outDir": "dist", "rootDir": "src", "baseUrl": ".", "paths": { "@parts/*": ["src/parts/*"] } } }',
    "src/parts/fare.ts": "export const fare = 3;\n",
    "dist/parts/fare.js": "exports.fare = 3;\n",
  };
  return {
    claims: [
      {
        name: "a launcher names a module of the application that was renamed",
        files: {
          "shelf/__init__.py": "",
          "shelf/main.py": text`
            from fastapi import FastAPI

            app = FastAPI()
          `,
          "serve.py": text`
            import uvicorn

            if __name__ == "__main__":
                uvicorn.run("shelf.web:app", port=8000)
          `,
        },
        command: ["/usr/bin/python3", "serve.py"],
        run: {
          output: ['ERROR:    Error loading ASGI app. Could not import module "shelf.web".'],
        },
      },
      {
        name: "without its ending in an ES module",
        files: {
          "package.json": '{"type":"module"}',
          "parts/slug.js": "export const slug = 1;\n",
          "server.js": text`
            import { createServer } from "node:http";
            import { slug } from "./parts/slug";
            createServer().listen(process.env.PORT);
            console.log(slug);
          `,
        },
      },
      {
        name: "a comma is missing between two names",
        files: {
          "manage.py": text`
            import os
            import sys

            if __name__ == "__main__":
                os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shelf.settings")
                from django.core.management import execute_from_command_line

                execute_from_command_line(sys.argv)
          `,
          "shelf/__init__.py": "",
          "shelf/settings.py": text`
            INSTALLED_APPS = [
                "django.contrib.staticfiles"
                "books",
            ]
          `,
          "books/__init__.py": "",
        },
        command: ["/usr/bin/python3", "manage.py", "runserver"],
        facts: { runtime: { packages: [] } },
        run: {
          output: [
            "Traceback (most recent call last):",
            '  File "manage.py", line 8, in <module>',
            "    execute_from_command_line(sys.argv)",
            "ModuleNotFoundError: No module named 'django.contrib.staticfilesbooks'",
          ],
        },
      },
      {
        name: "an alias that the compiler left",
        files: { ...compiled, "dist/server.js": asking("@parts/fare") },
        command: ["node", "dist/server.js"],
      },
    ],
    leaves: [
      {
        name: "an entry that registers a compiler, and names what it makes of a .ts",
        files: {
          "package.json": '{"type":"module","dependencies":{"ts-node-maintained":"10"}}',
          "node_modules/ts-node-maintained/package.json":
            '{"name":"ts-node-maintained","exports":{"./register/esm":"./esm.js"}}',
          "node_modules/ts-node-maintained/esm.js": "",
          "launch.js": text`
            import "ts-node-maintained/register/esm";
            await import("./bin/console.js");
            import "./bin/boot.js";
          `,
          "bin/console.ts": "export {};\n",
          "bin/boot.ts": "export {};\n",
        },
        command: ["node", "launch.js", "serve"],
      },
      {
        name: "a hook of the project itself",
        files: {
          "package.json": '{"type":"module"}',
          "hook.mjs": text`
            import { register } from "node:module";
            register("./serve.mjs", import.meta.url);
          `,
          "serve.mjs": "export const resolve = (specifier, context, next) => next(specifier);\n",
          "server.js": 'import "./made/routes.js";\n',
        },
        command: ["node", "--import", "./hook.mjs", "server.js"],
      },
      {
        name: "an alias that was replaced",
        files: {
          ...compiled,
          "dist/server.js": asking("./parts/fare"),
        },
        command: ["node", "dist/server.js"],
      },
      {
        name: "a tool that reads tsconfig.json",
        files: { ...compiled, "src/server.ts": asking("@parts/fare") },
        command: ["npx", "tsx", "src/server.ts"],
      },
      {
        name: "with its ending",
        files: {
          "package.json": '{"type":"module"}',
          "parts/slug.js": "export const slug = 1;\n",
          "server.js": text`
            import { createServer } from "node:http";
            import { slug } from "./parts/slug.js";
            createServer().listen(process.env.PORT);
            console.log(slug);
          `,
        },
      },
    ],
  };
}
