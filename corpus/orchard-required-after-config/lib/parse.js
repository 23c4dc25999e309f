exports.parse = (text) => text.split('://')[0];
