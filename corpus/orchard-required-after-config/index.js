const http = require('node:http');
const path = require('node:path');
const store = require('./lib/store');

process.loadEnvFile(path.join(__dirname, '.env'));

http.createServer((req, res) => res.end(req.url === '/health' ? 'ok' : store.kind)).listen(process.env.PORT || 3000);
