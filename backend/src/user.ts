// `npm run user -- list|disable|enable|reset|delete [EMAIL]`: what an operator does with an account. The backend may run meanwhile.
import { type Account, openAccounts } from "./accounts.ts";
import { runTool, UsageError } from "./tool.ts";

const usage = `npm run user -- list                 all accounts
npm run user -- disable EMAIL        signs it out everywhere, and blocks sign-in
npm run user -- enable EMAIL         undoes that
npm run user -- reset EMAIL          a link by which its owner chooses a new password; its sessions end when that is done
npm run user -- reset EMAIL --two-factor   the same, and turns its second factor off
npm run user -- delete EMAIL         removes it and all that is kept of it`;

await runTool(async ([command, email, ...options]) => {
  if (command === undefined || command === "help") return usage;
  const work = workOf(command);
  if (work === undefined && command !== "list")
    throw new UsageError(`Unknown command "${command}".\n\n${usage}`);
  const wrong = options.find((option) => option !== "--two-factor" || command !== "reset");
  if (wrong !== undefined) throw new UsageError(`"${wrong}" is not an option of ${command}.\n\n${usage}`);
  if (work !== undefined && email === undefined)
    throw new UsageError(`Whose account? npm run user -- ${command} EMAIL`);
  const accounts = await openAccounts();
  try {
    if (work === undefined || email === undefined) return listed(await accounts.all());
    const account = await accounts.find(email);
    if (account === null) throw new UsageError(`There is no account with ${email}.`);
    return await work(accounts, account, options);
  } finally {
    await accounts.close();
  }
});

type Accounts = Awaited<ReturnType<typeof openAccounts>>;

type Work = (accounts: Accounts, account: Account, options: string[]) => Promise<string>;

function workOf(command: string): Work | undefined {
  const works: Record<string, Work> = {
    async disable(accounts, account) {
      await accounts.disable(account);
      return `${account.email} is signed out everywhere and cannot sign in. Tokens of other services stay valid for up to 15 minutes.`;
    },
    async enable(accounts, account) {
      await accounts.enable(account);
      return `${account.email} can sign in.`;
    },
    async reset(accounts, account, options) {
      const withoutSecondFactor = options.includes("--two-factor");
      const { link, minutes } = await accounts.reset(account, withoutSecondFactor);
      const factor = withoutSecondFactor ? "The second factor is off.\n" : "";
      return `${factor}Give this link to the owner of ${account.email}, and to nobody else. It works once, for ${minutes} minutes:\n\n${link}`;
    },
    async delete(accounts, account) {
      await accounts.remove(account);
      return `${account.email} and all its data were deleted.`;
    },
  };
  return Object.hasOwn(works, command) ? works[command] : undefined;
}

function listed(accounts: Account[]): string {
  if (accounts.length === 0) return "There are no accounts.";
  const rows = accounts.map(({ email, createdAt, emailVerified, twoFactorEnabled, banned }) => {
    const marks = [
      emailVerified ? "verified" : "not verified",
      ...(twoFactorEnabled ? ["two factors"] : []),
      ...(banned ? ["disabled"] : []),
    ];
    return [email, new Date(createdAt).toISOString().slice(0, 10), marks.join(", ")];
  });
  const width = Math.max(...rows.map(([email = ""]) => email.length));
  return rows.map(([email = "", ...rest]) => [email.padEnd(width), ...rest].join("  ")).join("\n");
}
