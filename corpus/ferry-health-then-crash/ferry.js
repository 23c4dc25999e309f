const http = require("node:http");
let ready = false;

http.createServer((req, res) => {
  res.writeHead(ready ? 200 : 503).end(ready ? "ok" : "loading");
}).listen(process.env.PORT);

function load() {
  const days = ["mon", "sat"];
  if (!days.includes("sun")) throw new Error("timetable has no Sunday");
  ready = true;
}
setTimeout(load, 1500);
