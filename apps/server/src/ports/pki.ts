/** A certificate and its private key, PEM. */
export interface KeyPair {
  readonly certificate: string;
  readonly key: string;
}

/** The town's own certificate authority for machines and the gateway. Its key never leaves the adapter. */
export interface Pki {
  /** The CA's certificate, PEM: what a machine trusts. */
  readonly ca: string;
  /** For the gateway's and the broker's listeners; renewed at start when fewer than 30 days are left. */
  readonly server: KeyPair;
  /** For the server's own connection to the broker; its subject says `OU=server`. */
  readonly client: KeyPair;
  /**
   * A client certificate for a machine's TLS key. The request's signature is checked, everything else in it is ignored: CN is the
   * machine's id, `OU=machine`. Throws `Refused` machine/bad-signature when the request is unreadable, its signature is wrong or its key is weak.
   */
  issueMachineCertificate(machine: string, csrPem: string): Promise<string>;
}
