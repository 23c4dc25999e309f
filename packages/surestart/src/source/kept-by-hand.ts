import type { SourceLoad } from "../facts.ts";

/**
 * What the project's own lines that read a .env leave in its values, by the text of their file: quotes where nothing in it
 * speaks of a quote, carriage returns where it cuts at LF alone and trims nothing. Said only of a file that takes a line apart
 * itself and calls nothing of the project for it.
 */
export function keptByHand(text: string, language: "python" | "javascript"): Pick<SourceLoad, "keeps"> {
  const code = text.replace(language === "python" ? /^\s*#.*$/gm : /^\s*(?:\/\/|\*|\/\*).*$/gm, "");
  if (!/(["'`])=\1/.test(code) || ownHelp[language].test(code)) return {};
  const keeps: ("quotes" | "returns")[] = [];
  if (!speaksOfQuotes.test(code)) keeps.push("quotes");
  if (
    language === "javascript" &&
    cutsAtNewline.test(code) &&
    !trims.test(code.replace(/process\.env\[[^\]]*\]/g, ""))
  )
    keeps.push("returns");
  return keeps.length > 0 ? { keeps } : {};
}

const ownHelp = {
  python: /^\s*(?:from\s+\.|import\s+\.)/m,
  javascript: /(?:from|import|require\()\s*["'`]\.{1,2}\//,
};
const speaksOfQuotes =
  /"'|'"|`"|`'|\\["']|quot|shlex|literal_eval|JSON\.parse|json\.loads|\b3[49]\b|\\x2[27]|\\u002[27]/i;
const cutsAtNewline = /\.split\(\s*(["'`])\\n\1\s*\)/;
const trims = /\.trim|\\r|\\s|EOL|\.replace/;
