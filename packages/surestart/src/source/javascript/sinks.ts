import type { SourceRead } from "../../facts.ts";

/** A function that values of variables are handed to. */
export interface Sink {
  /** The word of its callee (origin.ts), module first. */
  word: RegExp;
  /** The position of the argument. */
  argument: number;
  /** Ways into that argument when it is an object: "secret", "connection.url". Without: the argument itself. */
  keys?: readonly string[];
  usedAs?: string;
  /** It counts only where the text goes in as it is: what the code makes of it may be another form. */
  exact?: true;
  as?: NonNullable<SourceRead["as"]>;
  /** It throws (or rejects) at once when it is given undefined. */
  demands?: boolean;
}

/** Built from what the libraries' own documentation says of these parameters. */
const sinks: readonly Sink[] = [
  // secrets
  { word: /^better-auth(\/minimal)?\.betterAuth$/, argument: 0, keys: ["secret"], usedAs: "better-auth" },
  { word: /^better-auth(\/minimal)?\.betterAuth$/, argument: 0, keys: ["baseURL"], as: "url" },
  {
    word: /^(next-auth|@auth\/(core|express|sveltekit|solid-start))(\.\w+)?$/,
    argument: 0,
    keys: ["secret"],
    usedAs: "auth.js",
  },
  { word: /^jsonwebtoken\.(sign|verify)$/, argument: 1, usedAs: "jwt-hs256", demands: true },
  { word: /^jose\.SignJWT\(\)(\..*)?\.sign$/, argument: 0, usedAs: "jwt-hs256" },
  { word: /^jose\.jwtVerify$/, argument: 1, usedAs: "jwt-hs256" },
  { word: /^hono\/jwt\.(sign|verify)$/, argument: 1, usedAs: "jwt-hs256", demands: true },
  { word: /^hono\/jwt\.jwt$/, argument: 0, keys: ["secret"], usedAs: "jwt-hs256", demands: true },
  { word: /^express-jwt(\.expressjwt)?$/, argument: 0, keys: ["secret"], usedAs: "jwt-hs256", demands: true },
  { word: /^@nestjs\/jwt\.JwtModule\.register$/, argument: 0, keys: ["secret"], usedAs: "jwt-hs256" },
  { word: /^@elysiajs\/jwt(\.jwt)?$/, argument: 0, keys: ["secret"], usedAs: "jwt-hs256", demands: true },
  { word: /^fast-jwt\.create(Signer|Verifier)$/, argument: 0, keys: ["key"], usedAs: "jwt-hs256" },
  { word: /^crypto\.createHmac$/, argument: 1, usedAs: "hmac", demands: true },
  { word: /^crypto\.create(C|Dec)ipheriv$/, argument: 1, usedAs: "cipher", demands: true },
  {
    word: /^crypto\.create(Private|Public)Key$/,
    argument: 0,
    usedAs: "pem-private-key",
    exact: true,
    demands: true,
  },
  { word: /^crypto\.scryptSync$/, argument: 0, usedAs: "cipher", demands: true },
  { word: /^express-session$/, argument: 0, keys: ["secret"], usedAs: "session" },
  { word: /^cookie-session$/, argument: 0, keys: ["secret", "keys.0"], usedAs: "session" },
  { word: /^cookie-parser$/, argument: 0, usedAs: "session" },
  {
    word: /^iron-session\.getIronSession$/,
    argument: 2,
    keys: ["password"],
    usedAs: "iron-session",
    demands: true,
  },
  // databases and brokers
  { word: /^pg\.(Pool|Client)$/, argument: 0, keys: ["connectionString"], usedAs: "postgres", as: "url" },
  { word: /^pg\.(Pool|Client)$/, argument: 0, usedAs: "postgres", as: "url" },
  { word: /^postgres$/, argument: 0, usedAs: "postgres", as: "url" },
  { word: /^@neondatabase\/serverless\.neon$/, argument: 0, usedAs: "postgres", as: "url", demands: true },
  {
    word: /^@neondatabase\/serverless\.Pool$/,
    argument: 0,
    keys: ["connectionString"],
    usedAs: "postgres",
    as: "url",
  },
  {
    word: /^drizzle-orm\/(node-postgres|postgres-js|neon-http|neon-serverless)\.drizzle$/,
    argument: 0,
    usedAs: "postgres",
    as: "url",
  },
  {
    word: /^drizzle-orm\/(node-postgres|postgres-js)\.drizzle$/,
    argument: 0,
    keys: ["connection", "connection.connectionString", "connection.url"],
    usedAs: "postgres",
    as: "url",
  },
  {
    word: /^@prisma\/client\.PrismaClient$/,
    argument: 0,
    keys: ["datasourceUrl", "datasources.db.url"],
    usedAs: "prisma",
    as: "url",
  },
  {
    word: /^@prisma\/adapter-\w+\.Prisma\w+$/,
    argument: 0,
    keys: ["connectionString", "url"],
    usedAs: "prisma",
    as: "url",
  },
  { word: /^mysql2?(\/promise)?\.create(Pool|Connection)$/, argument: 0, usedAs: "mysql", as: "url" },
  {
    word: /^mysql2?(\/promise)?\.create(Pool|Connection)$/,
    argument: 0,
    keys: ["uri"],
    usedAs: "mysql",
    as: "url",
  },
  { word: /^sequelize(\.Sequelize)?$/, argument: 0, usedAs: "sequelize", as: "url", demands: true },
  { word: /^typeorm\.DataSource$/, argument: 0, keys: ["url"], usedAs: "typeorm", as: "url" },
  {
    word: /^knex(\.knex)?$/,
    argument: 0,
    keys: ["connection", "connection.connectionString"],
    usedAs: "knex",
  },
  {
    word: /^mongoose\.(connect|createConnection)$/,
    argument: 0,
    usedAs: "mongodb",
    as: "url",
    demands: true,
  },
  { word: /^mongodb\.MongoClient(\.connect)?$/, argument: 0, usedAs: "mongodb", as: "url", demands: true },
  {
    word: /^@libsql\/client(\/\w+)?\.createClient$/,
    argument: 0,
    keys: ["url"],
    usedAs: "libsql",
    demands: true,
  },
  { word: /^(redis|@redis\/client)\.createClient$/, argument: 0, keys: ["url"], usedAs: "redis", as: "url" },
  { word: /^(ioredis|iovalkey)(\.(Redis|Valkey))?$/, argument: 0, usedAs: "redis", as: "url" },
  { word: /^amqplib(\/\w+)?\.connect$/, argument: 0, usedAs: "amqp", as: "url" },
  { word: /^(nats|@nats-io\/transport-node)\.connect$/, argument: 0, keys: ["servers"], usedAs: "nats" },
  {
    word: /^@supabase\/(supabase-js|ssr)\.create(Server|Browser)?Client$/,
    argument: 0,
    usedAs: "supabase",
    as: "url",
    demands: true,
  },
  {
    word: /^@supabase\/(supabase-js|ssr)\.create(Server|Browser)?Client$/,
    argument: 1,
    usedAs: "supabase-key",
    demands: true,
  },
  // services
  { word: /^stripe(\.Stripe)?$/, argument: 0, usedAs: "stripe", demands: true },
  { word: /^resend\.Resend$/, argument: 0, usedAs: "resend", demands: true },
  { word: /^openai(\.OpenAI)?$/, argument: 0, keys: ["apiKey"], usedAs: "openai" },
  { word: /^@anthropic-ai\/sdk(\.Anthropic)?$/, argument: 0, keys: ["apiKey"], usedAs: "anthropic" },
  // the runtime itself
  { word: /^(URL|url\.URL)$/, argument: 0, as: "url" },
  { word: /^JSON\.parse$/, argument: 0, as: "json" },
  {
    word: /^(fs(\/promises)?\.)?(readFileSync|createReadStream|createWriteStream|mkdirSync|writeFileSync|appendFileSync|accessSync|statSync|readdirSync)$/,
    argument: 0,
    as: "path",
    demands: true,
  },
  {
    word: /^fs\/promises\.(readFile|mkdir|writeFile|access|stat|readdir)$/,
    argument: 0,
    as: "path",
    demands: true,
  },
  { word: /^path\.(join|resolve|dirname|basename|normalize)$/, argument: 0, as: "path", demands: true },
  { word: /^node:sqlite\.DatabaseSync$/, argument: 0, as: "path", demands: true },
  { word: /^Buffer\.(from|byteLength)$/, argument: 0, demands: true },
];

