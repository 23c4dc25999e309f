import http from 'node:http';
const level = (process.env.AVIARY_LEVEL ?? 'info').trim().toLowerCase();
if (!['debug', 'info', 'warn'].includes(level)) throw new Error('AVIARY_LEVEL');
const origins = process.env.AVIARY_ORIGINS.split(',').map((o) => new URL(o.trim()).origin);
const ratio = Number(process.env.AVIARY_RATIO);
if (!(ratio > 0 && ratio <= 1)) throw new RangeError('AVIARY_RATIO');
const color = process.env.AVIARY_COLOR || '#ffaa00';
http.createServer((req, res) => res.end(req.url === '/health' ? 'ok' : `${level} ${origins} ${color}`)).listen(process.env.PORT || 3000);
