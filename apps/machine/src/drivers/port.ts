/** What the core asks of the hardware. Every driver folder holds one real driver and an emulator of the other side of its wire. */

export interface SleeveStatus {
  readonly sleeve: number;
  readonly closed: boolean;
  readonly sealPresent: boolean;
}

export interface SleeveLock {
  /** Brings the board to a known state: every relay off, no mode in which it moves by itself. */
  start(): Promise<void>;
  /**
   * Holds a sleeve unlocked for the next two seconds by the board's own clock: a dead agent lets it fall shut.
   * Repeating it prolongs it and is harmless.
   */
  hold(sleeve: number): Promise<void>;
  /**
   * Lets the seal down once. `not-pressed`: the board refused, nothing moved. An exception: it may have moved or not;
   * never repeat it.
   */
  press(sleeve: number): Promise<'pressed' | 'not-pressed'>;
  /** Every relay off, now. Harmless to repeat. */
  shutAll(): Promise<void>;
  read(): Promise<readonly SleeveStatus[]>;
  stop(): Promise<void>;
}

export type FingerReading =
  | { readonly kind: 'none' }
  /** A finger that the reader could not make out: dry, wet, moved. */
  | { readonly kind: 'unreadable' }
  | { readonly kind: 'stranger' }
  | { readonly kind: 'match'; readonly slot: number; readonly score: number };

/** Templates never leave the reader: there is no call here that could fetch one. */
export interface FingerprintReader {
  /** Proves that the reader answers and accepts its password. */
  start(): Promise<void>;
  /** One look: is a finger there, and whose. Returns at once when there is none. */
  read(): Promise<FingerReading>;
  stop(): Promise<void>;
}

export interface Camera {
  start(): Promise<void>;
  /** A JPEG of what lies in the machine now, never an older frame. */
  photograph(): Promise<Uint8Array>;
  stop(): Promise<void>;
}