const byWord = new Map<string, Sink[]>();

function ofWord(word: string): Sink[] {
  let found = byWord.get(word);
  if (!found) {
    found = sinks.filter((s) => s.word.test(word));
    byWord.set(word, found);
  }
  return found;
}

/** Sinks of a callee at an argument position. */
export function sinksOf(word: string, argument: number): Sink[] {
  return ofWord(word).filter((s) => s.argument === argument);
}

/** The positions of arguments that the callee throws for when they are undefined. */
export function demandingArguments(word: string): number[] {
  return ofWord(word).flatMap((s) => (s.demands && s.keys === undefined ? [s.argument] : []));
}

/** Calls after which nothing goes on. */
export function neverReturns(word: string): boolean {
  return exits.has(word);
}

const exits: ReadonlySet<string> = new Set([
  "process.exit",
  "process.abort",
  "process.reallyExit",
  "Deno.exit",
  "assert.fail",
  "assert/strict.fail",
]);

/** Calls that throw when their first argument is false: the position of what they test. */
export function isAssertion(word: string): boolean {
  return assertions.test(word) || /(^|\/)(tiny-)?invariant(\.(default|invariant))?$/.test(word);
}

const assertions =
  /^(assert(\/strict)?(\.(ok|strict|strict\.ok))?|console-assert|@std\/assert\.assert|ts-invariant\.invariant)$/;
