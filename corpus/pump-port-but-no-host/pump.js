const { createServer } = require("node:http");

const host = process.env.PUMP_HOST;
if (!host) throw new Error("PUMP_HOST must be set");
createServer((request, response) => response.end(host)).listen(Number(process.env.PORT), "127.0.0.1");
