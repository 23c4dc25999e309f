import { defineTool } from "./_define.ts";

/** https://github.com/typestack/class-transformer: what it makes of texts is tried with version 0.5. */
export default defineTool({
  name: "class-transformer",
  language: "javascript",
  schemas: {
    modules: ["class-transformer"],
    instances: {
      calls: ["class-transformer.plainToInstance", "class-transformer.plainToClass"],
      class: "0",
      input: "1",
      converts: "2.enableImplicitConversion",
      onlyNamed: "2.excludeExtraneousValues",
      type: "Type",
      name: "Expose",
      changes: "Transform",
      leavesOut: "Exclude",
    },
  },
});
