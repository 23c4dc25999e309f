import http from 'node:http';
import { seal } from './crypto.js';

const banner = seal('letters');
http.createServer((req, res) => res.end(banner)).listen(Number(process.env.PORT));
