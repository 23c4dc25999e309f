import { expect, test } from "vitest";
import { readersIn } from "../../src/env/access-list.ts";

test.each([
  ["a file in a profile", "O:BAG:DUD:AI(A;ID;FA;;;SY)(A;ID;FA;;;BA)(A;ID;FA;;;S-1-5-21-1-2-3-1001)", []],
  [
    "a file on a drive of its own",
    "O:BAG:DUD:AI(A;ID;FA;;;BA)(A;ID;FA;;;SY)(A;ID;0x1301bf;;;AU)(A;ID;0x1200a9;;;BU)",
    ["Authenticated Users", "Users"],
  ],
  ["by number, and all rights", "D:PAI(A;;GA;;;S-1-1-0)", ["Everyone"]],
  ["one right of several", "D:(A;;CCSWRC;;;WD)", ["Everyone"]],
  ["rights that read nothing of it", "D:(A;;0x100080;;;BU)(A;;RCWD;;;WD)", []],
  ["what only files below it inherit", "D:(A;OICIIO;GA;;;BU)", []],
  ["what is denied to somebody", "D:(D;;FA;;;BU)(A;;FA;;;WD)", []],
  ["a condition", "D:(XA;;FA;;;WD;(@User.Project==1))", []],
  ["no list at all", "O:BAG:DUD:NO_ACCESS_CONTROL", ["Everyone"]],
  ["an owner whose word ends with D", "O:WDG:WDD:PAI(A;;FA;;;WD)", ["Everyone"]],
  ["no SDDL", "", []],
])("%s", (_what, sddl, readers) => {
  expect(readersIn(sddl)).toEqual(readers);
});
