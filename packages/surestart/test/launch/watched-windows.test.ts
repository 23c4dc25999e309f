import { expect, test } from "vitest";
import { watchedIn } from "../../src/launch/watched-windows.ts";

test("a run that is killed leaves those programs to the watchdog that it has not seen end", () => {
  const said = [
    "over 1 200 100 1000",
    "has 1 201 1010",
    "over 2 300 100 2000",
    "has 2 301 2010",
    "has 2 302 2020",
    "done 1",
    "over 3 400 100 3000",
    "",
  ];
  expect(watchedIn(said.join("\n"))).toEqual([
    {
      pid: 300,
      parent: 100,
      startedAt: 2000,
      known: [
        { pid: 301, startTime: 2010 },
        { pid: 302, startTime: 2020 },
      ],
    },
    { pid: 400, parent: 100, startedAt: 3000, known: [] },
  ]);
  expect(watchedIn("")).toEqual([]);
});
