const http = require('node:http');
const speed = Number(process.env.SAW_SPEED);
if (!Number.isInteger(speed)) throw new Error('SAW_SPEED must be an integer');
if (!process.env.SAW_BLADE) throw new Error('SAW_BLADE');
http.createServer((req, res) => res.end(req.url === '/health' ? 'ok' : process.env.SAW_LABEL)).listen(process.env.PORT || 3000);
