import { createServer } from 'node:http';
import { unit, station } from './settings.js';

createServer((request, response) => {
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ unit, station }));
}).listen(process.env.PORT);
