import { type Finding, type Place, SurestartError } from "surestart/serve";
import type { SecretFault } from "./secret.ts";

const generate = `node -p "require('node:crypto').randomBytes(32).toString('base64url')"`;

const setFresh = makeSecret("set BETTER_AUTH_SECRET to its output");

function makeSecret(then: string): Finding["fixes"][number] {
  return {
    id: "set-a-fresh-secret",
    title: `Generate a secret with this command, and ${then}`,
    safety: "manual",
    command: generate,
    changes: [],
  };
}

/** `at`, where the variable is a line of a .env. */
const placed = (at: Place | undefined): { at?: Place } => (at === undefined ? {} : { at });

interface Seen {
  production: boolean;
  envFileExists: boolean;
}

/** What the load found, with what to do about the secret; it cannot know that `npm start` makes one. */
export function withAdvice(error: SurestartError, seen: Seen): SurestartError {
  const [first, ...rest] = error.findings.map(({ at, ...finding }): Finding => {
    const place = at && { ...at, file: `backend/${at.file}` };
    // The schema asks of it only that it is not empty.
    const missing =
      finding.title.startsWith("BETTER_AUTH_SECRET ") &&
      (finding.code === "env/missing-variable" || finding.code === "env/invalid-value");
    return missing ? missingSecret(seen, place) : { ...finding, ...placed(place) };
  });
  return new SurestartError([first as Finding, ...rest], { cause: error });
}

function missingSecret({ production, envFileExists }: Seen, at: Place | undefined): Finding {
  const init: Finding["fixes"][number] = {
    id: "init",
    title: `Let surestart ${envFileExists ? "complete" : "make"} backend/.env with a fresh secret, from the repository's folder`,
    safety: "manual",
    command: "npm start",
    changes: [],
  };
  const where = envFileExists
    ? "Neither the environment nor backend/.env sets it."
    : "The environment does not set it, and there is no backend/.env.";
  return {
    code: production || envFileExists ? "env/missing-variable" : "env/file-missing",
    severity: "error",
    confidence: "certain",
    title: "BETTER_AUTH_SECRET is not set",
    detail: `${where} Sessions and tokens are signed with it; without one, Better Auth would use a secret that is publicly known.`,
    ...placed(at),
    fixes: production ? [setFresh] : [init, setFresh],
  };
}

export interface WeakSecret extends SecretFault {
  variable: "BETTER_AUTH_SECRET" | "BETTER_AUTH_SECRETS";
  /** Of an entry in BETTER_AUTH_SECRETS; the current one encrypts, the others open what is older. */
  version: { number: number; current: boolean } | null;
}

export function weakSecret({ version, ...fault }: WeakSecret, at: Place | undefined): SurestartError {
  const fix = version === null ? setFresh : version.current ? setFreshVersion(version.number) : retire;
  return new SurestartError({
    code: fault.code,
    severity: "error",
    confidence: "certain",
    title: fault.title,
    detail: fault.why,
    ...placed(at),
    fixes: [fix],
  });
}

const setFreshVersion = (version: number): Finding["fixes"][number] =>
  makeSecret(`put its output after ${version}: in BETTER_AUTH_SECRETS`);

/** Another secret in its place could open nothing. */
const retire: Finding["fixes"][number] = {
  id: "retire-it",
  title:
    "Finish the rotation with npm run rotate-secret, and remove the old version from BETTER_AUTH_SECRETS",
  safety: "manual",
  changes: [],
};

export function refusedTestMode(variable: string, together: string, at: Place | undefined): SurestartError {
  return new SurestartError({
    code: "env/invalid-value",
    severity: "error",
    confidence: "certain",
    title: `${variable} is set together with ${together}`,
    detail: "With it, Better Auth skips its checks of the secret and of the origin of requests.",
    ...placed(at),
    fixes: [
      {
        id: "unset",
        title: `Unset ${variable.split("=")[0]} where the service is started`,
        safety: "manual",
        changes: [],
      },
    ],
  });
}

export function wrongOrigins(
  wrong: readonly { entry: string; fault: string }[],
  at: Place | undefined,
): SurestartError {
  const said = wrong.map(({ entry, fault }) => `"${entry}" ${fault}`).join("; ");
  return new SurestartError({
    code: "env/invalid-value",
    severity: "error",
    confidence: "certain",
    title: "BETTER_AUTH_TRUSTED_ORIGINS has an entry that is not an origin",
    detail: `${said}. Pages of a trusted origin can use the session of anyone who opens them.`,
    ...placed(at),
    fixes: [
      {
        id: "name-the-origins",
        title:
          "Name each frontend with its scheme, as in https://app.example.com; https://*.example.com means every host below example.com",
        safety: "manual",
        changes: [],
      },
    ],
  });
}

/** `position`: of the entry, from 1; the entry itself is a secret. */
export function invalidSecrets(position: number, at: Place | undefined): SurestartError {
  return new SurestartError({
    code: "secret/malformed",
    severity: "error",
    confidence: "certain",
    title: `Entry ${position} of BETTER_AUTH_SECRETS is not VERSION:SECRET, or repeats a version`,
    detail: "It is a list such as 2:NEW,1:OLD, the current one first; a version is a whole number.",
    ...placed(at),
    fixes: [
      {
        id: "write-versions",
        title: "Put a version and a colon before every secret",
        safety: "manual",
        changes: [],
      },
    ],
  });
}

/** `name`: the file of SQLite, or where PostgreSQL is. */
export function secretChanged(
  { type, name }: { type: "sqlite" | "postgres"; name: string },
  cause: unknown,
  at?: Place,
): SurestartError {
  return new SurestartError(
    {
      code: "secret/changed",
      severity: "error",
      confidence: "certain",
      title: "The stored signing keys were encrypted with a different secret than BETTER_AUTH_SECRET",
      detail: `The keys that sign tokens are in ${type === "sqlite" ? name : `PostgreSQL at ${name}`}, encrypted, and cannot be read with this one: sign-in would fail with 500.`,
      ...placed(at),
      fixes: [
        {
          id: "set-the-old-secret",
          title: "Set BETTER_AUTH_SECRET back to the previous secret",
          safety: "manual",
          changes: [],
        },
        {
          id: "rotate",
          title:
            "To change it for good, keep the old one in BETTER_AUTH_SECRET, put the new one into BETTER_AUTH_SECRETS as version 2 (2:NEW), and follow npm run rotate-secret",
          safety: "manual",
          changes: [],
        },
        dropKeys[type](name),
      ],
    },
    { cause },
  );
}

const dropKeys: Record<"sqlite" | "postgres", (name: string) => Finding["fixes"][number]> = {
  sqlite: (file) => ({
    id: "drop-the-keys",
    title: "Delete the keys: every token signed with them becomes invalid, passwords stay",
    safety: "manual",
    command: `node -e "new (require('node:sqlite').DatabaseSync)(process.argv[1]).exec('DELETE FROM jwks')" ${JSON.stringify(file)}`,
    changes: [],
  }),
  // No command: DATABASE_URL may be known to the backend's .env alone, and a password belongs in no command line.
  postgres: () => ({
    id: "drop-the-keys",
    title:
      "Delete the keys, with psql or another client of this database: DELETE FROM jwks. Every token signed with them becomes invalid, passwords stay",
    safety: "manual",
    changes: [],
  }),
};
