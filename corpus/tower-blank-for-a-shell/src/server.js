const http = require('http');
if (!process.env.TOWER_NAME) {
  console.error('TOWER_NAME must be set');
  process.exit(1);
}
http.createServer((req, res) => res.end(`${process.env.TOWER_NAME} ${process.env.TOWER_FLOORS}`)).listen(process.env.PORT || 3000);
