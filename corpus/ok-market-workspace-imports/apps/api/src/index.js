import { env } from '@market/env';
import http from 'node:http';
http.createServer((req, res) => res.end(req.url === '/health' ? 'ok' : `${env.city} ${env.stalls}`)).listen(process.env.PORT ?? 3000);
