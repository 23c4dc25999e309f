import http from 'node:http';
import { createLogger } from './logger.js';

const logger = createLogger(process.env.LOG_LEVEL ?? 'info');
const port = Number(process.env.PORT ?? 3000);
http
  .createServer((req, res) => {
    logger.debug(req.method, req.url);
    res.end(`0 ${process.env.SCALE_UNIT ?? 't'}`);
  })
  .listen(port, () => logger.info(`listening on ${port}`));
