if (!/^\$2b\$10\$/.test(process.env.PANEL_HASH)) throw new Error('PANEL_HASH');
require('http').createServer((q, s) => s.end('ok')).listen(process.env.PORT);
