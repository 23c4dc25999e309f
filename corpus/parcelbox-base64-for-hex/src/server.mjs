import { createServer } from 'node:http';
import { seal } from './cipher.mjs';
createServer((req, res) => res.end(req.url === '/health' ? 'ok' : seal('box'))).listen(process.env.PORT);
