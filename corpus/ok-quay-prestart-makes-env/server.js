if (!process.env.QUAY_NUMBER) throw new Error('QUAY_NUMBER');
require('node:http').createServer((req, res) => res.end(process.env.QUAY_NUMBER)).listen(process.env.PORT || 3000);
