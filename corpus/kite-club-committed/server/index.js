const { createServer } = require('node:http');
const { createHmac } = require('node:crypto');

const sign = (text) => createHmac('sha256', process.env.KITE_SESSION_SECRET).update(text).digest('hex');
createServer((req, res) => res.end(sign(req.url))).listen(process.env.PORT ?? 3000);
