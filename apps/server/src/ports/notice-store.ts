export type NoticeKind = 'to-decide' | 'decided' | 'to-stamp' | 'completed' | 'incident' | 'erasure';

export interface StoredNotice {
  readonly id: string;
  readonly person: string;
  readonly kind: NoticeKind;
  readonly request: string | null;
  readonly title: string;
  readonly text: { readonly zh: string; readonly en: string };
  readonly at: Date;
  readonly isRead: boolean;
}

export interface PushTarget {
  readonly endpoint: string;
  readonly keys: { readonly p256dh: string; readonly auth: string };
}

export interface NoticeStore {
  /** Keeps notices for their people's lists and puts the pushes into the outbox, in this transaction. One whose id is known stays as it is. */
  add(notices: readonly StoredNotice[]): Promise<void>;
  list(person: string, limit: number): Promise<readonly StoredNotice[]>;
  markRead(person: string, id: string, at: Date): Promise<void>;

  subscribe(person: string, target: PushTarget): Promise<void>;
  targets(person: string): Promise<readonly PushTarget[]>;
  forget(endpoint: string): Promise<void>;

  hasDuePush(now: Date): Promise<boolean>;
  /** Takes one push that is due and holds it for this transaction; null when there is none. Another server takes another one. */
  takeDuePush(now: Date): Promise<{ readonly id: string; readonly notice: StoredNotice; readonly attempts: number } | null>;
  pushDone(id: string): Promise<void>;
  pushLater(id: string, dueAt: Date): Promise<void>;
}
