import { type Cases, defineDiagnosis } from "../../diagnose.ts";
import { isSecretName } from "../../secret-name.ts";
import { looksLikePlaceholder } from "../../secret-value.ts";
import { serveJs } from "../_serve.ts";
import { text } from "../_text.ts";

export default defineDiagnosis({
  code: "env/tracked-by-git",
  since: "0.1.0",
  stage: "D",
  detect: (facts) =>
    facts.env.files.filter(
      (f) =>
        f.role === "env" &&
        f.tracked === true &&
        f.bindings.some((b) => isSecretName(b.key) && b.value !== "" && !looksLikePlaceholder(b.value)),
    ),
  finding: (file) => ({
    severity: "warning",
    confidence: "certain",
    role: "none",
    title: `git tracks ${file.file}, which contains secrets`,
    detail: `Everybody who has the repository has them. Removing the file from git does not remove it from the history: the secrets must be replaced where they are used.`,
    at: { file: file.file },
  }),
  fixes: (file) => [
    {
      id: "untrack",
      title: `Stop tracking ${file.file} and ignore it; then replace its secrets`,
      safety: "review",
      command: `git rm --cached ${file.file}`,
      changes: [{ do: "git-untrack", file: file.file }],
    },
  ],
  page: {
    what: "git tracks a .env file that contains secrets.",
    why: "A line in .gitignore has no effect on a file that is tracked already.",
    causes: ["The file was committed before it was listed in .gitignore.", "`git add -f`."],
    steps: [
      "Stop tracking it: `surestart doctor --fix`, or `git rm --cached .env` and a line `.env` in .gitignore. The file itself stays.",
      "Replace its secrets where they are used: the old ones remain in the history of the repository.",
    ],
    not: "A .env that git does not ignore but does not track either is not reported.",
  },
});

export function cases(): Cases {
  const server = text`
    console.log(process.env.MAIL_SECRET?.length);
    ${serveJs}
  `;
  const files = { ".env": "MAIL_SECRET=Zk3v8Qp1Lm5xT7rB2nW9cY4dXs6\n", "server.js": server };
  return {
    claims: [
      {
        name: "committed",
        files,
        command: ["node", "--env-file=.env", "server.js"],
        git: [".env", "server.js"],
      },
    ],
    leaves: [
      {
        name: "ignored",
        files: { ...files, ".gitignore": ".env\n" },
        command: ["node", "--env-file=.env", "server.js"],
        git: ["server.js", ".gitignore"],
      },
    ],
  };
}
