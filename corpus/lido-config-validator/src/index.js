import http from 'node:http';
import { config } from './config.js';
http.createServer((req, res) => res.end(JSON.stringify(config))).listen(process.env.PORT ?? 3000);
