import { type Cases, defineDiagnosis } from "../../diagnose.ts";
import type { Facts } from "../../facts.ts";
import type { Place } from "../../finding.ts";
import { statusWords } from "../_ntstatus.ts";
import { saidFixes } from "../_said.ts";
import { seenInCall } from "../_seen.ts";
import { seenBy } from "../_seen-cases.ts";
import { serverJs } from "../_serve.ts";
import { text } from "../_text.ts";
import { diedUnderWatch, stalled } from "./_watched.ts";

export default defineDiagnosis({
  code: "app/crashed",
  since: "0.1.0",
  stage: "R",
  fallback: true,
  detect: (facts) => {
    const { run } = facts;
    const watched = diedUnderWatch(facts);
    const lives = !watched && stalled(facts);
    if (
      run?.outcome !== "failed" ||
      (run.exit?.code === 0 && run.kept) ||
      (!watched && !lives && (run.ended !== "exited" || run.exit?.code === 0))
    )
      return [];
    return [
      {
        crash: run.crash,
        code: watched ? null : (run.exit?.code ?? null),
        watched: watched ? keeperWords(facts) : lives ? livesOn : null,
        lives,
        last: run.output.filter((l) => l.trim() !== "").slice(-3),
        unread: run.unread === true,
        part: run.part ?? null,
        settings: settingsNamed(facts),
        seen: seenInCall(facts),
      },
    ];
  },
  finding: ({ crash, code, watched, lives, last, unread, part, settings, seen }) => {
    const said = crash?.said;
    const named = crash
      ? (said?.title ?? `${crash.name}${crash.message ? `: ${crash.message}` : ""}`)
      : (last.findLast((line) => errorWithoutTrace.test(line))?.replace(/[.:]$/, "") ?? null);
    const at = crash ? crash.at : settings;
    const subject = part?.name ? part.name : "The program";
    const how = watched ?? `${crash ? subject : "It"} ended with status ${statusWords(code)}.`;
    const others = part ? " The command starts several programs, and this is one of them." : "";
    return {
      severity: "error",
      confidence: lives ? "likely" : "certain",
      role: "crash",
      title: named
        ? (named.split("\n")[0]?.slice(0, 200) ?? named)
        : watched
          ? "The program ended, and said no error"
          : `${subject} ended with status ${statusWords(code)}`,
      detail: crash
        ? `${said ? `${said.detail} ` : ""}${how}${others}${crash.at?.line === undefined ? "" : ` The last line of the project that it ran is ${crash.at.file}:${crash.at.line}.`}${seen.words}`
        : `${how}${others}${last.length > 0 ? ` Its last words: "${last.join(" / ")}".` : unread ? "" : " It said nothing."}${seen.words}`,
      ...(at ? { at } : {}),
      also: [
        ...seen.also,
        ...(crash?.frames ?? [])
          .filter((f) => f.own)
          .slice(0, -1)
          .slice(-3)
          .map((f) => ({
            file: f.file,
            line: f.line,
            note: f.function ? `in ${f.function}` : "on the way",
          })),
      ],
    };
  },
  fixes: ({ crash }) => saidFixes(crash),
  page: {
    what: "The program failed with an error that surestart knows no better words for: it is shown as the program gave it.",
    why: "A wrong diagnosis is worse than none.",
    causes: ["A fault in the code itself."],
    not: "Errors whose cause is known have codes of their own.",
  },
});

const livesOn = "The program said this error, lives on, and opens no port.";

/** What has become of a program that something keeps going. */
function keeperWords({ run }: Facts): string {
  const { by = null, again } = run?.kept ?? {};
  if (again) return `The program ended each time that ${by} started it.`;
  return `The program ended, and ${by ?? "what watches its files"} waits for a change.`;
}

/** Some tools show of their own errors the last line alone: Django's `CommandError: …`. */
const errorWithoutTrace = /^(?:[a-z_][\w.]*\.)?[A-Z]\w*(?:Error|Exception): \S/;

/** The file of Django's settings, where the program's last words name one of them. */
function settingsNamed({ run, source }: Facts): Place | null {
  if (!run?.output.slice(-3).some((line) => /\bsettings\.[A-Z][A-Z_]+\b/.test(line))) return null;
  const file = source.imports.find((i) => i.settings && i.reached)?.resolved;
  return file ? { file } : null;
}

export function cases(): Cases {
  const files = {
    "server.js": text`
      function boot() {
        throw new Error("the moon is full");
      }
      boot();
    `,
  };
  return {
    claims: [
      {
        name: "an error of the program's own",
        files,
        run: {
          outcome: "failed",
          ended: "exited",
          exit: { code: 1, signal: null },
          output: ["Error: the moon is full", "    at boot (server.js:2:9)"],
        },
      },
      {
        name: "an error of its own, with a status above 128",
        files,
        run: {
          outcome: "failed",
          ended: "exited",
          exit: { code: 137, signal: null },
          output: ["Error: the moon is full", "    at boot (server.js:2:9)"],
        },
      },
      {
        name: "a status above 128 that it chose itself",
        files,
        run: {
          outcome: "failed",
          ended: "exited",
          exit: { code: 143, signal: null },
          output: ["the tide table is missing"],
        },
      },
      {
        name: "one of several programs that a command starts",
        files,
        run: {
          outcome: "failed",
          ended: "exited",
          exit: { code: 1, signal: null },
          part: { name: "api", status: 1 },
          output: ["Error: the moon is full", "    at boot (server.js:2:9)"],
        },
      },
      {
        name: "a second look saw which value the failing call was given",
        files: {
          ".env": "TIDE_TABLE=north-shore\n",
          "server.js": text`
            process.loadEnvFile();
            function boot(table) {
              return table.tides.first;
            }
            boot(process.env[["TIDE", "TABLE"].join("_")]);
          `,
        },
        run: {
          outcome: "failed",
          ended: "exited",
          exit: { code: 1, signal: null },
          output: [
            "TypeError: Cannot read properties of undefined (reading 'first')",
            "    at boot (server.js:3:22)",
          ],
        },
        facts: {
          witness: seenBy("node", {
            name: "TypeError",
            at: { file: "server.js", line: 3 },
            gave: [
              {
                name: "TIDE_TABLE",
                how: "whole",
                as: "table",
                to: "boot",
                at: { file: "server.js", line: 5 },
              },
            ],
          }),
        },
      },
      {
        name: "an error without a trace",
        files,
        run: {
          outcome: "failed",
          ended: "exited",
          exit: { code: 1, signal: null },
          output: ["CommandError: the moon must be named if the sun is off."],
        },
      },
      {
        name: "an error under a watcher that waits for a change",
        files,
        command: ["node", "--watch", "server.js"],
        run: {
          outcome: "failed",
          ended: "timeout",
          exit: { code: 0, signal: null },
          output: [
            "Error: the moon is full",
            "    at boot (server.js:2:9)",
            "Failed running 'server.js'. Waiting for file changes before restarting...",
          ],
        },
      },
      {
        name: "an error that the program logs, and lives on without a port",
        files,
        run: {
          outcome: "failed",
          ended: "timeout",
          ms: 9000,
          output: ["Error: the moon is full", "    at boot (server.js:2:9)"],
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
