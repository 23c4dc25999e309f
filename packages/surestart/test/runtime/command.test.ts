// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the rows are text of shells
import path from "node:path";
import { expect, test } from "vitest";
import type { StartCommand } from "../../src/facts.ts";
import { readCommand } from "../../src/runtime/command.ts";
import { splitWords } from "../../src/shell/commands.ts";
import { project } from "./project.ts";

/** What a row says of the command; folders are written relative to the project. */
type Expected = Omit<Partial<StartCommand>, "program"> & { program?: string };

interface Row {
  run: string;
  files?: Record<string, string>;
  environment?: Record<string, string>;
  is: Expected;
}

// biome-ignore format: one row, one line
const rows: Row[] = [
  // JavaScript
  { run: "node server.js", files: { "server.js": "" }, is: { program: "node server.js", through: [], at: null, language: "javascript", server: "node", entry: { kind: "file", file: "server.js" }, alone: true, reloads: false, port: null, envFiles: [] } },
  { run: "node src/server", files: { "src/server.js": "" }, is: { entry: { kind: "file", file: "src/server.js" } } },
  { run: "node .", files: { "package.json": "{\"main\":\"lib/app\"}", "lib/app.js": "" }, is: { entry: { kind: "file", file: "lib/app.js" } } },
  { run: "node dist/server.js", is: { entry: { kind: "file", file: null, missing: "dist/server.js" } } },
  { run: "node --watch -r ./tracing.cjs src/main.ts --port 4000", files: { "src/main.ts": "" }, is: { language: "typescript", reloads: true, preloads: ["tracing.cjs"], entry: { kind: "file", file: "src/main.ts" }, port: { value: "4000", index: 6, flag: "--port" } } },
  { run: "node --env-file=.env --env-file-if-exists .env.local app.mjs", files: { "app.mjs": "" }, is: { entry: { kind: "file", file: "app.mjs" }, envFiles: [{ file: ".env", dialect: "node", at: null, optional: false, override: false, how: "--env-file=.env" }, { file: ".env.local", dialect: "node", at: null, optional: true, override: false, how: "--env-file-if-exists=.env.local" }] } },
  { run: "node -r dotenv/config index.js dotenv_config_path=conf/.env", files: { "index.js": "" }, is: { envFiles: [{ file: "conf/.env", dialect: "dotenv", at: null, optional: true, override: false, how: "-r dotenv/config", needs: "dotenv" }] } },
  { run: "node app.js", environment: { NODE_OPTIONS: "--import=./instrument.mjs" }, is: { preloads: ["instrument.mjs"] } },
  { run: "tsx watch --env-file=.env src/index.ts", files: { "src/index.ts": "" }, is: { server: "node", reloads: true, language: "typescript", entry: { kind: "file", file: "src/index.ts" } } },
  { run: "deno run --allow-net --env-file main.ts", files: { "main.ts": "" }, is: { server: "deno", entry: { kind: "file", file: "main.ts" }, envFiles: [{ file: ".env", dialect: "deno", at: null, optional: true, override: false, how: "--env-file" }] } },
  { run: "bun --hot src/index.ts", files: { "src/index.ts": "" }, is: { server: "bun", reloads: true, language: "typescript" } },
  // Python
  { run: "python3 -u app.py", files: { "app.py": "" }, is: { language: "python", server: "python", entry: { kind: "file", file: "app.py" }, importDirs: ["."] } },
  { run: "python3 src/app.py", files: { "src/app.py": "" }, environment: { PYTHONPATH: "lib:vendor" }, is: { importDirs: ["src", "lib", "vendor"] } },
  { run: "python -P -m shop", files: { "shop/__main__.py": "", "shop/__init__.py": "" }, environment: { PYTHONPATH: "." }, is: { entry: { kind: "module", module: "shop", file: "shop/__main__.py" }, importDirs: ["."] } },
  { run: "python -I app.py", environment: { PYTHONPATH: "lib" }, is: { importDirs: [] } },
  { run: "python -m shop.cli", files: { "shop/app.py": "" }, is: { entry: { kind: "module", module: "shop.cli", file: null, missing: "shop/cli.py" } } },
  { run: "python -m installed_tool", is: { entry: { kind: "module", module: "installed_tool", file: null } } },
  { run: "python -Xdev -W ignore -m shop", files: { "shop.py": "" }, is: { entry: { kind: "module", module: "shop", file: "shop.py" } } },
  { run: "python -c 'print(1)'", is: { server: "python", entry: null } },
  { run: "python3 -m http.server 8001 --bind 127.0.0.1", is: { server: "http.server", port: { value: "8001", index: 3, flag: "port" }, host: { value: "127.0.0.1", index: 5, flag: "--bind" } } },
  // servers for Python
  { run: "python3 -m debugpy --listen 5678 -m uvicorn main:app --port 81", files: { "main.py": "" }, is: { server: "uvicorn", port: { value: "81", index: 9, flag: "--port" }, entry: { kind: "module", module: "main", attribute: "app", file: "main.py" } } },
  { run: "/usr/bin/python3 -m uvicorn src.main:app --host 0.0.0.0 --port=8000 --reload", files: { "src/main.py": "" }, is: { server: "uvicorn", language: "python", importDirs: ["."], reloads: true, entry: { kind: "module", module: "src.main", attribute: "app", file: "src/main.py" }, port: { value: "8000", index: 6, flag: "--port" }, host: { value: "0.0.0.0", index: 5, flag: "--host" } } },
  { run: "python -m uvicorn --app-dir backend main:app", files: { "main.py": "" }, is: { importDirs: ["backend", "."], entry: { kind: "module", module: "main", attribute: "app", file: "main.py" } } },
  { run: ".venv/bin/python .venv/bin/uvicorn main:app", is: { server: "uvicorn", entry: { kind: "module", module: "main", attribute: "app", file: null, missing: "main.py" } } },
  { run: "gunicorn -w 4 -k uvicorn.workers.UvicornWorker -b 127.0.0.1:9000 --chdir api 'wsgi:make()'", files: { "api/wsgi.py": "" }, is: { server: "gunicorn", importDirs: ["api"], reloads: true, entry: { kind: "module", module: "wsgi", attribute: "make", file: "api/wsgi.py" }, port: { value: "9000", index: 6, flag: "-b" }, host: { value: "127.0.0.1", index: 6, flag: "-b" } } },
  { run: "gunicorn --bind=unix:/run/x.sock app", files: { "app.py": "" }, is: { port: null, host: null, entry: { kind: "module", module: "app", attribute: "application", file: "app.py" } } },
  { run: "gunicorn -b[::1]:81 app:app", is: { port: { value: "81", index: 1, flag: "-b" }, host: { value: "[::1]", index: 1, flag: "-b" } } },
  { run: "hypercorn --bind 0.0.0.0:82 shop.asgi:app", is: { server: "hypercorn", port: { value: "82", index: 2, flag: "--bind" } } },
  { run: "daphne -p 83 -b 0.0.0.0 shop.asgi:application", is: { server: "daphne", port: { value: "83", index: 2, flag: "-p" }, host: { value: "0.0.0.0", index: 4, flag: "-b" } } },
  { run: "waitress-serve --listen=127.0.0.1:84 --call shop:create_app", is: { server: "waitress", port: { value: "84", index: 1, flag: "--listen" } } },
  { run: "fastapi dev src/shop/api.py --port 85", files: { "src/shop/__init__.py": "", "src/shop/api.py": "" }, is: { server: "fastapi", reloads: true, importDirs: ["src"], entry: { kind: "module", module: "shop.api", file: "src/shop/api.py" }, port: { value: "85", index: 4, flag: "--port" } } },
  { run: "fastapi run", files: { "app/main.py": "" }, is: { reloads: false, entry: { kind: "module", module: "main", file: "app/main.py" } } },
  { run: "python manage.py runserver 0.0.0.0:8080", files: { "manage.py": "" }, is: { server: "django", reloads: true, entry: { kind: "file", file: "manage.py" }, port: { value: "8080", index: 3, flag: "addrport" }, host: { value: "0.0.0.0", index: 3, flag: "addrport" } } },
  { run: "python manage.py runserver --noreload", files: { "manage.py": "" }, is: { reloads: false, port: null } },
  { run: "python manage.py migrate", files: { "manage.py": "" }, is: { server: "python", reloads: false } },
  { run: "python3 -m flask --app shop run --port 86 --debug", files: { "shop/__init__.py": "", ".env": "" }, is: { server: "flask", reloads: true, importDirs: ["."], entry: { kind: "module", module: "shop", file: "shop/__init__.py" }, port: { value: "86", index: 7, flag: "--port" }, envFiles: [{ file: ".env", dialect: "python", at: null, optional: true, override: false, how: "flask", needs: "python-dotenv" }, { file: ".flaskenv", dialect: "python", at: null, optional: true, override: false, how: "flask", needs: "python-dotenv" }] } },
  { run: "flask run", files: { "app.py": "" }, environment: { FLASK_SKIP_DOTENV: "1" }, is: { entry: { kind: "module", module: "app", file: "app.py" }, envFiles: [] } },
  { run: "flask run", environment: { FLASK_APP: "web/site.py:make", FLASK_RUN_PORT: "87" }, files: { "web/site.py": "" }, is: { entry: { kind: "module", module: "site", attribute: "make", file: "web/site.py" }, importDirs: ["web"], portVariable: "FLASK_RUN_PORT" } },
  { run: "flask db upgrade", is: { server: "python", language: "python", entry: null } },
  { run: "fastapi run", environment: { UVICORN_PORT: "88" }, is: { server: "fastapi", port: null } },
  { run: "flask --app gone.py run", is: { entry: { kind: "file", file: null, missing: "gone.py" } } },
  // Python's tools
  { run: "uvicorn --app-dir backend shop.main:create_app --factory --env-file conf/.env --workers 2", files: { "backend/shop/main.py": "" }, is: { importDirs: ["backend"], reloads: true, entry: { kind: "module", module: "shop.main", attribute: "create_app", file: "backend/shop/main.py" }, envFiles: [{ file: "conf/.env", dialect: "python", at: null, optional: false, override: false, how: "--env-file conf/.env", needs: "python-dotenv" }] } },
  { run: "uvicorn main:app", environment: { UVICORN_PORT: "9000" }, is: { port: null, portVariable: "UVICORN_PORT" } },
  { run: "poetry run uvicorn main:app --port 88", is: { through: ["poetry"], program: "uvicorn main:app --port 88", server: "uvicorn" } },
  { run: "poetry run serve", files: { "pyproject.toml": "[tool.poetry.scripts]\nserve = \"shop.cli:main\"\n", "shop/cli.py": "" }, is: { through: ["poetry"], at: { file: "pyproject.toml", line: 2 }, entry: { kind: "module", module: "shop.cli", attribute: "main", file: "shop/cli.py" } } },
  { run: "poetry run shop", files: { "pyproject.toml": "[project.scripts]\nshop = \"shop.cli:main\"\n", "src/shop/cli.py": "" }, is: { through: ["poetry"], at: { file: "pyproject.toml", line: 2 }, entry: { kind: "module", module: "shop.cli", attribute: "main", file: "src/shop/cli.py" } } },
  { run: "pdm run serve", files: { "pyproject.toml": "[tool.poetry.scripts]\nserve = { reference = \"shop.cli:main\", type = \"console\" }\n", "shop/cli.py": "" }, is: { through: ["pdm"], entry: { kind: "module", module: "shop.cli", attribute: "main", file: "shop/cli.py" } } },
  { run: ".venv/bin/shop --fast", files: { "pyproject.toml": "[project.scripts]\nshop = \"shop.cli:main\"\n", "shop/cli.py": "" }, is: { through: [], program: ".venv/bin/python -c from shop.cli import main; main() --fast", language: "python", entry: { kind: "module", module: "shop.cli", attribute: "main", file: "shop/cli.py" } } },
  { run: "shop", files: { "pyproject.toml": "[project.scripts]\nshopping = \"shop.cli:main\"\n" }, is: { program: "shop", entry: null } },
  { run: "uv run --env-file .env --with httpx fastapi dev main.py", files: { "main.py": "" }, is: { through: ["uv"], server: "fastapi", envFiles: [{ file: ".env", dialect: "dotenv-expand", at: null, optional: false, override: false, how: "--env-file .env" }] } },
  { run: "uv run app.py", files: { "app.py": "" }, is: { program: "python app.py", entry: { kind: "file", file: "app.py" } } },
  { run: "uv run -m shop", files: { "shop.py": "" }, is: { program: "python -m shop", entry: { kind: "module", module: "shop", file: "shop.py" } } },
  { run: "uv run shop", files: { "pyproject.toml": "[project.scripts]\nshop = \"shop.__main__:main\"\n[tool.hatch.build.targets.wheel]\npackages = [\"lib/python/shop\"]\n", "lib/python/shop/__main__.py": "", "lib/python/shop/__init__.py": "" }, is: { through: ["uv"], entry: { kind: "module", module: "shop.__main__", attribute: "main", file: "lib/python/shop/__main__.py" } } },
  { run: "pdm run dev", files: { "pyproject.toml": "[tool.pdm.scripts]\ndev = { cmd = \"flask --app a run\", env_file = \".env.dev\" }\n" }, is: { server: "flask", at: { file: "pyproject.toml", line: 2 } } },
  { run: "pipenv run python app.py", files: { Pipfile: "", ".env": "A=1" }, is: { program: "python app.py", envFiles: [{ file: ".env", dialect: "python", at: null, optional: true, override: true, how: "pipenv run" }] } },
  { run: "hatch run serve", files: { "pyproject.toml": "[tool.hatch.envs.default.scripts]\nserve = \"uvicorn a:b --port 1\"\n" }, is: { server: "uvicorn", through: ["hatch"] } },
  { run: "python -m poetry run python app.py", is: { through: ["poetry"], program: "python app.py" } },
  // other servers
  { run: "vite --port 5000 --host 0.0.0.0", is: { server: "vite", language: "javascript", reloads: true, port: { value: "5000", index: 2, flag: "--port" }, host: { value: "0.0.0.0", index: 4, flag: "--host" } } },
  { run: "fastify start -w -p 3001 -a ::1 -l info app.js", files: { "app.js": "" }, is: { server: "fastify", language: "javascript", reloads: true, entry: { kind: "file", file: "app.js" }, port: { value: "3001", index: 4, flag: "-p" }, host: { value: "::1", index: 6, flag: "-a" } } },
  { run: "next start -p 3001 -H ::1", is: { server: "next", reloads: false, port: { value: "3001", index: 3, flag: "-p" }, host: { value: "::1", index: 5, flag: "-H" } } },
  { run: "next build", is: { server: null } },
  { run: "serve -l tcp://0.0.0.0:5050 dist", is: { server: "serve", port: { value: "5050", index: 2, flag: "-l" } } },
  { run: "http-server public -p8090", is: { server: "http-server", port: { value: "8090", index: 2, flag: "-p" } } },
  { run: "php -S localhost:8088 -t public", is: { server: "php", port: { value: "8088", index: 2, flag: "-S" }, host: { value: "localhost", index: 2, flag: "-S" } } },
  { run: "java -jar app.jar --server.port=8085", is: { server: "java", port: { value: "8085", index: 3, flag: "--server.port" } } },
  { run: "rails server -p 3003 -b 0.0.0.0", is: { server: "rails", port: { value: "3003", index: 3, flag: "-p" } } },
  { run: "bundle exec puma -b tcp://0.0.0.0:9292", is: { through: ["bundle"], server: "puma", port: { value: "9292", index: 2, flag: "-b" } } },
  { run: "./server --port 99", is: { program: "./server --port 99", server: null, language: null, port: null } },
  // package managers
  { run: "npm start", files: { "package.json": "{\n  \"name\": \"x\",\n  \"scripts\": {\n    \"build\": \"tsc\",\n    \"start\": \"node --env-file=.env src/server.js\"\n  }\n}", "src/server.js": "" }, is: { program: "node --env-file=.env src/server.js", through: ["npm"], at: { file: "package.json", line: 5, column: 15, endColumn: 49 }, alone: true, envFiles: [{ file: ".env", dialect: "node", at: { file: "package.json", line: 5, column: 15, endColumn: 49 }, optional: false, override: false, how: "--env-file=.env" }] } },
  { run: "npm --prefix api run dev -- --port 81", files: { "api/package.json": "{\"scripts\":{\"dev\":\"nodemon --exec \\\"tsx src/a.ts\\\"\"}}", "api/src/a.ts": "" }, is: { program: "tsx src/a.ts --port 81", through: ["npm", "nodemon"], cwd: "api", reloads: true, entry: { kind: "file", file: "api/src/a.ts" }, port: { value: "81", index: 3, flag: "--port" } } },
  { run: "npm run -w api start", files: { "package.json": "{\"workspaces\":[\"services/*\"]}", "services/api/package.json": "{\"name\":\"api\",\"scripts\":{\"start\":\"node a.js\"}}" }, is: { cwd: "services/api", program: "node a.js" } },
  { run: "npm start", files: { "package.json": "{}", "server.js": "" }, is: { program: "node server.js", at: null } },
  { run: "npm run gone", files: { "package.json": "{}" }, is: { program: "npm run gone", through: [], server: null } },
  { run: "npm start", files: { "package.json": "{\"scripts\":{\"prestart\":\"tsc\",\"start\":\"node dist/x.js\"}}" }, is: { program: "node dist/x.js", alone: false } },
  { run: "npm start", files: { "package.json": "{\"scripts\":{\"build\":\"tsc\",\"start\":\"npm run build && cross-env PORT=81 node dist/x.js\"}}" }, is: { program: "node dist/x.js", env: { PORT: "81" }, alone: false, through: ["npm", "cross-env"] } },
  { run: "pnpm dev", files: { "package.json": "{\"scripts\":{\"dev\":\"vite --port 5001\"}}" }, is: { server: "vite", through: ["pnpm"] } },
  { run: "yarn workspace api run start", files: { "package.json": "{\"workspaces\":[\"api\"]}", "api/package.json": "{\"name\":\"api\",\"scripts\":{\"start\":\"node a.js\"}}" }, is: { through: ["yarn"], cwd: "api", program: "node a.js" } },
  { run: "node --run start", files: { "package.json": "{\"scripts\":{\"start\":\"node a.js\"}}", "a.js": "" }, is: { program: "node a.js", through: ["node"], entry: { kind: "file", file: "a.js" } } },
  { run: "npx --yes tsx@4 src/a.ts", files: { "src/a.ts": "" }, is: { program: "tsx src/a.ts", through: ["npx"] } },
  { run: "pnpm exec next dev", is: { through: ["pnpm"], server: "next" } },
  { run: "npm run all", files: { "package.json": "{\"scripts\":{\"all\":\"run-s build start\",\"start\":\"node a.js\"}}" }, is: { program: "node a.js", alone: false } },
  { run: "npm start", files: { "package.json": "{\"scripts\":{\"start\":\"npm start\"}}" }, is: { server: null } },
  // prefixes
  { run: "PORT=1 HOST=a node x.js", is: { env: { PORT: "1", HOST: "a" }, program: "node x.js" } },
  { run: "env -u A -C api B=1 node x.js", files: { "api/x.js": "" }, is: { through: ["env"], env: { B: "1" }, cwd: "api", entry: { kind: "file", file: "api/x.js" } } },
  { run: "setpriv --bounding-set=-dac_override --inh-caps -x nice -n 5 timeout -k 1 5s node x.js", is: { through: ["setpriv", "nice", "timeout"], program: "node x.js" } },
  { run: "sudo -u app PORT=80 node x.js", is: { through: ["sudo"], env: { PORT: "80" }, program: "node x.js" } },
  { run: "tini -- node x.js", is: { through: ["tini"], program: "node x.js" } },
  { run: "dotenv -e .env.test -e .env -- node x.js", is: { through: ["dotenv"], program: "node x.js", envFiles: [{ file: ".env.test", dialect: "dotenv-expand", at: null, optional: true, override: false, how: "dotenv -e .env.test" }, { file: ".env", dialect: "dotenv-expand", at: null, optional: true, override: false, how: "dotenv -e .env" }] } },
  { run: "dotenv -f .env.dev run -- uvicorn main:app", is: { server: "uvicorn", envFiles: [{ file: ".env.dev", dialect: "python", at: null, optional: false, override: true, how: "dotenv -f .env.dev run" }] } },
  { run: "dotenvx run -f .env.production --overload -- node x.js", is: { program: "node x.js", envFiles: [{ file: ".env.production", dialect: "dotenvx", at: null, optional: false, override: true, how: "dotenvx run -f .env.production" }] } },
  { run: "sh s.sh", files: { "s.sh": "if [ -z \"$PORT\" ]; then PORT=8100; fi\nif [ -n \"$WORKER\" ]; then exec celery; fi\nexec uvicorn a:b --port $PORT\n" }, is: { server: "uvicorn", port: { value: "8100", index: 3, flag: "--port" }, alone: true } },
  { run: "sh s.sh", files: { ".env": "", "s.sh": ". ./.env\nif [ -n \"$RELOAD\" ]; then\n  uvicorn a:b --reload\nelse\n  uvicorn a:b --workers 4\nfi\n" }, is: { at: { file: "s.sh", line: 5 } } },
  { run: "cross-env-shell PORT=81 'node x.js'", is: { through: ["cross-env-shell"], env: { PORT: "81" }, program: "node x.js" } },
  { run: "doppler run --project p --command 'uvicorn a:b --port 8'", is: { through: ["doppler"], server: "uvicorn" } },
  { run: "mise exec node@20 -- node x.js", is: { through: ["mise"], program: "node x.js" } },
  { run: "watchfiles 'uvicorn a:b --port 80' src", is: { through: ["watchfiles"], server: "uvicorn", reloads: true } },
  { run: "pdm --project api start", files: { "api/pyproject.toml": "[tool.pdm.scripts]\nstart = \"flask run\"\n" }, is: { through: ["pdm"], cwd: "api", server: "flask" } },
  // what run fills in
  { run: "uvicorn main:app --port {port} --host={host}", is: { port: null, host: null } },
  { run: "gunicorn -b 0.0.0.0:{port} main:app", is: { port: null, host: { value: "0.0.0.0", index: 2, flag: "-b" } } },
  { run: "./server {port}", is: { port: null } },
  // task runners
  { run: "make run PORT=81", files: { Makefile: "all: build\n\nrun: deps\n\t@set -e\n\tcd api && python -m uvicorn main:app --port $${PORT}\n\ntest:\n\tpytest\n", "api/main.py": "" }, is: { through: ["make"], cwd: "api", server: "uvicorn", at: { file: "Makefile", line: 5 }, env: { PORT: "81" }, port: { value: "81", index: 5, flag: "--port" }, alone: false } },
  { run: "make serve", files: { Makefile: "serve:\n\t$(VENV)/bin/python app.py\n" }, is: { program: "make serve", server: null } },
  { run: "sh up.sh", files: { "up.sh": "set -e\nexec python3 app.py\n", "app.py": "" }, is: { program: "python3 app.py", execs: true } },
  { run: "sh up.sh", files: { "up.sh": "if command -v python3; then\n  exec python3 app.py\nfi\nexec python app.py\n", "app.py": "" }, is: { program: "python3 app.py" } },
  { run: "make serve", files: { Makefile: "VENV ?= .venv\nPY := $(VENV)/bin/python\nserve:\n\t$(PY) app.py ${ARGS}\n", "app.py": "" }, environment: { ARGS: "-v" }, is: { program: ".venv/bin/python app.py -v", through: ["make"], entry: { kind: "file", file: "app.py" } } },
  { run: "make serve PY=python3", files: { Makefile: "PY = $(shell which python)\nserve:\n\t$(PY) app.py\n", "app.py": "" }, is: { program: "python3 app.py", env: { PY: "python3" } } },
  { run: "make serve", files: { Makefile: "PY = $(shell which python)\nserve:\n\t$(PY) app.py\n" }, is: { program: "make serve" } },
  { run: "make serve", files: { Makefile: "include .env\nexport\nserve:\n\tpython3 app.py\n", ".env": "A=1\nB=\"x\" # c\n", "app.py": "" }, is: { program: "python3 app.py", env: { A: "1", B: '"x"' } } },
  { run: "make", files: { Makefile: "A := 1\n.PHONY: up\nup:\n\tnode a.js\n" }, is: { program: "node a.js", through: ["make"], alone: true } },
  { run: "honcho start", files: { Procfile: "worker: celery\nweb: gunicorn a:b -b 0.0.0.0:$PORT\n" }, is: { through: ["honcho"], server: "gunicorn", at: { file: "Procfile", line: 2 }, portVariable: "PORT", port: null, alone: false, envFiles: [{ file: ".env", dialect: "dotenv", at: null, optional: true, override: false, how: "honcho" }] } },
  { run: "heroku local worker -f Procfile.dev -e .env.dev", files: { "Procfile.dev": "worker: node w.js\nweb: node a.js\n" }, is: { program: "node w.js", at: { file: "Procfile.dev", line: 1 }, envFiles: [{ file: ".env.dev", dialect: "dotenv", at: null, optional: false, override: false, how: "heroku" }] } },
  { run: "deno task dev", files: { "deno.jsonc": '{ // tasks\n  "tasks": {\n    "dev": "deno run -A --env-file main.ts"\n  }\n}', "main.ts": "" }, is: { server: "deno", through: ["deno"], at: { file: "deno.jsonc", line: 3 }, entry: { kind: "file", file: "main.ts" } } },
  // shells
  { run: "sh -c 'cd api && exec node x.js --port 5'", files: { "api/x.js": "" }, is: { through: ["sh"], cwd: "api", program: "node x.js --port 5", alone: true } },
  { run: "bash -lc 'source .venv/bin/activate; PORT=3 python -m shop'", environment: { PATH: "/bin" }, is: { through: ["bash"], env: { PORT: "3", PATH: "<dir>/.venv/bin:/bin", VIRTUAL_ENV: "<dir>/.venv" }, program: "python -m shop", envFiles: [] } },
  { run: "sh bin/start.sh", files: { "bin/start.sh": "#!/bin/sh\n# comment\nset -eu\ncd \"$(dirname \"$0\")/..\"\nset -a\n. ./.env\nset +a\nexec node src/server.js\n", "src/server.js": "" }, is: { program: "node src/server.js", cwd: ".", at: { file: "bin/start.sh", line: 8 }, entry: { kind: "file", file: "src/server.js" }, envFiles: [{ file: ".env", dialect: "bash", at: { file: "bin/start.sh", line: 6 }, optional: false, override: true, how: ". ./.env" }] } },
  { run: "./run.sh --port 9", files: { "run.sh": "#!/usr/bin/env bash\nDIR=\"$(cd \"$(dirname \"${BASH_SOURCE[0]}\")\" && pwd)\"\nif [ -f \"$DIR/.env\" ]; then\n  set -a; source \"$DIR/.env\"; set +a\nfi\nexport MODE=dev\npython manage.py migrate\npython -m shop \"$@\" >> log.txt 2>&1\n" }, is: { program: "python -m shop --port 9", env: { MODE: "dev" }, alone: false, at: { file: "run.sh", line: 8 }, port: { value: "9", index: 4, flag: "--port" }, envFiles: [{ file: ".env", dialect: "bash", at: { file: "run.sh", line: 4 }, optional: true, override: true, how: "source $DIR/.env" }] } },
  { run: "sh s.sh", files: { ".env": "", "s.sh": "if [ -f .env ]; then . ./.env; fi\nuvicorn main:app --port \"${PORT:-8000}\" --host $HOST\n" }, is: { port: { value: "8000", index: 3, flag: "--port" }, portVariable: "PORT", host: null, envFiles: [{ file: ".env", dialect: "bash", at: { file: "s.sh", line: 1 }, optional: false, override: true, how: ". ./.env", passes: [] }] } },
  { run: "sh s.sh", environment: { HOST: "x" }, files: { ".env": "export A=1\nB=2 HOST=y\nC=3 # c\nexport D E\n", "s.sh": ". ./.env\nexport C\nexec node a.js\n" }, is: { envFiles: [{ file: ".env", dialect: "bash", at: { file: "s.sh", line: 1 }, optional: false, override: true, how: ". ./.env", passes: ["A", "HOST", "C", "D", "E"] }] } },
  { run: "sh s.sh", files: { ".env": "A=1\nB=2\nC=3\n", "s.sh": ". ./.env\nexport B=\"$B\"\nA=$A D=$C E=5 exec node a.js\n" }, is: { program: "node a.js", env: { E: "5" }, computed: ["D"], envFiles: [{ file: ".env", dialect: "bash", at: { file: "s.sh", line: 1 }, optional: false, override: true, how: ". ./.env", passes: ["A", "B"] }] } },
  { run: "sh s.sh", files: { ".env": "A=1\n", "s.sh": ". ./.env\nexport $(cut -d= -f1 .env)\nexec node a.js\n" }, is: { envFiles: [{ file: ".env", dialect: "bash", at: { file: "s.sh", line: 1 }, optional: false, override: true, how: ". ./.env", passes: ["A"] }] } },
  { run: "sh s.sh", files: { ".env": "A=1\n", "lib/c.sh": "say() { echo; }\nnode other.js\nexport B=2\nset -a\n. ./.env\nset +a\n", "s.sh": "\n. lib/c.sh\nnode a.js\n" }, is: { program: "node a.js", env: { B: "2" }, envFiles: [{ file: ".env", dialect: "bash", at: { file: "s.sh", line: 2 }, optional: false, override: true, how: ". ./.env" }] } },
  { run: "sh s.sh", environment: { A: "1" }, files: { "s.sh": "B=2\nunset A\nenv -u C -- node a.js\n" }, is: { program: "node a.js", drops: [{ by: "unset", at: { file: "s.sh", line: 2 }, names: ["A"] }, { by: "env", at: { file: "s.sh", line: 3 }, names: ["C"] }] } },
  { run: "env -i A=1 node a.js", is: { program: "node a.js", drops: [{ by: "env", at: null, keeps: ["A"] }] } },
  { run: "sudo -E env A=1 env -i B=1 node a.js", is: { program: "node a.js", drops: [{ by: "env", at: null, keeps: ["B"] }] } },
  { run: "sh s.sh", environment: { PORT: "7001" }, files: { "s.sh": "uvicorn main:app --port $PORT" }, is: { port: { value: "7001", index: 3, flag: "--port" }, portVariable: "PORT" } },
  { run: "sh s.sh", files: { "s.sh": "uvicorn main:app --port $PORT" }, is: { program: "uvicorn main:app --port $PORT", port: null, portVariable: "PORT" } },
  { run: "sh s.sh", environment: { MODE: "prod" }, files: { "s.sh": "if [ \"$MODE\" = prod ]; then\n  exec gunicorn a:b\nelse\n  exec uvicorn a:b --reload\nfi\n" }, is: { server: "gunicorn", at: { file: "s.sh", line: 2 } } },
  { run: "sh s.sh", environment: { MODE: "dev" }, files: { "s.sh": "if [ \"$MODE\" = prod ]; then\n  exec gunicorn a:b\nelse\n  exec uvicorn a:b --reload\nfi\n" }, is: { server: "uvicorn", at: { file: "s.sh", line: 4 } } },
  { run: "sh s.sh", files: { "s.sh": "export $(grep -v '^#' .env.dev | xargs)\nnode a.js | pino-pretty\n" }, is: { program: "node a.js", envFiles: [{ file: ".env.dev", dialect: "bash", at: { file: "s.sh", line: 1 }, optional: false, override: true, how: "$(grep -v '^#' .env.dev | xargs)" }] } },
  { run: "sh -c 'env $(cat .env) node a.js'", files: {}, is: { program: "node a.js", through: ["sh", "env"], envFiles: [{ file: ".env", dialect: "docker", at: null, optional: false, override: true, how: "$(cat .env)", verbatim: true }] } },
  { run: "sh s.sh", files: { "s.sh": "cd api\nwhile read -r l; do\n  export \"$l\"\ndone < .env\nexec node a.js\n" }, is: { program: "node a.js", envFiles: [{ file: "api/.env", dialect: "docker", at: { file: "s.sh", line: 4 }, optional: false, override: true, how: "while read … done < .env", verbatim: true }] } },
  { run: "sh entry.sh node a.js", files: { "entry.sh": "until nc -z db 5432; do\n  sleep 1\ndone\ncat <<EOF\nnode not-this.js\nEOF\nexec \"$@\"\n" }, is: { program: "node a.js", at: { file: "entry.sh", line: 7 } } },
];

