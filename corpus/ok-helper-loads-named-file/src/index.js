require('../lib/load')(require('path').join(__dirname, '../config/app.env'));
const http = require('http');
const cows = require('./cows');
http.createServer((req, res) => res.end(req.url === '/health' ? 'ok' : `${cows}`)).listen(process.env.PORT || 3000);
