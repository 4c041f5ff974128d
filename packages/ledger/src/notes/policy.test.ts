import { describe, expect, it } from 'vitest';
import { logNamed, seedNamed } from '../../../../test/arbitraries/town.ts';
import { emptyRoot } from '../tree/hash.ts';
import { signCheckpoint } from './checkpoint.ts';
import { cosigner } from './cosigner.ts';
import { formatPolicy, isQuorum, parsePolicy, policyOf } from './policy.ts';
import { openWitnessed } from './witnessed.ts';

const witnesses = (...names: readonly string[]) => Promise.all(names.map((name) => cosigner(`example.org/${name}`, seedNamed(name))));

/** The example of c2sp.org/tlog-policy, with keys. */
async function twoLevels() {
  const log = await logNamed('example.org/log');
  const [x1, x2, x3, y1, y2, y3] = await witnesses('X1', 'X2', 'X3', 'Y1', 'Y2', 'Y3');
  return `# two organisations

log ${log.vkey}
\t witness X1 ${x1?.vkey} https://x1.example.org/
witness X2 ${x2?.vkey}
witness X3 ${x3?.vkey}
group X-witnesses 2 X1 X2 X3
witness Y1 ${y1?.vkey}
witness Y2 ${y2?.vkey}
witness Y3 ${y3?.vkey}
group Y-witnesses any Y1 Y2 Y3
group X-and-Y all X-witnesses Y-witnesses
quorum X-and-Y
`;
}

async function read(text: string) {
  const policy = parsePolicy(text);
  if (!policy.ok) throw new Error(JSON.stringify(policy));
  return policy.value;
}

describe('a trust policy', () => {
  it('asks for as many witnesses as its groups say', async () => {
    const policy = await read(await twoLevels());
    expect(isQuorum(policy, ['X1', 'X3', 'Y2'])).toBe(true);
    expect(isQuorum(policy, ['X1', 'X2', 'X3'])).toBe(false);
    expect(isQuorum(policy, ['X1', 'Y1', 'Y2', 'Y3'])).toBe(false);
    expect(isQuorum(policy, [])).toBe(false);
    expect(policy.witnesses[0]).toMatchObject({ name: 'X1', url: 'https://x1.example.org/' });
  });

  it('comes back from its own text', async () => {
    const policy = await read(await twoLevels());
    expect(await read(formatPolicy(policy))).toEqual(policy);
  });

  it('may name one witness, or none', async () => {
    const [one] = await witnesses('one');
    expect(isQuorum(await read(`witness 温州 ${one?.vkey}\nquorum 温州\n`), ['温州'])).toBe(true);
    expect(isQuorum(await read('quorum none\n'), [])).toBe(true);
  });

  it('is refused, with its line, when it is not one', async () => {
    const log = await logNamed('example.org/log');
    const [one, two] = await witnesses('one', 'two');
    const w1 = `witness one ${one?.vkey}\n`;
    const w2 = `witness two ${two?.vkey}\n`;
    const wrong: readonly (readonly [string, number])[] = [
      ['', 0],
      [`log ${log.vkey}\n`, 0],
      ['quorum none', 0],
      ['quorum none\r\n', 0],
      ['quorum none\nquorum none\n', 2],
      ['quorum one\n', 1],
      ['quorum\n', 1],
      [`${w1}quorum one two\n`, 2],
      [`log ${log.vkey}\nlog ${log.vkey}\nquorum none\n`, 2],
      [`log ${one?.vkey}\nquorum none\n`, 1],
      [`witness one ${log.vkey}\nquorum none\n`, 1],
      [`${w1}witness other ${one?.vkey}\nquorum none\n`, 2],
      [`${w1}witness one ${two?.vkey}\nquorum none\n`, 2],
      [`witness none ${one?.vkey}\nquorum none\n`, 1],
      [`${w1}${w2}group g 3 one two\nquorum g\n`, 3],
      [`${w1}${w2}group g 0 one two\nquorum g\n`, 3],
      [`${w1}${w2}group g 01 one two\nquorum g\n`, 3],
      [`${w1}group g any\nquorum g\n`, 2],
      [`${w1}group g all one one\nquorum g\n`, 2],
      [`${w1}group g any one none\nquorum g\n`, 2],
      [`${w1}group g any one two\n${w2}quorum g\n`, 2],
      [`${w1}group g any one\ngroup h any one\nquorum g\n`, 3],
      [`${w1}group one any one\nquorum one\n`, 2],
      [`${w1}group g any g\nquorum g\n`, 2],
      ['cosigner x\nquorum none\n', 1],
      [`quorum none\n${'#'.repeat(70_000)}\n`, 0],
    ];
    for (const [text, line] of wrong)
      expect(parsePolicy(text), JSON.stringify(text.slice(0, 200))).toMatchObject({ code: 'policy/malformed', params: { line } });
    expect(policyOf(one?.vkey ?? '')).toMatchObject({ code: 'note/bad-vkey' });
  });

  it('holds 32 logs, witnesses and groups', async () => {
    const many = await witnesses(...Array.from({ length: 32 }, (_, at) => `w${at}`));
    const lines = many.flatMap(({ vkey }, at) => [`witness w${at} ${vkey}`, `group g${at} all w${at}`]);
    const policy = await read(`${lines.join('\n')}\ngroup all 32 ${many.map((_, at) => `g${at}`).join(' ')}\nquorum all\n`);
    expect(
      isQuorum(
        policy,
        policy.witnesses.map(({ name }) => name),
      ),
    ).toBe(true);
    expect(
      isQuorum(
        policy,
        policy.witnesses.slice(1).map(({ name }) => name),
      ),
    ).toBe(false);
  });
});

describe('a checkpoint held against a policy', () => {
  it('tells who cosigned and whether they are enough', async () => {
    const log = await logNamed('example.org/log');
    const [one, two, stranger] = await witnesses('one', 'two', 'stranger');
    const policy = await read(`log ${log.vkey}\nwitness one ${one?.vkey}\nwitness two ${two?.vkey}\ngroup both all one two\nquorum both\n`);
    const checkpoint = { origin: log.name, size: 0, root: emptyRoot() };
    let note = await signCheckpoint(checkpoint, log);
    expect(await openWitnessed(policy, note)).toMatchObject({ ok: true, value: { witnesses: [], isWitnessed: false } });
    note += await stranger?.cosign(checkpoint, 1);
    note += await two?.cosign(checkpoint, 7);
    expect(await openWitnessed(policy, note)).toMatchObject({
      value: { witnesses: [{ name: 'two', timeS: 7 }], isWitnessed: false, note: { unknown: 1 } },
    });
    note += await one?.cosign(checkpoint, 9);
    expect(await openWitnessed(policy, note)).toMatchObject({ value: { isWitnessed: true } });
  });

  it('is refused without its log, however many cosigned', async () => {
    const log = await logNamed('example.org/log');
    const [one] = await witnesses('one');
    const policy = await read(`log ${log.vkey}\nwitness one ${one?.vkey}\nquorum one\n`);
    const other = await logNamed('example.org/other');
    const checkpoint = { origin: other.name, size: 0, root: emptyRoot() };
    const note = (await signCheckpoint(checkpoint, other)) + (await one?.cosign(checkpoint, 1));
    expect(await openWitnessed(policy, note)).toMatchObject({ code: 'note/unsigned' });
    const second = (await read(`log ${log.vkey}\nlog ${other.vkey}\nquorum none\n`)).logs;
    expect(second).toHaveLength(2);
  });
});
