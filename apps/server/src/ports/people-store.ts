import type { KeyId, Post, PublicKey } from '@yinzheng/ledger';

export interface Person {
  readonly id: string;
  readonly account: string;
  readonly name: string;
  readonly isOfficer: boolean;
}

export interface HeldPost {
  readonly post: Post;
  readonly body: { readonly id: string; readonly name: string };
}

export interface StoredPasskey {
  readonly kid: KeyId;
  readonly person: string;
  readonly credentialId: string;
  readonly publicKey: PublicKey;
  readonly label: string;
  readonly isSample: boolean;
  readonly createdAt: Date;
}

export interface PeopleStore {
  /** Null for a person who was erased. */
  person(id: string): Promise<Person | null>;
  /** Of those with a name. */
  names(ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
  officers(): Promise<readonly Person[]>;
  credentialsOf(account: string): Promise<(Person & { readonly passwordHash: string; readonly totpSecret: string }) | null>;
  /** Notes the time step of a one-time code that a person signs in with. False, and nothing is noted, unless it is later than every one before. */
  takeStep(person: string, step: number): Promise<boolean>;
  /** Of these accounts, the known ones with their posts. */
  amongAccounts(accounts: readonly string[]): Promise<ReadonlyMap<string, Person & { readonly posts: readonly HeldPost[] }>>;
  /** Every post that anybody holds, in a fixed order. */
  allPosts(): Promise<readonly { readonly person: string; readonly post: Post; readonly body: string }[]>;
  posts(person: string): Promise<readonly HeldPost[]>;
  holders(body: string, post: Post): Promise<readonly Person[]>;

  passkeys(person: string): Promise<readonly StoredPasskey[]>;
  passkeyByCredential(credentialId: string): Promise<StoredPasskey | null>;
  /** False, and nothing is kept, when this key or credential is known already. */
  addPasskey(passkey: StoredPasskey): Promise<boolean>;

  /** `tokenHash` is the SHA-256 of the cookie's token, hex. */
  /** `kid`: the passkey that opened it, null for a password. */
  openSession(tokenHash: string, person: string, kid: KeyId | null, expiresAt: Date): Promise<void>;
  /** The person of a session that has not ended, with posts, and the passkey that opened it. */
  session(
    tokenHash: string,
    now: Date,
  ): Promise<{ readonly person: Person & { readonly posts: readonly HeldPost[] }; readonly kid: KeyId | null } | null>;
  closeSession(tokenHash: string): Promise<void>;

  saveChallenge(challenge: string, purpose: 'sign-in' | 'register', person: string | null, expiresAt: Date): Promise<void>;
  /** Takes a challenge once. Null when there is none, or it has expired. */
  takeChallenge(challenge: string, purpose: 'sign-in' | 'register', now: Date): Promise<{ readonly person: string | null } | null>;
}
