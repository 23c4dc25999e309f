const http = require('node:http');
const gates = require('./src/gates');
http.createServer((req, res) => res.end(String(gates.open(1)))).listen(process.env.PORT || 3000);
