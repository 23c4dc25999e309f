const flag = require('./flags');
require('node:http').createServer((req, res) => res.end(flag)).listen(process.env.PORT || 3000);
