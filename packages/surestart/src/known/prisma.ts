import { defineTool } from "./_define.ts";

/** https://www.prisma.io/docs/orm/reference/prisma-client-reference */
export default defineTool({
  name: "prisma",
  called: "Prisma",
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
  uses: {
    // What schema.prisma reads by itself.
    "prisma-schema": {
      urls: [
        {
          client: "Prisma",
          refuses: /^(?!postgres(ql)?$|mysql$|file$|sqlserver$|mongodb(\+srv)?$|prisma$|prisma\+postgres$).*/,
          wants: () => "postgresql",
          says: /the URL must start with the protocol/,
          otherwise: { stack: /^prisma$/, name: /^DATABASE_URL$/ },
        },
      ],
    },
  },
  migrates: { command: "npx prisma migrate dev", file: /^schema\.prisma$/ },
  // https://www.prisma.io/docs/orm/prisma-schema/overview/generators
  generates: {
    command: "npx prisma generate",
    says: /@prisma\/client did not initialize yet|\.prisma\/client(?:\/default)?['"]|prisma generate/i,
    into: {
      package: "@prisma/client",
      folder: [".prisma", "client"],
      files: ["default.js", "index.js"],
      stub: "did not initialize yet",
    },
    schema: {
      key: ["prisma", "schema"],
      files: ["prisma/schema.prisma", "schema.prisma", "prisma/schema/schema.prisma"],
      output: /generator\s+\w+\s*\{[^}]*?\boutput\s*=\s*"([^"]+)"/,
    },
  },
  framework: { packages: ["@prisma/client"] },
  variables: ["PRISMA_"],
});
