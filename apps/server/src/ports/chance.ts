/** Where unpredictable bytes come from. */
export interface Chance {
  bytes(length: number): Uint8Array;
}
