import type { Cases } from "../../diagnose.ts";
import { text } from "../_text.ts";

/** The cases of app/attribute-missing. */
export function cases(): Cases {
  const files = {
    "main.py": text`
      from fastapi import FastAPI

      api = FastAPI()
    `,
  };
  const serving = "createServer((q, r) => r.end(String(fare()))).listen(process.env.PORT);";
  return {
    claims: [
      { name: "another name", files, command: ["/usr/bin/python3", "-m", "uvicorn", "main:app"] },
      {
        name: "a folder that Python takes for the file that was meant",
        files: { "main.py": "app = None\n", "main/__init__.py": "", "main/pages.py": "PAGES = 1\n" },
        command: ["/usr/bin/python3", "-m", "gunicorn", "main:app"],
      },
      {
        name: "a plain function with the usual name",
        files: {
          "wsgi.py": text`
            def application(environ, start_response):
                start_response("200 OK", [])
                return [b"ok"]
          `,
        },
        command: ["/usr/bin/python3", "-m", "gunicorn", "wsgi:app"],
      },
      {
        name: "a launcher of the project's own asks for another name",
        files: {
          "shelf/web.py": text`
            from fastapi import FastAPI

            api = FastAPI()
          `,
          "serve.py": text`
            import uvicorn
            from shelf import web

            uvicorn.run("shelf.web:app", port=8000)
          `,
        },
        command: ["/usr/bin/python3", "serve.py"],
        run: {
          output: ['ERROR:    Error loading ASGI app. Attribute "app" not found in module "shelf.web".'],
        },
      },
      {
        name: "another module of the project imports a name that is not there",
        files: { "main.py": "from parts import fair\n", "parts.py": "fare = 3\n" },
        run: {
          output: [
            "Traceback (most recent call last):",
            '  File "main.py", line 1, in <module>',
            "    from parts import fair",
            "ImportError: cannot import name 'fair' from 'parts' (/srv/parts.py)",
          ],
        },
      },
      {
        name: "a function makes it",
        files: {
          "main.py": text`
            from flask import Flask

            def create_app():
                return Flask(__name__)
          `,
        },
        command: ["gunicorn", "main:app"],
      },
      {
        name: "a default import of what is exported by name",
        files: {
          "fare.mjs": "export const fare = () => 3;\n",
          "server.mjs": text`
            import { createServer } from "node:http";
            import fare from "./fare.mjs";
            ${serving}
          `,
        },
        command: ["node", "server.mjs"],
      },
    ],
    leaves: [
      { name: "the right name", files, command: ["/usr/bin/python3", "-m", "uvicorn", "main:api"] },
      {
        name: "names that another module passes on, and a CommonJS module",
        files: {
          "fare.mjs": text`
            export * from "./fares.mjs";
            export { tax as default } from "./fares.mjs";
          `,
          "fares.mjs": text`
            export function fare() {}
            export const { tax } = { tax: 1 };
          `,
          "old.cjs": "module.exports = {};\n",
          "server.mjs": text`
            import { createServer } from "node:http";
            import tax, { fare } from "./fare.mjs";
            import old from "./old.cjs";
            console.log(tax, old);
            ${serving}
          `,
        },
        command: ["node", "server.mjs"],
      },
    ],
  };
}
