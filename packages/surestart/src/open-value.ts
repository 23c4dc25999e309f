import { isSecretName } from "./secret-name.ts";
import { hasPasswordInUrl } from "./secret-value.ts";

/**
 * How many characters of a variable's value may be shown, from the first: all of a port, a host, NODE_ENV and its like, a
 * number or a boolean; of a URL without user and password its origin. 0 where its name says that the value itself is a secret,
 * and where nothing is known of it.
 */
export function openLength(name: string, value: string): number {
  if (value === "" || isSecretName(name) || hasPasswordInUrl(value)) return 0;
  if (isOpen(name, value) || isListOfOrigins(value)) return value.length;
  return originOf(value).length;
}

/** A name of one word that looks random is no host: a token that was pasted into a URL. */
function originOf(value: string): string {
  const [found = "", host = ""] = origin.exec(value) ?? [];
  return isHost(host) ? found : "";
}

/** Nothing but origins and full names of hosts, with the signs of a list between them. */
function isListOfOrigins(value: string): boolean {
  const items = value.split(/[\s,;[\]'"]+/).filter((item) => item !== "");
  return items.length > 1 && items.every((item) => originOf(item) === item || fullHost.test(item));
}

/** A port, a host or the like: what it is about may be spoken of. A token that was pasted into the wrong line is not one. */
export function isOpen(name: string, value: string): boolean {
  if (number.test(value) || boolean.test(value)) return true;
  if (value.length > longest) return false;
  if (ports.test(name)) return /^[\x20-\x7e]+$/.test(value) && isWords(value);
  if (hosts.test(name)) return value.split(/[,/]/).every(isHost);
  return modes.test(name) && /^[\w.:,*/ -]+$/.test(value) && isWords(value);
}

const number = /^[+-]?\d{1,20}(?:\.\d{1,20})?$/;
const boolean = /^(?:true|false|yes|no|on|off|enabled?|disabled?|none|null)$/i;
const longest = 64;
const ports = /(?:^|_)PORT$/i;
const hosts = /(?:^|_)(?:HOST|HOSTNAME|HOSTS|ADDRESS|ADDR|BIND|DOMAIN|SERVER|BROKER|BROKERS)$/i;
const modes =
  /^(?:(?:\w+_)?ENV|(?:\w+_)?ENVIRONMENT|(?:\w+_)?(?:LOG_?LEVEL|LOGLEVEL)|NODE_ENV|DEBUG|TZ|TIMEZONE|LANG|LC_\w+|(?:\w+_)?(?:REGION|LOCALE)|DJANGO_SETTINGS_MODULE|FLASK_APP)$/i;

/** Words and short numbers, as people write them: nothing that a machine has made. */
function isWords(value: string): boolean {
  const words = value.split(/[^A-Za-z0-9]+/).filter((word) => word !== "");
  return words.every((word) => ordinary.test(word));
}

const ordinary = /^(?:[A-Za-z]?[a-z]{0,14}|[A-Z]{1,14}|\d{1,6}|[a-z]{1,12}\d{1,3}|\d{1,5}[a-z]{1,2}\d{0,3})$/;

/** An address, a full name (whose parts may look random), or a name of one word or a few. */
function isHost(text: string): boolean {
  if (/^\[?[\da-f:.]*:[\da-f:.]*\]?(?::\d{1,5})?$/i.test(text) || fullHost.test(text)) return true;
  return /^[\w.*-]+(?::\d{1,5})?$/.test(text) && isWords(text);
}

const fullHost = /^(?:[a-z0-9-]+\.)+[a-z]{2,24}(?::\d{1,5})?$/;

/** With a port at most, and never with an @ anywhere after it: what comes before one may be a password. */
const origin =
  /^[a-z][a-z0-9+.-]{0,30}:\/\/([\w.-]{1,253}|\[[\da-f:.]{2,45}\])(?::\d{1,5})?(?=$|[/?#])(?!.*@)/i;
