'use strict';
const http = require('node:http');
const settings = require('./settings');
const zoo = { name: settings.get('name'), gates: Number(settings.get('gates')), keeper: settings.get('keeper') };
http.createServer((req, res) => res.end(req.url === '/health' ? 'ok' : JSON.stringify(zoo))).listen(process.env.PORT || 3000);
