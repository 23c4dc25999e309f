import { expect, test } from "vitest";
import type { SourceFacts, StartCommand } from "../../src/facts.ts";
import { loadersOf } from "../../src/survey/loaders.ts";

test.each<[string, boolean | null, boolean, number]>([
  ["it is there", true, false, 1],
  ["nobody can tell", null, false, 1],
  ["it is not there", false, false, 0],
  ["it is not there yet", false, true, 1],
])("flask run loads .env by a package: %s", (_name, has, comes, count) => {
  const command = {
    cwd: "/srv/desk",
    envFiles: [
      {
        file: ".env",
        dialect: "python",
        at: null,
        optional: true,
        override: false,
        how: "flask",
        needs: "python-dotenv",
      },
    ],
  } as Partial<StartCommand> as StartCommand;
  const loaders = loadersOf({
    dir: "/srv/desk",
    root: "/srv/desk",
    command,
    source: { loads: [] as SourceFacts["loads"] } as SourceFacts,
    installed: (pack) => (pack === "python-dotenv" ? has : null),
    demanded: () => comes,
    version: null,
  });
  expect(loaders).toHaveLength(count);
});
