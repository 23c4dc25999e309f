import { defineDiagnosis } from "../../diagnose.ts";
import type { Facts } from "../../facts.ts";
import type { Place } from "../../finding.ts";
import { tools } from "../../known/_tools.ts";
import { statusWords } from "../_ntstatus.ts";
import { saidFixes } from "../_said.ts";
import { seenInCall } from "../_seen.ts";
import { errorLine, errorWords } from "../runtime/_crash-text.ts";
import { diedUnderWatch, saidTrace, stalled } from "./_watched.ts";

export default defineDiagnosis({
  code: "app/crashed",
  since: "0.1.0",
  stage: "R",
  fallback: true,
  detect: (facts) => {
    const { run } = facts;
    const watched = diedUnderWatch(facts);
    const lives = !watched && stalled(facts);
    if (run?.outcome !== "failed" || (run.exit?.code === 0 && run.kept)) return [];
    if (!watched && !lives && (run.ended !== "exited" || (run.exit?.code === 0 && !saidTrace(facts))))
      return [];
    const words = errorWords(facts);
    return [
      {
        crash: run.crash,
        meant: run.crash?.said ? undefined : meant.find((one) => one.words.test(words)),
        code: watched ? null : (run.exit?.code ?? null),
        watched: watched ? keeperWords(facts) : lives ? livesOn(facts) : null,
        lives,
        last: run.output.filter((l) => l.trim() !== "").slice(-3),
        unread: run.unread === true,
        part: run.part ?? null,
        settings: settingsNamed(facts),
        // A stack that is too deep for its print ends before the project's line, which the second look has seen.
        about: importNamed(facts) ?? (run.crash?.at === null ? (facts.witness?.failure?.at ?? null) : null),
        seen: seenInCall(facts),
      },
    ];
  },
  finding: ({ crash, meant, code, watched, lives, last, unread, part, settings, about, seen }) => {
    const said = crash?.said;
    const named = crash
      ? (said?.title ?? meant?.title ?? errorLine(crash))
      : (last.findLast((line) => errorWithoutTrace.test(line))?.replace(/[.:]$/, "") ?? null);
    const at = crash ? (crash.at ?? about) : settings;
    const subject = part?.name ? part.name : "The program";
    const how = watched ?? `${crash ? subject : "It"} ended with status ${statusWords(code)}.`;
    const others = part ? " The command starts several programs, and this is one of them." : "";
    return {
      severity: "error",
      confidence: lives ? "likely" : "certain",
      // An end without a word explains nothing: what would fail any start comes first.
      role: named === null ? "would" : "crash",
      title: named
        ? (named.split("\n")[0]?.slice(0, 200) ?? named)
        : watched
          ? "The program ended without an error message"
          : `${subject} ended with status ${statusWords(code)}`,
      detail: crash
        ? `${said ? `${said.detail} ` : meant ? `It says: "${errorLine(crash)}". ` : ""}${how}${others}${crash.at?.line === undefined ? "" : ` The last line of the project that it ran is ${crash.at.file}:${crash.at.line}.`}${seen.words}`
        : `${how}${others}${last.length > 0 ? ` Its last output: "${last.join(" / ")}".` : unread ? "" : " It printed nothing."}${seen.words}`,
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
  fixes: ({ crash, meant }) =>
    meant ? [{ id: "correct-call", title: meant.fix, safety: "manual", changes: [] }] : saidFixes(crash),
  page: {
    what: "The program failed with an error that surestart cannot explain better: it is shown as the program printed it.",
    why: "A wrong diagnosis is worse than none.",
    causes: ["An error in the code itself."],
    steps: [
      "Read the error, and go to the line that the finding shows: it is the last line of your project that ran.",
      'Look up the error text: `surestart explain "the text"` lists the diagnoses that know it.',
      "If the cause is one that surestart should know, report it with the output of `surestart run --format json`.",
    ],
    not: "Errors with a known cause have their own codes.",
  },
});

/** What the errors of known tools mean. */
const meant = tools.flatMap(({ says }) => says?.meant ?? []);

function livesOn({ run }: Facts): string {
  const then = run?.listening.length ? `${run.health?.path} does not answer` : "it opens no port";
  return `The program reported this error and keeps running, but ${then}.`;
}

/** What has become of a program that something keeps going. */
function keeperWords({ run }: Facts): string {
  const { by = null, again } = run?.kept ?? {};
  if (again) return `The program ended each time that ${by} started it.`;
  return `The program ended, and ${by ?? "what watches its files"} waits for a change.`;
}

/** Some tools show of their own errors the last line alone: Django's `CommandError: …`. */
const errorWithoutTrace = /^(?:[a-z_][\w.]*\.)?[A-Z]\w*(?:Error|Exception): \S/;

/** The import of the package that the words name, where they mean something. */
function importNamed({ run, source }: Facts): Place | null {
  const words = run?.crash?.message ?? "";
  const named = meant.flatMap((one) => one.words.exec(words)?.groups?.["package"] ?? [])[0];
  return source.imports.find((i) => i.package === named && i.reached)?.at ?? null;
}

/** The file of Django's settings, where the program's last words name one of them. */
function settingsNamed({ run, source }: Facts): Place | null {
  if (!run?.output.slice(-3).some((line) => /\bsettings\.[A-Z][A-Z_]+\b/.test(line))) return null;
  const file = source.imports.find((i) => i.settings && i.reached)?.resolved;
  return file ? { file } : null;
}

export { cases } from "./_crashed-cases.ts";
