const http = require("node:http");
const beam = require("beam");
const lamp = require("lamp");

http.createServer((q, s) => s.end(`${lamp} ${beam()}`)).listen(process.env.PORT);
