import { beforeAll, describe, expect, it } from 'vitest';
import { logOf, machineRecords, recordEntry, rosterEntries } from '../../../../test/arbitraries/log.ts';
import { act } from '../../../../test/arbitraries/receipt.ts';
import { type Course, type StreetYear, streetYear } from '../../../../test/arbitraries/street-year.ts';
import { instant, MACHINE, town, trusting } from '../../../../test/arbitraries/town.ts';
import { sealPlans } from '../../../../test/arbitraries/use-records.ts';
import { encodeEntry } from '../entry-codec.ts';
import type { JournalRecord } from '../journal.ts';
import { auditLog } from './audit-log.ts';

const COURSES: readonly Course[] = [
  'plain',
  'waived',
  'rejected',
  'returned',
  'withdrawn',
  'doubtful',
  'missing',
  'cleared',
  'voided',
  'unknown',
  'aborted',
  'pending',
  'authorised',
  'using',
];

let year: StreetYear;
beforeAll(async () => {
  year = await streetYear(COURSES);
});
const audit = ({ source, vkey }: Pick<StreetYear, 'source' | 'vkey'>) => auditLog(source, { policy: trusting(vkey) });

describe('the audit of a year', () => {
  it('gives account of every request in the order of the log, as far as it came', async () => {
    const { log, uses } = await audit(year);
    expect(log.problems).toEqual([]);
    expect(log.ok).toBe(true);
    expect(uses.map(({ request, state }) => [request, state])).toEqual(
      year.requests.map(({ request, course }) => [request, STATES[course]]),
    );
  });

  it('tells every impression with its outcome, and holds what is unfinished against nobody', async () => {
    const { uses } = await audit(year);
    const outcomes = (course: Course) => uses[COURSES.indexOf(course)]?.impressions.map(({ outcome }) => outcome);
    expect(outcomes('plain')).toEqual(['confirmed', 'confirmed']);
    expect(outcomes('doubtful')).toEqual(['confirmed', 'doubtful']);
    expect(outcomes('missing')).toEqual(['confirmed', 'missing']);
    expect(uses[COURSES.indexOf('cleared')]?.impressions.map(({ cleared }) => cleared?.by)).toEqual(['clerk-1', undefined]);
    expect(outcomes('voided')).toEqual(['confirmed', 'voided']);
    expect(outcomes('unknown')).toEqual(['confirmed', 'unknown']);
    expect(outcomes('using')).toEqual(['reserved']);
    expect(outcomes('rejected')).toEqual([]);
  });

  it('lists what a person should look at', async () => {
    const { incidents } = await audit(year);
    expect(new Set(incidents.map(({ kind }) => kind))).toEqual(
      new Set([
        'waiver',
        'impression-doubtful',
        'impression-missing',
        'page-asked',
        'page-cleared',
        'impression-voided',
        'impression-unknown',
        'use-aborted',
        'use-unfinished',
        'tamper',
        'finger.fail',
        'key-revoked',
        'person-erased',
      ]),
    );
    expect(incidents.find(({ kind }) => kind === 'impression-voided')?.request).toBe(year.requests[COURSES.indexOf('voided')]?.request);
  });

  it('knows the roster’s links, the machines’ journals and what was erased', async () => {
    const { roster, journals, erased } = await audit(year);
    expect(roster.map(({ index }) => index).slice(0, 2)).toEqual([0, 1]);
    expect(roster).toHaveLength(3);
    expect(journals).toMatchObject([{ machine: 'machine-1', first: 0 }]);
    expect(journals[0]?.records).toBe((journals[0]?.last ?? 0) + 1);
    expect(erased).toEqual(new Set([year.erased]));
  });

  it('finds a use that nobody authorised, and an approval without a request, though every signature is true', async () => {
    const of = await town();
    const [filing] = (await streetYear(['plain'])).entries.slice(2, 3);
    const opened = (await machineRecords(of, 1)).map(recordEntry);
    const clean = await logOf([...(await rosterEntries()), ...opened]);
    expect((await audit(clean)).log.ok).toBe(true);
    const others = year.entries.filter((entry) => !isOf(entry, 'request.authorised'));
    const unauthorised = await audit(await logOf(others));
    expect(unauthorised.log.problems.map(({ code }) => code)).toContain('audit/not-authorised');
    const unfiled = await audit(await logOf(year.entries.filter((entry) => !isOf(entry, 'request.filed'))));
    expect(unfiled.log.problems.map(({ code }) => code)).toContain('audit/not-filed');
    const undecided = await audit(await logOf(year.entries.filter((entry) => !isOf(entry, 'request.decided'))));
    expect(undecided.log.problems.map(({ code }) => code)).toContain('approval/steps-missing');
    const twice = await audit(await logOf([...year.entries, filing as Uint8Array]));
    expect(twice.log.problems.map(({ code }) => code)).toEqual(['receipt/twice']);
  });

  it('finds a press under no authorisation at all, and one under an authorisation that came after the withdrawal', async () => {
    const of = await town();
    const press = { type: 'use.impression', data: { n: 1, page: 1, copy: 1, photo: 'a'.repeat(64), outcome: 'confirmed' } } as const;
    const [bare] = await sealPlans(of.machine, MACHINE, null, [press]);
    const wild = await audit(await logOf([...(await rosterEntries()), recordEntry(bare as JournalRecord)]));
    expect(wild.log.problems.map(({ code, index }) => [code, index])).toEqual([['audit/not-authorised', 2]]);

    const { entries, requests } = await streetYear(['plain']);
    const at = entries.findIndex((entry) => isOf(entry, 'request.authorised'));
    const facts = { request: requests[0]?.request ?? '', by: 'clerk-1' };
    const withdrawn = encodeEntry(act('request.withdrawn', instant(60), facts));
    const late = await audit(await logOf([...entries.slice(0, at), withdrawn, ...entries.slice(at)]));
    expect(late.log.problems.map(({ code, index }) => [code, index])).toEqual([['audit/authorised-withdrawn', at + 1]]);
  });
});

const isOf = (entry: Uint8Array, kind: string): boolean => new TextDecoder().decode(entry).includes(`"kind":"${kind}"`);

const STATES: Readonly<Record<Course, string>> = {
  plain: 'closed',
  waived: 'closed',
  missing: 'closed',
  cleared: 'closed',
  rejected: 'rejected',
  returned: 'returned',
  withdrawn: 'withdrawn',
  doubtful: 'closed',
  voided: 'closed',
  unknown: 'closed',
  aborted: 'aborted',
  pending: 'filed',
  authorised: 'authorised',
  using: 'using',
};
