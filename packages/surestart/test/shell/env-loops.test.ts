import { expect, test } from "vitest";
import { envLoops } from "../../src/shell/env-loops.ts";
import { plain } from "../../src/shell/words.ts";

test.each<[string, string, [string, number, boolean][]]>([
  ["one variable a line", 'while IFS= read -r l; do\n  export "$l"\ndone < .env', [[".env", 3, true]]],
  [
    "taken apart",
    'cd x\nwhile IFS="=" read -r k v; do export "$k=$v"; done <config/app.env\n',
    [["config/app.env", 2, true]],
  ],
  ["without comments", 'while read -r l; do export "$l"; done < <(grep -v "^#" .env)', [[".env", 1, true]]],
  ["a variable's file", 'while read l; do export "$l"; done < "$DIR/.env"', [["$DIR/.env", 1, true]]],
  ["over words", 'for l in $(cat .env.local); do export "$l"; done', [[".env.local", 1, true]]],
  ["over words of xargs", 'for l in $(cat .env | xargs); do export "$l"; done', [[".env", 1, false]]],
  ["the shell reads them", 'while read -r l; do eval "export $l"; done < .env', [[".env", 1, false]]],
  [
    "quotes taken off",
    "while IFS== read k v; do v=$(echo $v | tr -d '[:punct:]'); export $k=$v; done < .env",
    [[".env", 1, false]],
  ],
  ["a shell of its own", 'cat .env | while read l; do export "$l"; done', []],
  ["nothing exported", 'while read l; do echo "$l"; done < .env', []],
  ["another file", 'while read l; do export "$l"; done < hosts.txt', []],
  ["no loop", "set -a; . ./.env", []],
])("loops over a .env: %s", (_name, text, expected) => {
  expect(envLoops(text).map((l) => [plain(l.file), l.line, l.verbatim])).toEqual(expected);
});
