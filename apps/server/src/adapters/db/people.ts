import { sql } from 'kysely';
import type { HeldPost, PeopleStore, Person, StoredPasskey } from '../../ports/people-store.ts';
import { type Executor, first, json, rows } from './sql.ts';

const PERSON = sql`p.id, p.account, p.name, p.is_officer as "isOfficer"`;
const PASSKEY = sql`kid, person, credential_id as "credentialId", public_key as "publicKey", label, is_sample as "isSample", created_at as "createdAt"`;
const POSTS = sql`coalesce((select jsonb_agg(jsonb_build_object('post', h.post, 'body', jsonb_build_object('id', b.id, 'name', b.name)) order by h.post, b.id)
  from post h join body b on b.id = h.body where h.person = p.id), '[]')`;

export function peopleStore(executor: Executor): PeopleStore {
  return {
    person: (id) => first<Person>(executor, sql`select ${PERSON} from person p where p.id = ${id} and p.erased_at is null`),
    async names(ids) {
      const found = await rows<Person>(executor, sql`select id, name from person where id = any(${[...ids]}) and name <> ''`);
      return new Map(found.map(({ id, name }) => [id, name]));
    },
    officers: () => rows<Person>(executor, sql`select ${PERSON} from person p where p.is_officer order by p.id`),
    credentialsOf: (account) =>
      first(
        executor,
        sql`select ${PERSON}, p.password_hash as "passwordHash", p.totp_secret as "totpSecret" from person p
            where p.account = ${account} and p.erased_at is null`,
      ),
    async takeStep(person, step) {
      const taken = await rows(
        executor,
        sql`update person set totp_step = ${step} where id = ${person} and (totp_step is null or totp_step < ${step}) returning id`,
      );
      return taken.length === 1;
    },
    async amongAccounts(accounts) {
      const query = sql`select ${PERSON}, ${POSTS} as posts from person p where p.account = any(${[...accounts]})`;
      const found = await rows<Person & { posts: HeldPost[] }>(executor, query);
      return new Map(found.map((it) => [it.account, it]));
    },
    allPosts: () => rows(executor, sql`select person, post, body from post order by body, post, person`),
    async posts(person) {
      const found = await first<{ posts: HeldPost[] }>(executor, sql`select ${POSTS} as posts from person p where p.id = ${person}`);
      return found?.posts ?? [];
    },
    holders: (body, post) =>
      rows<Person>(
        executor,
        sql`select ${PERSON} from person p join post h on h.person = p.id where h.body = ${body} and h.post = ${post} order by p.id`,
      ),

    passkeys: (person) => rows<StoredPasskey>(executor, sql`select ${PASSKEY} from passkey where person = ${person} order by created_at`),
    passkeyByCredential: (id) => first<StoredPasskey>(executor, sql`select ${PASSKEY} from passkey where credential_id = ${id}`),
    async addPasskey(it) {
      const added = await rows(
        executor,
        sql`
        insert into passkey (kid, person, credential_id, public_key, label, is_sample, created_at)
        values (${it.kid}, ${it.person}, ${it.credentialId}, ${json(it.publicKey)}, ${it.label}, ${it.isSample}, ${it.createdAt})
        on conflict do nothing returning kid`,
      );
      return added.length === 1;
    },

    async openSession(tokenHash, person, kid, expiresAt) {
      await sql`insert into session (token_hash, person, kid, expires_at) values (${tokenHash}, ${person}, ${kid}, ${expiresAt})`.execute(
        executor,
      );
    },
    async session(tokenHash, now) {
      const found = await first<Person & { readonly posts: readonly HeldPost[]; readonly kid: string | null }>(
        executor,
        sql`select ${PERSON}, ${POSTS} as posts, s.kid from session s join person p on p.id = s.person
            where s.token_hash = ${tokenHash} and s.expires_at > ${now}`,
      );
      if (!found) return null;
      const { kid, ...person } = found;
      return { person, kid };
    },
    async closeSession(tokenHash) {
      await sql`delete from session where token_hash = ${tokenHash}`.execute(executor);
    },

    async saveChallenge(challenge, purpose, person, expiresAt) {
      await sql`delete from challenge where expires_at < now() - interval '1 hour'`.execute(executor);
      await sql`insert into challenge (challenge, purpose, person, expires_at) values (${challenge}, ${purpose}, ${person}, ${expiresAt})`.execute(
        executor,
      );
    },
    takeChallenge: (challenge, purpose, now) =>
      first(
        executor,
        sql`with taken as (delete from challenge where challenge = ${challenge} and purpose = ${purpose} returning person, expires_at)
            select person from taken where expires_at > ${now}`,
      ),
  };
}
