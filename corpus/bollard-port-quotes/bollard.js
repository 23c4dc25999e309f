require("node:http").createServer((q, s) => s.end("ok")).listen(Number(process.env.PORT));
