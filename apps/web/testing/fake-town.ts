import { type FakeRoute, type FakeState, refuse } from './fake-state.ts';
import * as sample from './sample.ts';
import * as sampleTown from './sample-town.ts';

/** Everything but requests and keys. */
export function townRoutes(state: FakeState): readonly FakeRoute[] {
  return [
    ['GET', /^\/api\/v1\/town$/, () => ({ body: state.town })],
    ['GET', /^\/api\/v1\/sample\/sign-ins$/, () => ({ body: sampleTown.sampleSignIns })],
    ['GET', /^\/api\/v1\/matters$/, () => ({ body: sampleTown.sampleMatters })],
    ['GET', /^\/api\/v1\/roster$/, () => ({ body: { links: state.links } })],
    ['GET', /^\/api\/v1\/public\/records\/([^/]+)\/receipt$/, () => refuse('receipt/not-yet')],
    [
      'GET',
      /^\/api\/v1\/public\/records\/([^/]+)$/,
      ({ match }) => {
        const code = match[1] ?? '';
        if (/unknown/i.test(code)) return refuse('request/unknown');
        if (/wrong/i.test(code))
          return { body: sample.sampleRecord('completed', 'x'.repeat(120), { page: { page: 3, digest: 'c'.repeat(64), matches: false } }) };
        const state = /filed/i.test(code) ? 'filed' : /withdrawn/i.test(code) ? 'withdrawn' : 'completed';
        return { body: sample.sampleRecord(state, code, /erased/i.test(code) ? { erased: sample.sampleErased } : {}) };
      },
    ],
    ['POST', /^\/api\/v1\/public\/sheet-checks$/, () => ({ body: sample.sampleSheetAnswer })],
    ['GET', /^\/api\/v1\/session$/, ({ who }) => ({ body: state.meOf(who) })],
    ['GET', /^\/api\/v1\/seals$/, () => ({ body: sampleTown.sampleSeals })],
    ['GET', /^\/api\/v1\/machines$/, () => ({ body: sampleTown.sampleMachines })],
    ['POST', /^\/api\/v1\/machines\/([^/]+)\/ticket$/, () => ({ body: sampleTown.sampleTicket })],
    ['GET', /^\/api\/v1\/notices$/, () => ({ body: state.notices })],
    [
      'POST',
      /^\/api\/v1\/notices\/([^/]+)\/reading$/,
      ({ match }) => {
        state.notices = state.notices.map((it) => (it.id === match[1] ? { ...it, isRead: true } : it));
        return { status: 204, body: null };
      },
    ],
    ['GET', /^\/api\/v1\/roster\/pending$/, () => ({ body: [state.pending] })],
    ['GET', /^\/api\/v1\/roster\/keys$/, () => ({ body: state.listedKeys })],
    ['POST', /^\/api\/v1\/roster\/pending\/([^/]+)\/signatures$/, () => ({ body: { isEffective: true } })],
    ['POST', /^\/api\/v1\/imports$/, () => refuse('import/bad-row', { row: 17, column: 'credit_code', detail: '校验位不对' })],
    ['POST', /^\/api\/v1\/push-subscriptions$/, () => ({ status: 204, body: null })],
  ];
}
