const http = require('http');
const boxes = require('./routes/boxes');
http.createServer((req, res) => res.end(JSON.stringify(boxes.all()))).listen(process.env.PORT || 3000);
