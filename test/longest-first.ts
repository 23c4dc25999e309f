import { BaseSequencer, type TestSpecification } from "vitest/node";

/** What takes longest, in this order: started last, each of these would leave the other cores idle at the end. */
const longest = [
  "test/corpus.test.ts",
  "backend/test/start.test.ts",
  "backend/test/health.test.ts",
  "backend/test/boot.test.ts",
  "test/package.test.ts",
  "packages/surestart/test/cli/large-env.test.ts",
  "packages/surestart/test/cli/run-port.test.ts",
  "packages/surestart/test/cli/run-end.test.ts",
  "packages/surestart/test/cli/soak.test.ts",
  "packages/surestart/test/env/differential.test.ts",
];

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => {
      const index = longest.findIndex((name) => moduleId.endsWith(`/${name}`));
      return index < 0 ? longest.length : index;
    };
    return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b));
  }
}
