require('dotenv').config({ path: __dirname + '/.env' });
const http = require('http');
const lift = require('./lift');
http.createServer((req, res) => res.end(lift)).listen(process.env.PORT || 3000);
