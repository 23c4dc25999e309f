const http = require('node:http');
const { hall, mail } = require('./config');
http.createServer((req, res) => res.end(req.url === '/health' ? 'ok' : `${hall} ${mail ? 'mail' : ''}`)).listen(process.env.PORT || 3000);
