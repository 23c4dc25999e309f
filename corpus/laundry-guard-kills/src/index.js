const http = require("node:http");
const machines = Array.from({ length: 12 }, (_, i) => ({ id: i + 1, busy: false }));
setTimeout(() => {
  http.createServer((req, res) => res.end(JSON.stringify(machines))).listen(process.env.PORT);
}, 1500);
