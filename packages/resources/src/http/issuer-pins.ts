/** An issuer certificate that a server leaves out of its chain, and that may be fetched. */
export interface IssuerPin {
  readonly name: string
  /** Of the whole certificate, as `X509Certificate.fingerprint256` writes it. */
  readonly sha256: string
  /** The host of its address in the server's certificate; no other host is asked. */
  readonly host: string
}

/**
 * Issuers that may be fetched. The registry sends its own certificate alone. The certificate of its issuer, by Sectigo
 * Public Server Authentication Root R46, is valid until 2027-12-10; when the registry moves to another, that is one more row.
 */
export const ISSUER_PINS: readonly IssuerPin[] = [
  {
    name: 'Entrust OV TLS Issuing RSA CA 2',
    sha256: '1F:92:7F:37:47:03:06:AF:C3:01:8A:B0:49:E6:BE:1D:3C:0A:3A:45:CA:20:7F:64:F5:32:51:2B:A9:69:EB:94',
    host: 'crt.sectigo.com',
  },
]
