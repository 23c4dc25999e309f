const { slug } = require('slugger');
exports.title = (text) => slug(text);
