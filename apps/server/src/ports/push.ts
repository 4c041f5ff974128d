/** A browser's push subscription (W3C Push API), as the page hands it in. */
export interface PushSubscription {
  readonly endpoint: string;
  readonly keys: { readonly p256dh: string; readonly auth: string };
}

/** `gone`: the subscription is over, forget it. `failed`: try again later. `refused`: the address is not allowed here, or unusable; forget it. */
export type PushOutcome =
  | { readonly kind: 'delivered' }
  | { readonly kind: 'gone' }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'failed'; readonly reason: string };

export interface Push {
  /** VAPID public key (RFC 8292), uncompressed P-256 point in base64url; the page subscribes with it. */
  readonly publicKey: string;
  /** Hands one message (JSON, at most 3,000 bytes) to the push service. Never throws; at most once per call, order not kept. */
  send(subscription: PushSubscription, message: unknown): Promise<PushOutcome>;
}
