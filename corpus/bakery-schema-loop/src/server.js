import { createServer } from 'node:http';
import { readSettings } from './settings.js';

const settings = readSettings();
createServer((req, res) => {
  if (req.url === '/health') return res.end('ok');
  res.end(JSON.stringify({ oven: settings.OVEN_NAME, max: settings.OVEN_MAX_TEMP }));
}).listen(process.env.PORT ?? 3000);
