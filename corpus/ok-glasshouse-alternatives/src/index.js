const http = require('http');
const { duration, size } = require('./units');
const url = process.env.GLASS_CACHE_URL || process.env.REDIS_URL;
if (!url) throw new Error('GLASS_CACHE_URL or REDIS_URL');
const ttl = duration(process.env.GLASS_TTL ?? '5m');
const store = { memory: () => new Map(), redis: () => require('redis').createClient({ url }) }[process.env.GLASS_STORE ?? 'memory']();
http.createServer((req, res) => res.end(req.url === '/health' ? 'ok' : `${ttl} ${size(process.env.GLASS_MAX)} ${store.size}`)).listen(process.env.PORT || 3000);
