import type { OpenAPIHono } from "@hono/zod-openapi";
import { openAPI } from "better-auth/plugins/open-api";
import { type Auth, authPath } from "../auth/create-auth.ts";
import { allPlugins } from "../auth/handler.ts";
import type { PasskeyPlace } from "../auth/passkey-place.ts";
import { mailRoutes } from "../mail/auth-mails.ts";
import { version } from "../routes/health.ts";

interface Document {
  components?: { schemas?: Record<string, unknown>; securitySchemes?: Record<string, unknown> };
  paths: Record<string, Record<string, Operation>>;
}

interface Operation {
  tags?: string[];
  security?: unknown[];
  summary?: string;
  description?: string;
  requestBody?: { content?: { "application/json"?: object } };
}

const about = `Sign up, sign in, and tokens that services in any language can verify.

Sign-in sets a cookie, and gives a token for \`Authorization: Bearer\` in the header \`set-auth-token\`.
(The \`token\` of its body only names the session in \`/revoke-session\`; it does not sign anybody in.)
\`/api/auth/token\` gives a JWT (ES256), which others verify with the keys of \`/api/auth/jwks\`.`;

/** In the order in which a newcomer needs them; every other route of Better Auth comes after them. */
const first: Record<string, string> = {
  "/sign-up/email": "Sign-up and sign-in",
  "/sign-in/email": "Sign-up and sign-in",
  "/sign-in/social": "Sign-up and sign-in",
  "/get-session": "Sign-up and sign-in",
  "/sign-out": "Sign-up and sign-in",
  "/token": "Tokens",
  "/jwks": "Tokens",
};

