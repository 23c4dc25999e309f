const http = require('http');
const { dir } = require('./uploads');
http.createServer((req, res) => res.end(dir)).listen(process.env.PORT || 3000);
