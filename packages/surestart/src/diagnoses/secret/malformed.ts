import { type Cases, defineDiagnosis } from "../../diagnose.ts";
import { isSecretName } from "../../secret-name.ts";
import { crashTouches, relatedReads } from "../_lookup.ts";
import { escapedLines, hasEscapedLines, lineEndFixes } from "../_pem.ts";
import { importPy, serveJs, servePy } from "../_serve.ts";
import { text } from "../_text.ts";
import { printsSecret } from "../_typed.ts";
import { type Form, formOf, hasForm } from "./_forms.ts";
import { type SetSecret, setSecrets } from "./_secrets.ts";

export default defineDiagnosis({
  code: "secret/malformed",
  since: "0.1.0",
  stage: "DR",
  detect: (facts) =>
    setSecrets(facts, hasForm).flatMap((secret) => {
      const known = formOf(secret.variable, facts.run?.crash ?? null);
      const form = known ?? ownForm(secret);
      if (!form || form.suits(secret.value)) return [];
      return [{ ...secret, form, known: known !== null, escaped: hasEscapedLines(secret.value) }];
    }),
  about: ({ variable: { name }, known }) => [...(known ? ([`form ${name}`] as const) : []), `value ${name}`],
  finding: ({ variable, place, form, escaped }, facts) => {
    const failed =
      facts.run?.outcome === "failed" &&
      (crashTouches(facts, variable) || form.says.test(facts.run.crash?.message ?? ""));
    const at = place?.at ?? variable.reads[0]?.at;
    return {
      severity: facts.run?.outcome === "healthy" ? "warning" : "error",
      confidence: "certain",
      role: failed ? "crash" : "would",
      title: escaped
        ? `${variable.name} has \\n instead of line breaks`
        : `${variable.name} does not have the format that ${form.library} requires`,
      detail: escaped
        ? `The program gets the value as it is in ${place?.file ?? "the environment"}: ${escapedLines}.`
        : `${form.library.replace(/^the /, "The ")} requires ${form.wants}; the value has ${Buffer.byteLength(secretValue(variable))} bytes and another format.`,
      ...(at ? { at } : {}),
      also: relatedReads(variable.reads.slice(0, 1), () => `${variable.name} is read here`),
    };
  },
  fixes: ({ variable, form, escaped }, facts) =>
    escaped
      ? lineEndFixes(facts, variable)
      : [
          {
            id: "make",
            title: `Generate a value in the right format and set ${variable.name} to it; what was encrypted with the old one stays unreadable`,
            safety: "manual",
            command: form.command,
            changes: [],
          },
        ],
  page: {
    what: "A secret is set, but its library refuses its format: not base64, no version in front, the wrong number of bytes.",
    why: "Some libraries decode the value before they use it.",
    causes: [
      "A hex string where base64 is required.",
      "A key of another library.",
      "BETTER_AUTH_SECRETS without `1:` in front of the value.",
      "APP_KEY without `base64:`.",
      "A key in PEM whose line breaks are the two characters \\n, which neither the loader nor the code converts.",
    ],
    steps: [
      'Generate a value in the right format; the finding has the command. Fernet: `python3 -c "from cryptography.fernet import Fernet; print(Fernet.generate_key().decode())"`.',
      "Keep in mind that what was encrypted with the old value stays unreadable.",
      "A key in PEM: write it in quotes with real line breaks (`surestart doctor --fix` does it), or convert \\n where it is read.",
    ],
    examples: [
      {
        file: ".env",
        wrong: "BETTER_AUTH_SECRETS=4dV0kZ8qTn2XyLw7",
        right: "BETTER_AUTH_SECRETS=1:4dV0kZ8qTn2XyLw7",
      },
    ],
    not: "A value that is only too short is secret/too-short.",
  },
});

/** The code's own check, followed with the value, refuses it. */
function ownForm({ variable, value }: SetSecret): Form | null {
  const read = variable.reads.find((r) => r.reached && r.when !== "request" && r.refuses?.includes(value));
  // Of what is no text of chance, a random one would be no use.
  if (!read || read.as !== undefined || value.includes("://") || isPath(value)) return null;
  if (!isSecretName(variable.name)) return null;
  return {
    library: read.at.file,
    wants: "a format that its own check accepts",
    suits: () => false,
    says: /(?!)/,
    command: printsSecret({ generate: "hex" }),
  };
}

/** It names a file, in which the secret is. */
function isPath(value: string): boolean {
  return /^(?:\.{0,2}[\\/]|~|[A-Za-z]:[\\/])|\.(?:json|pem|key|p12)$/.test(value);
}

function secretValue(variable: { value: string | null; setValue: string | null }): string {
  return variable.value ?? variable.setValue ?? "";
}

