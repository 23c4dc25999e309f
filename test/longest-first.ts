import { BaseSequencer, type TestSpecification } from "vitest/node";
import { long } from "./projects.ts";

/** What takes longest is started first: started last, each of these would leave the other cores idle at the end. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => {
      const index = long.findIndex((name) => moduleId.endsWith(`/${name}`));
      return index < 0 ? long.length : index;
    };
    return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b));
  }
}
