const fs = require("node:fs");
const http = require("node:http");

fs.promises.mkdir("spool").catch((error) => console.error(error));
http.createServer((q, s) => s.end("ok")).listen(process.env.PORT);
