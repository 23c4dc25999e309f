import './boot.js';
import http from 'node:http';
import { ward } from './ward.js';
http.createServer((req, res) => res.end(req.url === '/health' ? 'ok' : ward)).listen(process.env.PORT || 3000);
