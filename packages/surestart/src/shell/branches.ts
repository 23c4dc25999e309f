import type { ShellCommand } from "./commands.ts";
import { plain, type ShellWord } from "./words.ts";

/** A branch of `if`: what its condition says, null where that cannot be told. */
export interface Branch {
  condition: boolean | null;
  inCondition: boolean;
  done: boolean;
  aboutFile: boolean;
}

const keywords = new Set(["then", "do", "done", "esac", "{", "}", "!", "time"]);
const loops = new Set(["while", "until", "for", "case", "function"]);

/** Follows `if`, `elif`, `else`, `fi` and gives the words of the command without its keywords. */
export function followBranches(command: ShellCommand, branches: Branch[]): ShellWord[] {
  let words = command.words;
  for (;;) {
    const first = plain(words[0] ?? []);
    const branch = branches.at(-1);
    if (first === "if") branches.push({ condition: null, inCondition: true, done: false, aboutFile: false });
    else if (first === "elif" && branch) {
      branch.done ||= branch.condition === true;
      branch.condition = null;
      branch.inCondition = true;
    } else if (first === "then" && branch) {
      branch.inCondition = false;
      if (branch.done) branch.condition = false;
    } else if (first === "else" && branch) {
      const known = branch.done || branch.condition === true;
      branch.condition = known ? false : branch.condition === false ? true : null;
    } else if (first === "fi") branches.pop();
    else if (loops.has(first)) return [];
    else if (!keywords.has(first)) return words;
    words = words.slice(1);
    if (words.length === 0) return [];
  }
}
