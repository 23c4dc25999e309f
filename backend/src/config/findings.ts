import { type Finding, SurestartError } from "surestart/serve";
import type { SecretFault } from "./secret.ts";

const generate = `node -p "require('node:crypto').randomBytes(32).toString('base64url')"`;

const readHere = { file: "src/config/auth-config.ts" };

const setFresh: Finding["fixes"][number] = {
  id: "set-a-fresh-secret",
  title: "Make a secret with this command, and set BETTER_AUTH_SECRET to what it prints",
  safety: "manual",
  command: generate,
  changes: [],
};

interface Seen {
  production: boolean;
  envFileExists: boolean;
}

/** What the load found, with what to do about the secret; it cannot know that `npm start` makes one. */
export function withAdvice(error: SurestartError, seen: Seen): SurestartError {
  const [first, ...rest] = error.findings.map((finding) => {
    const missing = finding.title.startsWith("BETTER_AUTH_SECRET is not");
    return missing && finding.code !== "env/misspelled-variable" ? missingSecret(seen) : finding;
  });
  return new SurestartError([first as Finding, ...rest], { cause: error });
}

function missingSecret({ production, envFileExists }: Seen): Finding {
  const init: Finding["fixes"][number] = {
    id: "init",
    title: `Let surestart ${envFileExists ? "complete" : "make"} backend/.env with a fresh secret, from the repository's folder`,
    safety: "manual",
    command: "npm start",
    changes: [],
  };
  const where = envFileExists
    ? "Neither the environment nor backend/.env has it."
    : "The environment does not have it, and there is no backend/.env.";
  return {
    code: production || envFileExists ? "env/missing-variable" : "env/file-missing",
    severity: "error",
    confidence: "certain",
    title: "BETTER_AUTH_SECRET is not set",
    detail: `${where} Sessions and tokens are signed with it; without one Better Auth would use a secret that everybody knows.`,
    at: readHere,
    fixes: production ? [setFresh] : [init, setFresh],
  };
}

export function weakSecret(fault: SecretFault): SurestartError {
  return new SurestartError({
    code: fault.code,
    severity: "error",
    confidence: "certain",
    title: fault.title,
    detail: fault.why,
    at: readHere,
    fixes: [setFresh],
  });
}

export function refusedTestMode(variable: string, beside: string): SurestartError {
  return new SurestartError({
    code: "env/invalid-value",
    severity: "error",
    confidence: "certain",
    title: `${variable} is set beside ${beside}`,
    detail: "With it Better Auth leaves out its checks of the secret and of where a request comes from.",
    at: readHere,
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

export function wrongOrigins(wrong: readonly { entry: string; fault: string }[]): SurestartError {
  const said = wrong.map(({ entry, fault }) => `"${entry}" ${fault}`).join("; ");
  return new SurestartError({
    code: "env/invalid-value",
    severity: "error",
    confidence: "certain",
    title: "BETTER_AUTH_TRUSTED_ORIGINS has an entry that is not an origin",
    detail: `${said}. Pages of a trusted origin may use the sessions of whoever opens them.`,
    at: readHere,
    fixes: [
      {
        id: "name-the-origins",
        title:
          "Name each frontend with its scheme, as in https://app.example.com; https://*.example.com stands for all below example.com",
        safety: "manual",
        changes: [],
      },
    ],
  });
}

/** `position`: of the entry, from 1; the entry itself is a secret. */
export function invalidSecrets(position: number): SurestartError {
  return new SurestartError({
    code: "secret/malformed",
    severity: "error",
    confidence: "certain",
    title: `Entry ${position} of BETTER_AUTH_SECRETS is not VERSION:SECRET, or its version is there twice`,
    detail: "It is a list such as 2:NEW,1:OLD, the current one first; a version is a whole number.",
    at: readHere,
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

export function secretChanged(databaseFile: string, cause: unknown): SurestartError {
  return new SurestartError(
    {
      code: "secret/changed",
      severity: "error",
      confidence: "certain",
      title: "The stored signing keys were made with another secret than BETTER_AUTH_SECRET",
      detail: `The keys that sign tokens are in ${databaseFile}, encrypted, and cannot be read with this one: sign-in would answer 500.`,
      at: readHere,
      fixes: [
        {
          id: "set-the-old-secret",
          title: "Set BETTER_AUTH_SECRET to the secret as it was",
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
        {
          id: "drop-the-keys",
          title: "Drop the keys: tokens that are out there end, passwords stay",
          safety: "manual",
          command: `node -e "new (require('node:sqlite').DatabaseSync)(process.argv[1]).exec('DELETE FROM jwks')" ${JSON.stringify(databaseFile)}`,
          changes: [],
        },
      ],
    },
    { cause },
  );
}

export function databaseNotWritable(databaseFile: string, code: string, cause: unknown): SurestartError {
  return new SurestartError(
    {
      code: "resource/permission-denied",
      severity: "error",
      confidence: "certain",
      title: "The database cannot be opened for writing",
      detail: `${databaseFile}: the system says ${code}. DATABASE_FILE names it; its folder has to be writable too.`,
      at: readHere,
      fixes: [
        {
          id: "make-writable",
          title: "Give this user the right to write there, or set DATABASE_FILE",
          safety: "manual",
          changes: [],
        },
      ],
    },
    { cause },
  );
}

/** What keeps a database's file from being used; `detail` is the evidence. */
export function databaseUnusable(
  kind: keyof typeof unusable,
  databaseFile: string,
  detail: string,
  cause: unknown,
): SurestartError {
  const { code, title, way } = unusable[kind];
  return new SurestartError(
    {
      code,
      severity: "error",
      confidence: "certain",
      title,
      detail: `${databaseFile}: ${detail}`,
      at: readHere,
      fixes: [{ id: kind, title: way, safety: "manual", changes: [] }],
    },
    cause === undefined ? {} : { cause },
  );
}

const unusable = {
  full: {
    code: "resource/disk-full",
    title: "The disk of the database is full",
    way: "Make room there, or set DATABASE_FILE to a file elsewhere",
  },
  folder: {
    code: "env/invalid-value",
    title: "DATABASE_FILE names a folder",
    way: "Set DATABASE_FILE to the path of a file, such as data/auth.db",
  },
  "file-in-path": {
    code: "env/invalid-value",
    title: "DATABASE_FILE leads through a file",
    way: "Set DATABASE_FILE to a path whose folders are folders",
  },
  missing: {
    code: "resource/path-missing",
    title: "The folder of the database could not be made",
    way: "Make it, or set DATABASE_FILE to a file elsewhere",
  },
  locked: {
    code: "resource/file-locked",
    title: "Another process has locked the database",
    way: "Stop that process, or wait until it is done; a backup and a shell of SQLite hold the lock, too",
  },
  "no-database": {
    code: "resource/file-damaged",
    title: "The file of the database is not an SQLite database",
    way: "Put a backup in its place, or set DATABASE_FILE to another file",
  },
  damaged: {
    code: "resource/file-damaged",
    title: "The file of the database is damaged",
    way: "Put a backup in its place; without one, save what can be read: sqlite3 OLD .recover | sqlite3 NEW",
  },
} as const satisfies Record<string, { code: Finding["code"]; title: string; way: string }>;
