import type { Demand } from "../demand.ts";
import type { Call } from "./call.ts";
import { argument } from "./call.ts";
import { type Context, happens, mark } from "./context.ts";
import { refuse } from "./refuse.ts";
import { text, type Value } from "./values.ts";

interface Use {
  index: number;
  keyword: string;
  usedAs: string;
  as?: "url";
  /** It cannot do without: None, or an empty text. */
  needs?: ("none" | "empty")[];
}

const url = (usedAs: string, keyword = "url", needs: Use["needs"] = ["none", "empty"]): Use => ({
  index: 0,
  keyword,
  usedAs,
  as: "url",
  needs,
});
const key = (usedAs: string, keyword: string, index = 0, needs: Use["needs"] = ["none"]): Use => ({
  index,
  keyword,
  usedAs,
  needs,
});

/** Libraries that a value is handed to, by the dotted name of what is called. */
const uses: Record<string, Use> = {
  "cryptography.fernet.Fernet": key("fernet", "key", 0, ["none", "empty"]),
  "cryptography.hazmat.primitives.serialization.load_pem_private_key": key("pem-private-key", "data"),
  "sqlalchemy.create_engine": url("sqlalchemy"),
  "sqlalchemy.engine.create_engine": url("sqlalchemy"),
  "sqlalchemy.ext.asyncio.create_async_engine": url("sqlalchemy-async"),
  "sqlmodel.create_engine": url("sqlalchemy"),
  "databases.Database": url("sqlalchemy"),
  "redis.from_url": url("redis"),
  "redis.Redis.from_url": url("redis"),
  "redis.StrictRedis.from_url": url("redis"),
  "redis.asyncio.from_url": url("redis"),
  "redis.asyncio.Redis.from_url": url("redis"),
  "aioredis.from_url": url("redis"),
  "psycopg2.connect": url("postgres", "dsn", []),
  "psycopg.connect": url("postgres", "conninfo", []),
  "asyncpg.connect": url("postgres", "dsn", []),
  "asyncpg.create_pool": url("postgres", "dsn", []),
  "pymongo.MongoClient": url("mongodb", "host", []),
  "motor.motor_asyncio.AsyncIOMotorClient": url("mongodb", "host", []),
  "celery.Celery": { index: 9, keyword: "broker", usedAs: "celery", as: "url" },
  "aio_pika.connect": url("amqp", "url", []),
  "aio_pika.connect_robust": url("amqp", "url", []),
  "pika.URLParameters": url("amqp"),
  "itsdangerous.Signer": key("itsdangerous", "secret_key"),
  "itsdangerous.TimestampSigner": key("itsdangerous", "secret_key"),
  "itsdangerous.URLSafeSerializer": key("itsdangerous", "secret_key"),
  "itsdangerous.URLSafeTimedSerializer": key("itsdangerous", "secret_key"),
  "itsdangerous.url_safe.URLSafeTimedSerializer": key("itsdangerous", "secret_key"),
  "starlette.middleware.sessions.SessionMiddleware": key("itsdangerous", "secret_key", 1),
  "hmac.new": key("hmac", "key"),
};

/** Calls of libraries to which the value of a variable is handed. Gives no value: the call is read on as any other. */
export function useCall(ctx: Context, call: Call): Value | undefined {
  const origin = call.callee.origin;
  if (origin) {
    const use = uses[origin];
    if (use) hand(ctx, call, argument(call, use.index, use.keyword), use);
    jwt(ctx, call, origin);
  }
  session(ctx, call);
  flaskConfig(ctx, call);
  hooks(ctx, call);
  return undefined;
}

function hand(ctx: Context, call: Call, value: Value | undefined, use: Omit<Use, "index" | "keyword">): void {
  if (!value?.drafts && !value?.local) return;
  const context: Demand = { usedAs: use.usedAs, ...(use.as ? { as: use.as } : {}) };
  mark(ctx, value, context, call.node);
  for (const why of use.needs ?? []) refuse(ctx, [{ value, why: { [why]: true } }], "ValueError", call.node);
}

/** jwt.encode(claims, key, algorithm="HS256"), jwt.decode(token, key, algorithms=["HS256"]), of PyJWT and python-jose. */
function jwt(ctx: Context, call: Call, origin: string): void {
  if (!/^(jwt|jose\.jwt|jose\.jws|authlib\.jose\.jwt)\.(encode|decode)$/.test(origin)) return;
  const given = call.keywords.get("algorithm") ?? call.keywords.get("algorithms") ?? call.args[2];
  const algorithm = text(given) ?? text(given?.items?.[0]) ?? (given ? null : "HS256");
  const hmac = algorithm ? /^HS(256|384|512)$/.exec(algorithm) : null;
  if (algorithm !== null && !hmac) return;
  hand(ctx, call, argument(call, 1, "key"), { usedAs: `jwt-hs${hmac?.[1] ?? "256"}`, needs: ["none"] });
}

/** `app.add_middleware(SessionMiddleware, secret_key=…)` */
function session(ctx: Context, call: Call): void {
  if (call.member !== "add_middleware") return;
  const middleware = call.args[0]?.origin;
  if (middleware?.endsWith(".SessionMiddleware"))
    hand(ctx, call, call.keywords.get("secret_key"), { usedAs: "itsdangerous", needs: ["none"] });
}

/** `app.config.update(SECRET_KEY=…)` */
function flaskConfig(ctx: Context, call: Call): void {
  if (call.node.callee.kind !== "attribute" || !["update", "from_mapping"].includes(call.member ?? ""))
    return;
  const object = call.node.callee.object;
  if (object.kind !== "attribute" || object.name !== "config") return;
  for (const [name, value] of call.keywords) configKey(ctx, name, value, call.node);
}

/** A key of Flask's configuration. */
export function configKey(
  ctx: Context,
  name: string,
  value: Value,
  span: { from: number; to: number },
): void {
  const usedAs = { SECRET_KEY: "flask", SQLALCHEMY_DATABASE_URI: "sqlalchemy", JWT_SECRET_KEY: "jwt-hs256" }[
    name
  ];
  if (usedAs && (value.drafts || value.local))
    mark(ctx, value, { usedAs, ...(usedAs === "sqlalchemy" ? { as: "url" as const } : {}) }, span);
}

/** Functions that are handed over to be called: by a server at its start, or at once by a thread. */
function hooks(ctx: Context, call: Call): void {
  const run = (value: Value | undefined, hook: boolean): void => {
    if (value?.local && ctx.module.names.has(value.local.split(".")[0]!))
      happens(ctx, call.node, {
        kind: "call",
        callee: value.local,
        args: [],
        ...(hook ? { hook: "start" } : {}),
      });
  };
  const { origin } = call.callee;
  run(call.keywords.get("lifespan"), true);
  for (const item of call.keywords.get("on_startup")?.items ?? []) run(item, true);
  if (call.member === "add_event_handler" && text(call.args[0]) === "startup") run(call.args[1], true);
  if (origin === "threading.Thread" || origin === "multiprocessing.Process")
    run(call.keywords.get("target"), false);
  if (call.member === "submit" || call.member === "run_in_executor")
    run(call.args[call.member === "submit" ? 0 : 1], false);
}
