import { isSecretName } from "./secret-name.ts";
import { hasPasswordInUrl, looksRandom } from "./secret-value.ts";

/**
 * How many characters of a variable's value may be shown, from the first: all of a port, a host, NODE_ENV and its like, a
 * number or a boolean; of a URL without user and password its origin. 0 where its name says that the value itself is a secret,
 * and where nothing is known of it.
 */
export function openLength(name: string, value: string): number {
  if (value === "" || isSecretName(name) || hasPasswordInUrl(value)) return 0;
  if (isOpen(name, value)) return value.length;
  return origin.exec(value)?.[0].length ?? 0;
}

/** A port, a host or the like: what it is about may be spoken of. */
export function isOpen(name: string, value: string): boolean {
  if (number.test(value) || boolean.test(value)) return true;
  if (ports.test(name)) return portText.test(value) && !value.split(/[\s"'#]+/).some(looksRandom);
  if (!short.test(value)) return false;
  if (hosts.test(name) && host.test(value)) return !looksRandom(value) || fullHost.test(value);
  return modes.test(name) && !looksRandom(value);
}

const number = /^[+-]?\d{1,20}(?:\.\d{1,20})?$/;
const boolean = /^(?:true|false|yes|no|on|off|enabled?|disabled?|none|null)$/i;
/** One word, as people write such values; a token that was pasted into the wrong line is longer or looks another way. */
const short = /^[\w.:,*/@[\] -]{1,64}$/;
/** Whatever was written in the place of a port, with its quotes and its comment. */
const portText = /^[\x20-\x7e]{1,24}$/;
const ports = /(?:^|_)PORT$/i;
const hosts = /(?:^|_)(?:HOST|HOSTNAME|HOSTS|ADDRESS|ADDR|BIND|DOMAIN|SERVER|BROKER|BROKERS)$/i;
const host = /^\[?[\w.:*-]+\]?(?:[,/][\w.:*-]+)*$/;
/** Names of machines look random to whoever does not know the provider: `db-1a2b3c4d5e6f.eu-west-1.example.com`. */
const fullHost = /^(?:[a-z0-9-]+\.)+[a-z]{2,24}(?::\d{1,5})?$/;
const modes =
  /^(?:(?:\w+_)?ENV|(?:\w+_)?ENVIRONMENT|(?:\w+_)?(?:LOG_?LEVEL|LOGLEVEL)|NODE_ENV|DEBUG|TZ|TIMEZONE|LANG|LC_\w+|(?:\w+_)?(?:REGION|LOCALE)|DJANGO_SETTINGS_MODULE|FLASK_APP)$/i;

/** With a port at most, and never with an @ anywhere after it: what comes before one may be a password. */
const origin =
  /^[a-z][a-z0-9+.-]{0,30}:\/\/(?:[\w.-]{1,253}|\[[\da-f:.]{2,45}\])(?::\d{1,5})?(?=$|[/?#])(?!.*@)/i;
