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
    title: `git tracks ${file.file}, which has secrets`,
    detail: `Everybody who has the repository has them. Taking the file out of git does not take it out of its history: the secrets must be made anew where they are used.`,
    at: { file: file.file },
  }),
  fixes: (file) => [
    {
      id: "untrack",
      title: `Stop tracking ${file.file} and ignore it; then make its secrets anew`,
      safety: "review",
      command: `git rm --cached ${file.file}`,
      changes: [{ do: "git-untrack", file: file.file }],
    },
  ],
  page: {
    what: "A .env with secrets is in the index of git.",
    why: "A line in .gitignore does nothing for a file that is tracked already.",
    causes: ["The file was committed before .gitignore had it.", "`git add -f`."],
    not: "A .env that git merely does not ignore is not reported: only what is tracked is.",
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
