import http from 'node:http';
import { settings } from './settings.js';

http.createServer((req, res) => res.end(settings.depot)).listen(settings.port);
