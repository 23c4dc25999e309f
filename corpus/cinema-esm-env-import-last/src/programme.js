import { ok } from 'node:assert';
const { CINEMA_TITLE: title, CINEMA_SCREEN: screen = '1' } = process.env;
ok(title, 'no film tonight');
export const programme = `${title} on screen ${screen}`;
