import { type Cases, defineDiagnosis } from "../../diagnose.ts";
import { valuePlace } from "../_lookup.ts";
import { serveJs, serverJs } from "../_serve.ts";
import { text } from "../_text.ts";
import { typed } from "../_typed.ts";
import { refusedToBind } from "../port/_bind.ts";
import { lastWords } from "../runtime/_crash-text.ts";
import { insideProject, pathInError, variableOfPath } from "./_path.ts";

export default defineDiagnosis({
  code: "resource/permission-denied",
  since: "0.1.0",
  stage: "R",
  detect: (facts) => {
    const text = lastWords(facts);
    const match =
      /\b(EACCES|EPERM|EROFS)\b|PermissionError|\[Errno (?:1|13|30)\]|attempt to write a readonly database|unable to open database file.*permission/i.exec(
        text,
      );
    const binding = refusedToBind(facts) || /error while attempting to bind|spawn \S+ EACCES/i.test(text);
    if (!match || binding || facts.run?.spawnError) return [];
    const path = pathInError(facts);
    return [{ path, readOnly: /EROFS|Errno 30/.test(text), variable: variableOfPath(facts, path) }];
  },
  about: ({ path }, facts) => (path === null ? [] : [`file ${insideProject(facts, path) ?? path}`]),
  finding: ({ path, readOnly, variable }, facts) => ({
    severity: "error",
    confidence: "certain",
    role: "crash",
    title: path
      ? `${path} cannot be ${readOnly ? "written" : "used"}: ${readOnly ? "read-only" : "permission denied"}`
      : "The program is not permitted to use a file that it needs",
    detail: readOnly
      ? "It is on a file system that is mounted read-only."
      : `The user who runs the program is not permitted to use it${variable ? `; ${variable.name} names it` : ""}.`,
    ...(facts.run?.crash?.at ? { at: facts.run.crash.at } : path ? { at: { file: path } } : {}),
    also: variable
      ? [{ ...valuePlace(variable.file, variable.binding), note: `${variable.name} names it` }]
      : [],
  }),
  fixes: ({ path }, facts) => [
    {
      id: "grant",
      title: "Permit the user to use it, or use another folder",
      safety: "manual",
      ...(path ? typed(facts, `ls -ld ${path}; id`, `icacls "${path}"`) : {}),
      changes: [],
    },
  ],
  page: {
    what: "The program has to read or write a file or folder, and is not permitted to.",
    why: "Another user owns it, its mode forbids it, or its file system is mounted for reading only.",
    causes: [
      "It was created by root or by a container.",
      "A container that runs as another user.",
      "A read-only root file system.",
    ],
    steps: [
      "See who may use it, and who you are: `ls -ld PATH; id`.",
      'Give it to the user who runs the program: `sudo chown -R "$USER" PATH`.',
      "In a container: `COPY --chown=node:node . .` in the Dockerfile, or a volume that belongs to the user of the container.",
      "A read-only file system: let the program write to another folder, or mount a volume there.",
    ],
    says: [
      "[Errno 13] Permission denied: '…'",
      "EACCES: permission denied, open '…'",
      "PermissionError: …",
      "EPERM: operation not permitted, …",
    ],
    not: "A port below 1024 is port/privileged; a path that does not exist is resource/path-missing.",
  },
});

export function cases(): Cases {
  const files = {
    "server.js": text`
      require("node:fs").mkdirSync("var/log/app");
      ${serveJs}
    `,
  };
  return {
    claims: [
      {
        name: "a folder of somebody else",
        files,
        run: {
          output: [
            "Error: EACCES: permission denied, mkdir 'var/log/app'",
            "    at Object.mkdirSync (node:fs:1364:26)",
            "    at Object.<anonymous> (server.js:1:20)",
            "  code: 'EACCES',",
          ],
        },
      },
    ],
    leaves: [
      {
        name: "healthy",
        files: { "server.js": serverJs },
        run: { outcome: "healthy", ended: "healthy" },
      },
    ],
  };
}
