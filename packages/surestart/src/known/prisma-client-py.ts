import { defineTool } from "./_define.ts";

/** https://prisma-client-py.readthedocs.io */
export default defineTool({
  name: "prisma-client-py",
  called: "Prisma Client Python",
  language: "python",
  packages: { pypi: "prisma" },
  generates: {
    command: "prisma generate",
    says: /The Client hasn't been generated yet|prisma\.errors\.ClientNotGenerated/i,
  },
});
