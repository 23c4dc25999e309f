const path = require('node:path');
process.loadEnvFile(path.resolve(process.cwd(), '.env'));

const http = require('node:http');
const gate = require('./gate');
http.createServer((req, res) => res.end(req.url === '/health' ? 'ok' : `gate ${gate}`)).listen(process.env.PORT || 3000);
