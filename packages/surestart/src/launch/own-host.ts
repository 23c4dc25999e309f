const ownHosts = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\]|0\.0\.0\.0|\[::\])$/i;

/** Does the host of a URL, as it is written there, mean this machine itself? */
export function isOwnHost(host: string): boolean {
  return ownHosts.test(host);
}
