import { join } from 'node:path';
process.loadEnvFile(join(import.meta.dirname, '..', '.env'));
