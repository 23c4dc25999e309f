module.exports = "on";
