import { number, object, string } from './schema.js';

export const config = object({
  LIDO_LANES: number({ min: 1, max: 12 }),
  LIDO_DEPTH_CM: number({ min: 50, max: 500 }),
  LIDO_OPEN: string(),
}).parse(process.env);
