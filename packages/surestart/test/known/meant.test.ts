import { expect, test } from "vitest";
import { tools } from "../../src/known/_tools.ts";

const meant = tools.flatMap(({ name, says }) => (says?.meant ?? []).map((one) => ({ name, ...one })));

// Words of real runs: Express 5.1 and router 2.0, Fastify 4.29, Sequelize 6.37, TypeORM 0.3 on Node 20, openai 1.40 with httpx 0.28.
test.each([
  [
    "express",
    "PathError: Missing parameter name at index 1: *; visit https://git.new/pathToRegexpError for info",
  ],
  ["express", "TypeError: Missing parameter name at 1: https://git.new/pathToRegexpError"],
  [
    "fastify",
    "FastifyError: fastify-plugin: @fastify/cors - expected '5.x' fastify version, '4.29.1' is installed",
  ],
  ["sequelize", "TypeError: Cannot read properties of undefined (reading 'use_env_variable')"],
  ["sequelize", "TypeError: Cannot read property 'use_env_variable' of undefined"],
  [
    "sequelize",
    'TypeError: The "url" argument must be of type string. Received undefined\n    at new Sequelize (node_modules/sequelize/lib/sequelize.js:58:28)',
  ],
  [
    "typeorm",
    "/srv/src/item.entity.ts:3\n@Entity()\n^\n\nSyntaxError: Invalid or unexpected token\n    at importOrRequireFile (/srv/node_modules/typeorm/util/ImportUtils.js:22:11)",
  ],
  ["httpx", "TypeError: Client.__init__() got an unexpected keyword argument 'proxies'"],
  [
    "passlib",
    'ValueError\npassword cannot be longer than 72 bytes, truncate manually\n  File "/srv/.venv/lib/python3.12/site-packages/passlib/handlers/bcrypt.py", line 655, in _calc_checksum',
  ],
  ["boto3", "botocore.exceptions.NoRegionError: You must specify a region."],
  [
    "aws-sdk",
    "Error: Region is missing\n    at default (/srv/node_modules/@smithy/core/dist-cjs/submodules/config/index.js:593:15)",
  ],
  ["flask-socketio", "ValueError: Invalid async_mode specified"],
  ["express", "TypeError: Router.use() requires a middleware function but got a Object"],
  ["express", "Error: Route.get() requires a callback function but got a [object Undefined]"],
  ["express", "TypeError: argument handler must be a function"],
  [
    "fastify",
    "TypeError: Cannot create property 'host' on number '3000'\n    at Object.listen (/srv/node_modules/fastify/lib/server.js:72:26)",
  ],
  ["flask", "AttributeError: 'Flask' object has no attribute 'before_first_request'"],
  ["pymongo", "pymongo.errors.ConfigurationError: No default database name defined or provided."],
  [null, "ValueError: password cannot be longer than 72 bytes"],
  [null, "TypeError: Cannot read properties of undefined (reading 'url')"],
  [
    null,
    'TypeError: The "url" argument must be of type string. Received undefined\n    at Url.parse (node:url:1:1)',
  ],
  [
    null,
    "/srv/src/item.ts:3\n@Entity()\n^\n\nSyntaxError: Invalid or unexpected token\n    at wrapSafe (node:internal)",
  ],
  [null, "Error: expected a fastify version"],
])("%s: %s", (name, words) => {
  expect(meant.find((one) => one.words.test(words))?.name ?? null).toBe(name);
});
