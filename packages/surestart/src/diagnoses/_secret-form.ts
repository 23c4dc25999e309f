import type { Variable } from "../facts.ts";
import type { Change, SecretForm } from "../finding.ts";

/**
 * The form in which a secret is generated, by the library that it is handed to; null where the form is not known, because
 * a value is made only where the name and the library say that any random one will do.
 */
export function secretForm(variable: Variable): SecretForm | null {
  if (!variable.secret) return null;
  const uses = variable.reads.map((r) => r.usedAs).filter((u) => u !== undefined);
  if (uses.some((u) => u in forms)) return forms[uses.find((u) => u in forms) as string] as SecretForm;
  if (uses.some((u) => issuedByOthers.test(u))) return null;
  // A KEY without any other word may open a door that others have locked.
  if (/^KEYS?$/i.test(variable.name)) return null;
  if (issuedName.test(variable.name) && !ownName.test(variable.name)) return null;
  return { generate: "base64url", bytes: 32 };
}

const forms: Record<string, SecretForm> = {
  fernet: { generate: "fernet" },
  "better-auth": { generate: "base64url", bytes: 32 },
  django: { generate: "django", bytes: 50 },
  laravel: { generate: "laravel" },
};

/** Values that another system gives out: a password of a database, a token of a provider. */
const issuedByOthers =
  /^(sqlalchemy|postgres|mysql|redis|mongodb|amqp|http-client|smtp|stripe|openai|aws|oauth)/;
const issuedName =
  /(PASS(WORD|WD)?$|API_?KEY|ACCESS_KEY|CLIENT_SECRET|TOKEN|_URL$|DSN$|CREDENTIALS?$|WEBHOOK|STRIPE|OPENAI|AWS|GITHUB|GOOGLE|SLACK|TWILIO|SENDGRID|SMTP)/i;
const ownName =
  /(SESSION|COOKIE|CSRF|JWT|SIGN(ING|ATURE)?|AUTH|HASH|SALT|PEPPER|ENCRYPT(ION)?|INTERNAL|APP)_?(SECRET|KEY|TOKEN)?|TOKEN_KEY/i;

/** The change that gives a key a freshly generated value in a file. */
export function generateIn(file: string, key: string, form: SecretForm, line?: number): Change {
  return line === undefined
    ? { do: "env-set", file, key, value: form }
    : { do: "env-set", file, key, value: form, line };
}
