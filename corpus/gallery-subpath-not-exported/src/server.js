import http from 'node:http';
import { frame } from 'framekit/lib/frame.js';
http.createServer((req, res) => res.end(req.url === '/health' ? 'ok' : frame('sea'))).listen(process.env.PORT || 3000);
