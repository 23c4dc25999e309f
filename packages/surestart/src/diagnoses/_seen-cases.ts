import type { Case } from "../diagnose.ts";
import type { WitnessFacts, WitnessFailure } from "../facts.ts";
import type { Place } from "../finding.ts";
import { text } from "./_text.ts";

/** For the cases: what a second look saw, which failed with the same exception at the same place. */
export function seenBy(
  language: WitnessFacts["language"],
  failure: Pick<WitnessFailure, "name" | "at"> & Partial<WitnessFailure>,
  more: Partial<WitnessFacts> = {},
): WitnessFacts {
  return {
    sure: true,
    language,
    reads: [],
    writes: [],
    copies: [],
    opened: [],
    failure: { frames: [{ at: failure.at, own: true, in: "" }], lacks: [], gave: [], ...failure },
    ...more,
  };
}

/** A read that found this, at the place where it was. */
export function sawRead(
  name: string,
  found: "missing" | "empty" | "set",
  at: Place,
): WitnessFacts["reads"][number] {
  return { name, found, at, order: 1 };
}

/** A program whose variable KEEL_KEY has its name from a file, so that only a second look can see what it finds there. */
export function seenByName(name: string, env: string, found: "missing" | "empty"): Case {
  const at = { file: "main.py", line: 5 };
  const failure = { name: "RuntimeError", at: { file: "main.py", line: 7 }, raises: true as const };
  return {
    name,
    files: {
      ".env": env,
      "names.txt": "KEEL_KEY\n",
      "main.py": text`
        import os
        from dotenv import load_dotenv
        load_dotenv()
        name = open("names.txt").read().strip()
        key = os.environ.get(name)
        if not key:
            raise RuntimeError("the keel is loose")
      `,
    },
    run: {
      output: [
        "Traceback (most recent call last):",
        '  File "main.py", line 7, in <module>',
        '    raise RuntimeError("the keel is loose")',
        "RuntimeError: the keel is loose",
      ],
    },
    facts: {
      witness: seenBy(
        "python",
        { ...failure, lacks: [{ name: "KEEL_KEY", found, at, sure: true }] },
        { reads: [sawRead("KEEL_KEY", found, at)] },
      ),
    },
  };
}
