import { defineTool } from "./_define.ts";

/** https://www.prisma.io/docs/orm/reference/prisma-client-reference */
export default defineTool({
  name: "prisma",
  language: "javascript",
  takes: [
    {
      calls: ["@prisma/client.PrismaClient"],
      value: ["0.datasourceUrl", "0.datasources.db.url"],
      usedAs: "prisma",
      as: "url",
    },
    {
      calls: ["@prisma/adapter-*.Prisma*"],
      value: ["0.connectionString", "0.url"],
      usedAs: "prisma",
      as: "url",
    },
  ],
  framework: { packages: ["@prisma/client"] },
  variables: ["PRISMA_"],
});
