import type { Post } from '@yinzheng/ledger';
import type { Ports } from '../ports/ports.ts';
import { readSampleRows } from './sample-files.ts';

export interface SampleSignIn {
  readonly account: string;
  readonly name: string;
  /** In Chinese, for a list that people choose from. */
  readonly posts: string;
  readonly body: string;
  readonly password: string;
  /** Valid now. */
  readonly code: string;
}

const POSTS: Readonly<Record<Post, string>> = {
  clerk: '经办人',
  custodian: '保管人',
  approver: '审批人',
  supervisor: '监督员',
  auditor: '审计员',
  administrator: '管理员',
};

/**
 * Everybody of a sample town with the password from its file and the code of this moment. First those of the first machine's
 * community, whose machine runs; then the others in the file's order.
 */
export async function sampleSignIns(
  ports: Pick<Ports, 'store' | 'clock' | 'passwords' | 'tables' | 'town'>,
  samplesDir: string,
): Promise<readonly SampleSignIn[]> {
  if (!ports.town.isSample) return [];
  const [rows, [machine]] = await Promise.all([readSampleRows(ports, samplesDir, 'people'), readSampleRows(ports, samplesDir, 'machines')]);
  const known = await ports.store.people.amongAccounts(rows.map(({ account = '' }) => account));
  const divisions = await ports.store.towns.bodiesAmong([...known.values()].flatMap(({ posts }) => posts.map(({ body }) => body.id)));
  const isFar = ({ account = '' }) => !known.get(account)?.posts.some(({ body }) => divisions.get(body.id) === machine?.division);
  const ordered = rows.toSorted((one, other) => Number(isFar(one)) - Number(isFar(other)));
  return ordered.flatMap(({ account = '', password = '', totp = '' }) => {
    const person = known.get(account);
    if (!person) return [];
    const posts = [...new Set(person.posts.map(({ post }) => POSTS[post]))];
    return {
      account,
      name: person.name,
      posts: [...(person.isOfficer ? ['名册负责人'] : []), ...posts].join('、'),
      body: [...new Set(person.posts.map(({ body }) => body.name))].join('、') || ports.town.name,
      password,
      code: ports.passwords.code(totp, ports.clock.now()),
    };
  });
}
