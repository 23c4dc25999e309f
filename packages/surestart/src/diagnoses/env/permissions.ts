import { type Cases, defineDiagnosis } from "../../diagnose.ts";
import type { EnvFile } from "../../facts.ts";
import { isSecretName } from "../../secret-name.ts";
import { serveJs } from "../_serve.ts";
import { text } from "../_text.ts";

/** PEM that is made to be handed out, whatever its variable is called. */
const open = /^-----BEGIN (?:[A-Z0-9]+ )*(?:PUBLIC KEY|CERTIFICATE(?: REQUEST)?)-----/;

interface Evidence {
  file: EnvFile;
  /** Who may read it, in a sentence. */
  who: string;
  why: string;
}

export default defineDiagnosis({
  code: "env/permissions",
  since: "0.1.0",
  stage: "D",
  detect: (facts) =>
    facts.env.files.flatMap((file): Evidence[] =>
      file.role === "env" &&
      file.bindings.some((b) => isSecretName(b.key) && b.value !== "" && !open.test(b.value))
        ? readable(file)
        : [],
    ),
  finding: ({ file, who, why }) => ({
    severity: "warning",
    confidence: "certain",
    role: "none",
    title: `${file.file} can be read by ${who} on this machine`,
    detail: `It contains secrets, and ${why}`,
    at: { file: file.file },
  }),
  fixes: ({ file }, { env: { environment }, project: { windows } }) => [
    {
      id: "chmod",
      title: `Make ${file.file} readable only by its owner`,
      ...(windows
        ? { safety: "manual", ...ownRights(file.file, environment), changes: [] }
        : {
            safety: "review",
            command: `chmod 600 ${file.file}`,
            changes: [{ do: "chmod", file: file.file, mode: 0o600 }],
          }),
    },
  ],
  page: {
    what: "A .env with secrets can be read by other users of the machine.",
    why: "A new file can be read by everybody unless the umask forbids it.",
    causes: [
      "An editor or `cp` that created the file with the usual mode 644.",
      "A folder outside the user's own on Windows, such as `D:\\shop`: all users can read what is created there.",
    ],
    steps: [
      "Run `chmod 600 .env`, or `surestart doctor --fix`.",
      "On Windows, keep the project in your own folder (`C:\\Users\\NAME`), or run the `icacls` command of the finding.",
    ],
    not: "A file that git tracks is env/tracked-by-git.",
  },
});

function readable(file: EnvFile): Evidence[] {
  const { mode, readers = [] } = file;
  if (readers.length > 0)
    return [
      {
        file,
        who: "everybody",
        why: `its permissions let ${readers.join(" and ")} read it. In your own folder (%USERPROFILE%) only you could.`,
      },
    ];
  if (mode === null || (mode & 0o077) === 0) return [];
  return [
    {
      file,
      who: (mode & 0o007) !== 0 ? "everybody" : "its group",
      why: `its mode is ${(mode & 0o777).toString(8)}; 600 lets only its owner read it.`,
    },
  ];
}

/** Rights for this user, in place of those that the folder hands down. */
function ownRights(
  file: string,
  { USERNAME, USERDOMAIN }: Readonly<Record<string, string>>,
): { command?: string } {
  if (!USERNAME) return {};
  const user = USERDOMAIN ? `${USERDOMAIN}\\${USERNAME}` : USERNAME;
  return { command: `icacls "${file.replaceAll("/", "\\")}" /inheritance:r /grant:r "${user}:F"` };
}

export function cases(): Cases {
  const server = text`
    console.log(process.env.MAIL_SECRET?.length);
    ${serveJs}
  `;
  return {
    claims: [
      {
        name: "mode 644",
        files: { ".env": "MAIL_SECRET=Zk3v8Qp1Lm5xT7rB2nW9cY4dXs6\n", "server.js": server },
        command: ["node", "--env-file=.env", "server.js"],
        modes: { ".env": 0o644 },
      },
    ],
    leaves: [
      {
        name: "a public key, mode 644",
        files: {
          ".env": 'SEAL_PEM="-----BEGIN PUBLIC KEY-----\\nMCow\\n-----END PUBLIC KEY-----"\n',
          "server.js": server.replace("MAIL_SECRET", "SEAL_PEM"),
        },
        command: ["node", "--env-file=.env", "server.js"],
        modes: { ".env": 0o644 },
      },
      {
        name: "mode 600",
        files: { ".env": "MAIL_SECRET=Zk3v8Qp1Lm5xT7rB2nW9cY4dXs6\n", "server.js": server },
        command: ["node", "--env-file=.env", "server.js"],
      },
    ],
  };
}
