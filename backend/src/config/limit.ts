import { z } from "zod";

/** So many in so many seconds; null: as many as come. */
export type Limit = { max: number; window: number } | null;

/** "100/10": a hundred in ten seconds; "off". */
export const limit = z
  .string()
  .regex(/^(off|[1-9]\d{0,6}\/[1-9]\d{0,6})$/, { error: "a number and seconds, such as 100/10, or off" })
  .transform((text): Limit => {
    const [max, window] = text.split("/").map(Number);
    return max === undefined || window === undefined ? null : { max, window };
  });

/** How often somebody may ask; counted in production only. */
export interface Limits {
  /** Requests of one address. */
  requests: Limit;
  /** Sign-ins, sign-ups and changes of a password of one address. */
  signIns: Limit;
  /** Sign-ins to one account, from wherever, since the last one that was right. */
  account: Limit;
  /** Mails to one address. */
  mails: Limit;
}

export const usualLimits: Limits = {
  requests: { max: 100, window: 10 },
  signIns: { max: 3, window: 10 },
  account: { max: 20, window: 900 },
  mails: { max: 5, window: 3600 },
};
