import fc from "fast-check";
import { afterEach, beforeEach } from "vitest";

// The same values every time, so that a change of ours is what turns a property red; by hand, with SURESTART_FUZZ, others each time.
if (process.env["SURESTART_FUZZ"] === undefined) fc.configureGlobal({ seed: 1 });

// A warning that no test asked for is a defect that nobody would look at: it fails the test that caused it.
const seen: Error[] = [];
const remember = (warning: Error): void => void seen.push(warning);

beforeEach(() => {
  seen.length = 0;
  process.on("warning", remember);
});

afterEach(() => {
  process.off("warning", remember);
  const [first] = seen;
  if (first)
    throw new Error(`a warning was printed that the test does not assert: ${first.message}`, {
      cause: first,
    });
});
