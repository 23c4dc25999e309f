import { createCipheriv, randomBytes } from 'node:crypto';

const hex = process.env.BOX_ENCRYPTION_KEY ?? '';
if (!/^[0-9a-f]{64}$/i.test(hex)) throw new Error('BOX_ENCRYPTION_KEY must be 64 hex digits');
const key = Buffer.from(hex, 'hex');
export function seal(text) {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  return Buffer.concat([iv, cipher.update(text), cipher.final()]).toString('base64');
}
