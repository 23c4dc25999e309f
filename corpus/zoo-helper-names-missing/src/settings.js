'use strict';
class Settings {
  #prefix;
  constructor(prefix) {
    this.#prefix = prefix;
  }
  get(name) {
    const key = `${this.#prefix}_${name.toUpperCase()}`;
    if (!(key in process.env)) throw new Error(`${key} is not defined`);
    return process.env[key];
  }
}
module.exports = new Settings('ZOO');
