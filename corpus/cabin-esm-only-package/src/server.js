const http = require('node:http');
const { title } = require('./title');
http.createServer((req, res) => res.end(req.url === '/health' ? 'ok' : title('Red Cabin'))).listen(process.env.PORT || 3000);
