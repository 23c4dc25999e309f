const http = require("node:http");
const { PrismaClient } = require("@prisma/client");

const prisma = new PrismaClient();
http.createServer(async (q, s) => s.end(String(await prisma.entry.count()))).listen(process.env.PORT);