test.each(rows.map((row) => ({ ...row, title: row.run })))("$title", async (row) => {
  using here = project(row.files ?? {});
  const argv = splitWords(row.run);
  const read = await readCommand(argv, { cwd: here.dir, environment: row.environment ?? {} });
  const shown = {
    ...read,
    argv: read.argv,
    program: read.program.join(" "),
    cwd: path.relative(here.dir, read.cwd) || ".",
    env: Object.fromEntries(
      Object.entries(read.env).map(([key, value]) => [key, value.replaceAll(here.dir, "<dir>")]),
    ),
    importDirs: read.importDirs.map((d) => path.relative(here.dir, d) || "."),
  };
  expect(shown).toMatchObject(row.is);
  expect(read.argv).toEqual(argv);
  if (read.port) expect(read.program[read.port.index]?.endsWith(read.port.value)).toBe(true);
  if (read.host) expect(read.program[read.host.index]).toContain(read.host.value);
});

test("places are relative to the project when the command runs in a folder of it", async () => {
  using here = project({ "api/package.json": '{"scripts":{"start":"node a.js"}}', "api/a.js": "" });
  const read = await readCommand(["npm", "start"], {
    cwd: path.join(here.dir, "api"),
    dir: here.dir,
    environment: {},
  });
  expect(read.at?.file).toBe("api/package.json");
  expect(read.entry?.file).toBe("api/a.js");
});

test("a plain command is read within 2 ms", async () => {
  using here = project({ "package.json": '{"scripts":{"start":"node a.js"}}', "a.js": "" });
  const read = (): Promise<StartCommand> => readCommand(["npm", "start"], { cwd: here.dir, environment: {} });
  await read();
  const times: number[] = [];
  for (let i = 0; i < 20; i++) {
    const start = performance.now();
    await read();
    times.push(performance.now() - start);
  }
  // The fastest of many: what the code needs, not what else the machine does.
  expect(Math.min(...times)).toBeLessThan(2);
});
