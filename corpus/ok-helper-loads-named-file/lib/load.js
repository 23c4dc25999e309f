const fs = require('fs');
module.exports = function load(file) {
  for (const line of fs.readFileSync(file, 'utf8').split('\n')) {
    const [, key, value] = /^(\w+)=(.*)$/.exec(line) ?? [];
    if (key && process.env[key] === undefined) process.env[key] = value;
  }
};
