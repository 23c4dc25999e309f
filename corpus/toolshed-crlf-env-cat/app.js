const http = require('node:http');
const kind = process.env.SHED_STORE;
if (kind !== 'memory' && kind !== 'disk') {
  throw new Error('SHED_STORE must be memory or disk');
}
http.createServer((q, s) => s.end(kind)).listen(process.env.PORT);