/** The rest, by how a path begins. */
const groups: [RegExp, string][] = [
  [/^\/two-factor\//, "Second factor"],
  [/^\/passkey\//, "Passkeys"],
  [/./, "Account"],
];

/** What a person tries first has to work as it is there; made of the schema alone, every field would be "string". */
const ada = { email: "ada@example.com", password: "correct horse battery" };
const examples: Record<string, object> = {
  "/sign-up/email": { name: "Ada", ...ada },
  "/sign-in/email": ada,
  "/sign-out": {},
  "/change-password": {
    currentPassword: ada.password,
    newPassword: "another horse battery",
    revokeOtherSessions: true,
  },
  "/request-password-reset": { email: ada.email },
  "/reset-password": { token: "the token of the link in the mail", newPassword: "another horse battery" },
  "/send-verification-email": { email: ada.email },
  "/change-email": { newEmail: "ada.lovelace@example.com" },
  "/delete-user": { password: ada.password },
  "/two-factor/enable": { password: ada.password },
  "/two-factor/get-totp-uri": { password: ada.password },
  "/two-factor/verify-totp": { code: "123456" },
  "/two-factor/verify-backup-code": { code: "one of the recovery codes" },
  "/two-factor/generate-backup-codes": { password: ada.password },
  "/two-factor/disable": { password: ada.password },
  "/revoke-session": { token: "a token of /list-sessions" },
  "/passkey/delete-passkey": { id: "an id of /passkey/list-user-passkeys" },
  "/passkey/update-passkey": { id: "an id of /passkey/list-user-passkeys", name: "Laptop" },
  "/update-user": { name: "Ada Lovelace" },
};

/** Where Better Auth says nothing, or what is not so here. */
const summaries: Record<string, string> = {
  "/change-email": "Ask for another e-mail address; links in mails change it",
  "/two-factor/enable":
    "Begin with an authenticator app: its address, and recovery codes; verify-totp turns it on",
};

/** Whoever calls these is not signed in yet. */
const open =
  /^\/(sign-in|sign-up|callback|reset-password|request-password-reset|send-verification-email|verify-email|ok|jwks)\b|^\/two-factor\/verify|^\/passkey\/(generate|verify)-authenti/;

/** Links in mails lead to these. */
const ofMails = [...mailRoutes, "/verify-email", "/reset-password/{token}"];

export interface Documented {
  auth: Auth;
  own: readonly string[];
  passkeys: PasskeyPlace | null;
  /** Whether mails are sent. */
  mails: boolean;
}

/** /openapi.json: our own routes and Better Auth's in one document, with the address at which it was asked for. */
export function addOpenApi(app: OpenAPIHono, { auth, own, passkeys, mails }: Documented): void {
  app.openAPIRegistry.registerComponent("securitySchemes", "session", {
    type: "apiKey",
    in: "cookie",
    name: "better-auth.session_token",
    description: "Set by sign-in; browsers send it automatically",
  });
  app.openAPIRegistry.registerComponent("securitySchemes", "bearer", {
    type: "http",
    scheme: "bearer",
    description: "The token from the set-auth-token header of a sign-in",
  });
  let auths: Document | null = null;
  app.get("/openapi.json", async (c) => {
    auths ??= await betterAuthDocument(auth, passkeys, mails);
    const asked = URL.parse(c.req.url)?.origin;
    const document = app.getOpenAPI31Document({
      openapi: "3.1.0",
      info: { title: "surestart backend", version, description: about },
      servers: [{ url: own.find((origin) => origin === asked) ?? (own[0] as string) }],
      tags: [
        { name: "Backend", description: "Who is signed in, and the state of the backend" },
        { name: "Sign-up and sign-in", description: "Sessions, by cookie or bearer token" },
        { name: "Tokens", description: "For other services to verify" },
        { name: "Account", description: "Passwords, sessions, addresses, deletion" },
        { name: "Second factor", description: "Codes of an authenticator app, and recovery codes" },
        ...(passkeys === null
          ? []
          : [{ name: "Passkeys", description: "Used by pages with WebAuthn (navigator.credentials)" }]),
      ],
    }) as unknown as Document;
    return c.json(merged(document, auths), 200, { "cache-control": "no-cache" });
  });
}

/** All that Better Auth has, and that can succeed here; what it cannot is left out. */
async function betterAuthDocument(
  auth: Auth,
  passkeys: PasskeyPlace | null,
  mails: boolean,
): Promise<Document> {
  const context = await auth.$context;
  const options = { ...context.options, plugins: await allPlugins(auth, passkeys) };
  const { generateOpenAPISchema } = openAPI().endpoints;
  // The plugin's own function, with the plugins that are loaded late.
  const made = await generateOpenAPISchema({ context: { ...context, options } } as never);
  // A code in a mail is no second factor here.
  const withoutMail = (key: string, value: unknown) =>
    key === "enum" && Array.isArray(value) ? value.filter((one) => one !== "otp") : value;
  const document = JSON.parse(JSON.stringify(made), withoutMail) as Document;
  const paths = Object.entries(document.paths).filter(([path]) => mails || !ofMails.includes(path));
  return { ...document, paths: Object.fromEntries(paths) };
}

function merged(document: Document, auths: Document): Document {
  const paths = { ...document.paths };
  const rank = Object.keys(first);
  const sorted = Object.entries(auths.paths).sort(
    ([a], [b]) => (rank.indexOf(a) + 1 || Infinity) - (rank.indexOf(b) + 1 || Infinity) || 0,
  );
  for (const [path, operations] of sorted) {
    paths[authPath + path] = Object.fromEntries(
      Object.entries(operations).map(([method, operation]) => [method, shownAs(path, operation)]),
    );
  }
  const schemas = { ...auths.components?.schemas, ...document.components?.schemas };
  return { ...document, paths, components: { ...document.components, schemas } };
}

/** Better Auth marks every route as in need of a token, under a name of its own; its descriptions are one short line. */
function shownAs(path: string, operation: Operation): Operation {
  const { description, ...rest } = operation;
  const summary = summaries[path] ?? description;
  return {
    ...rest,
    ...(summary === undefined ? {} : { summary }),
    tags: [first[path] ?? groups.find(([begin]) => begin.test(path))?.[1] ?? "Account"],
    security: open.test(path) ? [] : [{ session: [] }, { bearer: [] }],
    ...withExample(operation, examples[path]),
  };
}

function withExample(
  { requestBody }: Operation,
  example: object | undefined,
): Pick<Operation, "requestBody"> {
  const json = requestBody?.content?.["application/json"];
  if (example === undefined || json === undefined) return {};
  return { requestBody: { ...requestBody, content: { "application/json": { ...json, example } } } };
}
