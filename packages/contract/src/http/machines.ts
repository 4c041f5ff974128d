import { type Static, Type } from 'typebox';
import { Compact, DigestHex, Id, PublicKey, Strict, Text } from '../schema.ts';
import { route } from './route.ts';

/** What the administrator carries to a new machine on a stick; `yinzheng-machine enrol TICKET`. */
export const MachineTicket = Strict({
  v: Type.Literal(1),
  kind: Type.Literal('machine-ticket'),
  town: Type.String(),
  machine: Id,
  name: Type.String(),
  /** HTTPS of the gateway and MQTT over TLS; both certificates come from `ca`. */
  gatewayUrl: Type.String(),
  mqttUrl: Type.String(),
  ca: Type.String({ description: 'PEM' }),
  /** One-time enrolment code. */
  code: Text(64),
  /** The founding roster's digest: the only thing that the machine takes on faith. */
  founding: DigestHex,
  sleeves: Type.Array(Strict({ sleeve: Type.Integer(), seal: Id, name: Type.String() })),
});

export const machines = {
  /** On the gateway (HTTPS, server certificate from the ticket's CA). */
  enrol: route({
    method: 'POST',
    path: '/machine/v1/enrolment',
    caller: 'public',
    summary: { zh: '印章机登记', en: 'Enrol a machine' },
    body: Strict({
      code: Text(64),
      machine: Id,
      csr: Type.String({ maxLength: 8192, description: 'PEM certificate request for the TLS key' }),
      journalKey: PublicKey,
      /** Compact JWS by the journal key over {machine, code, csr: sha256 of the PEM}: proves possession. */
      proof: Compact,
    }),
    response: Type.Object({ certificate: Type.String({ description: 'PEM' }), roster: Type.Array(Type.Unknown()) }),
    refuses: ['machine/unknown', 'machine/wrong-code', 'machine/bad-signature', 'message/malformed'],
  }),
  /** On the gateway with the client certificate (mTLS). Only pages that an authorisation for this machine names. */
  fetchFile: route({
    method: 'GET',
    path: '/machine/v1/files/:digest',
    caller: 'machine',
    params: Strict({ digest: DigestHex }),
    summary: { zh: '取用印文件页', en: 'Fetch a fixed page' },
    response: { mediaType: 'application/octet-stream' },
    refuses: ['file/unknown', 'machine/bad-signature'],
  }),
  /** Durable before the answer. Repeating it is harmless. */
  storeFile: route({
    method: 'PUT',
    path: '/machine/v1/files/:digest',
    caller: 'machine',
    params: Strict({ digest: DigestHex }),
    summary: { zh: '上传用印照片', en: 'Store a photograph (raw body, image/jpeg)' },
    response: Type.Null(),
    refuses: ['file/digest-mismatch', 'machine/bad-signature', 'upload/too-large'],
  }),
  ticket: route({
    method: 'POST',
    path: '/api/v1/machines/:machine/ticket',
    caller: 'session',
    params: Strict({ machine: Id }),
    summary: { zh: '生成印章机登记单', en: 'Make an enrolment ticket' },
    response: MachineTicket,
    refuses: ['post/not-held', 'machine/unknown'],
  }),
  list: route({
    method: 'GET',
    path: '/api/v1/machines',
    caller: 'session',
    summary: { zh: '印章机', en: 'Machines' },
    response: Type.Array(
      Type.Object({
        id: Id,
        name: Type.String(),
        isEnrolled: Type.Boolean(),
        isOnline: Type.Boolean(),
        isQuarantined: Type.Boolean(),
        headSeq: Type.Integer(),
        seals: Type.Array(
          Type.Object({
            sleeve: Type.Integer(),
            seal: Id,
            name: Type.String(),
            imprint: Type.Optional(Type.String({ description: 'the filed imprint, PNG' })),
          }),
        ),
      }),
    ),
    refuses: ['session/none'],
  }),
} as const;

export const imports = {
  imprint: route({
    method: 'POST',
    path: '/api/v1/seal-imprints',
    caller: 'session',
    multipart: true,
    summary: { zh: '备案一枚印章的印模（一张图片）', en: 'File the imprint of a seal (one picture)' },
    body: Strict({ seal: Id }),
    response: Type.Object({ imprint: DigestHex }),
    refuses: [
      'session/none',
      'post/not-held',
      'seal/unknown',
      'imprint/unreadable',
      'imprint/too-small',
      'imprint/no-round-seal',
      'upload/none',
      'upload/too-large',
    ],
  }),
  showImprint: route({
    method: 'GET',
    path: '/api/v1/seals/:seal/imprint',
    caller: 'session',
    params: Strict({ seal: Id }),
    summary: { zh: '备案印模', en: 'The filed imprint of a seal' },
    response: { mediaType: 'image/png' },
    refuses: ['session/none', 'file/unknown'],
  }),
  load: route({
    method: 'POST',
    path: '/api/v1/imports',
    caller: 'session',
    multipart: true,
    summary: { zh: '导入行政区划、组织、印章、人员（CSV/XLSX）', en: 'Import divisions, bodies, seals, people (CSV/XLSX)' },
    body: Strict({
      kind: Type.Union([
        Type.Literal('divisions'),
        Type.Literal('bodies'),
        Type.Literal('people'),
        Type.Literal('machines'),
        Type.Literal('seals'),
        Type.Literal('matters'),
      ]),
      under: Type.Optional(Type.String({ pattern: '^\\d{12}$', description: 'only this division and what lies below it' })),
    }),
    response: Type.Object({ added: Type.Integer(), changed: Type.Integer(), unchanged: Type.Integer() }),
    refuses: [
      'post/not-held',
      'import/unreadable',
      'import/missing-column',
      'import/bad-row',
      'import/too-many-rows',
      'upload/none',
      'upload/too-large',
    ],
  }),
} as const;

export type MachineTicket = Static<typeof MachineTicket>;
