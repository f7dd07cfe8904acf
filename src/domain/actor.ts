/** Somebody who does something: the name people read, and what tells the account from every other one. */
export interface Actor {
  name: string;
  /** `key …` or `token …`; left out where nothing but a name is known: the command line, what earlier versions wrote. */
  identity?: string | undefined;
}

export function keyIdentity(id: string): string {
  return `key ${id}`;
}

/** Issuer and subject together: a subject is unique only at its issuer, and names can be changed by who bears them. */
export function tokenIdentity(issuer: string, subject: string): string {
  return `token ${issuer} ${subject}`;
}

/** Who acts without being anybody: schedules, the command line, whoever has not signed in. */
export const notSignedIn = '(chưa đăng nhập)';
