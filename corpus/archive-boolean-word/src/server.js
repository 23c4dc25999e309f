const { createServer } = require('node:http');
const config = require('./config');

createServer((req, res) => res.end(req.url === '/health' ? 'ok' : JSON.stringify(config))).listen(process.env.PORT || 3000);
