const { createServer } = require("node:http");

const key = process.env.KILN_ENCRYPTION_KEY;
if (!key) throw new Error("KILN_ENCRYPTION_KEY is not set");
createServer((request, response) => response.end("warm")).listen(Number(process.env.PORT), "127.0.0.1");
