import http from 'node:http';
import { auth } from './auth.js';

http.createServer(async (req, res) => {
  if (req.url === '/health') return res.end('ok');
  const answer = await auth.handler(new Request('http://localhost' + req.url));
  res.statusCode = answer.status;
  res.end(await answer.text());
}).listen(Number(process.env.PORT || 3000));
