'use strict';
class SettingError extends Error {}

function need(name) {
  const value = process.env[name];
  if (value === undefined || value === '') throw new SettingError(`${name} is not configured`);
  return value;
}

module.exports = { need, SettingError };
