import { type Cases, defineDiagnosis } from "../../diagnose.ts";
import type { Facts } from "../../facts.ts";
import { listed, relatedReads } from "../_lookup.ts";
import { absent, missingAtStart, wouldBeRead } from "../_missing.ts";
import { serveJs } from "../_serve.ts";
import { text } from "../_text.ts";
import { typed } from "../_typed.ts";
import { insideProject, pathInError } from "../resource/_path.ts";
import { lastWords } from "../runtime/_crash-text.ts";

export default defineDiagnosis({
  code: "env/file-unreadable",
  since: "0.1.0",
  stage: "DR",
  detect: (facts) =>
    facts.env.files
      .filter(
        (f) =>
          f.role === "env" &&
          (f.state !== "ok" || f.file === refusedFile(facts)) &&
          wouldBeRead(facts, f.file),
      )
      .map((file) => ({
        file: file.state === "ok" ? { ...file, state: "permission" as const } : file,
        missing: missingAtStart(facts).filter((m) => m.variable.setValue === null),
      })),
  about: ({ file, missing }) => [`file ${file.file}`, ...absent(missing)],
  finding: ({ file, missing }, facts) => {
    const grave = missing.length > 0 || file.file === refusedFile(facts);
    return {
      severity: grave ? "error" : "warning",
      confidence: "certain",
      role: grave ? (facts.run?.outcome === "failed" ? "crash" : "would") : "none",
      title: `${file.file} ${{ permission: "cannot be read: permission denied", folder: "is a folder", dangling: "is a link to a file that does not exist" }[file.state as "permission"]}`,
      detail: `${file.file} is where the variables should come from, and ${{ permission: "the user who starts the program is not permitted to read it", folder: "it is a folder, not a file", dangling: "it is a broken link" }[file.state as "permission"]}.${missing.length > 0 ? ` The code needs ${listed(missing.map((m) => m.variable.name))}.` : ""}`,
      at: { file: file.file },
      also: missing.flatMap((m) => relatedReads([m.reads[0]], () => `${m.variable.name} is needed here`)),
    };
  },
  fixes: ({ file }, facts) => [
    {
      id: "make-readable",
      title: {
        permission: "Permit the user who starts the program to read it",
        folder: "Replace the folder with a file",
        dangling: "Repair the link, or replace it with a file",
      }[file.state as "permission"],
      safety: "manual",
      ...(file.state === "permission"
        ? typed(facts, `sudo chown "$USER" ${file.file} && chmod 600 ${file.file}`)
        : {}),
      changes: [],
    },
  ],
  page: {
    what: "A .env file exists and cannot be read: it is not permitted, it is a folder, or it is a link to a file that does not exist.",
    why: "Most loaders go on without a warning when they cannot open the file.",
    causes: [
      "The file was created by root or by a container.",
      "A mount that created a folder because the file did not exist (docker does that).",
      "A link into a folder that does not exist on this machine.",
    ],
    steps: [
      "Look at it: `ls -ld .env`.",
      'Not permitted: `sudo chown "$USER" .env && chmod 600 .env`.',
      "A folder: stop the container that mounts it, remove the folder (`rmdir .env`), create the file, and start the container again.",
      "A broken link: point it to the right file, or replace it with a file.",
    ],
    not: "A file that does not exist is env/file-missing.",
  },
});

/** The file that the program itself says it may not read: it runs as another user than who asks. */
function refusedFile(facts: Facts): string | null {
  const path = /PermissionError|EACCES|\[Errno 13\]/.test(lastWords(facts)) ? pathInError(facts) : null;
  return path === null ? null : insideProject(facts, path);
}

export function cases(): Cases {
  const server = text`
    if (!process.env.FEED) throw new Error("FEED");
    ${serveJs}
  `;
  return {
    claims: [
      {
        name: "a folder of this name, as a mount leaves it",
        files: { ".env/keep": "", "server.js": `require("node:process").loadEnvFile;\n${server}` },
        command: ["node", "--env-file=.env", "server.js"],
      },
    ],
    leaves: [
      {
        name: "a file",
        files: { ".env": "FEED=1\n", "server.js": server },
        command: ["node", "--env-file=.env", "server.js"],
      },
    ],
  };
}
