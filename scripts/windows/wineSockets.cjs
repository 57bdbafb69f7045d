// Loaded into every Node.js under Wine, which refuses keep-alive options on a socket that is not connected yet: `connect UNKNOWN`.
const { Socket } = require("node:net");

Socket.prototype.setKeepAlive = function setKeepAlive() {
  return this;
};