const pushFiles = (key: string): Record<string, string> => ({
  ".env": `PUSH_PAIR=${key}\n`,
  "package.json": '{"dependencies":{"web-push":"3"}}',
  "node_modules/web-push/package.json": '{"name":"web-push","version":"3.6.7"}',
  "server.js": text`
    const push = require("web-push");
    push.setVapidDetails("mailto:pier@example.org", "BKd0", process.env.PUSH_PAIR);
    ${serveJs}
  `,
});

export function cases(): Cases {
  const main = text`
    import os
    ${importPy}
    from cryptography.fernet import Fernet
    from dotenv import load_dotenv
    load_dotenv()
    box = Fernet(os.environ["BOX_KEY"])
    ${servePy}
  `;
  const cipher = text`
    const { createCipheriv, randomBytes } = require("node:crypto");
    const key = Buffer.from(process.env.NOTES_KEY, "base64");
    exports.box = () => createCipheriv("aes-256-gcm", key, randomBytes(12));
    ${serveJs}
  `;
  // The form of a key, and none.
  const pem = `-----BEGIN PRIVATE KEY-----\n${"MC4CAQAwBQYDK2Vw".repeat(4)}\n-----END PRIVATE KEY-----`;
  const signer = text`
    const { createPrivateKey } = require("node:crypto");
    const key = createPrivateKey(process.env.SEAL_PRIVATE_KEY);
    require("node:http").createServer((q, r) => r.end(key.type)).listen(process.env.PORT);
  `;
  return {
    claims: [
      {
        name: "hex for a Fernet key",
        files: {
          ".env": "BOX_KEY=3d9a5b60c1e24f7788fa0b12de34c5f6\n",
          "requirements.txt": "cryptography\npython-dotenv\n",
          "main.py": main,
        },
      },
      {
        name: "hex where the key of a cipher is decoded from base64",
        files: {
          ".env": "NOTES_KEY=8b1f5d02c94e7a6630fdc1829e57ab4410c8d6f2937b5ea18c24fd609b71e35a\n",
          "server.js": cipher,
        },
        command: ["node", "--env-file=.env", "server.js"],
      },
      {
        name: "22 bytes for the key of a cipher, in 32 characters",
        files: {
          ".env": "NOTES_KEY=aGFsZiBhIGtleSBvZiAyMCBieXRlcw==\n",
          "main.py": text`
            import os
            from dotenv import load_dotenv
            load_dotenv()
            from box import seal
            KEY = os.environ["NOTES_KEY"]
            BOX = seal(KEY)
          `,
          "box.py": "def seal(key):\n    return ciphers(key)\n",
        },
        run: {
          output: [
            "Traceback (most recent call last):",
            '  File "main.py", line 6, in <module>',
            "ValueError: AESGCM key must be 128, 192, or 256 bits.",
          ],
        },
      },
      {
        name: "a push key of another length, in a variable whose name says nothing of a secret",
        files: pushFiles("c2hvcnQ"),
        command: ["node", "--env-file=.env", "server.js"],
      },
      {
        name: "a key in PEM with \\n for its line ends",
        files: { ".env": `SEAL_PRIVATE_KEY=${pem.replaceAll("\n", "\\n")}\n`, "server.js": signer },
        command: ["node", "--env-file=.env", "server.js"],
      },
    ],
    leaves: [
      {
        name: "push keys as they are generated",
        files: pushFiles("Yz3nK8Qw1LpR5tVx7Zb2Nc4Md6Fg8Hj0KqWeRtYuIoA"),
        command: ["node", "--env-file=.env", "server.js"],
      },
      {
        name: "the code makes line ends of the \\n in a key",
        files: {
          ".env": `SEAL_PRIVATE_KEY=${pem.replaceAll("\n", "\\n")}\n`,
          "server.js": signer.replace("SEAL_PRIVATE_KEY)", 'SEAL_PRIVATE_KEY.replace(/\\\\n/g, "\\n"))'),
        },
        command: ["node", "--env-file=.env", "server.js"],
      },
      {
        name: "a key in double quotes, of whose \\n the loader makes line ends",
        files: { ".env": `SEAL_PRIVATE_KEY="${pem.replaceAll("\n", "\\n")}"\n`, "server.js": signer },
        command: ["node", "--env-file=.env", "server.js"],
      },
      {
        name: "32 bytes in base64 for the key of a cipher",
        files: { ".env": "NOTES_KEY=ix9dAslOemYw/cGCnlerRBDI1vKTe16hjCT9YJtx41o=\n", "server.js": cipher },
        command: ["node", "--env-file=.env", "server.js"],
      },
      {
        name: "32 bytes of url-safe base64",
        files: {
          ".env": "BOX_KEY=kW1m0V8Jz3wJ0m3Gg7m3cV2c0o2mZc5t8u4pQ1sX9yE=\n",
          "requirements.txt": "cryptography\npython-dotenv\n",
          "main.py": main,
        },
      },
    ],
  };
}
