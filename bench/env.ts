import { parseEnv } from "node:util";
import { parse as parseDotenvx } from "@dotenvx/dotenvx";
import { parse as parseDotenv } from "dotenv";
import { readDocument, toEnvBindings } from "../packages/surestart/src/env/document.ts";
import { readEnv } from "../packages/surestart/src/env.ts";

/*
 * Reading a .env: ours next to those that people use, in turn in one run, so that the ratios hold on a busy machine.
 * Plain values as most files have them: no quotes but a few, some comments.
 */
const subjects: [string, (text: string) => unknown][] = [
  ["surestart, dialect node", (text) => readEnv(text, "node")],
  ["surestart, dialect dotenv", (text) => readEnv(text, "dotenv")],
  ["surestart, dialect python", (text) => readEnv(text, "python")],
  ["surestart, whole document", (text) => toEnvBindings(readDocument(text))],
  ["util.parseEnv", (text) => parseEnv(text)],
  ["dotenv", (text) => parseDotenv(text)],
  ["dotenv, fast", (text) => parseDotenv(text, { fast: true })],
  ["dotenvx", (text) => parseDotenvx(text, { processEnv: {} })],
];

const slow = new Set(["dotenvx"]);

for (const lines of [193, 6000]) {
  const text = sample(lines);
  const times = measure(text, lines > 1000 ? 4 : 60);
  const peers = times.filter(({ name }) => !name.startsWith("surestart"));
  const fastest = Math.min(...peers.map(({ ms }) => ms));
  console.log(`\nreading ${lines} lines (${(text.length / 1024).toFixed(1)} KiB)`);
  for (const { name, ms } of times.sort((a, b) => a.ms - b.ms)) {
    const ratio = (fastest / ms).toFixed(2);
    console.log(
      `  ${name.padEnd(28)} ${(ms * 1000).toFixed(1).padStart(9)} µs   ${ratio} × the fastest peer`,
    );
  }
}

/** The median of rounds in which all take their turn. */
function measure(text: string, repeats: number): { name: string; ms: number }[] {
  const rounds = subjects.map((): number[] => []);
  for (let round = 0; round < 45; round++) {
    subjects.forEach(([name, read], index) => {
      if (slow.has(name) && (text.length > 100_000 ? round !== 5 : round % 15 !== 5)) return;
      const start = performance.now();
      // A slow one is asked less often, so that the run takes seconds.
      const times = slow.has(name) ? 1 : repeats;
      for (let i = 0; i < times; i++) read(text);
      if (round >= 5) (rounds[index] as number[]).push((performance.now() - start) / times);
    });
  }
  return subjects.map(([name], index) => {
    const sorted = (rounds[index] as number[]).sort((a, b) => a - b);
    return { name, ms: sorted[sorted.length >> 1] as number };
  });
}

function sample(lines: number): string {
  const text: string[] = [];
  for (let i = 0; text.length < lines; i++) {
    if (i % 12 === 0) text.push(`# section ${i / 12}`);
    else if (i % 12 === 6) text.push("");
    else if (i % 12 === 3) text.push(`SERVICE_${i}_URL=https://host-${i}.example.org:8443/path?q=${i}`);
    else if (i % 12 === 9) text.push(`SERVICE_${i}_NAME="service number ${i}"`);
    else text.push(`SERVICE_${i}_KEY=value-${i}-abcdef`);
  }
  return `${text.slice(0, lines).join("\n")}\n`;
}
