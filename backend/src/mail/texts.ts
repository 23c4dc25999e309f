import type { Mail } from "./mailer.ts";

/**
 * The mails of the backend. None has the name of a user in it: whoever signs up with somebody else's address could write to
 * them in our name by it.
 */

export function verifyAddress(to: string, link: string, minutes: number): Mail {
  return {
    to,
    subject: "Confirm your e-mail address",
    text: `Somebody signed up with this e-mail address. If it was you, confirm it here:

${link}

The link works once, for ${minutes} minutes. If it was not you, ignore this mail.
`,
  };
}

export function verifyNewAddress(to: string, link: string, minutes: number): Mail {
  return {
    to,
    subject: "Confirm your new e-mail address",
    text: `Somebody wants to use this e-mail address for their account. If it was you, confirm it here:

${link}

The link works once, for ${minutes} minutes. If it was not you, ignore this mail: nothing changes.
`,
  };
}

export function allowNewAddress(to: string, newAddress: string, link: string, minutes: number): Mail {
  return {
    to,
    subject: "Confirm the change of your e-mail address",
    text: `Somebody who is signed in to your account asked to change its e-mail address to ${newAddress}. If it was you, allow it here:

${link}

A mail is then sent to the new address. The link works once, for ${minutes} minutes.
If it was not you, change your password: somebody else is signed in to your account.
`,
  };
}

export function resetPassword(to: string, link: string, minutes: number): Mail {
  return {
    to,
    subject: "Choose a new password",
    text: `Somebody asked for a new password for the account with this e-mail address. If it was you, choose one here:

${link}

The link works once, for ${minutes} minutes. If it was not you, ignore this mail: your password stays as it is.
`,
  };
}

export function accountExists(to: string, link: string, minutes: number): Mail {
  return {
    to,
    subject: "You already have an account",
    text: `Somebody signed up with this e-mail address, which already has an account. If it was you, sign in as before. If you
no longer know the password, choose a new one here:

${link}

The link works once, for ${minutes} minutes. If it was not you, ignore this mail: nothing changes.
`,
  };
}

export function passwordChanged(to: string): Mail {
  return {
    to,
    subject: "Your password was changed",
    text: `The password of the account with this e-mail address was changed.

If it was not you, choose a new password immediately, and check the list of sessions in your account.
`,
  };
}
