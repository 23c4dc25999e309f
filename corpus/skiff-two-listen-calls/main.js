import { start } from './lib/server.js';

start();
