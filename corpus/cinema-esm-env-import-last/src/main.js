import { createServer } from 'node:http';
import { programme } from './programme.js';
import './load-env.js';

createServer((req, res) => res.end(req.url === '/health' ? 'ok' : programme)).listen(process.env.PORT || 3000);
