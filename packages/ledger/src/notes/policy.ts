import { type Check, fail, pass } from '../check.ts';
import { sameBytes } from '../encoding.ts';
import { type NoteKey, parseVkey, vkeyOf } from './vkey.ts';

/** A log or a witness of a policy, and where it is reached when that matters. */
export interface Party {
  readonly key: NoteKey;
  readonly url?: string;
}

export interface Witness extends Party {
  /** Its name in the policy; its key may have another. */
  readonly name: string;
}

/** Counts as one witness when at least `least` of its members do. */
export interface WitnessGroup {
  readonly name: string;
  readonly least: number;
  readonly members: readonly string[];
}

/** Which logs are accepted, and which witnesses must have cosigned: c2sp.org/tlog-policy. */
export interface Policy {
  readonly logs: readonly Party[];
  readonly witnesses: readonly Witness[];
  /** Each names only witnesses and groups before it. */
  readonly groups: readonly WitnessGroup[];
  /** A witness, a group, or `none`. */
  readonly quorum: string;
}

const NONE = 'none';
/** Longer ones are no policy that a person wrote. */
const LIMIT = 64 * 1024;

/** The policy of whoever trusts a log's key, or each of its keys, and asks for no witness. Refuses with `note/bad-vkey`. */
export function policyOf(...vkeys: readonly string[]): Check<Policy> {
  const logs: Party[] = [];
  for (const vkey of vkeys) {
    const key = parseVkey(vkey);
    if (!key.ok || key.value.isTimed) return fail('note/bad-vkey');
    logs.push({ key: key.value });
  }
  return logs.length > 0 ? pass({ logs, witnesses: [], groups: [], quorum: NONE }) : fail('note/bad-vkey');
}

/** Reads a policy. Refuses with `policy/malformed` {line, detail}; line 0: the file as a whole. */
export function parsePolicy(text: string): Check<Policy> {
  if (text.length > LIMIT || /[^\t\n\x20-\x7e\x80-\u{10ffff}]/u.test(text) || !text.endsWith('\n')) return malformed(0, 'text');
  const draft: Draft = { logs: [], witnesses: [], groups: [], quorum: null, named: new Set() };
  for (const [at, line] of text.slice(0, -1).split('\n').entries()) {
    const words = line.split(/[ \t]+/).filter((word) => word !== '');
    if (words.length === 0 || words[0]?.startsWith('#')) continue;
    const wrong = readLine(draft, words);
    if (wrong) return malformed(at + 1, wrong);
  }
  const { logs, witnesses, groups, quorum } = draft;
  return quorum === null ? malformed(0, 'quorum') : pass({ logs, witnesses, groups, quorum });
}

/** The one text of a policy; `parsePolicy` reads it back. */
export function formatPolicy({ logs, witnesses, groups, quorum }: Policy): string {
  const lines = [
    ...logs.map(({ key, url }) => ['log', vkeyOf(key), url]),
    ...witnesses.map(({ name, key, url }) => ['witness', name, vkeyOf(key), url]),
    ...groups.map(({ name, least, members }) => ['group', name, String(least), ...members]),
    ['quorum', quorum],
  ];
  return lines.map((words) => `${words.filter((word) => word !== undefined).join(' ')}\n`).join('');
}

/** Whether the witnesses of these names are enough. */
export function isQuorum({ groups, quorum }: Policy, witnessed: Iterable<string>): boolean {
  const met = new Set(witnessed);
  for (const { name, least, members } of groups) if (members.filter((member) => met.has(member)).length >= least) met.add(name);
  return quorum === NONE || met.has(quorum);
}

interface Draft {
  readonly logs: Party[];
  readonly witnesses: Witness[];
  readonly groups: WitnessGroup[];
  quorum: string | null;
  /** Names of witnesses and groups that are not yet a member of any group. */
  readonly named: Set<string>;
}

/** Takes one line into the draft; answers with what is wrong with it. */
function readLine(draft: Draft, [kind, ...words]: readonly string[]): string | null {
  switch (kind) {
    case 'log':
      return readLog(draft, words);
    case 'witness':
      return readWitness(draft, words);
    case 'group':
      return readGroup(draft, words);
    case 'quorum': {
      const [name = '', ...more] = words;
      if (more.length > 0 || draft.quorum !== null || (name !== NONE && !isNamed(draft, name))) return 'quorum';
      draft.quorum = name;
      return null;
    }
    default:
      return kind ?? '';
  }
}

function readLog({ logs }: Draft, [vkey = '', url, ...more]: readonly string[]): string | null {
  const key = parseVkey(vkey);
  if (!key.ok || key.value.isTimed || more.length > 0 || isListed(logs, key.value)) return 'log';
  logs.push({ key: key.value, ...(url === undefined ? {} : { url }) });
  return null;
}

function readWitness(draft: Draft, [name = '', vkey = '', url, ...more]: readonly string[]): string | null {
  const key = parseVkey(vkey);
  if (!key.ok || !key.value.isTimed || more.length > 0 || isListed(draft.witnesses, key.value) || !isFree(draft, name)) return 'witness';
  draft.witnesses.push({ name, key: key.value, ...(url === undefined ? {} : { url }) });
  draft.named.add(name);
  return null;
}

function readGroup(draft: Draft, [name = '', count = '', ...members]: readonly string[]): string | null {
  const least = count === 'any' ? 1 : count === 'all' ? members.length : /^[1-9]\d*$/.test(count) ? Number(count) : 0;
  // Each name is a member once at most, so that a witness counts in one way only.
  const areFree = new Set(members).size === members.length && members.every((member) => draft.named.has(member));
  if (least < 1 || least > members.length || !areFree || !isFree(draft, name)) return 'group';
  for (const member of members) draft.named.delete(member);
  draft.groups.push({ name, least, members });
  draft.named.add(name);
  return null;
}

const isListed = (parties: readonly Party[], { publicKey }: NoteKey): boolean =>
  parties.some(({ key }) => sameBytes(key.publicKey, publicKey));

const isNamed = ({ witnesses, groups }: Draft, name: string): boolean => [...witnesses, ...groups].some((it) => it.name === name);

const isFree = (draft: Draft, name: string): boolean => name !== '' && name !== NONE && !isNamed(draft, name);

const malformed = (line: number, detail: string) => fail('policy/malformed', { line, detail });
