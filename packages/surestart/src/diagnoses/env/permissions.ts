import { type Cases, defineDiagnosis } from "../../diagnose.ts";
import { isSecretName } from "../../secret-name.ts";
import { serveJs } from "../_serve.ts";
import { text } from "../_text.ts";

/** PEM that is made to be handed out, whatever its variable is called. */
const open = /^-----BEGIN (?:[A-Z0-9]+ )*(?:PUBLIC KEY|CERTIFICATE(?: REQUEST)?)-----/;

export default defineDiagnosis({
  code: "env/permissions",
  since: "0.1.0",
  stage: "D",
  detect: (facts) =>
    facts.env.files.flatMap((file) =>
      file.role === "env" &&
      file.mode !== null &&
      (file.mode & 0o077) !== 0 &&
      file.bindings.some((b) => isSecretName(b.key) && b.value !== "" && !open.test(b.value))
        ? [{ file, mode: file.mode }]
        : [],
    ),
  finding: ({ file, mode }) => ({
    severity: "warning",
    confidence: "certain",
    role: "none",
    title: `${file.file} can be read by ${(mode & 0o007) !== 0 ? "everybody" : "its group"} on this machine`,
    detail: `It has secrets, and its mode is ${(mode & 0o777).toString(8)}; 600 lets only its owner read it.`,
    at: { file: file.file },
  }),
  fixes: ({ file }) => [
    {
      id: "chmod",
      title: `Make ${file.file} readable by its owner only`,
      safety: "review",
      command: `chmod 600 ${file.file}`,
      changes: [{ do: "chmod", file: file.file, mode: 0o600 }],
    },
  ],
  page: {
    what: "A .env with secrets can be read by other users of the machine.",
    why: "A new file is readable by all unless it is made otherwise.",
    causes: ["An editor or `cp` that made the file with the usual mode 644."],
    not: "A file that git tracks is env/tracked-by-git.",
  },
});

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
