'use strict';
const http = require('node:http');
const { Timetable } = require('./timetable');

const table = new Timetable();
http
  .createServer((req, res) => res.end(req.url === '/health' ? 'ok' : JSON.stringify(table.next())))
  .listen(process.env.PORT || 3000);
