import { createDecipheriv } from 'node:crypto';
import { readFileSync } from 'node:fs';

const key = Buffer.from(process.env.DIARY_MASTER_KEY, 'hex');

export function open(file) {
  const { iv, tag, data } = JSON.parse(readFileSync(file, 'utf8'));
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(iv, 'hex'));
  decipher.setAuthTag(Buffer.from(tag, 'hex'));
  return JSON.parse(Buffer.concat([decipher.update(Buffer.from(data, 'hex')), decipher.final()]).toString());
}
