import type { AccountRole } from '../../domain/role.ts';
import { json, numbered, optional, optionalTexts, text, texts, whole } from './columns.ts';

export const audit = {
  id: numbered(),
  /** Where it came from: `cli`, `schedule` … */
  origin: text(),
  ...texts('at', 'who', 'action', 'target', 'outcome', 'previousHash', 'hash'),
  /** JSON, and with the other columns word for word what the hash is over: so a text. */
  ...texts('before', 'after'),
  /** Of the account; null where there is but a name. */
  identity: optional(text()),
};

/** One row, `trail`: how many entries there are, and the hash of the last. */
export const auditHead = { ...texts('name', 'hash'), entries: whole() };

/** The secret itself is never stored. */
export const apiKey = {
  id: text(),
  /** Shown first characters of the key. */
  prefix: text(),
  /** SHA-256 of the whole key, hexadecimal. */
  hash: text(),
  role: text<AccountRole>(),
  ...texts('name', 'createdAt', 'createdBy'),
  ...optionalTexts('expiresAt', 'lastUsedAt', 'revokedAt', 'revokedBy'),
  /** Our code of the unit it speaks for; of role `unit` only. */
  unit: optional(text()),
};

/** What a token said where it gave a role, and how it was read: the role holds while that is still read so. */
export interface TokenGrant {
  audience: string;
  roleClaim: string;
  values: string[];
  /** The claim that names the unit of role `unit`, and what it says; of that role only. */
  unit?: { claim: string; code: string };
}

/** A browser that has signed in. */
export const session = {
  /** SHA-256 of what its cookie holds. */
  hash: text(),
  /** To list and end it by. */
  id: text(),
  /** domain/actor.ts */
  identity: text(),
  /** Who vouched for it: `key abcd1234`, or the address of the token's issuer. */
  issuer: text(),
  role: text<AccountRole>(),
  ...texts('name', 'createdAt', 'expiresAt'),
  /** The API key it began with; a session ends with its key. */
  keyId: optional(text()),
  /** Null for keys. */
  tokenGrant: optional(json<TokenGrant>()),
  /** As of keys. */
  unit: optional(text()),
};
